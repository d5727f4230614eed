"""A backup file is known for what it is before anybody stops the program to restore it; only an
encrypted one leaves the machine, and the journal tells who took it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.backups.examine import examine, find_backup_file, list_backups
from actions.backups.take import find_takeable_backup, take_backup
from actions.paths import find_backup_folder
from actions.permissions import Actor
from actions.refusals import Refused
from models import Entry, UserRole
from models.database import reading
from tests.actions.archives import change_about
from tests.actions.keeping import PASSPHRASE, backed_up
from tests.conftest import ADMINISTRATOR
from tests.province import CLERK, NOW


def made(engine: Engine, passphrase: str | None = None) -> str:
    return Path(backed_up(engine, find_backup_folder(engine), passphrase=passphrase).place).name


def test_a_whole_one_is_restored_aside_and_counted(own_province: Engine) -> None:
    found = examine(own_province, made(own_province), passphrase=None, actor=CLERK)
    assert (found.made_at, found.older, found.encrypted, found.entries) == (NOW, False, False, 1)
    assert found.rows > 1000
    assert len(list_backups(find_backup_folder(own_province))) == 1


def test_an_encrypted_one_says_nothing_without_its_passphrase(own_province: Engine) -> None:
    name = made(own_province, PASSPHRASE)
    with pytest.raises(Refused, match="passphrase_missing"):
        examine(own_province, name, passphrase=None, actor=CLERK)
    assert examine(own_province, name, passphrase=PASSPHRASE, actor=CLERK).rows
    with pytest.raises(Refused, match="passphrase_wrong"):
        examine(own_province, name, passphrase="không phải mật khẩu", actor=CLERK)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"revision": "9999"}, "backup_newer"),
        ({"format": 3}, "backup_newer"),
        ({"database": "another"}, "backup_other_kind"),
        ({"entries": 0}, "backup_broken"),
    ],
)
def test_another_head_is_told(province: Engine, *, facts: dict[str, object], code: str) -> None:
    name = made(province)
    change_about(find_backup_folder(province) / name, **facts)
    with pytest.raises(Refused, match=code):
        examine(province, name, passphrase=None, actor=CLERK)


def test_a_foreign_and_a_cut_file_are_told(province: Engine) -> None:
    name = made(province)
    file = find_backup_folder(province) / name
    file.write_bytes(file.read_bytes()[:-100])
    (file.parent / "zzz.tar.gz").write_bytes(b"%PDF-1.7")
    for one, code in ((name, "backup_cut"), ("zzz.tar.gz", "backup_foreign")):
        with pytest.raises(Refused, match=code):
            examine(province, one, passphrase=None, actor=CLERK)


@pytest.mark.parametrize("name", ["../oversight.db", "/etc/passwd", "", "none.tar.gz", ".."])
def test_no_other_file_of_the_server_is_reached(province: Engine, name: str) -> None:
    made(province)
    with pytest.raises(Refused, match="file_missing"):
        find_backup_file(province, name)
    with pytest.raises(Refused, match="file_missing"):
        take_backup(province, name, actor=ADMINISTRATOR, now=NOW)


def test_only_an_encrypted_one_is_handed_out_and_the_journal_tells(own_province: Engine) -> None:
    folder = find_backup_folder(own_province)
    name = made(own_province, PASSPHRASE)
    (folder / name).rename(folder / "brought.tar.gz.age")
    assert (
        find_takeable_backup(own_province, "brought.tar.gz.age") is None
    )  # nobody knows what it is
    (folder / "brought.tar.gz.age").rename(folder / name)
    content = take_backup(own_province, name, actor=ADMINISTRATOR, now=NOW)
    assert content == (folder / name).read_bytes()
    with reading(own_province) as session:
        told = session.exec(select(Entry).where(Entry.verb == "take_backup")).one()
    assert (told.actor, json.loads(told.after)["place"]) == (ADMINISTRATOR.code, name)


def test_an_open_or_altered_one_is_not_handed_out(province: Engine) -> None:
    with pytest.raises(Refused, match="backup_open"):
        take_backup(province, made(province), actor=ADMINISTRATOR, now=NOW)
    name = made(province, PASSPHRASE)
    with (find_backup_folder(province) / name).open("ab") as file:
        file.write(b"more")
    with pytest.raises(Refused, match="backup_altered"):
        take_backup(province, name, actor=ADMINISTRATOR, now=NOW)


@pytest.mark.parametrize("role", [one for one in UserRole if one != UserRole.ADMINISTRATOR])
def test_only_an_administrator_takes_one(province: Engine, role: UserRole) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        take_backup(province, "any.tar.gz", actor=Actor("x", role), now=NOW)
