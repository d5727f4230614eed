"""The sample's register by its sums, as by its rows: on every kind of day, in either structure."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.counting import find_miscounted, is_counted
from models.database import open_database, reading
from sample_data.province import AS_OF
from tests.counted import compare_moves, compare_sums


@pytest.fixture
def sample(tmp_path: Path, sample_file: Path) -> Iterator[Engine]:
    opened = open_database(f"sqlite:///{shutil.copy(sample_file, tmp_path)}")
    yield opened
    opened.dispose()


def test_the_sample_is_counted(sample: Engine) -> None:
    assert is_counted(sample)
    with reading(sample) as session:
        assert find_miscounted(session) == []


def test_on_the_day_itself_no_address_is_read_by_itself(sample: Engine) -> None:
    assert compare_sums(sample, AS_OF) == 0


@pytest.mark.parametrize("day", [date(2026, 12, 3), date(2026, 7, 1), date(2027, 2, 1)])
def test_on_other_days_the_sums_are_those_of_the_rows(sample: Engine, day: date) -> None:
    assert compare_sums(sample, day) > 0


def test_what_moved_is_the_same_by_sums(sample: Engine) -> None:
    compare_moves(sample, date(2026, 12, 3), AS_OF, 2026)
    compare_moves(sample, date(2026, 6, 30), AS_OF, 2026)
