"""The database: one engine a process, SQLite beside the program or PostgreSQL by address.

SQLite as many threads use it: WAL, foreign keys on, writers begin IMMEDIATE (two clerks
who read and then write would otherwise fail at once instead of waiting), five seconds of
patience. Python's own transaction handling is switched off, since it commits before DDL.
PostgreSQL gives the same two promises: readers see one moment, writers take turns, with the
same patience (each entry of the journal carries the digest of the one before, so two at once
cannot both stand).
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

ADDRESS_VARIABLE = "OVERSIGHT_DATABASE_URL"
DEFAULT_FILE = Path(__file__).resolve().parent.parent / "var" / "oversight.db"
PATIENCE_SECONDS = 5
# secure_delete: what is erased is overwritten with noughts, not only forgotten.
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON")
WRITERS_LOCK = 18  # PostgreSQL's advisory lock that writers take, one after another


_opened: "WeakSet[Engine]" = WeakSet()


def database_address() -> str:
    """Where the data live: the environment's address, else the file beside the program."""
    return os.environ.get(ADDRESS_VARIABLE) or f"sqlite:///{DEFAULT_FILE}"


def open_database(address: str) -> Engine:
    """An engine for `address` (sqlite:///… or postgresql+psycopg://…)."""
    engine = _engine(address)
    _opened.add(engine)
    return engine


def close_databases() -> None:
    """Let go of every connection that this process keeps for later."""
    for engine in list(_opened):
        engine.dispose()


def _engine(address: str) -> Engine:
    if not address.startswith("sqlite"):
        engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    engine = create_engine(
        address, connect_args={"timeout": PATIENCE_SECONDS}, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(PATIENCE_SECONDS * 1000)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for questions: one consistent view, nothing written."""
    with Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session for one action: all of it is kept, or nothing."""
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        yield session


SQLITE_FAULTS = {  # the first byte of SQLite's codes
    5: "database_busy",
    6: "database_busy",
    8: "database_read_only",
    10: "disk_failing",
    11: "database_broken",
    13: "disk_full",
    14: "database_silent",
    26: "database_broken",
}
POSTGRESQL_FAULTS = {
    "53100": "disk_full",
    "55P03": "database_busy",
    "57014": "database_busy",
    "40P01": "database_busy",
    "25006": "database_read_only",
    "58030": "disk_failing",
}


def storage_fault(fault: DBAPIError) -> str | None:
    """Why the database could not do its work, as the code of a refusal: disk_full,
    disk_failing, database_busy, database_read_only, database_broken, database_silent.
    None where the fault is one of ours (a broken constraint, a wrong question)."""
    if isinstance(fault.orig, sqlite3.Error):
        code: int = getattr(fault.orig, "sqlite_errorcode", 0)
        return SQLITE_FAULTS.get(code & 0xFF)
    state: str | None = getattr(fault.orig, "sqlstate", None)
    if state in POSTGRESQL_FAULTS:
        return POSTGRESQL_FAULTS[state]
    return "database_silent" if fault.connection_invalidated or state is None else None
