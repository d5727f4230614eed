"""Small: nobody has to remember the order of more than four arguments, and the entry point is
narrow. How long a file or a function may be is a question of what it is about, and how winding
one may be is ruff's (C901, PLR0913)."""

import ast
from collections.abc import Iterator

from tests.house.tracked import modules, text

POSITIONAL_ARGUMENTS = 4
ENTRY_LINES = 80

Function = ast.FunctionDef | ast.AsyncFunctionDef


def find_functions() -> Iterator[tuple[str, Function]]:
    """Every function outside the tests, with its place."""
    for path, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, Function) and not path.as_posix().startswith("tests/"):
                yield f"{path.as_posix()}:{node.lineno} {node.name}", node


def list_positional(function: Function) -> list[str]:
    """The arguments that may be given without their name, self and cls apart."""
    given = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
    return [name for name in given if name not in ("self", "cls")]


def test_no_function_asks_for_more_than_four_things_in_a_row() -> None:
    many = {place: list_positional(function) for place, function in find_functions()}
    assert {at: names for at, names in many.items() if len(names) > POSITIONAL_ARGUMENTS} == {}


def test_the_entry_point_is_narrow() -> None:
    entry = next(path for path in modules() if path.as_posix() == "dashboard.py")
    assert len((text(entry) or "").splitlines()) <= ENTRY_LINES
