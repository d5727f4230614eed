"""The terminal: each verb on a small database, its words, its JSON, its exit codes, and what
it answers where somebody asks for the impossible."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from sqlalchemy import Engine, make_url
from sqlmodel import select

import cli
import oversight
from actions.accounts.accounts import Account, add_user
from cli.base import ADMINISTRATOR
from models import Entry, Unit, User, UserRole
from models.database import (
    ADDRESS_VARIABLE,
    database_at,
    get_database_address,
    open_database,
    reading,
    writing,
)
from models.migrations import migrate
from models.settings import read_sample_day
from tests.province import BAD, GOOD

CLOSED = ["--received-on", "20/12/2026"]


@pytest.fixture
def desk(tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three files, and the province's database in use."""
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    (tmp_path / "good.csv").write_bytes(GOOD)
    (tmp_path / "bad.csv").write_bytes(BAD)
    (tmp_path / "photo.jpg").write_bytes(bytes(range(256)) * 40)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The JSON objects printed, one a line; what JSON holds has no types."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_check_tells_what_a_sound_file_would_change(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oversight.main(["check", str(desk / "good.csv"), "--json", *CLOSED]) == 0
    assert told(capsys) == [
        {
            "file": str(desk / "good.csv"),
            "outcome": "accept",
            "layout": "results",
            "encoding": "utf-8",
            "delimiter": "comma",
            "sheet": None,
            "rows": 3,
            "findings": [],
            "plan": {"new": 3, "changed": 0, "unchanged": 0},
        }
    ]


