"""The databases that restores have left: each kept under another name beside the one that took its
place, in case the restore was a mistake; where the restore was given a passphrase, as a backup
encrypted with it, made before the swap, so that none lies open at any moment. An erasure reaches
them, and they end after a stated number of days (`models.choices.COPIES_KEPT`).
"""

import re
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError

from actions.copies.archive import ENCRYPTED, PLAIN, write_archive
from actions.copies.database_copies import connect_to_server, copy_database
from actions.copies.proof import find_backup_fault
from actions.copies.scratch import BACKUP, format_moment, make_scratch_folder
from actions.disk_faults import find_free_name
from actions.paths import get_path_beside
from actions.refusals import Refused
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
        start, ending = _build_name_start(url), Path(str(url.database)).suffix
        files = sorted(start.parent.glob(f"{escape(start.name)}*{escape(ending)}"))
        return [url.set(database=str(file)) for file in files]
    with connect_to_server(url) as server:
        names = server.exec_driver_sql(NAMED, (_build_name_start(url).name,)).scalars()
        return [url.set(database=name) for name in names.all()]


def find_encrypted_copies(url: URL) -> list[Path]:
    """The copies that were encrypted, and what one cut short left of them."""
    start = _build_name_start(url)
    return sorted(start.parent.glob(f"{escape(start.name)}*{PLAIN}{ENCRYPTED}*"))


def _build_name_start(url: URL) -> Path:
    """How the names of the copies begin, in the folder where they would be as files."""
    standing = get_path_beside(url, "")
    if url.get_backend_name() == "sqlite":
        return standing.with_name(f"{standing.stem}-before-")
    return standing.with_name(f"{str(url.database)[:40]}_before_")


def encrypt_standing(url: URL, *, passphrase: str, now: datetime) -> Path | None:
    """Write the database at `url`, which a restore of that moment will replace, as a backup
    encrypted with `passphrase`, and prove that. None where it cannot be (there is none, it is
    damaged, the disk is full). Whether somebody wrote meanwhile is not asked."""
    start = _build_name_start(url)
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).exists():
        return None
    file = find_free_name(start.parent, f"{start.name}{format_moment(now)}", PLAIN + ENCRYPTED)
    try:
        with database_at(url) as engine, make_scratch_folder(url, BACKUP) as folder:
            copy = copy_database(engine, folder, now=now)
            write_archive(file, copy, passphrase=passphrase)
        is_proven = find_backup_fault(file, url, passphrase=passphrase) is None
    except (OSError, sqlite3.Error, DBAPIError, Refused):
        is_proven = False
    if is_proven:
        return file
    file.unlink(missing_ok=True)
    return None


def remove_sealed_copies(url: URL) -> None:
    """Remove the databases of which an encrypted copy of the same moment stands beside: a restore
    was cut short between both."""
    sealed = {_find_moment(file) for file in find_encrypted_copies(url) if file.suffix == ENCRYPTED}
    for copy in find_copies(url):
        if _find_moment(copy) in sealed - {None}:
            remove_copy(copy)


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
    for copy in _list_all_copies(url):
        if _find_moment(copy) == at.replace(microsecond=0):
            with database_at(url) as engine, reading(engine) as session:
                days = read_choice(session, COPIES_KEPT)
            file = copy if isinstance(copy, Path) else Path(str(copy.database))
            return {"kept": file.name, "days": days, "encrypted": isinstance(copy, Path)}
    return {}


def find_old_copies(url: URL, *, before: datetime) -> list[URL | Path]:
    """The copies whose restore was before that moment, by their names; what has another name may
    be somebody's own."""
    copies = _list_all_copies(url)
    return [copy for copy in copies if (at := _find_moment(copy)) is not None and at < before]


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
        with connect_to_server(copy) as server:
            server.exec_driver_sql(f'DROP DATABASE IF EXISTS "{copy.database}" WITH (FORCE)')


def _list_all_copies(url: URL) -> list[URL | Path]:
    return [*find_copies(url), *find_encrypted_copies(url)]


def _find_moment(copy: URL | Path) -> datetime | None:
    """When the restore left it, by its name; None where that says nothing."""
    match = MADE_AT.search(Path(copy if isinstance(copy, Path) else str(copy.database)).name)
    try:
        at = datetime.strptime("".join(match.groups()), "%Y%m%d%H%M%S") if match else None
    except ValueError:  # digits that are no moment
        return None
    return at and at.replace(tzinfo=HANOI_TIME)
