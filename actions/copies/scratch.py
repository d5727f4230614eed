"""Scratch: the folders beside a database in which a copy of it, opened, is laid for a while;
and on a server the databases.

They are gone at the end. What a process that was killed left of them goes when the next one
comes: told from those in use by a lock, which the system takes from whoever dies.
"""

import glob
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

from actions.copies.database_copies import drop_scratch_databases
from actions.erasures import remember
from actions.journal.anchors import set_aside
from actions.paths import get_path_beside
from actions.permissions import Verb
from models import Entry
from models.database import database_at, reading
from models.spans import HANOI_TIME

RESTORE, BACKUP, EXAMINE = ".restore-", ".backup-", ".examine-"
BACKUP_STEM, BROUGHT_STEM = "giam-sat-18-", "mang-den-"  # how the names of backups begin
IN_USE = ".scratch"  # a lock, kept in the database's folder
OUTCOME = ".restored"  # beside the database: what came of a restore that was not carried out
PROMISE = "promise.json"  # in a folder: whose place its copy is about to take, and when
PATIENCE_SECONDS = 30.0  # while another sweeps
SHARED, ALONE = ("BEGIN", "SELECT count(*) FROM sqlite_master"), "BEGIN EXCLUSIVE"


@contextmanager
def make_scratch_folder(url: URL, name: str, *, backups: Path | None = None) -> Iterator[Path]:
    """A folder of its own beside the database; what was left goes, also in the folder of `backups`
    that are about to be written. OSError where it cannot be."""
    near = get_path_beside(url, "").parent
    near.mkdir(parents=True, exist_ok=True)
    sweep(url, backups)
    lock = _hold_lock(near, *SHARED, patience=PATIENCE_SECONDS)
    with lock, TemporaryDirectory(prefix=name, dir=near) as folder:
        yield Path(folder)


def promise(folder: Path, url: URL, at: datetime) -> None:
    """Write down in a scratch folder that its copy takes the database's place next."""
    facts = {"database": get_path_beside(url, "").name, "at": at.isoformat()}
    (folder / PROMISE).write_text(json.dumps(facts), encoding="utf-8")


def complete_restore(url: URL, at: datetime) -> None:
    """What follows the swap of a restore: no earlier outcome is told. OSError."""
    set_aside(url, format_moment(at))
    get_path_beside(url, OUTCOME).unlink(missing_ok=True)
    with database_at(url) as engine:
        remember(engine)


def format_moment(moment: datetime) -> str:
    """What is added to the names of what a restore keeps."""
    return f"{moment.astimezone(HANOI_TIME):%Y%m%d-%H%M%S}"


def is_restored_at(url: URL, at: datetime) -> bool:
    """Was the restore of that moment carried out? The journal of the standing database knows."""
    query = select(Entry).where(Entry.verb == Verb.RESTORE.value, Entry.at == at)
    try:
        with database_at(url) as engine, reading(engine) as session:
            return session.exec(query).first() is not None
    except SQLAlchemyError:
        return False


def sweep(url: URL, backups: Path | None = None) -> None:
    """Remove what was left, also of halves in the folder of `backups`, unless anybody is at work
    beside the database; a restore that was cut short right after the swap is brought to its end
    first. What cannot be done now is for the next time."""
    if url.get_backend_name() != "sqlite":
        with suppress(DBAPIError):
            drop_scratch_databases(url)
    standing = get_path_beside(url, "")
    left = [
        folder for name in (RESTORE, BACKUP, EXAMINE) for folder in standing.parent.glob(f"{name}*")
    ]
    second = list(standing.parent.glob(f"{glob.escape(standing.stem)}-before-*"))
    halves = [
        half
        for name in (f"{glob.escape(standing.stem)}?before?*", f"{glob.escape(standing.name)}.*")
        for half in standing.parent.glob(f"{name}.part")  # of copies, keys and lists beside it
    ]
    for stem in (BACKUP_STEM, BROUGHT_STEM):
        halves += backups.glob(f"{stem}*.part") if backups else ()
    if not (left or second or halves):
        return
    lock = _hold_lock(standing.parent, ALONE, patience=0.0)
    with suppress(OSError, SQLAlchemyError, sqlite3.Error), lock:
        for folder in left:
            if _settle_promise(folder, url):
                shutil.rmtree(folder, ignore_errors=True)
        for half in halves:
            half.unlink(missing_ok=True)
        for name in second:  # cut short before the swap, it is a second name of what stands
            with suppress(OSError):  # a link to nothing
                if standing.exists() and name.samefile(standing):
                    name.unlink()


def _settle_promise(folder: Path, url: URL) -> bool:
    """Finish what this folder promised, where it was begun; may the folder go? Not another's."""
    try:
        facts = json.loads((folder / PROMISE).read_text(encoding="utf-8"))
        whose, at = str(facts["database"]), datetime.fromisoformat(facts["at"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):  # anybody may write it
        return True
    if whose == get_path_beside(url, "").name and is_restored_at(url, at):
        complete_restore(url, at)
    return whose == get_path_beside(url, "").name


@contextmanager
def _hold_lock(near: Path, *orders: str, patience: float) -> Iterator[None]:
    """Hold a lock in the folder, that of an empty database, on every system alike.
    sqlite3.OperationalError where it is not to be had."""
    file = near / IN_USE
    file.touch()  # SQLite's own fault would not say why it cannot be
    with closing(sqlite3.connect(file, timeout=patience, isolation_level=None)) as lock:
        for order in orders:
            lock.execute(order).fetchone()
        yield
