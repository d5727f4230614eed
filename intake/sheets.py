"""What openpyxl's read-only view does not tell of a sheet: merged cells, hidden rows,
whether there are formulas. Read once from the sheet's own part, without a tree."""

import re
from dataclasses import dataclass
from typing import IO, Any

from openpyxl.utils.cell import range_boundaries

CHUNK = 1024 * 1024
OVERLAP = 400
MERGED = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
HIDDEN = re.compile(rb'<row (?=[^>]*?\bhidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')
FORMULA = re.compile(rb"<f[ >/]")
MOST_MERGED = 20_000


@dataclass(frozen=True)
class Merged:
    """A merged block: its first cell speaks for all of them."""

    left: int
    top: int
    right: int
    bottom: int

    def spread(self, rows: dict[int, list[Any]]) -> None:
        """Write the first cell's value into the block's other cells, down a column only:
        a title merged across columns is one title."""
        if self.left != self.right or self.top not in rows:
            return
        value = _at(rows[self.top], self.left)
        for number in range(self.top + 1, self.bottom + 1):
            row = rows.get(number)
            if row is not None and self.left < len(row) and row[self.left] == "":
                row[self.left] = value


@dataclass(frozen=True)
class Outline:
    """A sheet's merged blocks, its hidden rows, and whether any cell has a formula."""

    merged: tuple[Merged, ...]
    hidden: tuple[int, ...]
    formulas: bool


def outline_of(raw: IO[bytes]) -> Outline:
    """Read a sheet's part piece by piece; never the whole of it at once."""
    merged: set[bytes] = set()
    hidden: set[int] = set()
    formulas = False
    tail = b""
    while piece := raw.read(CHUNK):
        seen = tail + piece
        if b"<mergeCell " in seen and len(merged) < MOST_MERGED:
            merged.update(MERGED.findall(seen))
        if b"hidden=" in seen:
            hidden.update(int(number) for number in HIDDEN.findall(seen))
        formulas = formulas or FORMULA.search(seen) is not None
        tail = seen[-OVERLAP:]
    return Outline(
        merged=tuple(sorted((_block(ref) for ref in merged), key=lambda one: (one.top, one.left))),
        hidden=tuple(sorted(hidden)),
        formulas=formulas,
    )


def _block(ref: bytes) -> Merged:
    left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(ref.decode()))
    return Merged(left - 1, top, right - 1, bottom)


def _at(row: list[Any], column: int) -> Any:  # whatever the cell holds
    return row[column] if column < len(row) else ""
