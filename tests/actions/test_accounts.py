"""Accounts: who may come in, and what the administrator cannot do by mistake."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.accounts.accounts import (
    Account,
    add_user,
    change_user,
    disable_user,
    enable_user,
    give_code,
    open_set_up,
)
from actions.accounts.sign_ins import find_session_actor, sign_in
from actions.permissions import Actor
from actions.refusals import Refused
from models import Entry, UserRole
from models.database import reading
from models.users import find_claimed_user, list_users
from tests.actions.accounts import DUNG, HOA, LAN, MINH, OFFICE, PASSWORD, signed_up
from tests.conftest import NOW


def refusal(engine: Engine, account: Account) -> str:
    with pytest.raises(Refused) as refused:
        add_user(engine, account, actor=OFFICE, now=NOW)
    return refused.value.code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "a"}, "user_name_wrong"),
        ({"code": "Ân"}, "user_name_wrong"),
        ({"code": "a b"}, "user_name_wrong"),
        ({"code": "<b>x</b>"}, "user_name_wrong"),
        ({"code": "x" * 65}, "user_name_wrong"),
        ({"name": " \n "}, "user_unnamed"),
        ({"name": "Lan\x00"}, "text_unseen"),
        ({"role": UserRole.UNIT_OFFICER}, "unit_needed"),
        ({"role": UserRole.UNIT_OFFICER, "unit_code": "NOWHERE"}, "unit_unknown"),
        ({"email": "lan at example"}, "email_wrong"),
        ({"email": "LAN@example.vn"}, "email_taken"),
    ],
)
def test_what_will_not_do_is_refused_in_words(
    province: Engine, changes: dict[str, object], code: str
) -> None:
    add_user(province, LAN, actor=OFFICE, now=NOW)
    base: dict[str, object] = {"code": "new", "name": "Mới", "role": UserRole.LEADER}
    assert refusal(province, Account(**{**base, **changes})) == code  # type: ignore[arg-type]  # a table of changes


def test_a_name_of_sign_in_is_one_however_it_is_written(province: Engine) -> None:
    add_user(province, LAN, actor=OFFICE, now=NOW)
    assert refusal(province, Account(" LAN ", "Lan khác", UserRole.LEADER)) == "user_exists"


@pytest.mark.parametrize("role", [one for one in UserRole if one != UserRole.ADMINISTRATOR])
def test_only_an_administrator_keeps_accounts(province: Engine, role: UserRole) -> None:
    clerk = Actor("x", role)
    for act in (
        lambda: add_user(province, LAN, actor=clerk, now=NOW),
        lambda: change_user(province, LAN, actor=clerk, now=NOW),
        lambda: disable_user(province, "lan", actor=clerk, now=NOW),
        lambda: enable_user(province, "lan", actor=clerk, now=NOW),
        lambda: give_code(province, "lan", actor=clerk, now=NOW),
        lambda: open_set_up(province, actor=clerk, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_allowed"


def test_the_last_administrator_cannot_be_lost(province: Engine) -> None:
    signed_up(province, MINH)
    lesser = Account(MINH.code, MINH.name, UserRole.LEADER)
    for act in (
        lambda: disable_user(province, MINH.code, actor=OFFICE, now=NOW),
        lambda: change_user(province, lesser, actor=OFFICE, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "last_administrator"
    signed_up(province, Account("hai", "Người thứ hai", UserRole.ADMINISTRATOR))
    disable_user(province, MINH.code, actor=OFFICE, now=NOW)


def test_another_role_ends_what_was_begun_and_another_name_does_not(province: Engine) -> None:
    token = signed_up(province, LAN)
    change_user(province, Account("lan", "Nông Lan", LAN.role), actor=OFFICE, now=NOW)
    assert find_session_actor(province, token, now=NOW) is not None
    change_user(province, Account("lan", "Nông Lan", UserRole.LEADER), actor=OFFICE, now=NOW)
    assert find_session_actor(province, token, now=NOW) is None


def test_a_disabled_user_is_out_at_once_and_may_come_back(province: Engine) -> None:
    token = signed_up(province, HOA)
    disable_user(province, "hoa", actor=OFFICE, now=NOW)
    assert find_session_actor(province, token, now=NOW) is None
    with pytest.raises(Refused):
        sign_in(province, "hoa", PASSWORD, now=NOW)
    enable_user(province, "hoa", actor=OFFICE, now=NOW)
    assert find_session_actor(province, token, now=NOW) is None
    assert sign_in(province, "hoa", PASSWORD, now=NOW)


def test_a_code_given_anew_ends_the_password_and_the_sign_ins(province: Engine) -> None:
    token = signed_up(province, HOA)
    give_code(province, "hoa", actor=OFFICE, now=NOW)
    assert find_session_actor(province, token, now=NOW) is None
    with pytest.raises(Refused):
        sign_in(province, "hoa", PASSWORD, now=NOW)


def test_the_journal_says_who_made_whom_what_and_holds_no_secret(province: Engine) -> None:
    code = add_user(province, DUNG, actor=OFFICE, now=NOW)
    with reading(province) as session:
        told = session.exec(select(Entry)).all()[-1]
        known = list_users(session)
    assert (told.actor, told.verb, told.subject) == ("terminal", "add_user", "user dung")
    assert "SYT" in told.after
    assert code not in told.after
    assert list(known["unit_code"]) == ["SYT"]


def test_a_provider_means_the_subject_first_and_else_the_address(province: Engine) -> None:
    add_user(province, LAN, actor=OFFICE, now=NOW)
    known = Account("hoa", "Hoa", UserRole.LEADER, email="hoa@example.vn", subject="s-7")
    add_user(province, known, actor=OFFICE, now=NOW)
    with reading(province) as session:
        meant = {
            asked: getattr(
                find_claimed_user(session, subject=asked[0], email=asked[1]), "code", None
            )
            for asked in (
                ("s-7", "other@example.vn"),
                ("s-8", "hoa@example.vn"),  # the address is hers, the person another
                ("s-8", "LAN@Example.vn"),
                ("", "lan@example.vn"),
                ("", ""),
                ("s-9", "nobody@example.vn"),
            )
        }
    assert list(meant.values()) == ["hoa", None, "lan", "lan", None, None]
