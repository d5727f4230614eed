"""A populated database of every earlier version comes forward with all its rows, and goes back."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from actions.verify import verify
from models.database import open_database
from models.migrations import alembic_settings, current_revision, migrate, newest_revision
from models.tallies import Tally, read_tallies
from tests.migrations.populated import fixtures

KEPT = fixtures()
OWN_OF_EACH = {"alembic_version"}
HOW = "python -m tests.migrations.populated {0} > tests/migrations/of_{0}.sql"


@pytest.fixture(params=KEPT)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The database as that version left it."""
    file = tmp_path / "earlier.db"
    with sqlite3.connect(file) as made:
        made.executescript(KEPT[request.param].read_text("utf-8"))
    made.close()
    engine = open_database(f"sqlite:///{file}")
    assert current_revision(engine) == request.param
    yield engine
    engine.dispose()


def read_all_tallies(engine: Engine) -> dict[str, Tally]:
    """What each table holds at this moment."""
    with engine.connect() as connection:
        return read_tallies(connection)


def test_every_earlier_version_has_its_fixture() -> None:
    steps = ScriptDirectory.from_config(alembic_settings()).walk_revisions()
    earlier = {step.revision for step in steps} - {newest_revision()}
    assert [HOW.format(one) for one in sorted(earlier - set(KEPT))] == []


def test_forward_and_back_and_forward_again(earlier: Engine) -> None:
    started = current_revision(earlier) or ""
    before = read_all_tallies(earlier)
    assert sum(tally.rows for tally in before.values()) > 20
    migrate(earlier)
    forward = read_all_tallies(earlier)
    for table, tally in before.items():
        assert forward[table].rows == tally.rows, table
    found = verify(earlier)
    assert (found.orphans, found.sizes) == ((), ())
    migrate(earlier, to=started)
    back = read_all_tallies(earlier)
    assert {table: back[table] for table in before} == before
    migrate(earlier)
    assert {
        table: tally
        for table, tally in read_all_tallies(earlier).items()
        if table not in OWN_OF_EACH
    } == {table: tally for table, tally in forward.items() if table not in OWN_OF_EACH}
