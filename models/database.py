"""The database: one engine a process, SQLite beside the program or PostgreSQL by address.

SQLite as many threads use it: WAL, foreign keys on, writers begin IMMEDIATE (two clerks
who read and then write would otherwise fail at once instead of waiting), five seconds of
patience. Python's own transaction handling is switched off, since it commits before DDL.
PostgreSQL gives the same two promises: readers see one moment, writers take turns, with the
same patience (each entry of the journal carries the digest of the one before, so two at once
cannot both stand).
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from models.served_files import build_served_address, check_served_file
from models.soundness import UnreadableValue, find_stop, stop_writing, stop_writing_after
from models.stored_values import check_types

ADDRESS_VARIABLE = "OVERSIGHT_DATABASE_URL"
DEFAULT_FILE = Path(__file__).resolve().parent.parent / "var" / "oversight.db"
PATIENCE_SECONDS = 5
# secure_delete: what is erased is overwritten with noughts, not only forgotten.
PRAGMAS = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON")
# What changes the register: its tables, and batches that are undone or lose their file.
REGISTER_WRITES = re.compile(
    r'\s*(?:(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(?:address|dossier|support)\b'
    r'|(?:UPDATE|DELETE\s+FROM)\s+"?batch\b)',
    re.IGNORECASE,
)
REGISTER_WRITTEN = "register written"  # in what SQLAlchemy keeps beside a connection
WRITERS_LOCK = 18  # PostgreSQL's advisory lock that writers take, one after another


_opened: "WeakSet[Engine]" = WeakSet()


def get_database_address() -> str:
    """Where the data live: the environment's address, else the file beside the program."""
    return os.environ.get(ADDRESS_VARIABLE) or f"sqlite:///{DEFAULT_FILE}"


def open_database(address: str) -> Engine:
    """An engine for `address` (sqlite:///… or postgresql+psycopg://…)."""
    engine = _create_engine(address)
    _opened.add(engine)
    return engine


@contextmanager
def database_at(url: URL) -> Iterator[Engine]:
    """An engine for the database at `url`, closed at the end."""
    engine = open_database(url.render_as_string(hide_password=False))
    try:
        yield engine
    finally:
        engine.dispose()


def close_databases() -> None:
    """Let go of every connection that this process keeps for later."""
    for engine in list(_opened):
        engine.dispose()


def _create_engine(address: str) -> Engine:
    if not address.startswith("sqlite"):
        engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "before_cursor_execute", _note_register_write)
        event.listen(engine, "handle_error", _stop_at_damage)
        return engine
    engine = create_engine(
        address, connect_args={"timeout": PATIENCE_SECONDS}, hide_parameters=True
    )
    check_types(engine.dialect)
    event.listen(engine, "do_connect", partial(_open_served, engine.url))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _note_register_write)
    event.listen(engine, "handle_error", _stop_at_damage)
    return engine


def _stop_at_damage(context: ExceptionContext) -> None:
    """Whoever meets damage first, in whatever question, stops the writing."""
    fault = context.sqlalchemy_exception
    if isinstance(fault, DBAPIError) and context.engine is not None:
        stop_writing_after(fault, context.engine.url)


def _open_served(
    url: URL,
    dialect: Dialect,
    *connecting: Any,  # Any: as a driver takes them; at the end its options
) -> DBAPIConnection | None:
    """A file that is served is opened, and never made anew; any other as SQLAlchemy does."""
    served = build_served_address(url)
    return None if served is None else dialect.connect(served, **{**connecting[-1], "uri": True})


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _note_register_write(
    connection: Connection,
    _cursor: object,
    statement: str,
    *_more: object,
) -> None:
    if REGISTER_WRITES.match(statement):
        connection.info[REGISTER_WRITTEN] = True


def has_written_register(session: Session) -> bool:
    """Has this transaction written anything that the register is read from?"""
    session.flush()
    return bool(session.connection().info.get(REGISTER_WRITTEN))


def _begin_sqlite(connection: Connection) -> None:
    connection.info.pop(REGISTER_WRITTEN, None)
    options = connection.get_execution_options()
    writing = options.get("writing", False)
    check_served_file(connection.engine.url)
    if writing and find_stop(connection.engine.url):
        connection.exec_driver_sql("PRAGMA query_only=ON")
    if not options.get("waits", True):
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
    finally:
        if not options.get("waits", True):
            connection.exec_driver_sql(f"PRAGMA busy_timeout={int(PATIENCE_SECONDS * 1000)}")


def _begin_postgresql(connection: Connection) -> None:
    connection.info.pop(REGISTER_WRITTEN, None)
    options = connection.get_execution_options()
    if options.get("writing", False):
        if find_stop(connection.engine.url):
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        patience = int(PATIENCE_SECONDS * 1000) if options.get("waits", True) else 1  # 0: for ever
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for questions: one consistent view, nothing written."""
    with _stopping_at_unreadable(engine), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine, *, waits: bool = True) -> Iterator[Session]:
    """A session for one action: all of it is kept, or nothing. One that does not wait fails at once
    where somebody else writes."""
    options = {"writing": True, "waits": waits}
    at_once = engine.execution_options(**options)
    with _stopping_at_unreadable(engine), Session(at_once) as session, session.begin():
        yield session


@contextmanager
def _stopping_at_unreadable(engine: Engine) -> Iterator[None]:
    """No driver raises that a value cannot be read, so `handle_error` hears nothing of it."""
    try:
        yield
    except UnreadableValue:
        stop_writing(engine.url)
        raise
