"""Blank, nought, nil and clear are four different things."""

import pytest

from intake.cells.marks import Mark, find_mark


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("", Mark.BLANK),
        ("   ", Mark.BLANK),
        ("0", Mark.VALUE),  # nought is a value
        (0, Mark.VALUE),
        ("-", Mark.NIL),
        ("–", Mark.NIL),
        (" — ", Mark.NIL),
        ("không phát sinh", Mark.NIL),
        ("Không phát sinh", Mark.NIL),
        ("KHONG PHAT SINH", Mark.NIL),
        ("không  phát sinh.", Mark.NIL),
        ("xóa", Mark.CLEAR),
        ("xoá", Mark.CLEAR),  # the tone mark on the other letter
        ("XÓA", Mark.CLEAR),
        ("clear", Mark.CLEAR),
        ("xóa mù chữ", Mark.VALUE),  # a note that only begins with the word
        ("không", Mark.VALUE),
        ("-5", Mark.VALUE),
        ("hoàn thành", Mark.VALUE),
        (False, Mark.VALUE),
    ],
)
def test_what_a_cell_asks_for(cell: object, mark: Mark) -> None:
    assert find_mark(cell) == mark
