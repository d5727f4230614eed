"""The small province of `watching`, for the screens that only look at it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.pages.watching import fill, open_to_look


@pytest.fixture(scope="session")
def watched(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Engine]:
    """The province of `fill`, made once. What one test has had counted of it the next one finds,
    as the readers of one server do."""
    with open_to_look(shutil.copy(sqlite_template, tmp_path_factory.mktemp("watched")), fill) as it:
        yield it
