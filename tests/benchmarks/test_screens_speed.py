"""A slip in drawing is seen here; the figures themselves are in `screens.py`."""

import shutil
from pathlib import Path

import pytest

from models.database import open_database
from tests.benchmarks.screens import PLACES, measured

LOOSE = 2.0  # measured 1.0 to 1.4 (aim: 1.5)
MOST = 300_000  # bytes a screen sends
FRESH = {"journal": 4.0}  # reads its entries anew at every rerun: measured 2.3


@pytest.mark.benchmark
def test_a_rerun_costs_little_more_than_its_elements_and_sends_little(
    sample_file: Path, tmp_path: Path
) -> None:
    engine = open_database(f"sqlite:///{shutil.copy(sample_file, tmp_path)}")
    found = [(name, measured(engine, name, address)) for name, address in PLACES]
    engine.dispose()
    slow = {told.name: told.ratio for name, told in found if told.ratio > FRESH.get(name, LOOSE)}
    assert slow == {}
    assert {told.name: told.sent for _, told in found if told.sent > MOST} == {}