def test_check_tells_each_finding_at_its_cell_and_the_sound_rows(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["check", str(desk / "bad.csv"), "--json", "--values", "--lang", "en", *CLOSED]
    assert oversight.main(words) == 1
    (file,) = told(capsys)
    assert file["findings"] == [
        {
            "code": "value.percent_out_of_range",
            "severity": "error",
            "row": 4,
            "column": "percent",
            "value": "140",
            "message": "Row 4, column Percent: “140” is not within 0–100. "
            "Please write a percentage from 0 to 100; for more than was planned write 100 and say "
            "so in the note.",
        }
    ]
    values = ["period", "unit_code", "task_code", "status", "done_on", "value_vnd", "note"]
    assert [[one["row"], *map(one.get, values)] for one in file["values"]] == [
        [2, 2026, "SYT", "HM_TV", "done", "2026-12-01", None, None],
        [3, 2026, "SYT", "YT_TT", "done", "2026-12-02", 1500000, None],
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [("photo.jpg", 2), (".", 2), ("absent.csv", 2), ("a\0b.csv", 2), ("bad.csv", 1)],
)
def test_check_never_fails_without_a_sentence(
    desk: Path, capsys: pytest.CaptureFixture[str], name: str, code: int
) -> None:
    assert oversight.main(["check", f"{desk}/{name}"]) == code
    assert "".join(capsys.readouterr()).strip()
    assert oversight.main(["check", f"{desk}/{name}", "--json"]) == code
    (file,) = told(capsys)
    assert file["outcome"] == ("rows" if code == 1 else "refuse")


def test_the_worst_file_decides(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(desk / name) for name in ("good.csv", "photo.jpg", "bad.csv")]
    assert oversight.main(["check", *files, "--json", *CLOSED]) == 2
    assert [file["outcome"] for file in told(capsys)] == ["accept", "refuse", "rows"]


def test_a_return_is_received_counted_and_undone(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    as_of = ["--year", "2026", "--json"]
    assert oversight.main(["receive", str(desk / "good.csv"), "--json", *CLOSED]) == 0
    (file,) = told(capsys)
    assert file["receipt"]["new"] == 3
    oversight.main(["figures", *as_of, "--unit", "SYT"])
    (figures,) = told(capsys)
    done = figures["completion"]
    assert (done["part"], done["running_late"]) == (2, 1)
    oversight.main(["due", *as_of])
    (due,) = told(capsys)
    states = {one["code"]: one["state"] for one in due["reports"]}
    assert (states["SYT"], states["STC"], states["TDTN"]) == ("late", "overdue", "awaited")
    assert oversight.main(["undo", "1", "--json"]) == 0
    assert told(capsys)[0]["taken_back"] == 3
    assert oversight.main(["undo", "1"]) == 1
    assert "đã được hoàn tác trước đó" in capsys.readouterr().err


def test_rows_at_fault_are_left_only_when_asked(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(desk / "bad.csv")
    assert oversight.main(["receive", file, *CLOSED]) == 1
    assert "còn 1 dòng lỗi" in capsys.readouterr().err
    assert oversight.main(["receive", file, "--accept-valid-rows", *CLOSED]) == 0
    assert "để lại 1" in capsys.readouterr().out


def test_a_sender_may_speak_for_its_own_rows_only(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["check", str(desk / "good.csv"), "--json", *CLOSED, "--unit"]
    assert oversight.main([*words, "SYT"]) == 0
    assert oversight.main([*words, "STC"]) == 1
    assert told(capsys)[1]["findings"][0]["code"] == "register.unit_of_another"
    assert oversight.main([*words, "NOBODY"]) == 2


@pytest.mark.usefixtures("desk")
def test_figures_of_a_year_without_anything_are_no_data(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert oversight.main(["figures", "--year", "2026", "--as-of", "2026-06-01"]) == 0
    assert capsys.readouterr().out.count("chưa có số liệu") == 3
    assert oversight.main(["figures", "--year", "1999"]) == 1
    assert "1999" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [["figures"], ["due"], ["undo", "1"], ["check", "x.csv"]])
def test_a_missing_database_is_named_and_not_made(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    verb: list[str],
) -> None:
    missing = tmp_path / "none.db"
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{missing}")
    assert oversight.main(verb) == 2
    assert "init" in capsys.readouterr().err
    assert not missing.exists()


def test_another_programs_database_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.db").write_text("not a database, whatever its name says. " * 40)
    sqlite3.connect(tmp_path / "other.db").close()
    (tmp_path / "other.db").touch()
    for name, said in (("text.db", "bị hỏng"), ("other.db", "init")):
        monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{tmp_path / name}")
        assert oversight.main(["due"]) == 2
        assert said in capsys.readouterr().err
    monkeypatch.setenv(ADDRESS_VARIABLE, "nowhere")
    assert oversight.main(["due"]) == 2


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "utf-8"])
def test_our_letters_reach_a_file_where_the_system_lacks_them(encoding: str) -> None:
    """What Windows says of standard output that Task Scheduler writes to a file."""
    asked = [sys.executable, str(Path(oversight.__file__)), "init", "--help"]
    told = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(asked, env=told, capture_output=True, check=True)
    assert "lập cơ sở dữ liệu" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("words", [["due", "--as-of", "31/02/2026"], ["undo", "x"], ["nothing"]])
def test_words_that_mean_nothing_are_explained(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        oversight.main(words)
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_the_help_names_every_verb_that_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        oversight.main(["--help"])
    lines = capsys.readouterr().out.splitlines()
    modules = [import_module(f"cli.{each.name}") for each in iter_modules(cli.__path__)]
    verbs = {word for module in modules for word in getattr(module, "VERBS", {})}
    assert verbs == {*oversight.VERBS}
    assert verbs - {line.split()[0] for line in lines if line.strip()} == set()


@pytest.mark.parametrize("verb", ["check", "figures", "verify"])
def test_a_verb_starts_without_the_libraries_of_papers_and_charts(verb: str) -> None:
    slow = "{'altair', 'docx', 'typst', 'vl_convert', 'cli.reports'}"
    script = (
        f"import sys, oversight; oversight.load_verb({verb!r}); print({slow} & {{*sys.modules}})"
    )
    asked = [sys.executable, "-c", script]
    folder = Path(oversight.__file__).parent
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_trial_makes_its_database_and_fills_it_before_it_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{tmp_path}/oversight.db")
    days: list[date | None] = []

    def open_dashboard(_address: str, _port: int, *, open_browser: bool) -> int:
        engine = open_database(get_database_address())
        with reading(engine) as session:
            days.append(read_sample_day(session))
        engine.dispose()
        return 0 if open_browser else 7

    monkeypatch.setattr("server.serve.serve", open_dashboard)
    assert oversight.main(["serve", "--no-browser"]) == 7
    assert days == [date(2026, 12, 20)]
    assert any((tmp_path / "returns" / "to-try").iterdir())
    assert oversight.main(["serve", "--no-browser"]) == 7  # later starts find it there
    assert days == [date(2026, 12, 20)] * 2


def test_init_makes_the_database_and_may_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{tmp_path / 'deep' / 'new.db'}")
    assert oversight.main(["init", "--json"]) == 0
    assert oversight.main(["init", "--json"]) == 0
    first, again = told(capsys)
    assert first["tasks"] == again["tasks"] == 60
    assert again["new"] == again["changed"] == 0


def test_a_blank_is_written_and_read_back(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(desk / "blank.xlsx")
    words = ["blank", "results", "--unit", "SYT", "--year", "2026", "--out"]
    assert oversight.main([*words, file]) == 0
    assert file in capsys.readouterr().out
    assert oversight.main(["check", file, "--json", *CLOSED]) == 1  # nobody filled it in
    (told_of,) = told(capsys)
    assert (told_of["layout"], told_of["outcome"]) == ("results", "nothing")
    assert told_of["findings"][0]["code"] == "file.nothing_filled"
    assert oversight.main([*words, str(desk / "no" / "such" / "place.xlsx")]) == 2
    assert "place.xlsx" in capsys.readouterr().err


def test_a_blank_is_named_by_its_unit_and_year(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    assert oversight.main(["blank", "supports", "--unit", "SYT", "--csv", "--json"]) == 0
    assert told(capsys) == [{"file": "Tro giup 2026 - SYT - So Y te.csv"}]
    assert "Mã địa chỉ" in (desk / "Tro giup 2026 - SYT - So Y te.csv").read_text("utf-8-sig")
    for nobody in ("NOBODY", "../SYT", "..", "\x1b[2JSYT", "\udcff", "NUL", "X" * 9999):
        assert oversight.main(["blank", "results", "--unit", nobody]) == 2
        said = capsys.readouterr().err
        assert len(said.splitlines()) == 1 and "Không có đơn vị mã" in said
        assert not {"\x1b", "\udcff"} & set(said) and len(said) < 200
    assert nobody not in said


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("../../X", "Tro giup 2026 - X - So Y te.csv"),
        ("..", "Tro giup 2026 - So Y te.csv"),
        ("A\\B:C*", "Tro giup 2026 - A-B-C - So Y te.csv"),
        (
            "NUL",
            "Tro giup 2026 - NUL - So Y te.csv",
        ),  # reserved by itself alone, with or without an ending
        ("XÃ 1", "Tro giup 2026 - X-1 - So Y te.csv"),
    ],
)
def test_a_blank_lies_where_it_was_asked_for_whatever_the_code(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *,
    code: str, name: str,
) -> None:  # fmt: skip
    (desk / "here").mkdir()
    monkeypatch.chdir(desk / "here")
    engine = open_database(get_database_address())
    with writing(engine) as session:
        session.exec(select(Unit).where(Unit.code == "SYT")).one().code = code
    engine.dispose()
    assert oversight.main(["blank", "supports", "--unit", code, "--csv", "--json"]) == 0
    assert told(capsys) == [{"file": name}]
    assert [file.name for file in (desk / "here").iterdir()] == [name]


@pytest.mark.parametrize("is_broken_off", [False, True])
def test_whoever_bears_a_name_of_the_programs_is_told_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *,
    is_broken_off: bool,
) -> None:  # fmt: skip
    address = f"sqlite:///{tmp_path / 'new.db'}"
    monkeypatch.setenv(ADDRESS_VARIABLE, address)
    assert oversight.main(["init", "--json"]) == 0
    with database_at(make_url(address)) as engine:
        other = Account("truoc-la.terminal", "Hoàng Én", UserRole.SECRETARIAT)
        add_user(engine, other, actor=ADMINISTRATOR, now=datetime.now(UTC))  # called so before
        migrate(engine, to="0017")
        with writing(engine) as session:
            session.add(User(id=2, code="terminal", name="Nông Lan", role="secretariat"))
            session.add(User(id=3, code="trial-an", name="Nông An", role="secretariat"))
        if is_broken_off:  # before anything of it was said
            migrate(engine)
    capsys.readouterr()
    assert oversight.main(["init", "--json"]) == 0
    told_names = re.findall(r"“([^”]+)”", capsys.readouterr().err)
    assert told_names == ["terminal", "truoc-la.terminal.2", "trial-an", "truoc-la.trial-an"]
    assert oversight.main(["init", "--json"]) == 0
    assert capsys.readouterr().err == ""
    with database_at(make_url(address)) as engine, reading(engine) as session:
        entries = session.exec(select(Entry).where(Entry.verb == "change_user")).all()
        assert [json.loads(entry.before) for entry in entries] == [
            {
                "truoc-la.terminal.2": {"sign_in_name": "terminal"},
                "truoc-la.trial-an": {"sign_in_name": "trial-an"},
            }
        ]
    assert oversight.main(["verify"]) == 0
