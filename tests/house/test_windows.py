"""What Windows does otherwise, and nobody here would notice: modules that it lacks, texts read
and written in its own letters where none are named, its dates in words."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.tracked import modules

LACKED = {"fcntl", "grp", "pwd", "resource", "termios", "posix"}
TEXTS = {"read_text", "write_text"}
LETTERS = {"utf-8", "utf-8-sig", "ascii"}
MODES = set("rwaxbt+")
Finding = Callable[[ast.Module], Iterator[str]]


def lacked_at_once(tree: ast.Module) -> Iterator[str]:
    """Modules that Windows lacks, imported before anybody asked which system it is."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in LACKED)
        if isinstance(node, ast.ImportFrom) and node.module in LACKED:
            yield str(node.module)


def without_letters(tree: ast.Module) -> Iterator[str]:
    """Places where a text is read or written and its encoding is left to the system."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _of_a_text(node):
            told = {one.value for one in node.args if isinstance(one, ast.Constant)}
            if not told & LETTERS and "encoding" not in {one.arg for one in node.keywords}:
                yield f"{node.lineno}: {ast.unparse(node)}"


def _of_a_text(call: ast.Call) -> bool:
    """Is a file read or written here, and not as bytes?"""
    modes = [one.value for one in call.args[-1:] if isinstance(one, ast.Constant)]
    mode = next((one for one in modes if isinstance(one, str) and set(one) <= MODES), None)
    if isinstance(call.func, ast.Name):
        return call.func.id == "open" and "b" not in (mode or "")
    if isinstance(call.func, ast.Attribute) and call.func.attr == "open":
        return not call.args and not call.keywords if mode is None else "b" not in mode
    return isinstance(call.func, ast.Attribute) and call.func.attr in TEXTS


def in_words(tree: ast.Module) -> Iterator[str]:
    """Forms of dates with letters that strftime cannot write under cp1252."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            form = node.value
            if any(mark in form for mark in ("%d", "%m", "%Y")) and not form.isascii():
                yield f"{node.lineno}: {form}"


@pytest.mark.parametrize("find", [lacked_at_once, without_letters, in_words])
def test_nothing_of_the_program_asks_for_another_system(find: Finding) -> None:
    found = {
        str(path): told
        for path, tree in modules().items()
        if path.parts[0] != "tests" and (told := list(find(tree)))
    }
    assert found == {}


def test_these_would_be_found() -> None:
    tree = ast.parse(
        "import pwd\nPath('a').read_text()\nopen('a', 'w')\nPath('a').open()\nopen('a', 'rb')\n"
        "Path('a').open('a')\nPath('a').read_text('utf-8')\nf'{day:ngày %d}'\n"
    )
    assert list(lacked_at_once(tree)) == ["pwd"]
    assert [told.split(":")[0] for told in without_letters(tree)] == ["2", "3", "4", "6"]
    assert list(in_words(tree)) == ["8: ngày %d"]
    assert Path("run.py") in modules()
