"""What the terminal writes may hold data: nobody but its owner may open it, whatever the system's
usual mask allows; and what stood open before is closed by `init`."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from models.database import ADDRESS_VARIABLE
from tests.house.tracked import HOUSE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="files there have no such rights")


def run(folder: Path, *words: str) -> None:
    """One verb of the terminal, under a mask that lets everybody read."""
    subprocess.run(
        [sys.executable, str(HOUSE / "oversight.py"), *words],
        cwd=folder,
        env={**os.environ, ADDRESS_VARIABLE: f"sqlite:///{folder}/data/oversight.db"},
        check=True,
        capture_output=True,
        umask=0o022,
    )


def list_open(folder: Path) -> list[str]:
    """What in the folder others than the owner may look into, deepest first."""
    return [
        f"{place.relative_to(folder)} {stat.S_IMODE(place.stat().st_mode):o}"
        for place in sorted(folder.rglob("*"))
        if place.stat().st_mode & 0o077
    ]


def test_nothing_that_is_written_is_open_to_others(tmp_path: Path) -> None:
    run(tmp_path, "init")
    run(tmp_path, "backup", "copies")
    run(tmp_path, "registers", "--year", "2026", "--out", "registers")
    run(tmp_path, "blank", "results", "--unit", "SYT", "--year", "2026", "--out", "blank.xlsx")
    (backup,) = (tmp_path / "copies").iterdir()
    run(tmp_path, "restore", str(backup))
    assert (tmp_path / "data" / "oversight.db").exists()
    assert list((tmp_path / "data").glob("oversight-before-*.db"))
    assert list_open(tmp_path) == []


def test_a_database_that_stood_open_is_closed(tmp_path: Path) -> None:
    run(tmp_path, "init")
    file = tmp_path / "data" / "oversight.db"
    beside = file.with_name("oversight.db.anchors")
    beside.touch()
    for place in (file, beside):
        place.chmod(0o644)
    run(tmp_path, "init")
    assert list_open(tmp_path) == []
