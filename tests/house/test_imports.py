"""Imports only go down: the contracts of pyproject.toml, which are written as sentences."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.tracked import HOUSE, ROOMS, modules

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


def find_folder_imports() -> set[tuple[Path, Path]]:
    """Which folder of a layer imports which other folder of the same layer."""
    paths = {".".join(path.with_suffix("").parts): path for path in modules()}
    found = set()
    for path, module in modules().items():
        if path.parts[0] not in ROOMS:
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and node.module:
                for name in node.names:
                    other = paths.get(f"{node.module}.{name.name}") or paths.get(node.module)
                    if other is not None and len(other.parts) > 2 and len(path.parts) > 2:
                        found.add((path.parent, other.parent))
    return {(folder, other) for folder, other in found if folder.parts[0] == other.parts[0]}


def test_no_two_folders_of_a_layer_import_each_other() -> None:
    pairs = find_folder_imports()
    assert len(pairs) > 20
    both_ways = {pair for pair in pairs if pair[0] < pair[1] and pair[::-1] in pairs}
    assert both_ways == set()


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
