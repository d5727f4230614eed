"""A slip in drawing is seen here; the figures themselves are in `screens.py`."""

import shutil
from pathlib import Path

import pytest

from models.database import open_database
from tests.benchmarks.screens import PLACES, measured

LOOSE = 2.0  # measured 1.0 to 1.2 (aim: 1.5)
MOST = 300_000  # bytes a screen sends
THOUGHT_ONCE = ("agencies", "tasks")
ENOUGH = 6.0  # of the screens that still think at each rerun: measured 2 to 3


@pytest.mark.benchmark
def test_a_rerun_costs_little_more_than_its_elements_and_sends_little(
    sample_file: Path, tmp_path: Path
) -> None:
    engine = open_database(f"sqlite:///{shutil.copy(sample_file, tmp_path)}")
    found = [(name, measured(engine, name, address)) for name, address in PLACES]
    engine.dispose()
    walls = {name: LOOSE if name in THOUGHT_ONCE else ENOUGH for name, _ in PLACES}
    assert {told.name: told.ratio for name, told in found if told.ratio > walls[name]} == {}
    assert {told.name: told.sent for _, told in found if told.sent > MOST} == {}
