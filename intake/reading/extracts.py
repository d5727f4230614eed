"""What the reader of a file that is neither text nor XLSX gives: sheets, or the paragraphs and
tables of a document, and what the file says beside them. Known without pandas: the readers run as
programs of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from intake.reading.grids import ERRORS, UNTICKED, Grid
from intake.reading.sheets import Merged
from intake.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Faulty, Unreadable

TICKED, NOT_TICKED = frozenset({"TRUE", "ĐÚNG"}), frozenset({"FALSE", "SAI"})


@dataclass(frozen=True)
class Passage:
    """A paragraph (one row of one cell) or a table of a document: its rows, the blocks of cells
    merged in it (rows from 1, columns from 0), and its hidden rows, from 1."""

    rows: list[list[Any]]  # whatever the cells hold
    is_table: bool = False
    merged: tuple[Merged, ...] = ()
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Extract:
    """A file as it was read: its sheets, or the passages of each document in it; by place the
    texts beside them, the places of which nothing is kept, and the texts of which it is open
    whether they hold: struck out, deleted but not yet agreed to, footnotes."""

    grids: tuple[Grid, ...] = ()
    documents: tuple[tuple[Passage, ...], ...] = ()
    texts: dict[str, list[str]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


def convert_text(text: str, row: int | None = None) -> Any:  # a text, or what is wrong with it
    """A cell's text, trimmed; an error that a program computed is a fault. Raises Unreadable."""
    if len(text) > LONGEST_CELL:
        raise Unreadable("file.cell_too_long", row=row)
    trimmed = text.strip()
    return Faulty("value.cell_error", trimmed) if trimmed in ERRORS else trimmed


def convert_truth(*, is_true: bool) -> Any:  # see `_convert_value` of grids
    """A box that was ticked, or one of which nobody said what it means that it is not."""
    return "x" if is_true else Faulty(UNTICKED, "FALSE")


def list_filled_rows(rows: Iterable[list[Any]], first: int = 1) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold anything, by number. Raises Unreadable past the limits."""
    for number, row in enumerate(rows, first):
        if all(cell == "" for cell in row):
            continue
        if number > MOST_ROWS:
            raise Unreadable("file.too_many_rows", most=MOST_ROWS)
        if any(cell != "" for cell in row[MOST_COLUMNS:]):
            raise Unreadable("file.too_wide", most=MOST_COLUMNS)
        width = max(column for column, cell in enumerate(row, 1) if cell != "")
        yield number, row[:width]


def list_hidden_columns(columns: Iterable[int], rows: dict[int, list[Any]]) -> tuple[int, ...]:
    """Those of the hidden columns that hold anything."""
    return tuple(
        column
        for column in sorted({*columns})
        if any(column < len(row) and row[column] != "" for row in rows.values())
    )


def find_spans(blocks: Iterable[Merged]) -> dict[tuple[int, int], int]:
    """The last column of each block that is merged across columns, by its first row and column."""
    return {(block.top, block.left): block.right for block in blocks if block.right > block.left}
