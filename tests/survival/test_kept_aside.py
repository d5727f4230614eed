"""On a disk without second names the database that a restore replaces is copied. Killed, or
failing, in the middle of that, no half of it has the name of a whole one."""

import errno
import os
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from actions.backups import swap
from models.database import open_database

MOMENT = "20261220-080000"
CHUNK = 64 * 1024
PATIENCE_SECONDS = 30


@pytest.fixture
def ready(tmp_path: Path) -> Engine:
    return open_database(f"sqlite:///{tmp_path / 'ready.db'}")


@pytest.fixture
def standing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of some megabytes, on a disk that knows no second name for a file."""

    def no_links(*_names: object) -> None:
        raise OSError(errno.EPERM, "no such thing here")

    monkeypatch.setattr(os, "link", no_links)
    file = tmp_path / "oversight.db"
    engine = open_database(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE much (said BLOB)")
        connection.exec_driver_sql("INSERT INTO much VALUES (randomblob(3000000))")
    engine.dispose()
    return file


def slowly(source: Path, target: str) -> None:
    """Copy as shutil does, but long enough to be killed at it."""
    with source.open("rb") as read, Path(target).open("wb") as written:
        while piece := read.read(CHUNK):
            written.write(piece)
            written.flush()
            time.sleep(0.2)


def swapped(standing: Path, ready: Engine) -> str | None:
    return swap.swap(make_url(f"sqlite:///{standing}"), ready, moment=MOMENT)


def named_whole(standing: Path) -> list[Path]:
    """What has the name of a database that was kept."""
    return list(standing.parent.glob(f"oversight-before-{MOMENT}*.db"))


def test_it_is_kept_whole_under_its_name(standing: Path, ready: Engine) -> None:
    swap._leave_log(standing)
    before = standing.read_bytes()
    kept = swapped(standing, ready)
    assert [str(one) for one in named_whole(standing)] == [kept]
    assert Path(str(kept)).read_bytes() == before
    assert not list(standing.parent.glob("*.part"))


def test_killed_in_the_middle_nothing_has_its_name(
    standing: Path, ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "copyfile", slowly)
    child = os.fork()
    if child == 0:
        swapped(standing, ready)
        os._exit(1)  # it should have been killed
    until = time.monotonic() + PATIENCE_SECONDS
    begun: list[Path] = []
    while not begun and time.monotonic() < until:
        begun = [one for one in standing.parent.glob("*before*") if one.stat().st_size]
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert begun and begun[0].stat().st_size < standing.stat().st_size  # it was in the middle
    assert named_whole(standing) == []
    alone = sqlite3.connect(standing)
    assert alone.execute("SELECT count(*) FROM much").fetchone() == (1,)
    alone.close()
    monkeypatch.undo()
    later = swap.swap(make_url(f"sqlite:///{standing}"), ready, moment="20261220-090000")
    assert [str(one) for one in standing.parent.glob("*before*")] == [later]


def test_a_full_disk_leaves_nothing_behind(
    standing: Path, ready: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: Path, target: str) -> None:
        Path(target).write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OSError, match="full"):
        swapped(standing, ready)
    assert sorted(one.name for one in standing.parent.glob("*before*")) == []
