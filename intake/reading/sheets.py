"""What openpyxl's read-only view does not tell of a sheet: merged cells, hidden rows and
columns, whether there are formulas, where its last value is. Read once from the sheet's own
part, without a tree."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import IO, Any, NamedTuple

from openpyxl.utils.cell import range_boundaries

from intake.tables import MOST_COLUMNS

CHUNK = 1024 * 1024
OVERLAP = 400
EDGE = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
PREFIX = re.compile(rb"<(\w+:)?worksheet[\s>]")
MOST_MERGED = 20_000


class Tags(NamedTuple):
    """What is looked for. A program may write <x:row r='3'> for <row r="3">."""

    merged: re.Pattern[bytes]
    hidden: re.Pattern[bytes]
    column: re.Pattern[bytes]
    formula: re.Pattern[bytes]
    value: re.Pattern[bytes]
    row: re.Pattern[bytes]
    numbered: re.Pattern[bytes]


@lru_cache(maxsize=8)
def build_tags(prefix: bytes) -> Tags:
    """The patterns of a sheet whose tags begin with `prefix`."""
    start = b"<" + re.escape(prefix)
    unseen = rb"""(?=[^>]*?\bhidden=["'](?:1|true)["'])"""
    number = rb"""[^>]*?\br=["'](\d{1,7})["']"""
    block = rb"""[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7}"""
    patterns = (
        rb"""mergeCell\s[^>]*?\bref=["'](%s)["']""" % block,
        rb"row\s" + unseen + number,
        rb"col\s" + unseen + rb"([^>]*)",
        rb"f[\s>/]",
        rb"(?:v|is|f)[\s>/]",
        rb"row[\s>/]",
        rb"row\s" + number,
    )
    return Tags(*(re.compile(start + pattern) for pattern in patterns))


@dataclass(frozen=True)
class Merged:
    """A merged block: its first cell speaks for all of them."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Outline:
    """A sheet's merged blocks, its hidden rows and columns (from 0), whether any cell has a
    formula, a row below which there is no value (None where its rows do not say their
    numbers), and whether its rows stand in their order."""

    merged: tuple[Merged, ...]
    hidden: tuple[int, ...]
    formulas: bool
    columns: tuple[int, ...] = ()
    last: int | None = None
    ordered: bool = True


def copy_merged_values(
    blocks: Iterable[Merged], rows: dict[int, list[Any]]
) -> dict[tuple[int, int], int]:
    """Write each block's first value into its other cells, down a column only: a title merged
    across columns is one title. Gives the last row that each value was written to, by the
    row and column it stands in. `blocks` are in their order; where some lie over others, what
    a hostile sheet may do thousandfold, each cell is asked once."""
    numbers, done = sorted(rows), dict[int, int]()
    written: dict[tuple[int, int], int] = {}
    for block in blocks:
        if block.left != block.right or block.top not in rows:
            continue
        if (value := _get_cell(rows[block.top], block.left)) == "":
            continue
        first = bisect_right(numbers, max(block.top, done.get(block.left, 0)))
        done[block.left] = max(block.bottom, done.get(block.left, 0))
        for number in numbers[first : bisect_left(numbers, block.bottom + 1)]:
            row = rows[number]
            row += [""] * (block.left + 1 - len(row))
            if row[block.left] == "":
                row[block.left] = value
                written[block.top, block.left] = number
    return written


def parse_outline(raw: IO[bytes]) -> Outline:
    """Read a sheet's part piece by piece; never the whole of it at once."""
    merged: set[bytes] = set()
    hidden: set[int] = set()
    columns: set[int] = set()
    formulas, numbered, ordered = False, False, True
    newest = last = 0
    find: Tags | None = None
    for piece in _iter_pieces(raw):
        if find is None:
            match = PREFIX.search(piece)
            find = build_tags((match and match[1]) or b"")
            numbered = match is not None and match[1] is None
            formulas = match is None  # perhaps UTF-16: whoever reads it will see
        if b"mergeCell" in piece and len(merged) < MOST_MERGED:
            merged.update(find.merged.findall(piece))
        if b"hidden=" in piece:
            hidden.update(int(number) for number in find.hidden.findall(piece))
            columns.update(_iter_hidden_columns(find.column.findall(piece)))
        formulas = formulas or find.formula.search(piece) is not None
        rows = [int(number) for number in find.numbered.findall(piece)]
        numbered = numbered and len(rows) == len(find.row.findall(piece)) and b":row" not in piece
        ordered = ordered and all(above < below for above, below in pairwise([newest, *rows]))
        newest = rows[-1] if rows else newest
        if find.value.search(piece):
            last = newest
    return Outline(
        merged=tuple(
            sorted((_parse_block(ref) for ref in merged), key=lambda block: (block.top, block.left))
        ),
        hidden=tuple(sorted(hidden)),
        formulas=formulas,
        columns=tuple(sorted(columns)),
        last=last if numbered else None,
        ordered=ordered,
    )


def _iter_pieces(raw: IO[bytes]) -> Iterator[bytes]:
    """The part, each piece ending with a tag: none is looked at before its end has come."""
    tail = b""
    while piece := raw.read(CHUNK):
        buffer = tail + piece
        cut = buffer.rfind(b">") + 1
        tail = buffer[cut:] if len(buffer) - cut <= CHUNK else buffer[-OVERLAP:]
        if cut:
            yield buffer[:cut]


def _iter_hidden_columns(hidden: Iterable[bytes]) -> Iterator[int]:
    for attributes in hidden:
        edges = {name: int(number) for name, number in EDGE.findall(attributes)}
        first = edges.get(b"min", 1)
        yield from range(first - 1, min(edges.get(b"max", first), MOST_COLUMNS))


def _parse_block(ref: bytes) -> Merged:
    left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(ref.decode()))
    return Merged(left - 1, top, right - 1, bottom)


def _get_cell(row: list[Any], column: int) -> Any:  # whatever the cell holds
    return row[column] if column < len(row) else ""
