"""Whatever we use of Streamlit that it promises nobody is asked for at the start, so that no other
version of it changes without a word what we rely on."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.streamlit_patches.required_names import IMPORTED_BY_SCREENS, MADE, OURS
from tests.house.tracked import modules

USERS = ("server", "pages", "dashboard.py")
OWN = frozenset({"self", "cls"})
OF_TUPLES = frozenset({"_replace", "_asdict", "_fields", "_make"})
PROMISED = ("streamlit", "streamlit.errors", "streamlit.testing.v1")
ASSERTED = {name for _, names in (*OURS, *MADE) for name in names}


def list_users() -> Iterator[tuple[Path, ast.Module]]:
    """The modules that know Streamlit."""
    for path, module in modules().items():
        if path.parts[0] in USERS and path.name != "required_names.py":
            yield path, module


def find_private_names(module: ast.AST) -> Iterator[str]:
    """Names that begin with one underscore and are another's."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Attribute) or node.attr in OF_TUPLES:
            continue
        owner = node.value.id if isinstance(node.value, ast.Name) else ""
        if node.attr.startswith("_") and not node.attr.startswith("__") and owner not in OWN:
            yield node.attr


def find_replaced_names(module: ast.AST) -> Iterator[str]:
    """What is put in the place of a part of a class or module that was imported of Streamlit."""
    known = {name for _, names in find_imports(module) for name in names} | {"streamlit"}
    for node in ast.walk(module):
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            if isinstance(target, ast.Attribute) and ast.unparse(target.value) in known:
                yield target.attr
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            owner, name = node.args[:2]
            if isinstance(name, ast.Constant) and ast.unparse(owner).split(".")[0] in known:
                yield str(name.value)


def find_imports(module: ast.AST) -> Iterator[tuple[str, list[str]]]:
    """What is imported of the inner modules of Streamlit."""
    for node in ast.walk(module):
        place = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
        inner = place.startswith("streamlit.") and place not in PROMISED
        if isinstance(node, ast.ImportFrom) and inner:
            yield place, [name.name for name in node.names]


def test_every_private_name_is_asked_for_at_the_start() -> None:
    used = {(name, path.as_posix()) for path, module in list_users() for name in _list_all(module)}
    assert {name for name, _ in used} >= {"_session_mgr", "uses_pages_directory"}
    assert sorted(one for one in used if one[0] not in ASSERTED) == []


def _list_all(module: ast.AST) -> list[str]:
    return [*find_private_names(module), *find_replaced_names(module)]


def test_what_screens_import_is_asked_for_at_the_start() -> None:
    imported = {
        (place, name)
        for path, module in list_users()
        if path.parts[0] != "server"  # whose imports fail at the start
        for place, names in find_imports(module)
        for name in names
    }
    asked = {(place, name) for place, names in IMPORTED_BY_SCREENS.items() for name in names}
    assert imported == asked


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("pages._session_mgr", ["_session_mgr"]),
        ("get_instance()._loop", ["_loop"]),
        ("self._own", []),
        ("row._replace(a=1)", []),
        ("from streamlit.x import Y\nY.clear = f", ["clear"]),
        ("import streamlit.logger\nsetattr(streamlit.logger, 'lend', f)", ["lend"]),
        ("from x import Y\nY.clear = f", []),
    ],
)
def test_the_eye_for_such_names_sees(code: str, names: list[str]) -> None:
    assert _list_all(ast.parse(code)) == names
