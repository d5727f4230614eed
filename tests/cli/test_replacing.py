"""What a verb writes never takes the place of another file, unless that was asked for."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine

import oversight
from documents.printing.decree30 import read_text
from models.database import ADDRESS_VARIABLE, PRAGMAS
from tests.actions.returns import Sent, received, results

ASKED = ["--year", "2026", "--as-of", "20/12/2026"]
ONE_RETURN = Sent(results("2026,SNV,HM_DK,done,01/12/2026,100,1,,"), "snv.csv")
TOLD = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch) -> Path:
    received(province, ONE_RETURN)  # without any nobody is written to
    province.dispose()
    shutil.copy(str(province.url.database), tmp_path / "before.db")
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{tmp_path / 'now.db'}")
    return tmp_path


def told(desk: Path, *words: str) -> int:
    """Say it to a province that has received one return."""
    shutil.copy(desk / "before.db", desk / "now.db")
    return oversight.main([*words])


def test_a_filled_form_is_not_written_over_unless_told(desk: Path, capsys: TOLD) -> None:
    file = desk / "phieu.csv"
    words = ["blank", "results", "--unit", "SYT", "--year", "2026", "--csv", "--out", str(file)]
    assert told(desk, *words) == 0
    blank = file.read_bytes()
    assert told(desk, *words) == 0  # the same again loses nothing
    file.write_bytes(b"the office's work")
    capsys.readouterr()
    assert told(desk, *words) == 2
    said = capsys.readouterr().err
    assert "phieu.csv" in said and "--replace" in said
    assert file.read_bytes() == b"the office's work"
    assert told(desk, *words, "--replace") == 0
    assert file.read_bytes() == blank
    assert sorted(one.name for one in desk.glob("phieu*")) == ["phieu.csv"]


@pytest.mark.parametrize(
    "words",
    [
        ["report", *ASKED, "--to", "tinh", "--out"],
        ["registers", *ASKED, "--out"],
        ["letters", *ASKED, "--to"],
    ],
    ids=lambda words: words[0],
)
def test_of_several_files_none_is_written_where_one_would_be_lost(
    desk: Path, capsys: TOLD, words: list[str]
) -> None:
    folder = desk / "ra"
    assert told(desk, *words, str(folder)) == 0
    first, *others = sorted(folder.iterdir())
    assert others
    made = first.read_bytes()
    for one in others:
        one.unlink()
    first.write_bytes(b"signed by hand")
    capsys.readouterr()
    assert told(desk, *words, str(folder)) == 2
    assert first.name in capsys.readouterr().err
    assert (list(folder.iterdir()), first.read_bytes()) == ([first], b"signed by hand")
    assert told(desk, *words, str(folder), "--replace") == 0
    assert first.read_bytes() == made


def test_nothing_is_sent_back_where_its_letter_would_take_a_file_s_place(
    desk: Path, capsys: TOLD
) -> None:
    shutil.copy(desk / "before.db", desk / "now.db")
    assert oversight.main(["nil", "--unit", "SYT", "--year", "2026"]) == 0
    letter = desk / "tra-lai.docx"
    letter.write_bytes(b"signed by hand")
    words = ["send-back", "1", "--reason", "tổng sai"]
    capsys.readouterr()
    assert oversight.main([*words, "--out", str(letter)]) == 2
    assert letter.read_bytes() == b"signed by hand"
    assert oversight.main(words) == 0  # it was not sent back before


def test_a_letter_without_a_number_is_written_to_be_numbered_by_hand(desk: Path) -> None:
    shutil.copy(desk / "before.db", desk / "now.db")
    assert oversight.main(["nil", "--unit", "SYT", "--year", "2026"]) == 0
    letter = desk / "tra-lai-khong-so.docx"
    assert oversight.main(["send-back", "1", "--reason", "tổng sai", "--out", str(letter)]) == 0
    assert "tổng sai" in read_text(letter.read_bytes())


def test_letters_that_the_ledger_does_not_take_are_no_files_either(
    desk: Path, capsys: TOLD, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk / "ra"
    words = ["letters", *ASKED, "--to", str(folder)]
    with monkeypatch.context() as only_reading:
        only_reading.setattr("models.database.PRAGMAS", (*PRAGMAS, "query_only=ON"))
        assert told(desk, *words) == 1
        assert "chưa ghi gì" in capsys.readouterr().err
        assert list(folder.iterdir()) == []
    assert told(desk, *words) == 0
    assert list(folder.iterdir())


def test_letters_written_over_others_are_named_where_the_ledger_does_not_take_them(
    desk: Path, capsys: TOLD, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = desk / "ra"
    words = ["letters", *ASKED, "--to", str(folder), "--replace"]
    assert told(desk, *words) == 0
    monkeypatch.setattr("models.database.PRAGMAS", (*PRAGMAS, "query_only=ON"))
    capsys.readouterr()
    assert told(desk, *words) == 1
    said = capsys.readouterr().err
    assert str(folder) in said and "sổ đôn đốc" in said and "chưa ghi gì" not in said
