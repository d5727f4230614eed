"""Whoever lost rights since a backup does not get them back by its restore, and every administrator
is told who that is until one has dealt with it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

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
)
from actions.accounts.sign_ins import set_password, sign_in
from actions.backups.rights_since import close_restore_review, find_restore_review
from actions.permissions import Actor
from actions.refusals import Refused
from models import Backup, Entry, UserRole
from models.backups import find_last_proven_backup
from models.database import reading
from models.users import find_user_by_code
from tests.actions.accounts import DUNG, HOA, LAN, MINH, OFFICE, PASSWORD, TUAN, signed_up
from tests.actions.keeping import backed_up, forge_journal
from tests.actions.test_restore import again
from tests.house.journal_words import unsaid
from tests.province import CLERK, NOW

LATER = NOW + timedelta(minutes=3)
AN = Account("an", "Vi Văn An", UserRole.ADMINISTRATOR)


def is_let_in(engine: Engine, name: str, password: str = PASSWORD) -> bool:
    try:
        return bool(sign_in(engine, name, password, now=LATER))
    except Refused as refused:
        assert refused.code == "sign_in_failed"
        return False


def told(engine: Engine) -> dict[str, str | None] | None:
    """Whom the administrators are told of, and why; None where nothing is told."""
    with reading(engine) as session:
        review = find_restore_review(session)
    return review and {code: facts["deed"] for code, facts in review.people.items()}


@pytest.fixture
def office(own_province: Engine) -> Engine:
    """Two administrators and four others, who all have the same password."""
    for account in (MINH, AN, LAN, HOA, TUAN, DUNG):
        signed_up(own_province, account)
    return own_province


def take_rights(engine: Engine) -> None:
    """Lan has left, Dung went to another office, Tuan's password was found out; Hoa was promoted
    and An got a longer name, by which nobody lost anything."""
    disable_user(engine, "lan", actor=OFFICE, now=NOW)
    change_user(engine, replace(DUNG, unit_code="SNV"), actor=OFFICE, now=NOW)
    give_code(engine, "tuan", actor=OFFICE, now=NOW)
    change_user(engine, replace(HOA, role=UserRole.SECRETARIAT), actor=OFFICE, now=NOW)
    change_user(engine, replace(AN, name="Vi Văn An Khang"), actor=OFFICE, now=NOW)


LOST = {"lan": "disable_user", "dung": "change_user", "tuan": "give_code"}


def test_who_lost_rights_since_stays_out_and_is_told_of(office: Engine, tmp_path: Path) -> None:
    made = backed_up(office, tmp_path / "copies")
    take_rights(office)
    again(office, made.place)
    let_in = [
        code for code in ("minh", "an", "lan", "hoa", "tuan", "dung") if is_let_in(office, code)
    ]
    assert let_in == ["minh", "an", "hoa"]
    assert told(office) == LOST
    with reading(office) as session:
        review = find_restore_review(session)
        last = session.exec(select(Entry).where(Entry.verb == "restore")).one()
    assert review is not None and review.at == NOW
    assert review.people["dung"]["unit"] == "SNV"  # as it was until the restore
    unworded = {key.rpartition(".")[2] for key in unsaid(last)}
    assert unworded == LOST.keys()  # Nhật ký has words for all of it but their own names
    again(office, made.place, now=LATER)  # what stands now tells of it as a restore's doing
    assert (told(office) or {}).keys() == LOST.keys()
    assert not any(is_let_in(office, code) for code in LOST)


def test_whoever_was_dealt_with_is_told_of_no_more(office: Engine, tmp_path: Path) -> None:
    made = backed_up(office, tmp_path / "copies")
    take_rights(office)
    again(office, made.place)
    enable_user(office, "lan", actor=OFFICE, now=LATER)
    assert is_let_in(office, "lan")
    code = give_code(office, "tuan", actor=OFFICE, now=LATER)
    set_password(office, "tuan", code, "bàn ghế đèn sách xa", now=LATER)
    assert told(office) == {"dung": "change_user"}
    change_user(office, DUNG, actor=OFFICE, now=LATER)
    assert told(office) is None


def test_one_administrator_ends_it_for_all(office: Engine, tmp_path: Path) -> None:
    made = backed_up(office, tmp_path / "copies")
    again(office, made.place)
    assert told(office) == {}  # nobody lost anything, which is said too
    with pytest.raises(Refused, match="not_allowed"):
        close_restore_review(office, actor=CLERK, now=LATER)
    minh = Actor("minh", UserRole.ADMINISTRATOR)
    close_restore_review(office, actor=minh, now=LATER)
    close_restore_review(office, actor=replace(minh, code="an"), now=LATER)
    assert told(office) is None
    with reading(office) as session:
        entry = session.exec(select(Entry).where(Entry.verb == "review_restore")).one()
    assert entry.actor == "minh"


def test_the_only_administrator_is_left_in_and_told_of(
    own_province: Engine, tmp_path: Path
) -> None:
    signed_up(own_province, MINH)
    made = backed_up(own_province, tmp_path / "copies")
    signed_up(own_province, AN)
    disable_user(own_province, "minh", actor=OFFICE, now=NOW)
    again(own_province, made.place)
    assert is_let_in(own_province, "minh")
    assert told(own_province) == {"minh": "left_in"}
    again(own_province, made.place, now=LATER)
    assert told(own_province) == {"minh": "left_in"}


def test_a_password_that_was_ended_stays_ended_whatever_else_was_taken(
    office: Engine, tmp_path: Path
) -> None:
    made = backed_up(office, tmp_path / "copies")
    give_code(office, "lan", actor=OFFICE, now=NOW)
    disable_user(office, "lan", actor=OFFICE, now=NOW)
    again(office, made.place)
    enable_user(office, "lan", actor=OFFICE, now=LATER)
    assert not is_let_in(office, "lan")


def test_of_whom_had_no_password_nothing_is_told(own_province: Engine, tmp_path: Path) -> None:
    signed_up(own_province, MINH)
    add_user(own_province, LAN, actor=OFFICE, now=NOW)
    made = backed_up(own_province, tmp_path / "copies")
    give_code(own_province, "lan", actor=OFFICE, now=NOW)
    again(own_province, made.place)
    assert told(own_province) == {}


def test_back_again_nobody_is_kept_out_who_was_let_in_since(office: Engine, tmp_path: Path) -> None:
    disable_user(office, "lan", actor=OFFICE, now=NOW)
    old = backed_up(office, tmp_path / "copies")
    enable_user(office, "lan", actor=OFFICE, now=NOW)
    new = backed_up(office, tmp_path / "copies")
    again(office, old.place)
    assert not is_let_in(office, "lan")
    again(office, new.place, now=LATER)
    assert is_let_in(office, "lan")
    assert told(office) == {}


def test_another_offices_people_are_others(office: Engine, tmp_path: Path) -> None:
    made = backed_up(office, tmp_path / "copies")
    forge_journal(office)
    take_rights(office)
    again(office, made.place, other_office=True)
    assert told(office) == {}
    assert all(is_let_in(office, code) for code in LOST)


def test_where_it_cannot_be_known_that_is_said(province: Engine, tmp_path: Path) -> None:
    signed_up(province, LAN)
    made = backed_up(province, tmp_path / "copies")
    disable_user(province, "lan", actor=OFFICE, now=NOW)
    province.dispose()
    Path(str(province.url.database)).write_bytes(b"not a database " * 1000)
    again(province, made.place)
    with reading(province) as session:
        review = find_restore_review(session)
    assert review is not None and not review.is_known
    add_user(province, HOA, actor=OFFICE, now=LATER)
    assert told(province) == {}  # until somebody says that it was looked at
    close_restore_review(province, actor=OFFICE, now=LATER)
    assert told(province) is None


def test_the_backup_that_was_restored_is_the_last_proven_one(
    office: Engine, tmp_path: Path
) -> None:
    made = backed_up(office, tmp_path / "copies")
    again(office, made.place)
    with reading(office) as session:
        last = find_last_proven_backup(session)
        assert session.exec(select(Backup)).all() == [last]
        assert find_user_by_code(session, "lan") is not None
    assert last is not None
    assert (last.place, last.digest, last.made_at) == (made.place, made.digest, made.made_at)
    assert (last.encrypted, last.entries, last.proven_at) == (False, made.entries, NOW)
