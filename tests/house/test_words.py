"""What is never written in this house, in code or in any other file."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.tracked import files, modules, text

NAMELESS = frozenset({"utils", "helpers", "common", "core", "service", "manager", "misc"})
TOO_WIDE = frozenset({"Exception", "BaseException"})
UNREASONED = re.compile(r"(type: ignore|noqa)(\[[\w, -]+\]|: [A-Z]+\d+)?\s*$")

# Put together here, so that this file does not hold what it forbids.
MACHINES = [f"/{folder}/" for folder in ("work", "root", "tmp")]
REGISTRIES = [".".join(parts) for parts in (("pypi", "org"), ("registry", "npmjs"))]
REGISTRIES.append("python" + "hosted")

Fault = Callable[[ast.AST], bool]


def names_nothing(handler: ast.AST) -> bool:
    """Does an `except` catch everything: bare, or Exception, alone or among others?"""
    if not isinstance(handler, ast.ExceptHandler):
        return False
    if handler.type is None:
        return True
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(each, ast.Name) and each.id in TOO_WIDE for each in caught)


def writes_html(node: ast.AST) -> bool:
    return isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html"


def asserts(node: ast.AST) -> bool:
    return isinstance(node, ast.Assert)


def places(fault: Fault, *, tests_too: bool) -> list[str]:
    """Where a fault is found, as file:line."""
    return [
        f"{path.as_posix()}:{getattr(node, 'lineno', 0)}"
        for path, module in modules().items()
        if tests_too or path.parts[0] != "tests"
        for node in ast.walk(module)
        if fault(node)
    ]


def comments() -> Iterator[tuple[str, str]]:
    """Every comment of the Python files, with its place."""
    for path in modules():
        for token in tokenize.generate_tokens(io.StringIO(text(path) or "").readline):
            if token.type == tokenize.COMMENT:
                yield f"{path.as_posix()}:{token.start[0]}", token.string


@pytest.mark.parametrize(
    ("fault", "tests_too"),
    [(names_nothing, True), (writes_html, True), (asserts, False)],
    ids=["catches what it did not name", "writes HTML for layout", "asserts as control flow"],
)
def test_the_code_never(fault: Fault, tests_too: bool) -> None:
    assert places(fault, tests_too=tests_too) == []


def test_every_module_has_a_name_of_its_own() -> None:
    named = [path for path in modules() if NAMELESS & {path.stem, *path.parts[:-1]}]
    assert named == []


def test_nothing_is_left_to_do() -> None:
    left = [place for place, said in comments() if re.search(r"\b(TODO|FIXME|XXX)\b", said)]
    assert left == []


def test_a_silenced_check_says_why() -> None:
    silent = [place for place, said in comments() if UNREASONED.search(said)]
    assert silent == []


@pytest.mark.parametrize("told", [*MACHINES, *REGISTRIES])
def test_no_file_tells_of_one_machine_or_one_registry(told: str) -> None:
    assert [path.as_posix() for path in files() if told in (text(path) or "")] == []


def test_the_resolvers_own_lock_is_not_kept() -> None:
    assert Path("uv.lock") not in files()  # it names a registry on every line


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("try: ...\nexcept: ...", True),
        ("try: ...\nexcept Exception: ...", True),
        ("try: ...\nexcept (KeyError, BaseException): ...", True),
        ("try: ...\nexcept KeyError: ...", False),
        ("try: ...\nexcept (KeyError, ValueError): ...", False),
    ],
)
def test_the_eye_for_wide_nets_sees(code: str, found: bool) -> None:
    assert any(names_nothing(node) for node in ast.walk(ast.parse(code))) is found
