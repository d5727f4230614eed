"""Copies: a whole database as one file while people work in it, and such a file laid out
again as a database of its own, to look at or to put in the first one's place.

SQLite by its backup API; PostgreSQL by pg_dump and pg_restore, from OVERSIGHT_PG_BIN, the
PATH, or the newest there is in /usr/lib/postgresql. Never a file copied under a writer.
"""

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import Session

from actions.refusals import Refused
from models.database import database_at
from models.journal import Anchor, read_journal_head
from models.tallies import Tally, read_tallies

PROGRAMS = "OVERSIGHT_PG_BIN"
DEBIAN = Path("/usr/lib/postgresql")
MAINTENANCE = "postgres"  # the database that every server has
SCRATCH = "oversight_scratch_"
LEFT = """SELECT datname FROM pg_database AS scratch
WHERE starts_with(datname, %s) AND pg_get_userbyid(datdba) = current_user
AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = scratch.datname)"""


class Copy(NamedTuple):
    """A copy: its file, and of the one moment it was taken of what every table held, the
    journal's head and the version of the tables."""

    file: Path
    made_at: datetime
    tallies: dict[str, Tally]
    head: Anchor
    revision: str
    kind: str  # sqlite or postgresql


def copy_database(engine: Engine, folder: Path, *, now: datetime) -> Copy:
    """Copy the database into `folder`. Readers and writers go on. Kept files are read once from the
    standing database of SQLite, by the copying; the tallies are of the copy.

    Raises Refused: pg_program_missing, pg_program_older, pg_program_failed.
    """
    file = folder / "copy"
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("SELECT count(*) FROM alembic_version")  # fixes the moment
            _copy_sqlite(connection, file)
            tallies = _read_tallies_of_file(file)
        else:
            snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
            options = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={file}"]
            _run("pg_dump", engine.url, options)
            tallies = read_tallies(connection)
        head = read_journal_head(Session(connection))
        revision = MigrationContext.configure(connection).get_current_revision()
    return Copy(file, now, tallies, head, revision or "", engine.dialect.name)


def _copy_sqlite(connection: Connection, file: Path) -> None:
    raw = connection.connection.driver_connection
    target = sqlite3.connect(file)
    try:
        if isinstance(raw, sqlite3.Connection):
            raw.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without its log beside
    finally:
        target.close()


def _read_tallies_of_file(file: Path) -> dict[str, Tally]:
    only_read = create_engine(f"sqlite:///file:{quote(str(file))}?mode=ro&uri=true")
    try:
        with only_read.connect() as connection:
            return read_tallies(connection)
    finally:
        only_read.dispose()


@contextmanager
def set_up_copy(url: URL, copy: Path) -> Iterator[Engine]:
    """The copy as a database of its own of the same kind as `url`; gone at the end, unless it
    was given another name meanwhile. Raises Refused: scratch_not_allowed and as above."""
    if url.get_backend_name() == "sqlite":
        with database_at(url.set(database=str(copy))) as engine:
            yield engine
        return
    name = f"{SCRATCH}{secrets.token_hex(6)}"
    with connect_to_server(url) as server:
        server.exec_driver_sql(f"SET application_name = '{name}'")  # whose it is, while it lives
        try:
            server.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        except (OperationalError, ProgrammingError) as fault:
            raise Refused("scratch_not_allowed") from fault
        try:
            _run("pg_restore", url.set(database=name), ["--no-owner", "--exit-on-error", str(copy)])
            with database_at(url.set(database=name)) as engine:
                yield engine
        finally:
            server.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def drop_scratch_databases(url: URL) -> None:
    """Drop the scratch databases of ours whose makers are gone. DBAPIError where the server
    does not answer or is still at work in one."""
    with connect_to_server(url) as server:
        for name in server.exec_driver_sql(LEFT, (SCRATCH,)).scalars().all():
            server.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def connect_to_server(url: URL) -> Iterator[Connection]:
    """A connection to the server of `url` for orders that no transaction takes."""
    server = create_engine(url.set(database=MAINTENANCE), isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            yield connection
    finally:
        server.dispose()


def _run(program: str, url: URL, words: list[str]) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, unseen."""
    plain = url.set(drivername="postgresql", password=None)
    database = ["--dbname", plain.render_as_string(hide_password=False)]
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(
        [_find_program(program), *database, *words],
        env={**os.environ, **secret},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        older = "server version mismatch" in done.stderr or "unsupported version" in done.stderr
        code = "pg_program_older" if older else "pg_program_failed"
        raise Refused(code, program=program, said=done.stderr.strip()[-300:])


def _find_program(name: str) -> str:
    chosen = os.environ.get(PROGRAMS)
    if chosen:
        program = shutil.which(name, path=chosen)
    else:
        versions = [place for place in DEBIAN.glob("*") if place.name.isdigit()]
        newest = sorted(versions, key=lambda place: int(place.name), reverse=True)
        program = shutil.which(name) or next(
            filter(None, (shutil.which(name, path=str(place / "bin")) for place in newest)), None
        )
    if program is None:
        raise Refused("pg_program_missing", program=name)
    return program
