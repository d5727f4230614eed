"""The databases that restores have left: each kept under another name beside the one that took its
place, in case the restore was a mistake. An erasure reaches them, and they end after a stated
number of days (`models.choices.COPIES_KEPT`).
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError

from actions.copies import maintained
from models.database import open_database
from models.migrations import current_revision, newest_revision
from models.spans import HANOI_TIME

LOGS = ("-wal", "-shm")
NAMED = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY datname"
MADE_AT = re.compile(r"[-_]before[-_](\d{8})[-_](\d{6})")


def find_copies(url: URL) -> list[URL]:
    """The copies beside the database at `url`, in the order of their names."""
    if url.get_backend_name() == "sqlite":
        standing = Path(str(url.database))
        name = f"{escape(standing.stem)}-before-*{escape(standing.suffix)}"
        return [url.set(database=str(file)) for file in sorted(standing.parent.glob(name))]
    with maintained(url) as server:
        names = server.exec_driver_sql(NAMED, (f"{str(url.database)[:40]}_before_",)).scalars()
        return [url.set(database=name) for name in names.all()]


def forget_in_copies(url: URL, forget: Callable[[Engine], None]) -> int:
    """Do to every copy what `forget` does to a database of this version; one of another version,
    or broken, is removed instead. How many copies there were."""
    copies = find_copies(url)
    for copy in copies:
        engine = open_database(copy.render_as_string(hide_password=False))
        try:
            reached = current_revision(engine) == newest_revision()
            if reached:
                forget(engine)
        except DBAPIError:
            reached = False
        finally:
            engine.dispose()
        if not reached:
            remove_copy(copy)
    return len(copies)


def find_old_copies(url: URL, *, before: datetime) -> list[URL]:
    """The copies whose restore was before that moment."""
    return [copy for copy in find_copies(url) if _moment_of(copy) < before]


def remove_old_copies(url: URL, *, days: int, now: datetime) -> int:
    """Remove the copies that were left more than `days` ago; how many."""
    old = find_old_copies(url, before=now - timedelta(days=days))
    for copy in old:
        remove_copy(copy)
    return len(old)


def remove_copy(copy: URL) -> None:
    """Remove a copy, its logs too."""
    if copy.get_backend_name() == "sqlite":
        for ending in ("", *LOGS):
            Path(f"{copy.database}{ending}").unlink(missing_ok=True)
        return
    with maintained(copy) as server:
        server.exec_driver_sql(f'DROP DATABASE IF EXISTS "{copy.database}" WITH (FORCE)')


def _moment_of(copy: URL) -> datetime:
    """When the restore left it, by its name; one whose name says nothing is from long ago."""
    found = MADE_AT.search(Path(str(copy.database)).name)
    digits = f"{found[1]}{found[2]}" if found else "19700101000000"
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=HANOI_TIME)
