"""Migrations: a database of any earlier version becomes one of this version, or stays as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

HERE = Path(__file__).resolve().parent


def alembic_settings(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file: an address with a % sign would break its parser."""
    settings = Config()
    settings.set_main_option("script_location", str(HERE).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def migrate(engine: Engine, *, to: str = "head") -> None:
    """Bring the database to revision `to`; all of the way or nothing of it.

    Raises RuntimeError when a row would be left without its parent.
    """
    with _without_foreign_keys(engine) as connection, connection.begin():
        if to == "base" or _is_behind(connection, to):
            command.downgrade(alembic_settings(connection), to)
        else:
            command.upgrade(alembic_settings(connection), to)


def current_revision(engine: Engine) -> str | None:
    """The revision the database stands at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_known_revision(revision: str | None) -> bool:
    """Is it one that this program, or an earlier one, made?"""
    scripts = ScriptDirectory.from_config(alembic_settings())
    return revision in {step.revision for step in scripts.walk_revisions()}


def newest_revision() -> str:
    """The revision this program needs."""
    heads = ScriptDirectory.from_config(alembic_settings()).get_heads()
    return heads[0]


def _is_behind(connection: Connection, to: str) -> bool:
    """Is `to` a revision before the one the database stands at?"""
    if to == "head":
        return False
    now = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(alembic_settings())
    passed = [step.revision for step in scripts.walk_revisions("base", now or "base")]
    return to in passed and to != now


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    """A writing connection on which SQLite lets a table be dropped and built again.

    The pragma is set before the transaction and restored after it: inside one SQLite
    ignores it without a word. What the rebuilt tables refer to is checked by env.py.
    """
    with engine.execution_options(writing=True).connect() as connection:
        _enforce_foreign_keys(connection, "OFF")
        try:
            yield connection
        finally:
            _enforce_foreign_keys(connection, "ON")


def _enforce_foreign_keys(connection: Connection, switch: str) -> None:
    """Turn SQLite's foreign keys ON or OFF, past SQLAlchemy, which would begin first."""
    raw = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute(f"PRAGMA foreign_keys={switch}")
