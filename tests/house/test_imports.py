"""Imports only go down: the contracts of pyproject.toml, which are written as sentences."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tracked import HOUSE, ROOMS

LINTER = "from importlinter.cli import lint_imports_command as lint; lint()"
SETTINGS = tomllib.loads(Path(HOUSE, "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]


def test_every_contract_is_kept() -> None:
    asked = [sys.executable, "-c", LINTER, "--no-cache", "--no-logo"]
    answer = subprocess.run(asked, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert f"{len(SETTINGS['contracts'])} kept, 0 broken" in answer.stdout


def test_every_room_is_under_contract() -> None:
    assert sorted(SETTINGS["root_packages"]) == sorted(ROOMS)
    folders = {path.parent.name for path in HOUSE.glob("*/__init__.py")} - {"tests"}
    assert folders == set(ROOMS)


@pytest.mark.parametrize(
    "module",
    ["intake.reading.grids", "intake.redaction.row_erasure", "intake.redaction.workbook_redaction"],
)
def test_a_confined_process_starts_without_what_takes_long_to_import(module: str) -> None:
    """One is started for each large workbook, and for each that is written anew."""
    slow = "{'pandas', 'sqlalchemy', 'pydantic', 'streamlit', 'models'}"
    asked = [sys.executable, "-c", f"import sys, {module}; print({slow} & {{*sys.modules}})"]
    answer = subprocess.run(asked, cwd=HOUSE, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
