"""The parameters of the address bar, as the screens' own code names them: a new one is found."""

import ast
import inspect
import pkgutil
from importlib import import_module
from types import ModuleType

import pages

ASKING = ("sync_choice", "sync_following_choice", "sync_day", "sync_text", "set_choice")
ASKING += ("bind_widget", "follow_widget", "show_switch", "show_select", "choose_filter")


def parameters() -> tuple[str, ...]:
    """Every name that a screen takes from the address bar."""
    modules = [
        import_module(found.name)
        for found in pkgutil.walk_packages(pages.__path__, "pages.")
        if not found.ispkg
    ]
    return tuple(sorted({name for module in modules for name in _asked_in(module)}))


def _asked_in(module: ModuleType) -> set[str]:
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call)
    ]
    named = {
        argument.id
        for call in calls
        if _name_of(call.func) in ASKING
        for argument in call.args
        if isinstance(argument, ast.Name) and argument.id.isupper()
    }
    values = {getattr(module, name, None) for name in named}
    return {value for value in values if isinstance(value, str) and value}


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id.lstrip("_") if isinstance(function, ast.Name) else ""
