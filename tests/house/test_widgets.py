"""What Streamlit does to values that go through it, and nobody would notice in a unit test.

It copies the options of a widget deeply, so what comes out of one is never the object that went
in; and it makes a deferred download outside the script, where there is no session to read.
"""

import ast
import importlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest

from tests.house.tracked import modules

CHOOSERS = {"selectbox", "multiselect", "radio", "pills", "segmented_control", "select_slider"}
SINGLETONS = {"pd.NA", "pd.NaT"}
BY_IDENTITY = {  # a key
    ("pages/components/cache.py", "frame is other.frame()"),
    ("pages/components/cache.py", "self is other"),
}
COMPARABLE = (str, int, float, Enum, type(None))


def find_identity_tests(tree: ast.Module) -> Iterator[str]:
    """Comparisons by `is` with anything but a constant, a singleton of pandas, or a type."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        for operator, right in zip(node.ops, node.comparators, strict=True):
            plain = isinstance(right, ast.Constant) or ast.unparse(right) in SINGLETONS
            of_a_type = ast.unparse(node.left).startswith("type(")
            if isinstance(operator, ast.Is | ast.IsNot) and not plain and not of_a_type:
                yield ast.unparse(node)


def test_nothing_that_may_have_gone_through_a_widget_is_compared_by_identity() -> None:
    found = {
        (path.as_posix(), text)
        for path, tree in modules().items()
        if path.parts[0] in {"pages", "documents"}
        for text in find_identity_tests(tree)
    }
    assert found == BY_IDENTITY


def screen_modules() -> dict[Path, ast.Module]:
    """The modules of the screens."""
    return {path: tree for path, tree in modules().items() if path.parts[0] == "pages"}


def streamlit_calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    """The calls of these functions, by whatever container they are called on."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in names:
            yield node


def argument(call: ast.Call, name: str) -> ast.expr | None:
    """A call's argument of this name, or its second; None where it has neither."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    return named.get(name, call.args[1] if len(call.args) > 1 else None)


def test_the_options_of_a_widget_are_texts_numbers_or_members_of_an_enumeration() -> None:
    """As far as they are constants of a module; what is gathered in a function is not seen."""
    for path, tree in screen_modules().items():
        for call in streamlit_calls(tree, CHOOSERS):
            options = argument(call, "options")
            while isinstance(options, ast.Call) and len(options.args) == 1:
                options = options.args[0]  # list(…), sorted(…), tuple(…)
            module = importlib.import_module(".".join(path.with_suffix("").parts))
            known = vars(module).get(options.id) if isinstance(options, ast.Name) else None
            unfit = [option for option in known or () if not isinstance(option, COMPARABLE)]
            assert not unfit, f"{path}:{call.lineno} offers {type(unfit[0]).__name__}: copies"


def test_a_pop_over_has_a_key_of_its_own() -> None:
    """Without one it is to Streamlit whatever stood in its place before, and stands open when
    that did."""
    for path, tree in screen_modules().items():
        for call in streamlit_calls(tree, {"popover"}):
            assert any(named.arg == "key" for named in call.keywords), f"{path}:{call.lineno}"


def functions_of(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """A module's own functions."""
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def imports_of(tree: ast.Module) -> dict[str, tuple[str, str]]:
    """What a module imports from another: the name here → the module and the name there."""
    return {
        alias.asname or alias.name: (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def place_of(path: Path, node: ast.AST) -> tuple[Path, str] | None:
    """The module and the name of what a name, or a name in an imported module, stands for."""
    imported = imports_of(screen_modules()[path])
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        module, name = imported.get(node.value.id, ("", ""))
        return Path(*module.split("."), f"{name}.py"), node.attr
    if isinstance(node, ast.Name) and node.id in imported:
        module, name = imported[node.id]
        return Path(*module.split(".")).with_suffix(".py"), name
    return (path, node.id) if isinstance(node, ast.Name) else None


def find_session_use(path: Path, node: ast.AST, walked: set[tuple[Path, str]]) -> Iterator[str]:
    """Uses of Streamlit in `node` of the module `path`, and in whatever function of the screens
    it names, and so on."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id == "st":
            yield f"{path}:{part.lineno}"
        place = place_of(path, part)
        if place is None or place in walked or place[0] not in screen_modules():
            continue
        walked.add(place)
        function = functions_of(screen_modules()[place[0]]).get(place[1])
        for line in function.body if function is not None else ():
            yield from find_session_use(place[0], line, walked)


def find_deferred_session_use() -> Iterator[tuple[str, str]]:
    """Each download button whose file is made when it is fetched, and there asks Streamlit."""
    for path, tree in screen_modules().items():
        for call in streamlit_calls(tree, {"download_button"}):
            data = argument(call, "data")
            if data is None or (isinstance(data, ast.Call) and ast.unparse(data.func) != "partial"):
                continue  # made at once, while the script runs
            deferred: list[ast.expr] = [data]
            if isinstance(data, ast.Call):  # of partial: the function; its arguments are made now
                deferred = data.args[:1]
            for node in deferred:
                for use in find_session_use(path, node, set()):
                    yield f"{path}:{call.lineno}", use


def test_a_deferred_download_asks_nothing_of_the_session() -> None:
    assert list(find_deferred_session_use()) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("form is not RESULTS", ["form is not RESULTS"]),
        ("a is b.c", ["a is b.c"]),
        ("a is None or a is not True or a is pd.NA or type(a) is int", []),
    ],
)
def test_the_search_sees_what_it_looks_for(written: str, found: list[str]) -> None:
    assert list(find_identity_tests(ast.parse(written))) == found
