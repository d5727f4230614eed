"""Tallies: how many rows every table has, and a digest over all of them; two databases with
the same tally hold the same."""

import hashlib
import sqlite3
from typing import NamedTuple

from sqlalchemy import Connection, Engine, LargeBinary, inspect, text

AT_ONCE = 500  # rows fetched together; of files that come as text, one: each may be 10 MB


class Tally(NamedTuple):
    """Of one table: its rows, and a digest over them in the order of their key."""

    rows: int
    digest: str


def read_tallies(connection: Connection, *, files_as_text: bool = False) -> dict[str, Tally]:
    """Every table there is by its name, ours or of an older version; read as one moment where
    the connection's transaction is one. `files_as_text`: as they were taken until November 2026."""
    tables = sorted(inspect(connection).get_table_names())
    return {name: _read_tally(connection, name, files_as_text=files_as_text) for name in tables}


def is_tallied(engine: Engine, tallies: dict[str, Tally]) -> bool:
    """Does the database hold what `tallies` say, taken as today or as before?"""
    with engine.connect() as connection:
        return any(
            read_tallies(connection, files_as_text=as_text) == tallies for as_text in (False, True)
        )


def count_rows(engine: Engine) -> dict[str, int]:
    """How many rows each table has, by its name."""
    quote = engine.dialect.identifier_preparer.quote_identifier
    tables = sorted(inspect(engine).get_table_names())
    with engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {quote(name)}")).scalar_one()
            for name in tables
        }


def _read_tally(connection: Connection, table: str, *, files_as_text: bool) -> Tally:
    """Kept files enter by digests that the database itself makes: only those come up."""
    inspector = inspect(connection)
    columns = inspector.get_columns(table)
    names = sorted(column["name"] for column in columns)
    files = {column["name"] for column in columns if isinstance(column["type"], LargeBinary)}
    key = inspector.get_pk_constraint(table)["constrained_columns"] or names
    quote = connection.dialect.identifier_preparer.quote_identifier
    values = [
        f"sha256({quote(name)})" if name in files and not files_as_text else quote(name)
        for name in names
    ]
    listed, order = ", ".join(values), ", ".join(map(quote, key))
    question = f"SELECT {listed} FROM {quote(table)} ORDER BY {order}"
    _offer_digest(connection)
    digest, rows = hashlib.sha256(repr(names).encode()), 0
    at_once = 1 if files and files_as_text else AT_ONCE
    for row in connection.execution_options(yield_per=at_once).execute(text(question)):
        digest.update(repr(tuple(row)).encode())
        rows += 1
    return Tally(rows, digest.hexdigest())


def _offer_digest(connection: Connection) -> None:
    """Let SQLite know `sha256`, as PostgreSQL does."""
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        driver.create_function("sha256", 1, _compute_digest, deterministic=True)


def _compute_digest(value: str | bytes | float | None) -> str | bytes | float | None:
    return hashlib.sha256(value).digest() if isinstance(value, bytes) else value
