"""Soundness: whether the file beneath the data is whole, and what to do once it is not.

A damaged file answers some questions and not others, and what is written to it, or to a disk that
no longer reads or keeps what it took, may be lost. So the first fault that tells of either stops
all writing of this process: on SQLite and PostgreSQL the database itself refuses it from then on
(models/database.py), whoever asks.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import disk_usage
from threading import Lock

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError

BROKEN, DISK_FAILING, MOVED = "database_broken", "disk_failing", "database_moved"
STOPPING = frozenset({BROKEN, DISK_FAILING, MOVED})
SHARED = (BROKEN, DISK_FAILING)  # a file that was moved each process sees for itself
STOPPED = ".stopped-"  # beside the database, then the code
LEAST_ROOM = 64 * 1024  # bytes; the index of SQLite's log takes half of it
CHECK_HEADING = "*** "  # of quick_check, above what it found
UNDECODED = "Could not decode to UTF-8"  # Python's own, without a code of SQLite's
SQLITE_FAULTS = {  # the first byte of SQLite's codes
    5: "database_busy",
    6: "database_busy",
    8: "database_read_only",
    10: DISK_FAILING,
    11: BROKEN,
    13: "disk_full",
    14: "database_unopened",
    26: BROKEN,
}
POSTGRESQL_FAULTS = {
    "53100": "disk_full",
    "55P03": "database_busy",
    "57014": "database_busy",
    "40P01": "database_busy",
    "25006": "database_read_only",
    "58030": DISK_FAILING,
    "58P01": BROKEN,  # a file of the database is not there
    "XX000": BROKEN,  # PostgreSQL found within itself what it rules out
    "XX001": BROKEN,
    "XX002": BROKEN,
}
# Faults that SQLite numbers among those of the disk, and that tell of memory, locks, names or the
# log's index: they pass.
PASSING_FAULTS = frozenset(
    {
        *(sqlite3.SQLITE_IOERR_NOMEM, sqlite3.SQLITE_IOERR_BLOCKED, sqlite3.SQLITE_IOERR_ACCESS),
        *(sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_RDLOCK, sqlite3.SQLITE_IOERR_UNLOCK),
        *(sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK, sqlite3.SQLITE_IOERR_GETTEMPPATH),
        *(sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE),
        *(sqlite3.SQLITE_IOERR_SHMLOCK, sqlite3.SQLITE_IOERR_SHMMAP),
        *(sqlite3.SQLITE_IOERR_DELETE, sqlite3.SQLITE_IOERR_DELETE_NOENT),
    }
)
AMCHECK = """
SELECT bt_index_check(c.oid, true) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.amname = 'btree' AND n.nspname = current_schema() AND i.indisvalid
"""
MAY_CHECK_INDEXES = """
SELECT count(*) FROM pg_proc
WHERE proname = 'bt_index_check' AND has_function_privilege(oid, 'EXECUTE')
"""
# What psycopg says, without a code of PostgreSQL's, of a day or moment that Python cannot hold.
UNHELD = re.compile(r"(date|timestamp) too (small|large)|can't parse (date|timestamp)")
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()"
BY_PAGES = "SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off"


@dataclass(frozen=True)
class Stop:
    """Since when nothing is written any more, and why: the code of a refusal."""

    code: str
    since: datetime


class UnreadableValue(DatabaseError):
    """A stored value that cannot be read as what its column says: damage, like an overwritten
    page. `place` names the column where it is known; never the value, which may be a person's."""

    def __init__(self, place: str) -> None:
        super().__init__(None, None, ValueError(place), hide_parameters=True)


_stops: dict[str, Stop] = {}
_notes: dict[str, Path] = {}  # by the database's address: how the names of its notes begin
_lock = Lock()


def share_stops(url: URL, start: Path) -> None:
    """From now on this process and all others that serve the database at `url` stop together: an
    empty file whose name begins as `start` and ends with the code tells of it, and its time."""
    _notes[str(url)] = start


def find_stop(url: URL) -> Stop | None:
    """Since when this process writes nothing to the database at `url`; None while it does."""
    return _stops.get(str(url)) or _find_noted_stop(url)


def stop_writing(url: URL, code: str = BROKEN) -> None:
    """From now on nothing is written to the database at `url` by this process, nor by those that it
    shares its stops with."""
    with _lock:
        _stops.setdefault(str(url), Stop(code, datetime.now(UTC)))
    _write_note(url, code)


def allow_writing(url: URL) -> None:
    """The database at `url` is another than the one that was damaged, or was found whole."""
    with _lock:
        _stops.pop(str(url), None)
    _remove_notes(url)


