"""Soundness: whether the file beneath the data is whole, and what to do once it is not.

A damaged file answers some questions and not others, and what is written to it may be lost. So
the first fault that tells of damage stops all writing of this process: on SQLite and PostgreSQL
the database itself refuses it from then on (models/database.py), whoever asks.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError

BROKEN = "database_broken"
UNDECODED = "Could not decode to UTF-8"  # Python's own, without a code of SQLite's
SQLITE_FAULTS = {  # the first byte of SQLite's codes
    5: "database_busy",
    6: "database_busy",
    8: "database_read_only",
    10: "disk_failing",
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
    "58030": "disk_failing",
    "XX001": BROKEN,
    "XX002": BROKEN,
}
AMCHECK = """
SELECT bt_index_check(c.oid, true) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE a.amname = 'btree' AND n.nspname = current_schema() AND i.indisvalid
"""
MAY_CHECK_INDEXES = """
SELECT count(*) FROM pg_proc
WHERE proname = 'bt_index_check' AND has_function_privilege(oid, 'EXECUTE')
"""
TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()"
BY_PAGES = "SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off"


@dataclass(frozen=True)
class Stop:
    """Since when nothing is written any more, and why: the code of a refusal."""

    code: str
    since: datetime


_stops: dict[str, Stop] = {}
_lock = Lock()


def find_stop(url: URL) -> Stop | None:
    """Whether this process has met damage in the database at `url`."""
    return _stops.get(str(url))


def stop_writing(url: URL, code: str = BROKEN) -> None:
    """From now on nothing is written to the database at `url` by this process."""
    with _lock:
        _stops.setdefault(str(url), Stop(code, datetime.now(UTC)))


def allow_writing(url: URL) -> None:
    """The database at `url` is another than the one that was damaged."""
    with _lock:
        _stops.pop(str(url), None)


@contextmanager
def wrap_driver_faults(connection: Connection) -> Iterator[None]:
    """What the driver's own cursor raises within, as SQLAlchemy raises it of its own."""
    driver = connection.dialect.loaded_dbapi
    try:
        yield
    except driver.Error as fault:
        wrapped = DatabaseError(None, None, fault, hide_parameters=True)
        if find_storage_fault(wrapped) == BROKEN:
            stop_writing(connection.engine.url)
        raise wrapped from fault


@contextmanager
def suppress_storage_faults() -> Iterator[None]:
    """Go on where storage takes nothing; a fault of ours stays one."""
    try:
        yield
    except DBAPIError as fault:
        if find_storage_fault(fault) is None:
            raise


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
    return None if list(answers) == ["ok"] else str(answers[0])


def find_storage_fault(fault: DBAPIError) -> str | None:
    """Why the database could not do its work, as the code of a refusal: disk_full,
    disk_failing, database_busy, database_read_only, database_broken, database_unopened,
    database_silent. None where the fault is one of ours (a broken constraint, a wrong question)."""
    if isinstance(fault.orig, sqlite3.Error):
        code: int = getattr(fault.orig, "sqlite_errorcode", 0)
        undecoded = str(fault.orig).startswith(UNDECODED)
        return BROKEN if undecoded else SQLITE_FAULTS.get(code & 0xFF)
    state: str | None = getattr(fault.orig, "sqlstate", None)
    if state in POSTGRESQL_FAULTS:
        return POSTGRESQL_FAULTS[state]
    return "database_silent" if fault.connection_invalidated or state is None else None
