"""Hostile files end in words: in bounded time, in bounded memory, and the next one is read."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from intake.reading import confined
from intake.reading.confined import run_in_subprocess
from intake.reading.grids import load_grids
from intake.tables import Unreadable
from tests.intake.files import workbook
from tests.intake.hostile import HOSTILE
from tests.intake.hostile_books import book, deep, sheet

HOUSE = Path(__file__).parent.parent.parent
MOST_SECONDS = 30  # the aim is 10; other tests run beside this one
MOST_MEMORY = 300  # megabytes over the idle process, as the plan of the house says
FOR_ALL = 300
Told = dict[str, Any]  # a line of tests.intake.survival


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """Every hostile file, read one after the other by one process; it must live through all."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = []
    for number, hostile in enumerate(HOSTILE.values()):
        paths.append(folder / f"{number} {hostile.name}")
        paths[-1].write_bytes(hostile.content())
    command = [sys.executable, "-m", "tests.intake.survival", *map(str, paths)]
    done = subprocess.run(
        command, cwd=HOUSE, capture_output=True, text=True, timeout=FOR_ALL, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return dict(zip(HOSTILE, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_in_a_finding_and_in_time(survived: dict[str, Told], name: str) -> None:
    told, ends = survived[name], HOSTILE[name].ends
    read = "" in ends and told["outcome"] != "refuse"
    assert read or ends & set(told["codes"]), told
    assert told["seconds"] < MOST_SECONDS


def test_no_file_made_the_process_large(survived: dict[str, Told]) -> None:
    assert max(told["grown"] for told in survived.values()) < MOST_MEMORY
    assert max(told["children"] for told in survived.values()) < 2 * MOST_MEMORY


def test_a_large_workbook_is_read_as_a_small_one_is() -> None:
    content = workbook({"KQ": [["period", "unit_code"], *[[2026, f"S{n}"] for n in range(50)]]})
    assert run_in_subprocess(content, "intake.reading.grids") == load_grids(content)


def test_a_reader_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "PATIENCE_SECONDS", 0.01)
    with pytest.raises(Unreadable) as refusal:
        run_in_subprocess(book(sheet()), "intake.reading.grids")
    assert refusal.value.finding.code == "file.takes_too_much"


def test_a_reader_that_works_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MOST_SECONDS", 1)
    with pytest.raises(Unreadable) as refusal:
        run_in_subprocess(b"", "tests.intake.endless")
    assert refusal.value.finding.code == "file.takes_too_much"


def test_a_reader_that_must_wait_for_others_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MOST_SECONDS", 1)
    assert run_in_subprocess(b"waits", "tests.intake.endless") == "read"


def test_a_reader_that_takes_too_much_is_ended() -> None:
    with pytest.raises(Unreadable) as refusal:
        run_in_subprocess(deep(), "intake.reading.grids")
    assert refusal.value.finding.code == "file.takes_too_much"


def test_a_refusal_comes_across_with_its_facts() -> None:
    with pytest.raises(Unreadable) as refusal:
        run_in_subprocess(b"PK\x03\x04", "intake.reading.grids")
    assert refusal.value.finding.code == "file.workbook_broken"
