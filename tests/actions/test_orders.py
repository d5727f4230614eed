"""A restore that was ordered is carried out whole or not at all, and what came of it is told."""

import hashlib
import json
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.accounts.accounts import add_user
from actions.backups.bring import bring_backup
from actions.backups.orders import (
    BEGUN,
    BROKEN_OFF,
    REFUSED,
    RestoreOrder,
    announce,
    carry_out,
    drop_outcome,
    find_outcome,
    order_restore,
    parse_order,
    settle,
)
from actions.backups.rights_since import find_restore_review
from actions.copies.copies_left import describe_copy, find_copies, find_encrypted_copies
from actions.copies.scratch import OUTCOME, RESTORE
from actions.paths import find_backup_folder, get_path_beside
from actions.permissions import Actor
from actions.refusals import Refused
from actions.settings import set_value
from intake.tables import Upload
from models import Entry, UserRole
from models.choices import COPIES_KEPT
from models.database import reading
from tests.actions.accounts import MINH, OFFICE
from tests.actions.archives import read_parts
from tests.actions.keeping import PASSPHRASE, backed_up, forge_journal
from tests.actions.test_restore import again, theme
from tests.actions.test_scratch import broken_off
from tests.province import CLERK, NOW

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def office(own_province: Engine) -> Engine:
    """An office with an administrator; what it says of itself changed after its backup."""
    add_user(own_province, MINH, actor=OFFICE, now=NOW)
    set_value(own_province, "theme", "then", actor=CLERK, now=NOW)
    backed_up(own_province, find_backup_folder(own_province), passphrase=PASSPHRASE)
    set_value(own_province, "theme", "now", actor=CLERK, now=NOW)
    return own_province


def ordered(engine: Engine, passphrase: str | None = PASSPHRASE) -> RestoreOrder:
    name = next(file.name for file in find_backup_folder(engine).iterdir())
    return order_restore(engine, name, passphrase=passphrase, actor=OFFICE, now=NOW)


DONE = "done"


def carried_out(engine: Engine, order: RestoreOrder) -> str:
    """What came of it: the note beside the database says why not, the database that it was done."""
    announce(engine, order)
    assert find_outcome(engine.url) is None
    engine.dispose()
    carry_out(address_of(engine), order)
    return outcome(engine, order)


def outcome(engine: Engine, order: RestoreOrder) -> str:
    told = find_outcome(engine.url)
    with reading(engine) as session:
        review = find_restore_review(session)
    if told is None:
        assert review is not None and review.at == order.at
        assert not get_path_beside(engine.url, OUTCOME).exists()
        return DONE
    assert told.at == order.at
    drop_outcome(engine.url)
    assert find_outcome(engine.url) is None
    return str(told.facts.get("code", told.state))


def address_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_there_and_told(office: Engine) -> None:
    order = parse_order(ordered(office).pack())
    assert order is not None and PASSPHRASE not in repr(order)
    assert carried_out(office, order) == DONE
    assert theme(office) == "then"


def test_whatever_is_wrong_nothing_is_touched_and_it_is_told(office: Engine) -> None:
    order = ordered(office)
    assert carried_out(office, replace(order, passphrase="không phải mật khẩu")) == (
        "passphrase_wrong"
    )
    assert carried_out(office, replace(order, source=f"{order.source}.gone")) == "file_missing"
    Path(order.source).write_bytes(Path(order.source).read_bytes()[:-10])
    assert carried_out(office, order) == "backup_cut"
    assert theme(office) == "now"


def test_while_another_program_has_it_open(office: Engine) -> None:
    order = ordered(office)
    announce(office, order)
    with office.connect() as another:
        another.exec_driver_sql("SELECT count(*) FROM app_user")
        carry_out(address_of(office), order)
    told = find_outcome(office.url)
    assert told is not None and (told.state, told.facts["code"]) == (REFUSED, "database_in_use")
    assert theme(office) == "now"


def test_no_order_without_the_right_passphrase_file_and_role(office: Engine) -> None:
    with pytest.raises(Refused, match="passphrase_wrong"):
        ordered(office, "không phải mật khẩu")
    with pytest.raises(Refused, match="passphrase_missing"):
        ordered(office, None)
    with pytest.raises(Refused, match="file_missing"):
        order_restore(office, "../a.tar.gz", passphrase=None, actor=OFFICE, now=NOW)
    for role in set(UserRole) - {UserRole.ADMINISTRATOR}:
        with pytest.raises(Refused, match="not_allowed"):
            order_restore(office, "a", passphrase="", actor=Actor("x", role), now=NOW)


def test_no_order_where_nobody_could_come_in_afterwards(province: Engine) -> None:
    backed_up(province, find_backup_folder(province))
    with pytest.raises(Refused, match="backup_nobody"):
        ordered(province, None)