def _write_note(url: URL, code: str) -> None:
    note = _find_note(url, code)
    if note is not None and code in SHARED:
        with suppress(OSError):  # then the others find out when they meet the same
            note.touch(mode=0o600)


def _remove_notes(url: URL) -> None:
    for code in SHARED:
        note = _find_note(url, code)
        if note is not None:
            with suppress(OSError):
                note.unlink(missing_ok=True)


def _find_note(url: URL, code: str) -> Path | None:
    start = _notes.get(str(url))
    return start.with_name(start.name + code) if start is not None else None


def _find_noted_stop(url: URL) -> Stop | None:
    for code in SHARED:
        note = _find_note(url, code)
        if note is not None:
            with suppress(OSError):
                return Stop(code, datetime.fromtimestamp(note.stat().st_mtime, UTC))
    return None


@contextmanager
def wrap_driver_faults(connection: Connection) -> Iterator[None]:
    """What the driver's own cursor raises within, as SQLAlchemy raises it of its own."""
    driver = connection.dialect.loaded_dbapi
    try:
        yield
    except driver.Error as fault:
        wrapped = DatabaseError(None, None, fault, hide_parameters=True)
        stop_writing_after(wrapped, connection.engine.url)
        raise wrapped from fault


def stop_writing_after(fault: DBAPIError, url: URL) -> None:
    """Stop writing to the database at `url` where the fault tells of damage, or of a disk that
    does not read or keep what it should."""
    code = find_storage_fault(fault, url)
    passes = getattr(fault.orig, "sqlite_errorcode", None) in PASSING_FAULTS
    if code in STOPPING and not passes:
        stop_writing(url, code)


def find_damage(engine: Engine) -> str | None:
    """What the database's own check finds wrong first, in its words; None where nothing.
    PostgreSQL reads each page of each table, whose sums it checks itself, and is asked by
    `amcheck` of the indexes where that is installed and the account may run it.

    Raises DBAPIError where the check cannot be made (busy, silent)."""
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                return _find_sqlite_damage(connection)
            connection.exec_driver_sql(BY_PAGES)
            for table in connection.exec_driver_sql(TABLES).scalars().all():
                connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            if connection.exec_driver_sql(MAY_CHECK_INDEXES).scalar_one():
                connection.exec_driver_sql(AMCHECK)
            return None
    except DBAPIError as fault:
        if find_storage_fault(fault) == BROKEN:
            return str(fault.orig)
        raise


def _find_sqlite_damage(connection: Connection) -> str | None:
    answers = connection.exec_driver_sql("PRAGMA quick_check(1)").scalars().all()
    if list(answers) == ["ok"]:
        return None
    lines = "\n".join(str(answer) for answer in answers).splitlines()
    told = [line for line in lines if not line.startswith(CHECK_HEADING)]
    return told[0] if told else lines[0]


def is_of_a_value(fault: DBAPIError) -> bool:
    """Can a stored value not be read as what its column says?"""
    unheld = getattr(fault.orig, "sqlstate", None) is None and UNHELD.match(str(fault.orig))
    return isinstance(fault, UnreadableValue) or bool(unheld)


def find_storage_fault(fault: DBAPIError, url: URL | None = None) -> str | None:
    """Why the database could not do its work, as the code of a refusal: disk_full,
    disk_failing, database_busy, database_read_only, database_broken, database_unopened,
    database_silent. None where the fault is one of ours (a broken constraint, a wrong question).
    With the database's `url` a full disk is known for one whatever SQLite says of it: that its
    log's index cannot be made, that a file cannot be opened."""
    code = _find_code(fault)
    if code in (DISK_FAILING, "database_unopened") and url is not None and _is_disk_full(url):
        return "disk_full"
    return code


def _is_disk_full(url: URL) -> bool:
    """Has the disk of a SQLite file no room for the index of its log?"""
    if url.get_backend_name() != "sqlite" or not url.database:
        return False
    with suppress(OSError):
        return disk_usage(Path(url.database).parent).free < LEAST_ROOM
    return False


def _find_code(fault: DBAPIError) -> str | None:
    if is_of_a_value(fault):
        return BROKEN
    if isinstance(fault.orig, sqlite3.Error):
        code: int = getattr(fault.orig, "sqlite_errorcode", 0)
        undecoded = str(fault.orig).startswith(UNDECODED)
        return BROKEN if undecoded else SQLITE_FAULTS.get(code & 0xFF)
    state: str | None = getattr(fault.orig, "sqlstate", None)
    if state in POSTGRESQL_FAULTS:
        return POSTGRESQL_FAULTS[state]
    return "database_silent" if fault.connection_invalidated or state is None else None
