"""Identity numbers and telephones that somebody writes anywhere in a return are afterwards
neither in the database's bytes nor in anything the program said."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import Engine

from server.logs import JsonFormatter
from tests.actions.keeping import HELP, REGISTER, take
from tests.planted import FREE, IDENTITY, NAME, TELEPHONE
from tests.province import GOOD


def with_columns(text: str) -> str:
    """The table with columns for a name, a number and a telephone."""
    head, *rows = text.strip().splitlines()
    lines = [f"{head},Họ và tên,Số CCCD,Điện thoại"]
    lines += [f"{row},{NAME},{IDENTITY},{TELEPHONE}" for row in rows]
    return "\n".join(lines) + "\n"


FILES = {
    "note.csv": GOOD.replace(b",100,12,,", f",100,12,,{FREE.replace(',', ' ')}".encode()),
    "columns.csv": with_columns(REGISTER).encode(),
    "help.csv": with_columns(HELP).encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_no_number_of_anybody_is_kept_or_said(
    province: Engine, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.setFormatter(JsonFormatter())
    if name == "help.csv":
        take(province, "register.csv", REGISTER.encode())
    with caplog.at_level(logging.DEBUG):
        take(province, name, FILES[name])
        logging.getLogger("test").error("kept %s", FREE)
    province.dispose()
    for part in Path(str(province.url.database)).parent.iterdir():
        content = part.read_bytes()
        for number in (IDENTITY, TELEPHONE):
            assert number.encode() not in content, part.name
    assert IDENTITY not in caplog.text
    assert TELEPHONE not in caplog.text
