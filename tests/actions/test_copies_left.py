"""The database that a restore leaves: encrypted where the backup was, an erasure reaches it, it is
its owner's alone, and it ends after so many days."""

import errno
import json
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, make_url
from sqlmodel import select

from actions.backups.restore import Restored, restore
from actions.copies import copies_left
from actions.copies.copies_left import find_copies, find_encrypted_copies
from actions.copies.scratch import RESTORE
from actions.erasure.erase import erase
from actions.erasure.retain import end_old_copies, retain
from actions.refusals import Refused
from actions.settings import set_number, set_value
from models import Address, Entry, Ground
from models.choices import COPIES_KEPT
from models.database import database_at, open_database, reading
from models.settings import read_setting
from tests.actions.accounts import OFFICE
from tests.actions.archives import read_parts
from tests.actions.keeping import PASSPHRASE, backed_up, register
from tests.province import CLERK, NOW


@pytest.fixture
def restored(own_province: Engine, tmp_path: Path) -> Engine:
    """An office with a register, restored: the one before lies beside it."""
    register(own_province)
    made = backed_up(own_province, tmp_path / "backups")
    own_province.dispose()
    address = own_province.url.render_as_string(hide_password=False)
    assert restore(address, Path(made.place), passphrase=None, actor=OFFICE, now=NOW).kept
    return own_province


def codes_in(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.exec(select(Address.code)))


def test_an_erasure_reaches_the_database_that_was_left(restored: Engine) -> None:
    (copy,) = find_copies(restored.url)
    left = open_database(copy.render_as_string(hide_password=False))
    assert "DC-002" in codes_in(left)
    left.dispose()
    assert erase(restored, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW).copies == 1
    assert codes_in(left) == codes_in(restored) == ["DC-001", "DC-0021"]
    left.dispose()
    if copy.get_backend_name() == "sqlite":
        for file in Path(str(copy.database)).parent.glob("*before*"):
            assert b"DC-002," not in file.read_bytes(), file


def test_one_that_cannot_be_read_goes_whole(restored: Engine) -> None:
    (copy,) = find_copies(restored.url)
    left = open_database(copy.render_as_string(hide_password=False))
    with left.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    left.dispose()
    assert erase(restored, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW).copies == 1
    assert find_copies(restored.url) == []


def test_it_ends_after_the_days_that_the_settings_state(restored: Engine) -> None:
    set_number(restored, COPIES_KEPT, 10, actor=CLERK, now=NOW)
    assert retain(restored, actor=CLERK, now=NOW + timedelta(days=10)).copies == 0
    assert retain(restored, actor=CLERK, now=NOW + timedelta(days=11)).copies == 1
    assert find_copies(restored.url) == []


def test_it_ends_by_itself_with_a_later_backup(restored: Engine, tmp_path: Path) -> None:
    days = timedelta(days=COPIES_KEPT.usual)
    backed_up(restored, tmp_path / "backups", now=NOW + days)
    assert len(find_copies(restored.url)) == 1
    backed_up(restored, tmp_path / "backups", now=NOW + days + timedelta(days=1))
    assert find_copies(restored.url) == []
    with reading(restored) as session:
        told = session.exec(select(Entry).where(Entry.verb == "retain")).one()
    assert json.loads(told.after) == {"copies": 1}


@pytest.mark.parametrize("own_province", ["sqlite"], indirect=True)
def test_a_file_of_another_name_ends_by_nobodys_hand(restored: Engine) -> None:
    near = Path(str(restored.url.database))
    for name in ("oversight-before-holiday.db", "oversight-before-99999999-999999.db"):
        (near.parent / name).write_bytes(b"somebody's own")
    assert end_old_copies(restored, now=NOW + timedelta(days=365)) == 1
    assert len(list(near.parent.glob("oversight-before-*"))) == 2


@pytest.fixture
def sealed(own_province: Engine, tmp_path: Path) -> Path:
    """The one that a restore from an encrypted backup left."""
    register(own_province)
    made = backed_up(own_province, tmp_path / "backups", passphrase=PASSPHRASE)
    set_value(own_province, "theme", "before the restore", actor=CLERK, now=NOW)
    done = restore_over(own_province, Path(made.place))
    assert done.encrypted and done.kept_days == COPIES_KEPT.usual
    return Path(str(done.kept))


def restore_over(engine: Engine, source: Path) -> Restored:
    engine.dispose()
    address = engine.url.render_as_string(hide_password=False)
    return restore(address, source, passphrase=PASSPHRASE, actor=OFFICE, now=NOW)


def test_after_an_encrypted_backup_it_is_encrypted_and_nothing_lies_open(
    own_province: Engine, sealed: Path
) -> None:
    assert find_copies(own_province.url) == []
    assert find_encrypted_copies(own_province.url) == [sealed]
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600
    for file in sealed.parent.glob("*before*"):
        assert b"DC-002" not in file.read_bytes(), file
    assert not list(sealed.parent.glob(f"{RESTORE}*"))
    parts = read_parts(sealed.read_bytes(), PASSPHRASE)
    assert "backup.json" in parts


