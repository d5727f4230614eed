"""Marks: what a cell says besides a value. Blank keeps, nil is signed, clear empties."""

import re
from collections.abc import Iterable
from enum import IntEnum

from intake.text.normalisation import normalise_text

NIL_WORDS = frozenset({"khong phat sinh", "kps", "nil"})
NIL_PHRASE = re.compile(
    r"(khong|ko|chua)( co)? phat sinh( trong)?( nam| ky)?( nay| bao cao)?( \d{4})?"
)
CLEAR_WORDS = frozenset({"xoa", "clear"})
DASHES = frozenset({"-", "–", "—", "−"})
LONGEST_WORD = 40
# Where a number or a day should stand: no figure is given (missing), or there was nothing.
UNGIVEN = frozenset(
    {"na", "n a", "null", "none", "chua co", "chua co so lieu", "khong co so lieu", "chua bao cao"}
    | {"chua tong hop", "dang tong hop", "chua thong ke"}
)
NOTHING = frozenset({"khong", "khong co", "ko", "k", "ko co", "no"})


class Mark(IntEnum):
    """What a cell asks for."""

    VALUE = 0
    BLANK = 1  # keeps what is stored
    NIL = 2  # không phát sinh: signed nothing, not zero and not missing
    CLEAR = 3  # xóa: empties what is stored
    FAULT = 4  # could not be understood; a finding says so


def find_marks(cells: Iterable[object]) -> list[Mark]:
    """What each cell asks for; never FAULT."""
    return [find_mark(cell) for cell in cells]


def find_mark(cell: object) -> Mark:
    """What the cell asks for; never FAULT."""
    if not isinstance(cell, str):
        return Mark.VALUE
    text = cell.strip()
    if not text:
        return Mark.BLANK
    if len(text) > LONGEST_WORD or text[0].isdecimal():
        return Mark.VALUE
    if (
        set(text) <= DASHES
        or normalise_text(text) in NIL_WORDS
        or NIL_PHRASE.fullmatch(normalise_text(text))
    ):
        return Mark.NIL
    return Mark.CLEAR if normalise_text(text) in CLEAR_WORDS else Mark.VALUE


def parse_words_instead(text: str) -> Mark | None:
    """What words in place of a number or a day mean: "chưa có số liệu" and the dots of a form
    are BLANK, "không có" is NIL; None for any other text."""
    normalised = normalise_text(text)
    if normalised in UNGIVEN or (text and set(text) <= set("….")):
        return Mark.BLANK
    return Mark.NIL if normalised in NOTHING else None
