"""The files of the house, as git tracks them (or would: new files count too)."""

import ast
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
LISTING = ("ls-files", "--cached", "--others", "--exclude-standard")
NOT_OURS = frozenset({".git", ".venv", "var", "__pycache__", ".hypothesis", "test-results"})
ROOMS = (
    *("actions", "charts", "cli", "documents", "indicators", "intake"),
    *("locales", "models", "pages", "sample_data", "server"),
)


@cache
def files() -> tuple[Path, ...]:
    """Every file, as a path inside the house. Without git the folders are walked instead."""
    git = shutil.which("git")
    if git is None or not (HOUSE / ".git").exists():
        return tuple(sorted(_walked()))
    told = subprocess.run([git, *LISTING], cwd=HOUSE, capture_output=True, text=True, check=True)
    listed = (Path(line) for line in told.stdout.splitlines())
    return tuple(sorted(path for path in listed if (HOUSE / path).is_file()))


def text(path: Path) -> str | None:
    """The text of a file; None for one that is not text."""
    raw = (HOUSE / path).read_bytes()
    return None if b"\x00" in raw else raw.decode("utf-8")


@cache
def modules() -> dict[Path, ast.Module]:
    """The Python files, parsed."""
    return {path: ast.parse(text(path) or "") for path in files() if path.suffix == ".py"}


def _walked() -> list[Path]:
    found = []
    for folder, below, names in os.walk(HOUSE):
        below[:] = [name for name in below if name not in NOT_OURS and not name.endswith("_cache")]
        found += [Path(folder, name).relative_to(HOUSE) for name in names]
    return [path for path in found if path.suffix != ".pyc"]