def test_one_goes_back_to_it_by_a_restore(own_province: Engine, sealed: Path) -> None:
    restore_over(own_province, sealed)
    with reading(own_province) as session:
        assert read_setting(session, "theme") == "before the restore"
    assert codes_in(own_province) == ["DC-001", "DC-002", "DC-0021"]


def test_an_erasure_removes_an_encrypted_one(own_province: Engine, sealed: Path) -> None:
    assert erase(own_province, "DC-002", Ground.REQUESTED, actor=CLERK, now=NOW).copies == 1
    assert not sealed.exists()


def test_an_encrypted_one_ends_too(own_province: Engine, sealed: Path) -> None:
    days = COPIES_KEPT.usual
    assert retain(own_province, actor=CLERK, now=NOW + timedelta(days=days)).copies == 0
    assert retain(own_province, actor=CLERK, now=NOW + timedelta(days=days + 1)).copies == 1
    assert not sealed.exists()


@pytest.mark.parametrize("own_province", ["sqlite"], indirect=True)
def test_a_damaged_one_stays_as_it_is_and_that_is_told(
    own_province: Engine, tmp_path: Path
) -> None:
    made = backed_up(own_province, tmp_path / "backups", passphrase=PASSPHRASE)
    own_province.dispose()
    Path(str(own_province.url.database)).write_bytes(b"not a database " * 1000)
    done = restore_over(own_province, Path(made.place))
    assert not done.encrypted
    assert Path(str(done.kept)).read_bytes().startswith(b"not a database")
    assert stat.S_IMODE(Path(str(done.kept)).stat().st_mode) == 0o600
    assert find_encrypted_copies(own_province.url) == []


def test_what_a_short_command_writes_meanwhile_is_not_lost(
    own_province: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backed_up(own_province, tmp_path / "backups", passphrase=PASSPHRASE)
    address = own_province.url.render_as_string(hide_password=False)
    encrypt = copies_left.encrypt_standing

    def encrypt_and_write(url: URL, *, passphrase: str, now: datetime) -> Path | None:
        copy = encrypt(url, passphrase=passphrase, now=now)
        with database_at(make_url(address)) as short_command:
            set_value(short_command, "theme", "meanwhile", actor=CLERK, now=NOW)
        return copy

    monkeypatch.setattr("actions.backups.restore.encrypt_standing", encrypt_and_write)
    with pytest.raises(Refused, match="database_in_use"):
        restore_over(own_province, Path(made.place))
    with reading(own_province) as session:
        assert read_setting(session, "theme") == "meanwhile"
    assert find_encrypted_copies(own_province.url) == []


def test_nor_where_what_stands_is_not_encrypted(
    own_province: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backed_up(own_province, tmp_path / "backups")
    address = own_province.url.render_as_string(hide_password=False)

    def count_and_write(*_given: object) -> int:
        with database_at(make_url(address)) as short_command:
            set_value(short_command, "theme", "meanwhile", actor=CLERK, now=NOW)
        return 0

    monkeypatch.setattr("actions.backups.restore.count_closed_secrets", count_and_write)
    own_province.dispose()
    with pytest.raises(Refused, match="database_in_use"):
        restore(address, Path(made.place), passphrase=None, actor=OFFICE, now=NOW)
    with reading(own_province) as session:
        assert read_setting(session, "theme") == "meanwhile"
    assert find_copies(own_province.url) == []


@pytest.mark.parametrize("code", ["content_differs", None])
def test_one_that_is_not_proven_stays_as_it_is(
    own_province: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str | None
) -> None:
    made = backed_up(own_province, tmp_path / "backups", passphrase=PASSPHRASE)

    def fail(*_given: object, **_more: object) -> str:
        if code is None:
            raise OSError(errno.ENOSPC, "full")
        return code

    monkeypatch.setattr(copies_left, "find_backup_fault", fail)
    assert not restore_over(own_province, Path(made.place)).encrypted
    assert len(find_copies(own_province.url)) == 1
    assert find_encrypted_copies(own_province.url) == []


@pytest.mark.parametrize("own_province", ["sqlite"], indirect=True)
def test_nobody_else_may_read_it(restored: Engine) -> None:
    (copy,) = find_copies(restored.url)
    assert stat.S_IMODE(Path(str(copy.database)).stat().st_mode) == 0o600


@pytest.mark.parametrize("own_province", ["sqlite"], indirect=True)
def test_another_database_beside_is_nobodys_copy(restored: Engine) -> None:
    standing = Path(str(restored.url.database))
    (standing.parent / "other-before-20261220-090000.db").write_bytes(b"x")
    assert len(find_copies(restored.url)) == 1
