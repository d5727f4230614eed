"""Sixty values that tell persons, planted in twelve places of a file that is received: none of them
is anywhere in what is kept, said, exported or backed up."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.database import open_database
from tests.house.tracked import HOUSE
from tests.journeys.near import NearDesk
from tests.survival.private_file import (
    PLANTED,
    find_planted,
    write_private_text,
    write_private_workbook,
)

CODE = "DC-90001"


@pytest.fixture
def office(tmp_path: Path, province_template: Path) -> Path:
    """A folder with a database that has the catalogue in it."""
    folder = tmp_path / "office"
    folder.mkdir()
    shutil.copyfile(province_template, folder / "oversight.db")
    return folder


@pytest.fixture
def desk(office: Path) -> Iterator[NearDesk]:
    """The office's terminal."""
    engine = open_database(f"sqlite:///{office}/oversight.db")
    yield NearDesk("", office, engine, office / "none.db")
    engine.dispose()


def test_there_are_sixty_and_a_search_finds_them(tmp_path: Path) -> None:
    assert len(set(PLANTED)) == 60
    sent = write_private_workbook(tmp_path, CODE)
    assert find_planted(sent.name.encode()) | find_planted(sent.read_bytes()) == set(PLANTED)


@pytest.mark.parametrize("write", [write_private_workbook, write_private_text])
def test_none_of_them_is_kept_said_exported_or_backed_up(
    office: Path, desk: NearDesk, tmp_path: Path, write: Callable[[Path, str], Path]
) -> None:
    sent = write(tmp_path, CODE)
    dated = ["--received-on", "2026-11-28"]
    accepting = ["--accept-valid-rows", "--confirm", *dated]
    answers = [
        desk.run("check", str(sent), "--json", *dated),
        desk.run("check", str(sent), *dated),
        desk.run("receive", str(sent), "--json", *accepting),
    ]
    told = json.loads(answers[-1].stdout)
    assert told["receipt"]["new"] == 1, told
    codes = {one["code"] for one in told["findings"]}
    assert {"file.name_personal", "column.personal", "value.personal"} <= codes
    assert "column.without_heading" in codes
    if sent.suffix == ".xlsx":
        assert "file.place_personal" in codes
    answers += [
        desk.run("slip", str(sent), "--out", str(office / "slip.xlsx")),
        desk.run("registers", "--year", "2026", "--out", str(office)),
        desk.run("report", "--year", "2026", "--out", str(office)),
        desk.run("figures", "--json"),
        desk.run("verify", "--json"),
        desk.run("backup", str(office / "backups")),
    ]
    for answer in answers:
        assert answer.stdout + answer.stderr
        assert find_planted((answer.stdout + answer.stderr).encode()) == set()
    with closing(sqlite3.connect(office / "oversight.db")) as database:
        kept = database.execute("SELECT content FROM batch").fetchall()
        assert len(kept) == 1 and kept[0][0]
        assert find_planted(kept[0][0]) == set()
        (hamlet,) = database.execute("SELECT hamlet FROM dossier").fetchone()
        assert hamlet == "Tổ 2, …"
    files = [one for one in office.rglob("*") if one.is_file()]
    assert any("backup" in str(one) for one in files)
    assert {one.name: find_planted(one.read_bytes()) for one in files} == {
        one.name: set() for one in files
    }


@pytest.mark.parametrize("write", [write_private_workbook, write_private_text])
def test_the_memory_of_a_worker_that_is_done_holds_none_of_them(
    office: Path, tmp_path: Path, write: Callable[[Path, str], Path]
) -> None:
    write(tmp_path, CODE)
    database = f"sqlite:///{office}/oversight.db"
    done = subprocess.run(
        [sys.executable, "-m", "tests.survival.remembering", database, str(tmp_path)],
        cwd=HOUSE,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert b"batch" in done.stdout  # it was looked at
    assert find_planted(done.stdout) == set()
