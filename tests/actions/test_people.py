"""People from a file: each cell that cannot stand is named, and all are added or none."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.accounts.accounts import Account, add_user, add_users, disable_user, give_codes
from actions.accounts.people import PeoplePlan, plan_people
from actions.accounts.sign_ins import set_password
from actions.permissions import Actor
from actions.refusals import Refused
from intake.people import PeopleFile, PersonRow
from intake.tables import Faulty
from locales.people import build_person_fault_line, list_known_roles
from locales.words import words_in
from models import Entry, UserRole
from models.database import reading
from models.users import list_users
from tests.actions.accounts import DUNG, LAN, OFFICE, PASSWORD
from tests.conftest import NOW

HEADINGS = {name: name for name in ("name", "code", "role", "unit", "email")}
HOA = {"name": "Lý Thị Hoa", "code": "hoa", "role": "Lãnh đạo"}
SON = {"name": "Mã Văn Sơn", "code": "son", "role": "Cán bộ đơn vị", "unit": "SYT"}


def plan(
    engine: Engine, *rows: Mapping[str, object], actor: Actor = OFFICE, headings: bool = True
) -> PeoplePlan:
    people = tuple(PersonRow("Người dùng", number, row) for number, row in enumerate(rows, 2))
    file = PeopleFile("nguoi.xlsx", people, HEADINGS if headings else {}, (), ())
    return plan_people(engine, file, list_known_roles(), actor=actor)


def test_who_is_named_comes_in_with_the_code(province: Engine) -> None:
    found = plan(province, HOA, SON)
    assert not found.faults
    codes = add_users(province, found.new, actor=OFFICE, now=NOW)
    assert set_password(province, "son", codes["son"], PASSWORD, now=NOW)
    with reading(province) as session:
        known = list_users(session)
        (entry,) = session.exec(select(Entry).where(Entry.verb == "add_user")).all()
    assert known.set_index("code").loc["son", "unit_code"] == "SYT"
    assert entry.subject == "people"
    assert not any(code in entry.after for code in codes.values())


def test_the_same_file_again_adds_nobody(province: Engine) -> None:
    add_users(province, plan(province, HOA, SON).new, actor=OFFICE, now=NOW)
    again = plan(province, HOA, SON)
    assert (again.new, again.faults) == ([], ())
    assert len(again.people) == 2


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"code": "Hoa Lý"}, "code", "user_name_wrong"),
        ({"code": ""}, "code", "user_name_wrong"),
        ({"name": ""}, "name", "user_unnamed"),
        ({"role": "Thủ kho"}, "role", "role_unknown"),
        ({"role": ""}, "role", "role_unknown"),
        ({"role": "Cán bộ đơn vị"}, "unit", "unit_needed"),
        ({"role": "Cán bộ đơn vị", "unit": "SYTT"}, "unit", "unit_perhaps"),
        ({"role": "Cán bộ đơn vị", "unit": "NOWHERE"}, "unit", "unit_not_in_being"),
        ({"unit": "SYT"}, "unit", "unit_not_wanted"),
        ({"email": "hoa at example"}, "email", "email_wrong"),
        ({"email": "LAN@example.vn"}, "email", "email_taken"),
        ({"code": "lan"}, "code", "person_differs"),
        ({"code": Faulty("value.not_computed", "=A2")}, "code", "cell_without_value"),
    ],
)
def test_what_will_not_do_is_said_at_its_cell(
    province: Engine, changes: dict[str, object], column: str, code: str
) -> None:
    add_user(province, LAN, actor=OFFICE, now=NOW)
    found = plan(province, SON, {**HOA, **changes})
    (fault,) = found.faults
    assert (fault.row, fault.column, fault.refused.code) == (3, column, code)
    assert [account.code for account in found.new] == ["son"]
    for language in ("vi", "en"):
        assert "3" in build_person_fault_line(fault, words_in(language))


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"code": " HOA "}, "code", "person_twice"),
        ({"code": "hoa2", "email": "Hoa@example.vn"}, "email", "person_email_twice"),
    ],
)
def test_two_rows_of_one_file_are_not_the_same_person(
    province: Engine, changes: dict[str, object], column: str, code: str
) -> None:
    first = {**HOA, "email": "hoa@example.vn"}
    (fault,) = plan(province, first, {**HOA, **changes}).faults
    assert (fault.row, fault.column, fault.refused.code) == (3, column, code)
    assert fault.refused.facts == {"row": 2}


@pytest.mark.parametrize("written", ["SYT", "syt", "Sở Y tế", "so y te"])
def test_a_unit_may_be_called_by_its_code_or_its_name(province: Engine, written: str) -> None:
    (account,) = plan(province, {**SON, "unit": written}).new
    assert account.unit_code == "SYT"


def test_one_who_cannot_be_added_keeps_all_from_being_added(province: Engine) -> None:
    found = plan(province, HOA, SON)
    add_user(province, Account("son", "Khác", UserRole.LEADER), actor=OFFICE, now=NOW)
    with pytest.raises(Refused, match="user_exists"):
        add_users(province, found.new, actor=OFFICE, now=NOW)
    with reading(province) as session:
        assert list(list_users(session)["code"]) == ["son"]


def test_a_file_without_headings_or_people_is_refused(province: Engine) -> None:
    with pytest.raises(Refused, match="people_without_headings"):
        plan(province, HOA, headings=False)
    with pytest.raises(Refused, match="people_without_rows"):
        plan(province)
    with pytest.raises(Refused, match="not_allowed"):
        plan(province, HOA, actor=Actor("x", UserRole.SECRETARIAT))


def test_new_codes_are_for_who_has_no_password_yet(province: Engine) -> None:
    first = add_users(province, [LAN, DUNG], actor=OFFICE, now=NOW)
    set_password(province, "lan", first["lan"], PASSWORD, now=NOW)
    later = NOW + timedelta(days=4)  # the first code has expired
    codes = give_codes(province, ["lan", "dung"], actor=OFFICE, now=later)
    assert list(codes) == ["dung"]
    assert set_password(province, "dung", codes["dung"], PASSWORD, now=later)
    disable_user(province, "dung", actor=OFFICE, now=later)
    with pytest.raises(Refused, match="nobody_waiting"):
        give_codes(province, ["lan", "dung"], actor=OFFICE, now=later)


def test_few_unknown_units_are_compared_with_every_name(
    province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comparing costs milliseconds a text: of 2,000 unknown units only the first few different
    ones are compared, each once."""
    compared: list[str] = []

    def find_nearest(text: str, _names: Mapping[str, str]) -> tuple[str, ...]:
        compared.append(text)
        return ()

    monkeypatch.setattr("actions.accounts.people.find_nearest", find_nearest)
    rows = [{**SON, "code": f"can.bo.{n}", "unit": f"Không có {n // 2}"} for n in range(100)]
    found = plan(province, *rows)
    assert len(found.faults) == 100
    assert compared == [f"Không có {n}" for n in range(20)]
