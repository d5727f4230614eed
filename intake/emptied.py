"""Emptied: a workbook written again without what must not be kept. Run as a program, confined:
to write a workbook openpyxl holds all of it, and a merged block of every cell fills any memory."""

import io
import pickle
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell import MergedCell

from intake.asides import clear_aside, clear_comment
from intake.confined import answer, read_confined
from intake.grids import BROKEN
from intake.tables import Unreadable


@dataclass(frozen=True)
class Order:
    """Which columns of a sheet (from 0) are kept below its headings, and what single cells (row
    from 1, column from 0) shall say instead; `edges` are the row of the headings, and the first
    of the lines for signatures, where there are any."""

    content: bytes
    sheet: str
    columns: tuple[int, ...]
    said: dict[tuple[int, int], str]
    edges: tuple[int, int | None]


def emptied(order: Order) -> bytes:
    """The workbook after `order`. Raises Unreadable where it is too much to be written again."""
    kept: bytes = read_confined(pickle.dumps(order), "intake.emptied")
    return kept


def carry_out(order: bytes) -> bytes:
    """The same, in the process that was started for it."""
    asked: Order = pickle.loads(order)  # written by `emptied`, nobody else
    try:
        book = load_workbook(io.BytesIO(asked.content))
        for sheet in book.worksheets:
            if sheet.title != asked.sheet:
                clear_aside(sheet)
                continue
            read: Any = sheet
            for place, cell in read._cells.items():  # the cells that are there, not every place
                _empty(cell, (place[0], place[1] - 1), asked)
        kept = io.BytesIO()
        book.save(kept)
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    return kept.getvalue()


def _empty(cell: Any, place: tuple[int, int], asked: Order) -> None:  # a cell of openpyxl's
    if isinstance(cell, MergedCell):
        return
    head, signed = asked.edges
    of_the_table = place[0] > head and (signed is None or place[0] < signed)
    if of_the_table and place[1] not in asked.columns:
        cell.value, cell.comment = None, None
    elif place in asked.said:
        cell.value, cell.data_type = asked.said[place], "s"
    clear_comment(cell)


if __name__ == "__main__":
    from intake import emptied as known  # so that what is asked is known by its own name

    answer(known.carry_out)
