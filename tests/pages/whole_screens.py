"""Whole screens: opened as the address bar asks for them, with every text, table, choice and
picture that is sent to the reader."""

from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from sqlalchemy import Engine
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

ARROW = b"\xff\xff\xff\xff"  # how a table begins as it is sent
DRAWN_BY_CHANCE = "deferred_file_id"  # under which a file is fetched once it is asked for
PATIENCE_SECONDS = 60


def script(engine: "Engine", name: str) -> None:
    """What a test runs: the screen `name` of a trial, on 20/12/2026 or the sample's own day."""
    from datetime import UTC, datetime

    from pages.app.header import show_header
    from pages.app.screens import SCREENS, show_screen
    from pages.components.visit_from import build_visit, load_holdings
    from server.auth.modes import SignInMode

    now = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
    visit = build_visit(engine, load_holdings(engine), actor=None, way=SignInMode.TRIAL, now=now)
    show_header(visit)
    show_screen(next(screen for screen in SCREENS if screen.name == name), visit)


def open_screen(engine: Engine, name: str, asked: dict[str, str]) -> AppTest:
    """The screen `name` at the address that `asked` makes."""
    app = AppTest.from_function(script, args=(engine, name), default_timeout=PATIENCE_SECONDS)
    for choice, value in asked.items():
        app.query_params[choice] = value
    app.run()
    assert not app.exception, (name, asked, app.exception[0].value)
    return app


def read_screen(app: AppTest) -> Iterator[str]:
    """Every text that is sent, Markdown's escapes taken out."""
    for element in _elements(app.main):
        proto = getattr(element, "proto", None)
        if isinstance(proto, Message):
            yield from (text.replace("\\", "") for text in _texts(proto))


def _elements(block: Any) -> Iterator[Any]:  # Any: AppTest's own nodes
    yield block
    for child in getattr(block, "children", {}).values():
        yield from _elements(child)


def _texts(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name == DRAWN_BY_CHANCE:
            continue
        values = value if field.is_repeated else [value]
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            values = list(value.values())
        for one in values:
            if isinstance(one, Message):
                yield from _texts(one)
            elif isinstance(one, str):
                yield one
            elif field.type == FieldDescriptor.TYPE_BYTES and one.startswith(ARROW):
                yield from _cells(one)


def _cells(table: bytes) -> Iterator[str]:
    frame = convert_arrow_bytes_to_pandas_df(table)
    for column in frame:
        yield from frame[column].dropna().astype("str").unique()
