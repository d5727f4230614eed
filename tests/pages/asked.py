"""What a screen asks of the database: every SELECT with what was filled in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from pages.components import cache

Question = tuple[str, str]


@contextmanager
def questions(engine: Engine) -> Iterator[list[Question]]:
    """Statement and parameters of each SELECT while it lasts, in order."""
    asked: list[Question] = []

    def note(
        _connection: Connection,
        _cursor: Any,  # of whichever driver
        statement: str,
        parameters: Any,  # as that driver takes them
        *_rest: object,
    ) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append((statement, repr(parameters)))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def forget() -> None:
    """Empty every cache: the next screen is the first of this process."""
    cache.forget_everything()
