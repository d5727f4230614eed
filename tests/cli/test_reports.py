"""The yearly report from the terminal: three files, named by codes, for a recipient that is
known."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine

import oversight
from models.database import ADDRESS_VARIABLE
from tests.province import GOOD

ASKED = ["report", "--year", "2026", "--as-of", "20/12/2026", "--to"]
TOLD = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    (tmp_path / "syt.csv").write_bytes(GOOD)
    return tmp_path


def made(desk: Path, folder: str) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (desk / folder).iterdir()}


def test_the_same_data_give_the_same_three_files(desk: Path, capsys: TOLD) -> None:
    oversight.main(["receive", str(desk / "syt.csv"), "--received-on", "10/12/2026"])
    capsys.readouterr()
    assert oversight.main([*ASKED, "tinh", "--out", str(desk / "a"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert oversight.main([*ASKED, "tinh", "--out", str(desk / "b" / "c")]) == 0
    said = capsys.readouterr().out
    assert "gửi Ủy ban nhân dân tỉnh Cao Bằng, số liệu đến hết ngày 20/12/2026" in said
    first = made(desk, "a")
    name = "bao-cao-2026-uy-ban-nhan-dan-tinh-cao-bang"
    assert sorted(first) == [f"{name}.docx", f"{name}.pdf", f"{name}.xlsx"]
    assert sorted(told["files"]) == [str(desk / "a" / file) for file in sorted(first)]
    assert first == made(desk, "b/c")


def test_an_unknown_recipient_hears_who_is_known(desk: Path, capsys: TOLD) -> None:
    assert oversight.main([*ASKED, "Tỉnh ủy", "--out", str(desk / "a")]) == 1
    said = capsys.readouterr().err
    assert "“Tỉnh ủy”" in said
    assert "uy-ban-nhan-dan-tinh-cao-bang (Ủy ban nhân dân tỉnh Cao Bằng)" in said
    assert not (desk / "a").exists()


def test_a_folder_that_cannot_be_is_named(desk: Path, capsys: TOLD) -> None:
    assert oversight.main([*ASKED, "tinh", "--out", str(desk / "syt.csv")]) == 2
    assert "syt.csv" in capsys.readouterr().err
