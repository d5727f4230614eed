"""What a reader may rely on: a function that writes begins with a verb."""

import ast

import pytest

from tests.house.test_sizes import Function, find_functions

# The first words of the functions that write: each acts. A new one is a verb too, or the name is
# mended. Reading a name that begins otherwise, nobody has to open the function to know.
WORDS = """
add ask attach back begin bind bring build cancel change choose claim close complete compress copy
correct delete do drop empty encrypt end forget give handle hold import insert keep leave lock make
note number offer open prepare promise publish raise receive record register remember remind remove
renew request retain save send set settle show store swap sweep sync take try turn undo unfold use
withdraw write
"""
VERBS = frozenset(WORDS.split())
ROWS = frozenset({"add", "add_all", "delete", "merge"})
STATEMENTS = ("delete(", "insert(", "update(")
FILES = frozenset({"write_text", "write_bytes", "unlink", "mkdir", "rmdir", "touch", "chmod"})
REMEMBERED = ("st.session_state", "st.query_params")
CHANGES = frozenset({"pop", "update", "clear", "setdefault"})
MAIL = frozenset({"send_message", "sendmail"})


def is_writing_call(call: ast.Call) -> bool:
    """Does it change rows, files, what a screen remembers, or send mail?"""
    if not isinstance(call.func, ast.Attribute):
        return False
    owner, name = ast.unparse(call.func.value), call.func.attr
    if owner in REMEMBERED:
        return name in CHANGES
    if owner.endswith("session") and name == "execute":
        return any(ast.unparse(argument).startswith(STATEMENTS) for argument in call.args)
    return (owner.endswith("session") and name in ROWS) or name in FILES | MAIL


def is_remembering(node: ast.AST) -> bool:
    """Does it set or delete an item of what a screen remembers or the address says?"""
    targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else []
    targets += [node.target] if isinstance(node, ast.AugAssign) else []
    return any(
        isinstance(target, ast.Subscript) and ast.unparse(target.value) in REMEMBERED
        for target in targets
    )


def is_writing(function: Function) -> bool:
    """Does anything within it write?"""
    nodes = [*ast.walk(function)]
    calls = any(isinstance(node, ast.Call) and is_writing_call(node) for node in nodes)
    return calls or any(map(is_remembering, nodes))


def find_first_word(name: str) -> str:
    """The word that a name begins with."""
    return name.lstrip("_").split("_")[0]


def test_what_writes_begins_with_a_verb() -> None:
    misnamed = [
        place
        for place, function in find_functions()
        if "migrations" not in place
        and not function.name.startswith("__")
        and is_writing(function)
        and find_first_word(function.name) not in VERBS
    ]
    assert misnamed == []


@pytest.mark.parametrize(
    "body",
    [
        "session.add(row)",
        "session.execute(delete(Row))",
        "self.session.delete(row)",
        "file.write_text('')",
        "st.session_state['key'] = 1",
        "del st.query_params['nam']",
        "st.session_state['key'] += 1",
        "st.session_state.pop('key', None)",
        "server.send_message(mail)",
    ],
)
def test_a_noun_that_writes_is_found(body: str) -> None:
    (function,) = ast.parse(f"def standing():\n    {body}\n").body
    assert isinstance(function, ast.FunctionDef)
    assert is_writing(function)


@pytest.mark.parametrize("body", ["session.execute(select(Row))", "st.session_state.get('key')"])
def test_a_question_is_no_writing(body: str) -> None:
    (function,) = ast.parse(f"def standing():\n    {body}\n").body
    assert isinstance(function, ast.FunctionDef)
    assert not is_writing(function)
