"""Columns parted by blanks alone, as a table pasted from a mail has them. Each piece of a line is
at the place of one column; a line of which that is not plain is refused."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from intake.findings import Finding
from intake.headers.spellings import count_heading_hits
from intake.tables import MOST_COLUMNS, MOST_ROWS, Unreadable

PIECE = re.compile(r"\S+(?:[ \u00a0]\S+)*")
FEWEST_HEADINGS = 3
LINES_LOOKED_AT = 40
LONGEST_SHOWN = 120


class Piece(NamedTuple):
    """Words of a line that at least two blanks part from others, and where they begin and end."""

    text: str
    start: int
    end: int


def find_heading_line(lines: Sequence[str], *, more_than: int) -> int | None:
    """The number (from 0) of the line whose pieces are headings of a form, more of them than
    `more_than`; None where there is none."""
    for number, line in enumerate(lines[:LINES_LOOKED_AT]):
        pieces = [piece.text for piece in _split_line(line)]
        if FEWEST_HEADINGS <= len(pieces) <= MOST_COLUMNS:
            hits = count_heading_hits(pieces)
            if hits >= FEWEST_HEADINGS and hits > more_than:
                return number
    return None


def split_aligned_lines(lines: Sequence[str], heading: int) -> tuple[pd.DataFrame, Finding]:
    """The cells of the lines, and a question that shows how the first row is read. Raises
    Unreadable."""
    if len(lines) > MOST_ROWS:
        raise Unreadable("file.too_many_rows", most=MOST_ROWS)
    headings = _split_line(lines[heading])
    width = len(headings)
    pieces = [_split_line(line) for line in lines]
    zones = _find_zones(pieces, heading)
    rows = {
        number + 1: _place_pieces(line, parts, zones, number=number, is_row=number > heading)
        for number, (line, parts) in enumerate(zip(lines, pieces, strict=True))
        if parts
    }
    cells = pd.DataFrame(list(rows.values()), index=list(rows), columns=range(width), dtype="str")
    first = next((rows[number] for number in rows if number > heading + 1), [""])
    shown = " | ".join(first)[:LONGEST_SHOWN]
    return cells, Finding("file.columns_by_blanks", facts={"shown": shown})


def _split_line(line: str) -> list[Piece]:
    return [Piece(match[0], *match.span()) for match in PIECE.finditer(line)]


def _find_zones(lines: Sequence[Sequence[Piece]], heading: int) -> list[tuple[int, int]]:
    """From where to where each column stands, by the lines that have a piece for each. Raises
    Unreadable for one whose pieces reach into the place of other columns."""
    zones = [(piece.start, piece.end) for piece in lines[heading]]
    for number, pieces in enumerate(lines[heading + 1 :], heading + 2):
        if len(pieces) != len(zones):
            continue
        zones = [
            (min(start, piece.start), max(end, piece.end))
            for (start, end), piece in zip(zones, pieces, strict=True)
        ]
        if any(end > start for (_, end), (start, _) in pairwise(zones)):
            raise Unreadable("file.columns_unclear", row=number)
    return zones


def _place_pieces(
    line: str,
    pieces: Sequence[Piece],
    zones: Sequence[tuple[int, int]],
    *,
    number: int,
    is_row: bool,
) -> list[str]:
    width = len(zones)
    if len(pieces) == width:
        return [piece.text for piece in pieces]
    if len(pieces) == 1 or not is_row:
        return [line.strip(), *[""] * (width - 1)]
    row = [""] * width
    for piece in pieces:
        columns = [
            column
            for column, (start, end) in enumerate(zones)
            if piece.start < end and start < piece.end
        ]
        if len(columns) != 1 or row[columns[0]]:
            raise Unreadable("file.columns_unclear", row=number + 1)
        row[columns[0]] = piece.text
    return row
