"""Tallies: how many rows every table has, and a digest over all of them; two databases with
the same tally hold the same."""

import hashlib
from typing import NamedTuple

from sqlalchemy import Connection, Engine, inspect, text

AT_ONCE = 50  # rows fetched together: a kept file may be 10 MB


class Tally(NamedTuple):
    """Of one table: its rows, and a digest over them in the order of their key."""

    rows: int
    digest: str


def read_tallies(connection: Connection) -> dict[str, Tally]:
    """Every table there is by its name, ours or of an older version; read as one moment where
    the connection's transaction is one."""
    tables = inspect(connection).get_table_names()
    return {name: _read_tally(connection, name) for name in sorted(tables)}


def read_tallies_of_engine(engine: Engine) -> dict[str, Tally]:
    """The same, in a transaction of its own."""
    with engine.connect() as connection:
        return read_tallies(connection)


def _read_tally(connection: Connection, table: str) -> Tally:
    inspector = inspect(connection)
    names = sorted(column["name"] for column in inspector.get_columns(table))
    key = inspector.get_pk_constraint(table)["constrained_columns"] or names
    quote = connection.dialect.identifier_preparer.quote_identifier
    listed, order = (", ".join(quote(name) for name in part) for part in (names, key))
    question = f"SELECT {listed} FROM {quote(table)} ORDER BY {order}"
    digest, rows = hashlib.sha256(repr(names).encode()), 0
    for row in connection.execution_options(yield_per=AT_ONCE).execute(text(question)):
        digest.update(repr(tuple(row)).encode())
        rows += 1
    return Tally(rows, digest.hexdigest())
