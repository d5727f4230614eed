"""Marks: what a cell says besides a value. Blank keeps, nil is signed, clear empties."""

from enum import IntEnum

import pandas as pd

from intake.folding import folded_column

NIL_WORDS = frozenset({"khong phat sinh", "kps", "nil"})
CLEAR_WORDS = frozenset({"xoa", "clear"})
DASHES = frozenset({"-", "–", "—", "−"})


class Mark(IntEnum):
    """What a cell asks for."""

    VALUE = 0
    BLANK = 1  # keeps what is stored
    NIL = 2  # không phát sinh: signed nothing, not zero and not missing
    CLEAR = 3  # xóa: empties what is stored
    FAULT = 4  # could not be understood; a finding says so


def marks_of(cells: pd.Series) -> pd.Series:
    """One Mark per cell (int8), FAULT never among them."""
    marks = pd.Series(int(Mark.VALUE), index=cells.index, dtype="int8")
    texts = (
        cells[cells.map(lambda cell: isinstance(cell, str)).astype(bool)]
        if cells.dtype == object
        else cells
    )
    marks[texts.index[texts.str.strip() == ""]] = int(Mark.BLANK)
    short = texts[texts.str.len().between(1, 20)]
    wordy = short[~short.str.fullmatch(r"[\d.,/ ]+")]
    if wordy.empty:
        return marks
    words = folded_column(wordy)
    marks[wordy.index[words.isin(NIL_WORDS) | wordy.str.strip().isin(DASHES)]] = int(Mark.NIL)
    marks[wordy.index[words.isin(CLEAR_WORDS)]] = int(Mark.CLEAR)
    return marks
