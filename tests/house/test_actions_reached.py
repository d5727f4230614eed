"""Every action is reached from a screen, a verb of the terminal, or the sign-in pages: what only
a test can do does not exist for the people who need it."""

import ast
from collections.abc import Iterator

from tests.house.test_actions import deeds_opened
from tests.house.tracked import modules

OUTSIDE = ("pages", "cli", "server", "dashboard.py", "oversight.py")
Function = tuple[str, str]  # the module in actions/, the function's name


def imported(module: ast.Module) -> dict[str, Function]:
    """The names that a module has from actions/, each with where it is defined."""
    return {
        name.asname or name.name: (node.module.removeprefix("actions."), name.name)
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("actions.")
        for name in node.names
        if node.module
    }


def names_used(node: ast.AST) -> Iterator[str]:
    return (each.id for each in ast.walk(node) if isinstance(each, ast.Name))


def calls() -> dict[Function, set[Function]]:
    """What each function of actions/ uses of actions/."""
    found = {}
    for path, module in modules().items():
        if path.parts[0] != "actions":
            continue
        own = {
            each.name: each
            for each in module.body
            if isinstance(each, ast.FunctionDef | ast.ClassDef)
        }
        of_module = ".".join(path.with_suffix("").parts[1:])
        known = imported(module) | {name: (of_module, name) for name in own}
        for name, node in own.items():
            found[of_module, name] = {known[used] for used in names_used(node) if used in known}
    return found


def reached() -> set[Function]:
    """Every function of actions/ that a screen, a verb or the sign-in pages come to."""
    waiting = {
        function
        for path, module in modules().items()
        if path.parts[0] in OUTSIDE
        for name, function in imported(module).items()
        if name in set(names_used(module))
    }
    used, found = calls(), set[Function]()
    while waiting:
        function = waiting.pop()
        found.add(function)
        waiting |= used.get(function, set()) - found
    return found


def test_every_action_has_a_screen_or_a_verb() -> None:
    come_to = reached()
    actions = {tuple(name.rsplit(".", 1)) for name, _ in deeds_opened()}
    assert sorted(action for action in actions if action not in come_to) == []
