"""A backup is a whole copy, made while people work, and proven; a copy that is not the same
is never called proven."""

import errno
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.backups import backup
from actions.copies import archive, proof
from actions.copies.database_copies import Copy, copy_database
from actions.copies.scratch import IN_USE
from actions.opening import Unavailable
from actions.refusals import Refused
from actions.settings import set_value
from models import Backup, Entry
from models.backups import find_last_proven_backup, list_backups
from models.database import reading
from tests.actions.keeping import PASSPHRASE, backed_up, register
from tests.province import CLERK, NOW

PAUSE_SECONDS = 0.02


def test_it_is_proven_recorded_and_told(own_province: Engine, tmp_path: Path) -> None:
    register(own_province)
    made = backed_up(own_province, tmp_path / "copies")
    assert made.proven_at == NOW
    assert Path(made.place).stat().st_size == made.size_bytes
    assert Path(made.place).stat().st_mode & 0o77 == 0
    with reading(own_province) as session:
        proven = find_last_proven_backup(session)
        assert proven is not None
        assert proven.digest == made.digest
        assert list(list_backups(session)["backup_id"]) == [1]
        told = session.exec(select(Entry).where(Entry.verb == "back_up")).one()
    assert told.subject == "backup 1"
    assert made.digest in told.after


def test_nothing_is_left_of_the_scratch_place(province: Engine, tmp_path: Path) -> None:
    folder = Path(str(province.url.database)).parent
    before = {file.name for file in folder.iterdir()}
    backed_up(province, tmp_path / "copies", passphrase=PASSPHRASE)
    more = {file.name for file in folder.iterdir()} - before
    assert {name for name in more if not name.endswith(("-wal", "-shm"))} == {
        f"{Path(str(province.url.database)).name}.anchors",
        IN_USE,  # empty: who is at work holds its lock
    }
    assert [file.suffix for file in (tmp_path / "copies").iterdir()] == [".age"]


def test_people_work_meanwhile(own_province: Engine, tmp_path: Path) -> None:
    register(own_province)
    stop = Event()

    def work() -> None:
        number = 0
        while not stop.wait(PAUSE_SECONDS):  # else SQLite lets nobody else have a turn
            number += 1
            set_value(own_province, "theme", str(number), actor=CLERK, now=NOW)

    writer = Thread(target=work)
    writer.start()
    try:
        made = [backed_up(own_province, tmp_path).fault for _ in range(3)]
    finally:
        stop.set()
        writer.join()
    assert made == [None, None, None]


def test_a_copy_that_differs_is_not_proven(
    own_province: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = copy_database

    def forgetful(engine: Engine, folder: Path, *, now: datetime) -> Copy:
        copy = honest(engine, folder, now=now)
        return copy._replace(tallies={**copy.tallies, "unit": copy.tallies["task"]})

    monkeypatch.setattr(backup, "copy_database", forgetful)
    made = backed_up(own_province, tmp_path)
    assert (made.proven_at, made.fault) == (None, "content_differs")
    with reading(own_province) as session:
        assert find_last_proven_backup(session) is None


def test_a_file_that_does_not_read_back_is_not_proven(
    province: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_asked: object, **_more: object) -> None:
        raise Unavailable("backup_altered")

    monkeypatch.setattr(proof, "extract_archive", broken)
    assert backed_up(province, tmp_path).fault == "backup_altered"


def test_a_place_that_is_taken_is_refused(province: Engine, tmp_path: Path) -> None:
    (tmp_path / "mine.tar.gz").write_bytes(b"mine")
    with pytest.raises(Refused, match="file_there"):
        backed_up(province, tmp_path / "mine.tar.gz")
    assert (tmp_path / "mine.tar.gz").read_bytes() == b"mine"


@pytest.mark.parametrize(("name", "secret"), [("x.tar.gz", PASSPHRASE), ("x.age", None)])
def test_a_name_that_says_what_it_is_not_is_refused(
    own_province: Engine, tmp_path: Path, name: str, secret: str | None
) -> None:
    with pytest.raises(Refused, match="backup_name"):
        backed_up(own_province, tmp_path / name, passphrase=secret)
    assert not (tmp_path / name).exists()


def test_a_short_passphrase_is_refused(own_province: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="passphrase_short"):
        backed_up(own_province, tmp_path, passphrase="ngắn")
    assert list(tmp_path.glob("giam-sat*")) == []


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "file_unwritable")]
)
def test_a_disk_that_does_not_take_it_is_told(
    province: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, number: int, code: str
) -> None:
    def full(*_asked: object, **_more: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(archive, "write_archive_stream", full)
    with pytest.raises(Refused, match=code):
        backed_up(province, tmp_path)
    assert list(tmp_path.glob("giam*")) == []
    with reading(province) as session:
        assert session.exec(select(Backup)).all() == []
