"""A database of any earlier version becomes one of this version, or stays as it was."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from alembic.config import Config
from sqlalchemy import Connection, Engine, Inspector, inspect, text
from sqlalchemy.exc import IntegrityError

from models import Assignment, Record, Task, Unit, migrations
from models.migrations import alembic_settings, current_revision, migrate, newest_revision
from tests.models.conftest import keep
from tests.models.rows import row

STEP = '''
"""A step of the morrow."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{newest}"

def upgrade() -> None:
{upgrade}

def downgrade() -> None:
    op.drop_column("unit", "motto")
'''

REBUILDS = """
    with op.batch_alter_table("unit", recreate="auto") as unit:
        unit.add_column(sa.Column("motto", sa.String(40)))
        unit.alter_column("short_vi", existing_type=sa.String(80), nullable=True)
"""
FAILS = (
    REBUILDS
    + """
    op.create_table("half", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE task SET title_en = 'half'")
    raise KeyError("half-way")
"""
)
BESIDE_ITS_COLUMN = re.compile(r"(\w+) INTEGER CONSTRAINT (\w+) REFERENCES")
ORPHANS = """
    op.execute("DELETE FROM task")
"""

Morrow = Callable[[str], None]


@pytest.fixture
def morrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Morrow:
    """Adds a step after the newest one to the history, for this test."""
    step = tmp_path / "versions" / "9999_the_morrow.py"
    newest = newest_revision()

    def settings(connection: Connection | None = None) -> Config:
        extended = alembic_settings(connection)
        extended.set_main_option("path_separator", "newline")
        places = [str(migrations.HERE / "versions"), str(step.parent)]
        extended.set_main_option("version_locations", "\n".join(places).replace("%", "%%"))
        return extended

    def add(upgrade: str) -> None:
        step.parent.mkdir()
        step.write_text(STEP.format(newest=newest, upgrade=upgrade), "utf-8")
        monkeypatch.setattr(migrations, "alembic_settings", settings)

    return add


@pytest.fixture
def yesterday(empty_engine: Engine) -> Engine:
    """A database of the newest version with a unit, a task and its assignment in it."""
    migrate(empty_engine)
    keep(empty_engine, [row(Unit), row(Task), row(Assignment)])
    return empty_engine


def test_an_empty_database_is_of_no_version(empty_engine: Engine) -> None:
    assert current_revision(empty_engine) is None


def test_there_and_back_and_there_again(empty_engine: Engine) -> None:
    migrate(empty_engine)
    migrate(empty_engine)  # a second time there is nothing to do
    assert current_revision(empty_engine) == newest_revision()
    migrate(empty_engine, to="base")
    assert set(inspect(empty_engine).get_table_names()) == {"alembic_version"}
    migrate(empty_engine)
    assert current_revision(empty_engine) == newest_revision()


def test_migrations_make_what_the_models_say(empty_engine: Engine) -> None:
    Record.metadata.create_all(empty_engine)
    created = _shape(empty_engine)
    Record.metadata.drop_all(empty_engine)
    migrate(empty_engine)
    migrated = _shape(empty_engine)
    assert migrated.pop("alembic_version")
    assert migrated == created


def test_two_who_start_at_once_both_find_it_migrated(empty_engine: Engine) -> None:
    threads = [Thread(target=migrate, args=(empty_engine,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)  # a fault in a thread is a warning, and a warning fails the test
    assert current_revision(empty_engine) == newest_revision()


def test_a_table_is_rebuilt_under_its_children(yesterday: Engine, morrow: Morrow) -> None:
    morrow(REBUILDS)
    migrate(yesterday)
    assert current_revision(yesterday) == "9999"
    assert _count(yesterday, "unit") == _count(yesterday, "assignment") == 1
    with pytest.raises(IntegrityError):  # and its children are guarded again
        keep(yesterday, [row(Assignment, id=2, unit_id=4711)])
    migrate(yesterday, to="0001")
    assert current_revision(yesterday) == "0001"


@pytest.mark.parametrize(
    ("step", "fault"),
    [(FAILS, KeyError), (ORPHANS, (RuntimeError, IntegrityError))],
    ids=["fails half-way", "leaves orphans"],
)
def test_a_failing_step_leaves_nothing_behind(
    yesterday: Engine, morrow: Morrow, *, step: str, fault: type[Exception]
) -> None:
    before, stood = _shape(yesterday), current_revision(yesterday)
    morrow(step)
    with pytest.raises(fault):
        migrate(yesterday)
    assert current_revision(yesterday) == stood
    assert _shape(yesterday) == before
    assert _count(yesterday, "task WHERE title_en <> 'half'") == 1
    with pytest.raises(IntegrityError):
        keep(yesterday, [row(Assignment, id=2, unit_id=4711)])


def _count(engine: Engine, table: str) -> int | None:
    with engine.connect() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()


def _shape(engine: Engine) -> dict[str, list[str]]:
    """All that the database itself knows of each table, CHECK texts and partial indexes too
    (Alembic's own comparison sees neither)."""
    seen = inspect(engine)
    return {table: sorted(_facts(seen, table)) for table in seen.get_table_names()}


def _facts(seen: Inspector, table: str) -> list[str]:
    columns = [{**each, "type": str(each["type"])} for each in seen.get_columns(table)]
    told = [
        *columns,
        seen.get_pk_constraint(table),
        *seen.get_check_constraints(table),
        *seen.get_unique_constraints(table),
        *_list_foreign_keys(seen, table),
    ]
    indexes = [
        {**each, "dialect_options": {k: str(v) for k, v in each.get("dialect_options", {}).items()}}
        for each in seen.get_indexes(table)
    ]
    return [repr(sorted(dict(each).items())) for each in [*told, *indexes]]


def _list_foreign_keys(seen: Inspector, table: str) -> Iterator[dict[str, object]]:
    """The foreign keys of a table. The name of one that stands with its column, as a column that
    is added to a table of SQLite's has it, SQLAlchemy does not read."""
    with seen.bind.connect() as connection:
        named = {}
        if seen.dialect.name == "sqlite":
            made = text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name")
            sql = connection.execute(made, {"name": table}).scalar_one()
            named = dict(BESIDE_ITS_COLUMN.findall(sql))
    for key in seen.get_foreign_keys(table):
        yield {**key, "name": key["name"] or named.get(key["constrained_columns"][0])}
