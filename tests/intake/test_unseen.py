"""Signs that nobody sees are taken out of every cell, and that is said."""

import unicodedata
from typing import Literal

import pytest

from intake.findings import Outcome
from intake.text.unseen_letters import remove_unseen, show_unseen
from tests.intake.builders import (
    HEADINGS,
    SOUND,
    book_of,
    column_of,
    file_with,
    row_with,
    stored,
)
from tests.intake.files import text_file
from tests.intake.register import arrival

TURNED = "\u202e21\u202c"  # seen as 12


@pytest.mark.parametrize(
    "made", [file_with, lambda **cells: book_of([HEADINGS, row_with(**cells)])]
)
def test_a_turned_number_is_asked_about_and_kept_as_it_is_read(made) -> None:  # type: ignore[no-untyped-def]  # two builders
    came = arrival(made(quantity=TURNED))
    (told,) = came.findings
    assert (told.code, told.row, told.column) == ("value.letters_turned", 2, "quantity")
    assert (told.value, told.facts["read_as"]) == ("[U+202E]21[U+202C]", "21")
    assert (came.outcome, stored(came, "quantity")) == (Outcome.ASK, {2: 21})


def test_what_is_kept_holds_none_of_them() -> None:
    came = arrival(file_with(note="Sao\u2066 Tiên\u2069\x1b[31m \ufefftặng\u200d"))
    assert stored(came, "note") == {2: "Sao Tiên[31m tặng"}
    assert [one.code for one in came.findings] == ["value.letters_turned"]


def test_unseen_letters_are_told_once_a_column_with_how_many_cells() -> None:
    came = arrival(column_of("note", ["a\u200bb", "c", "d\ufeffe"]))
    (told,) = came.findings
    assert (told.code, told.row, told.column) == ("value.unseen_letters", 2, "note")
    assert told.facts["count"] == 2


def test_a_heading_with_unseen_letters_is_still_known() -> None:
    hidden = ["Mã đ\u200bơn vị" if one == "Mã đơn vị" else one for one in HEADINGS]
    came = arrival(text_file([hidden, SOUND]))
    assert stored(came, "unit_code") == {2: "SYT"}
    assert [(one.code, one.column) for one in came.findings] == [
        ("value.unseen_letters", "unit_code")
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_letters_stay(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, "Đoàn Thị Điểm: ưỡn ẹo, quỳnh, ằ ẵ ợ ₫ – “…”")
    assert remove_unseen(text) == text == show_unseen(text)
