"""Small: a file is about one thing, a function does one thing. These are walls, not aims
(aims: a file about 80 lines, a function about 8)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tracked import modules, text

FILE_LINES = 300
FUNCTION_LINES = 40
POSITIONAL_ARGUMENTS = 4
SCREEN_LINES = 120
FRONT_DOOR_LINES = 80

DECLARED = {  # data written down as code, and generated code: long, but nothing to follow
    "intake/layouts.py": "the return forms, field by field",
    "models/migrations/versions": "generated steps of the tables",
}
SCREENS = ("pages/watch", "pages/report", "pages/manage")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_declared(path: Path) -> bool:
    return any(path.as_posix().startswith(place) for place in DECLARED)


def lines(path: Path) -> int:
    return len((text(path) or "").splitlines())


def functions() -> Iterator[tuple[str, Function]]:
    """Every function of the house that is not declared data, with its place."""
    for path, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, Function) and not is_declared(path):
                yield f"{path.as_posix()}:{node.lineno} {node.name}", node


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def positional(function: Function) -> list[str]:
    """The arguments that may be given without their name, self and cls apart."""
    given = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    return [name for name in given if name not in ("self", "cls")]


def test_no_file_is_past_the_wall() -> None:
    long = {path.as_posix(): lines(path) for path in modules() if not is_declared(path)}
    assert {name: size for name, size in long.items() if size > FILE_LINES} == {}


def test_no_function_is_past_the_wall() -> None:
    long = {place: length(function) for place, function in functions()}
    assert {place: size for place, size in long.items() if size > FUNCTION_LINES} == {}


def test_no_function_asks_for_more_than_four_things_in_a_row() -> None:
    many = {  # a test's arguments are its fixtures and the columns of its table of cases
        place: positional(function)
        for place, function in functions()
        if not place.startswith("tests/")
    }
    assert {at: names for at, names in many.items() if len(names) > POSITIONAL_ARGUMENTS} == {}


def test_a_screen_asks_and_draws_and_is_short() -> None:
    screens = {path.as_posix(): lines(path) for path in modules()}
    long = {name: size for name, size in screens.items() if name.startswith(SCREENS)}
    assert {name: size for name, size in long.items() if size > SCREEN_LINES} == {}


def test_the_front_door_is_narrow() -> None:
    doors = {path.as_posix(): lines(path) for path in modules()}
    assert doors.get("dashboard.py", 0) <= FRONT_DOOR_LINES


@pytest.mark.parametrize("place", sorted(DECLARED))
def test_what_is_excused_is_still_there(place: str) -> None:
    assert any(path.as_posix().startswith(place) for path in modules())
