"""An acceptance costs the same however many files lie in the uploader, and none is read twice."""

import shutil
from pathlib import Path
from statistics import median
from unittest.mock import patch

import pytest
from sqlalchemy import Engine

from actions.returns import receive as receiving
from intake.pipeline import detect_layouts, validate_upload
from models.database import open_database
from tests.benchmarks.receiving import measure_acceptances, returns_of

MANY, PRESSED = 30, range(3, 10)
MOST_TIMES = 1.5  # measured 1.2 to 1.4
MOST_SECONDS = 0.4  # of processor; measured 0.2


@pytest.fixture
def engine(sample_file: Path, tmp_path: Path) -> Engine:
    """A sample database of one's own."""
    return open_database(f"sqlite:///{shutil.copy(sample_file, tmp_path)}")


@pytest.mark.benchmark
def test_an_acceptance_costs_the_same_however_many_files_lie_there(engine: Engine) -> None:
    files = returns_of(engine, MANY + len(PRESSED))
    measure_acceptances(engine, files[MANY : MANY + 1], [0])  # once, so that all is loaded
    alone = [measure_acceptances(engine, [one], [0])[0] for one in files[MANY:]]
    among_many = measure_acceptances(engine, files[:MANY], PRESSED)
    assert median(among_many) / median(alone) <= MOST_TIMES
    assert median(among_many) <= MOST_SECONDS


def test_each_file_is_read_once_and_planned_again_only_where_it_is_concerned(
    engine: Engine,
) -> None:
    files = returns_of(engine, 6)
    same_unit = ("again.csv", files[2][1].replace(b",61", b",62"), "text/csv")
    with (
        patch.object(receiving, "detect_layouts", wraps=detect_layouts) as read,
        patch.object(receiving, "validate_upload", wraps=validate_upload) as planned,
    ):
        measure_acceptances(engine, [*files, same_unit], [0, 2])
    assert read.call_count == 7
    # The other file of the same unit: set beside the first, and once that one was received.
    assert planned.call_count == 7 + 2
