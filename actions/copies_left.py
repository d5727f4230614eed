"""The databases that restores have left: each kept under another name beside the one that took its
place, in case the restore was a mistake; where the restore was given a passphrase, as a backup
encrypted with it. An erasure reaches them, and they end after a stated number of days
(`models.choices.COPIES_KEPT`).
"""

import re
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError

from actions.archive import ENCRYPTED, PLAIN, write_archive
from actions.copies import copy_of, maintained
from actions.places import beside
from actions.proof import fault_of
from actions.refusals import Refused
from actions.scratch import BACKUP, make_scratch_folder
from actions.storage import find_free_name
from models.choices import COPIES_KEPT, read_choice
from models.database import database_at, reading
from models.migrations import current_revision, newest_revision
from models.spans import HANOI_TIME

LOGS = ("-wal", "-shm")
NAMED = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY datname"
MADE_AT = re.compile(r"[-_]before[-_](\d{8})[-_](\d{6})")


def find_copies(url: URL) -> list[URL]:
    """The copies of the database at `url` that are databases, in the order of their names."""
    if url.get_backend_name() == "sqlite":
        start, ending = _named(url), Path(str(url.database)).suffix
        files = sorted(start.parent.glob(f"{escape(start.name)}*{escape(ending)}"))
        return [url.set(database=str(file)) for file in files]
    with maintained(url) as server:
        names = server.exec_driver_sql(NAMED, (_named(url).name,)).scalars()
        return [url.set(database=name) for name in names.all()]


def find_encrypted_copies(url: URL) -> list[Path]:
    """The copies that were encrypted, and what one cut short left of them."""
    start = _named(url)
    return sorted(start.parent.glob(f"{escape(start.name)}*{PLAIN}{ENCRYPTED}*"))


def _named(url: URL) -> Path:
    """How the names of the copies begin, in the folder where they would be as files."""
    standing = beside(url, "")
    if url.get_backend_name() == "sqlite":
        return standing.with_name(f"{standing.stem}-before-")
    return standing.with_name(f"{str(url.database)[:40]}_before_")


def encrypt_copy(copy: URL, *, passphrase: str, now: datetime) -> Path | None:
    """Write the database `copy` as a backup encrypted with `passphrase`, prove that, and remove
    the database. None where it cannot be (it is damaged, the disk is full): then it stays as it
    is."""
    left = beside(copy, "")
    stem = left.stem if copy.get_backend_name() == "sqlite" else left.name
    file = None
    try:
        file = find_free_name(left.parent, stem, PLAIN + ENCRYPTED)
        with database_at(copy) as engine, make_scratch_folder(copy, BACKUP) as folder:
            write_archive(file, copy_of(engine, folder, now=now), passphrase=passphrase)
        proven = fault_of(file, copy, passphrase=passphrase) is None
    except (OSError, sqlite3.Error, DBAPIError, Refused):
        proven = False
    if proven:
        remove_copy(copy)
        return file
    if file is not None:
        file.unlink(missing_ok=True)
    return None


def forget_in_copies(url: URL, forget: Callable[[Engine], None]) -> int:
    """Do to every copy what `forget` does to a database of this version; one of another version,
    broken or encrypted is removed instead. How many copies there were."""
    copies, encrypted = find_copies(url), find_encrypted_copies(url)
    for copy in copies:
        try:
            with database_at(copy) as engine:
                reached = current_revision(engine) == newest_revision()
                if reached:
                    forget(engine)
        except DBAPIError:
            reached = False
        if not reached:
            remove_copy(copy)
    for file in encrypted:
        file.unlink()
    return len(copies) + len(encrypted)


def describe_copy(url: URL, at: datetime) -> dict[str, str | int]:
    """What the restore of that moment left: its name (`kept`), for how many `days` it is kept and
    whether it is `encrypted`; nothing where there is none."""
    copies: list[URL | Path] = [*find_copies(url), *find_encrypted_copies(url)]
    for copy in copies:
        if _moment_of(copy) == at.replace(microsecond=0):
            with database_at(url) as engine, reading(engine) as session:
                days = read_choice(session, COPIES_KEPT)
            file = copy if isinstance(copy, Path) else Path(str(copy.database))
            return {"kept": file.name, "days": days, "encrypted": isinstance(copy, Path)}
    return {}


def find_old_copies(url: URL, *, before: datetime) -> list[URL | Path]:
    """The copies whose restore was before that moment."""
    copies: list[URL | Path] = [*find_copies(url), *find_encrypted_copies(url)]
    return [copy for copy in copies if _moment_of(copy) < before]


def remove_old_copies(url: URL, *, days: int, now: datetime) -> int:
    """Remove the copies that were left more than `days` ago; how many."""
    old = find_old_copies(url, before=now - timedelta(days=days))
    for copy in old:
        remove_copy(copy)
    return len(old)


def remove_copy(copy: URL | Path) -> None:
    """Remove a copy, its logs too."""
    if isinstance(copy, Path):
        copy.unlink(missing_ok=True)
    elif copy.get_backend_name() == "sqlite":
        for ending in ("", *LOGS):
            Path(f"{copy.database}{ending}").unlink(missing_ok=True)
    else:
        with maintained(copy) as server:
            server.exec_driver_sql(f'DROP DATABASE IF EXISTS "{copy.database}" WITH (FORCE)')


def _moment_of(copy: URL | Path) -> datetime:
    """When the restore left it, by its name; one whose name says nothing is from long ago."""
    found = MADE_AT.search(Path(copy if isinstance(copy, Path) else str(copy.database)).name)
    digits = f"{found[1]}{found[2]}" if found else "19700101000000"
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=HANOI_TIME)
