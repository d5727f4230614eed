"""The doorstep: what it says, when it installs, and that the locks are what it says they are."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import run

HOUSE = Path(run.__file__).resolve().parent
LOCKS = [run.USERS_LOCK, run.TESTS_LOCK]
LAST = ("lint-imports", "python")  # of the checks; and what runs the tests
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place with two locks, where installing only notes what was asked."""
    monkeypatch.setattr(run, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(run, "STAMP", tmp_path / ".venv" / "ready.json")
    monkeypatch.setattr(run, "TURN", tmp_path / "var" / "prepare.lock")
    for name in ("USERS_LOCK", "TESTS_LOCK"):
        lock = tmp_path / f"{name}.lock"
        lock.write_text("streamlit==1", encoding="utf-8")
        monkeypatch.setattr(run, name, lock)
    monkeypatch.setattr(run, "complaint", made)
    return tmp_path


def made(command: list[str]) -> str:
    """In place of venv and pip: leave a Python where venv would."""
    python = Path(run.program("python"))
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()
    with (python.parent / "asked").open("a", encoding="utf-8") as asked:
        asked.write(f"{command[2]}\n")
    return ""


def asked() -> list[str]:
    """What was run so far to prepare: `venv`, `pip`."""
    return (Path(run.program("python")).parent / "asked").read_text(encoding="utf-8").split()


def test_an_old_python_can_read_it() -> None:
    ast.parse(Path(run.__file__).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 9), (3, 10, 1), (3, 15, 0), (4, 0, 0)])
def test_a_wrong_python_is_told_so(
    version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    assert run.main([]) == 2
    said = capsys.readouterr().err
    assert "Cần Python 3.11 đến 3.14" in said
    assert "Python 3.11 to 3.14 is needed" in said
    assert ".".join(map(str, version)) in said


def test_its_letters_stand_where_the_system_lacks_them() -> None:
    asked = "import run, sys; sys.version_info = (3, 6, 9); sys.exit(run.main([]))"
    told = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=HOUSE, env=told, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert "Cần Python 3.11 đến 3.14" in done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("\nensurepip is not available", "apt install python3-venv"),
        ("\nNo module named venv", "apt install python3-venv"),
        ("\nPermission denied: .venv", "Cannot write"),
    ],
)
@pytest.mark.usefixtures("house")
def test_a_venv_that_cannot_be_made_says_why(
    told: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "complaint", lambda _command: told)
    assert run.main([]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.rstrip().endswith(told.strip())


@pytest.mark.usefixtures("house")
def test_no_network_says_so_with_the_last_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        run, "complaint", lambda command: "\nno route" if "pip" in command else made(command)
    )
    assert run.main([]) == 2
    said = capsys.readouterr().err
    assert "kiểm tra mạng" in said
    assert said.rstrip().endswith("no route")
    assert not run.STAMP.exists()


def test_a_place_that_cannot_be_written_says_so(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "var").write_text("a file where the folder should be", encoding="utf-8")
    assert run.main([]) == 2
    assert "Cannot write" in capsys.readouterr().err


@pytest.mark.usefixtures("house")
def test_it_installs_once_and_again_only_when_something_changed() -> None:
    run.prepare([run.USERS_LOCK])
    run.prepare([run.USERS_LOCK])
    assert asked() == ["venv", "pip"]

    run.prepare([run.USERS_LOCK, run.TESTS_LOCK])  # tests are added to a finished one
    run.prepare([run.USERS_LOCK])
    assert asked() == ["venv", "pip", "pip"]

    run.USERS_LOCK.write_text("streamlit==2", encoding="utf-8")
    run.prepare([run.USERS_LOCK])
    assert asked() == ["venv", "pip", "pip", "venv", "pip"]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("stamp", ["", "[", json.dumps({"python": "2.7"})])
def test_a_broken_or_foreign_stamp_is_not_believed(stamp: str) -> None:
    run.prepare([run.USERS_LOCK])
    run.STAMP.write_text(stamp, encoding="utf-8")
    assert not run.finished([run.USERS_LOCK])


@pytest.mark.parametrize(
    ("words", "passed_on"),
    [
        ([], ["serve"]),
        (["--port", "8502"], ["serve", "--port", "8502"]),
        (["check", "a.csv"], ["check", "a.csv"]),
        (["--help"], ["--help"]),
    ],
)
def test_the_words_reach_the_back_door(words: list[str], passed_on: list[str]) -> None:
    assert run.verb(words) == passed_on


def test_the_quick_tests_are_there_and_open_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(run, "prepare", lambda _locks: None)
    monkeypatch.setattr(subprocess, "call", lambda command: commands.append(command))
    monkeypatch.setattr(run, "become", lambda command: commands.append(command))
    monkeypatch.chdir(HOUSE)
    run.main(["test", "quick", "-x"])
    assert [Path(command[0]).stem for command in commands] == ["ruff", "ruff", "mypy", *LAST]
    places = [word.split("=")[-1] for word in commands[-1] if "tests/" in word]
    assert {"tests/house", "tests/models", "tests/oracles"} < {*places}
    assert "tests/browser" not in places and commands[-1][-1] == "-x"
    assert [place for place in places if not (HOUSE / place).exists()] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address_and_every_digest(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert text.count("--hash=sha256:") >= len(PIN.findall(text)) > 0


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"]
    for lock, names in [
        (run.USERS_LOCK, wanted),
        (run.TESTS_LOCK, wanted + project["dependency-groups"]["dev"]),
    ]:
        pinned = dict(PIN.findall(lock.read_text(encoding="utf-8")))
        missing = {re.split(r"[^A-Za-z0-9._-]", name)[0].lower() for name in names} - set(pinned)
        assert missing == set(), f"{lock.name} is older than pyproject.toml"


def test_both_locks_agree() -> None:
    users, tests = (set(PIN.findall(lock.read_text(encoding="utf-8"))) for lock in LOCKS)
    assert users <= tests