def test_what_nobody_carried_out_is_found_out(
    office: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = ordered(office)
    left = get_path_beside(office.url, f"{RESTORE}x").with_name(f"{RESTORE}x")
    left.mkdir()
    announce(office, order)
    settle(address_of(office))
    assert outcome(office, order) == BROKEN_OFF
    assert not left.exists()

    assert carried_out(office, order) == DONE
    announce(office, order)  # as if it had been cut short right after the swap
    office.dispose()
    settle(address_of(office))
    assert outcome(office, order) == DONE
    copy = describe_copy(office.url, order.at)
    assert (copy["encrypted"], copy["days"]) == (True, COPIES_KEPT.usual)
    assert str(copy["kept"]).endswith(".tar.gz.age")

    with monkeypatch.context() as killed:  # between the encrypting and the swap
        killed.setattr("actions.backups.restore.swap", broken_off)
        announce(office, replace(order, at=LATER))
        office.dispose()
        with pytest.raises(KeyboardInterrupt):
            carry_out(address_of(office), replace(order, at=LATER))
    assert find_copies(office.url) == []
    settle(address_of(office))
    assert outcome(office, replace(order, at=LATER)) == BROKEN_OFF
    assert len(find_encrypted_copies(office.url)) == 1  # of the restore before


def test_no_order_without_a_passphrase_for_what_stands(office: Engine, tmp_path: Path) -> None:
    made = Path(backed_up(office, tmp_path / "elsewhere").place)
    name = bring_backup(office, Upload(made.name, made.read_bytes()), actor=OFFICE, now=NOW)
    for passphrase in (None, "too short"):
        with pytest.raises(Refused, match="passphrase_short"):
            order_restore(office, name, passphrase=passphrase, actor=OFFICE, now=NOW)
    order = order_restore(office, name, passphrase=PASSPHRASE, actor=OFFICE, now=NOW)
    assert carried_out(office, order) == DONE
    assert find_copies(office.url) == []
    (kept,) = find_encrypted_copies(office.url)
    assert "backup.json" in read_parts(kept.read_bytes(), PASSPHRASE)


def test_no_order_for_another_offices_backup_unless_it_is_meant(office: Engine) -> None:
    order = ordered(office)
    forge_journal(office)
    with pytest.raises(Refused, match="other_office"):
        ordered(office)
    assert carried_out(office, order) == "other_office"
    assert theme(office) == "now"
    name = Path(order.source).name
    meant = order_restore(
        office, name, passphrase=PASSPHRASE, actor=OFFICE, now=NOW, other_office=True
    )
    assert parse_order(meant.pack()) == meant
    assert carried_out(office, meant) == DONE
    assert theme(office) == "then"


def test_a_restore_at_the_terminal_ends_what_was_told_before(office: Engine) -> None:
    order = ordered(office)
    announce(office, order)
    office.dispose()
    carry_out(address_of(office), replace(order, source=f"{order.source}.gone"))
    assert find_outcome(office.url) is not None
    again(office, order.source, PASSPHRASE)
    assert find_outcome(office.url) is None


def test_an_outcome_that_is_none_is_nobodys(office: Engine) -> None:
    for told in ("", "{", "[]", '{"state": 1}', f'{{"state": "{BEGUN}"}}'):
        get_path_beside(office.url, OUTCOME).write_text(told)
        settle(address_of(office))
        assert find_outcome(office.url) is None
    settle("no address")
    assert parse_order(b"") is None
    assert parse_order(b"{}") is None


def test_a_file_from_elsewhere_is_kept_once(province: Engine, tmp_path: Path) -> None:
    made = Path(backed_up(province, tmp_path / "stick").place)
    brought, another = Upload(made.name, made.read_bytes()), Upload(made.name, b"another")
    first = bring_backup(province, brought, actor=OFFICE, now=NOW)
    assert bring_backup(province, brought, actor=OFFICE, now=NOW) == first
    with reading(province) as session:
        told = session.exec(select(Entry).where(Entry.verb == "bring_backup")).one()
    assert (told.actor, told.subject) == (OFFICE.code, f"backup-file {first}")
    assert json.loads(told.after) == {
        "file": made.name,
        "size_bytes": made.stat().st_size,
        "digest": hashlib.sha256(brought.content).hexdigest(),
    }
    assert [file.name for file in find_backup_folder(province).iterdir()] == [first]
    with pytest.raises(Refused, match="backup_foreign"):
        bring_backup(province, another, actor=OFFICE, now=NOW)
    with pytest.raises(Refused, match="not_allowed"):
        bring_backup(province, brought, actor=CLERK, now=NOW)
    assert [file.name for file in find_backup_folder(province).iterdir()] == [first]
    with reading(province) as session:
        assert len(session.exec(select(Entry).where(Entry.verb == "bring_backup")).all()) == 1
    if os.name == "posix":
        assert (find_backup_folder(province) / first).stat().st_mode & 0o077 == 0
