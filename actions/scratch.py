"""Scratch: the folders beside a database in which a copy of it, opened, is laid for a while;
and on a server the databases.

They are gone at the end. What a process that was killed left of them goes when the next one
comes: told from those in use by a lock, which the system takes from whoever dies.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlmodel import select

from actions.anchors import set_aside
from actions.copies import drop_left
from actions.erasures import remember
from actions.permissions import Verb
from actions.places import beside
from models import Entry
from models.database import database_at, reading
from models.spans import HANOI_TIME

RESTORE, BACKUP, EXAMINE = ".restore-", ".backup-", ".examine-"
BACKUP_STEM = "giam-sat-18-"  # how the names of backups begin
IN_USE = ".scratch"  # a lock, kept in the database's folder
PROMISE = "promise.json"  # in a folder: whose place its copy is about to take, and when
PATIENCE_SECONDS = 30.0  # while another sweeps


@contextmanager
def make_scratch_folder(url: URL, name: str, *, backups: Path | None = None) -> Iterator[Path]:
    """A folder of its own beside the database; what was left goes, also in the folder of `backups`
    that are about to be written. OSError where it cannot be."""
    near = beside(url, "").parent
    near.mkdir(parents=True, exist_ok=True)
    sweep(url, backups)
    with _in_use(near), TemporaryDirectory(prefix=name, dir=near) as folder:
        yield Path(folder)


def promise(folder: Path, url: URL, at: datetime) -> None:
    """Write down in a scratch folder that its copy takes the database's place next."""
    told = {"database": beside(url, "").name, "at": at.isoformat()}
    (folder / PROMISE).write_text(json.dumps(told), encoding="utf-8")


def complete(url: URL, at: datetime) -> None:
    """What follows the swap of a restore. OSError."""
    set_aside(url, named_after(at))
    with database_at(url) as engine:
        remember(engine)


def named_after(moment: datetime) -> str:
    """What is added to the names of what a restore keeps."""
    return f"{moment.astimezone(HANOI_TIME):%Y%m%d-%H%M%S}"


def restored_at(url: URL, at: datetime) -> bool:
    """Whole or not at all: the journal of the database in the place knows which."""
    asked = select(Entry).where(Entry.verb == Verb.RESTORE.value, Entry.at == at)
    try:
        with database_at(url) as engine, reading(engine) as session:
            return session.exec(asked).first() is not None
    except SQLAlchemyError:
        return False


def sweep(url: URL, backups: Path | None = None) -> None:
    """Remove what was left, also of halves in the folder of `backups`, unless anybody is at work
    beside the database; a restore that was cut short right after the swap is brought to its end
    first. What cannot be done now is for the next time."""
    if url.get_backend_name() != "sqlite":
        with suppress(DBAPIError):
            drop_left(url)
    standing = beside(url, "")
    left = [one for name in (RESTORE, BACKUP, EXAMINE) for one in standing.parent.glob(f"{name}*")]
    second = list(standing.parent.glob(f"{standing.stem}-before-*"))
    halves = [*standing.parent.glob(f"{standing.stem}?before?*.part")]
    halves += backups.glob(f"{BACKUP_STEM}*.part") if backups else ()
    if not (left or second or halves):
        return
    with suppress(OSError, SQLAlchemyError, sqlite3.Error), _alone(standing.parent):
        for folder in left:
            if _kept(folder, url):
                shutil.rmtree(folder, ignore_errors=True)
        for half in halves:
            half.unlink(missing_ok=True)
        for name in second:  # cut short before the swap, it is a second name of what stands
            with suppress(OSError):  # a link to nothing
                if standing.exists() and name.samefile(standing):
                    name.unlink()


def _kept(folder: Path, url: URL) -> bool:
    """Was what this folder promised done, or never begun? Another database's is its own."""
    try:
        told = json.loads((folder / PROMISE).read_text(encoding="utf-8"))
        whose, at = str(told["database"]), datetime.fromisoformat(told["at"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):  # anybody may write it
        return True
    if whose == beside(url, "").name and restored_at(url, at):
        complete(url, at)
    return whose == beside(url, "").name


@contextmanager
def _in_use(near: Path) -> Iterator[None]:
    """As many as like; nobody sweeps meanwhile."""
    with _lock(near, PATIENCE_SECONDS) as lock:
        lock.execute("BEGIN")
        lock.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield


@contextmanager
def _alone(near: Path) -> Iterator[None]:
    """One, and nobody beside. sqlite3.OperationalError where somebody is."""
    with _lock(near, 0.0) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def _lock(near: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """An empty database, for its locks: of many and of one, on every system alike."""
    file = near / IN_USE
    file.touch()  # SQLite's own fault would not say why it cannot be
    with closing(sqlite3.connect(file, timeout=patience, isolation_level=None)) as lock:
        yield lock
