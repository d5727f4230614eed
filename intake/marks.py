"""Marks: what a cell says besides a value. Blank keeps, nil is signed, clear empties."""

from enum import IntEnum

from intake.folding import folded

NIL_WORDS = frozenset({"khong phat sinh", "kps", "nil"})
CLEAR_WORDS = frozenset({"xoa", "clear"})
DASHES = frozenset({"-", "–", "—", "−"})
LONGEST_WORD = 20


class Mark(IntEnum):
    """What a cell asks for."""

    VALUE = 0
    BLANK = 1  # keeps what is stored
    NIL = 2  # không phát sinh: signed nothing, not zero and not missing
    CLEAR = 3  # xóa: empties what is stored
    FAULT = 4  # could not be understood; a finding says so


def mark_of(cell: object) -> Mark:
    """What the cell asks for; never FAULT."""
    if not isinstance(cell, str):
        return Mark.VALUE
    text = cell.strip()
    if not text:
        return Mark.BLANK
    if len(text) > LONGEST_WORD or text[0].isdecimal():
        return Mark.VALUE
    if text in DASHES or folded(text) in NIL_WORDS:
        return Mark.NIL
    return Mark.CLEAR if folded(text) in CLEAR_WORDS else Mark.VALUE
