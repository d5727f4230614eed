"""Tallies: how many rows every table has, and a digest over all of them; two databases with
the same tally hold the same."""

import hashlib
from typing import NamedTuple

from sqlalchemy import Connection, Engine, LargeBinary, inspect, text

AT_ONCE = 50  # rows fetched together: a kept file may be 10 MB


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
    """Kept files enter by digests of their own: their bytes written as text would take ten times
    as long."""
    inspector = inspect(connection)
    columns = inspector.get_columns(table)
    names = sorted(column["name"] for column in columns)
    holds_files = any(isinstance(column["type"], LargeBinary) for column in columns)
    by_digest = holds_files and not files_as_text
    key = inspector.get_pk_constraint(table)["constrained_columns"] or names
    quote = connection.dialect.identifier_preparer.quote_identifier
    listed, order = (", ".join(quote(name) for name in part) for part in (names, key))
    question = f"SELECT {listed} FROM {quote(table)} ORDER BY {order}"
    digest, rows = hashlib.sha256(repr(names).encode()), 0
    for row in connection.execution_options(yield_per=AT_ONCE).execute(text(question)):
        values = tuple(map(_digest_file, row)) if by_digest else tuple(row)
        digest.update(repr(values).encode())
        rows += 1
    return Tally(rows, digest.hexdigest())


def _digest_file(value: object) -> object:
    return hashlib.sha256(value).digest() if isinstance(value, bytes) else value
