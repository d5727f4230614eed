"""From a terminal both registers are written into a folder, made where it is not there."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import ADDRESS_VARIABLE
from oversight import main


def test_the_registers_are_written(
    tmp_path: Path,
    province: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    words = ["registers", "--year", "2026", "--as-of", "2026-12-20", "--json", "--out"]
    assert main([*words, str(tmp_path / "new")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["year"], told["as_of"], told["sample"]) == (2026, "2026-12-20", False)
    assert Path(told["supervision"]).name == "gs18-giam-sat-2026-20261220.xlsx"
    assert Path(told["open_data"]).read_bytes()[:2] == b"PK"


def test_a_folder_that_cannot_be_is_refused(
    tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    (tmp_path / "file").write_bytes(b"")
    assert main(["registers", "--year", "2026", "--out", str(tmp_path / "file")]) == 2
