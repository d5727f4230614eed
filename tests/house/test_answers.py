"""What `once` and `hold` keep is decided by their arguments alone (pages/components/cache.py).

A function whose answer is kept may therefore look at nothing of the session, the address bar, the
clock or the environment, however deep: another reader would be given what the first one saw.
"""

import ast
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tests.house.tracked import modules

KEEPERS = {"once", "hold"}
PERSONAL = frozenset(
    ("os", "sync_choice", "sync_day", "sync_text", "sync_following_choice", "read_instant")
)
HARMLESS = "column_config"  # all else of Streamlit is the session's, or draws


class Place(NamedTuple):
    """A function of a module, by their names."""

    module: str
    name: str


@cache
def trees() -> dict[str, ast.Module]:
    """The modules of the program that screens may call, by their dotted names."""
    return {
        ".".join(path.with_suffix("").parts): tree
        for path, tree in modules().items()
        if path.parts[0] not in {"tests", "server", "cli"}
    }


@cache
def imported(module: str) -> dict[str, tuple[str, str]]:
    """What each imported name of a module stands for: the module, and the name there or ""."""
    names = {}
    for node in trees()[module].body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                known = alias.asname or alias.name
                names[known] = (inner, "") if inner in trees() else (node.module, alias.name)
    return names


@cache
def functions(module: str) -> dict[str, ast.FunctionDef]:
    """The module's own functions."""
    return {node.name: node for node in trees()[module].body if isinstance(node, ast.FunctionDef)}


def find_place(module: str, node: ast.expr) -> Place | None:
    """The function of this program that `node` names in `module`."""
    if isinstance(node, ast.Name):
        target = (
            (module, node.id) if node.id in functions(module) else imported(module).get(node.id)
        )
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        target = (imported(module).get(node.value.id, ("", ""))[0], node.attr)
    else:
        return None
    known = target is not None and target[0] in trees() and target[1] in functions(target[0])
    return Place(*target) if target and known else None


def kept_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a keeper, with its module."""
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in KEEPERS:
                yield module, node


def find_personal(place: Place, passed: set[Place]) -> Iterator[str]:
    """The ways from `place` to what is one reader's or one moment's."""
    passed.add(place)
    for node in ast.walk(functions(place.module)[place.name]):
        if isinstance(node, ast.Name) and node.id in PERSONAL:
            yield f"{place.module}.{place.name}: {node.id}"
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st":
            yield from (
                () if node.attr == HARMLESS else [f"{place.module}.{place.name}: {node.attr}"]
            )
        if isinstance(node, ast.Name | ast.Attribute):
            further = find_place(place.module, node)
            if further is not None and further not in passed:
                yield from find_personal(further, passed)


def test_what_is_kept_is_a_function_of_a_module() -> None:
    calls = [(module, call) for module, call in kept_calls() if module != "pages.components.cache"]
    unknown = [
        f"{module}:{call.lineno} {ast.unparse(call.args[0])}"
        for module, call in calls
        if find_place(module, call.args[0]) is None
    ]
    assert len(calls) > 100
    assert unknown == []


def test_what_is_kept_is_no_single_readers() -> None:
    passed: set[Place] = set()
    found = [
        way
        for module, call in kept_calls()
        if (place := find_place(module, call.args[0])) is not None
        for way in find_personal(place, passed)
    ]
    assert found == []
