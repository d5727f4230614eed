"""Databases as migrations meet them: empty, and alone (these tests change the tables)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import open_database
from tests import postgresql
from tests.conftest import ENGINES


@pytest.fixture(params=ENGINES)
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of each kind with nothing in it at all."""
    if request.param == "sqlite":
        opened = open_database(f"sqlite:///{tmp_path}/empty.db")
        yield opened
        opened.dispose()
        return
    with postgresql.database(request.getfixturevalue("postgresql_server")) as address:
        opened = open_database(address.render_as_string(hide_password=False))
        yield opened
        opened.dispose()
