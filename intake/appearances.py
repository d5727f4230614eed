"""Appearances: what a reader sees on a sheet of a workbook besides the values of its cells."""

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How the number that is seen differs from the one that is stored in the file."""

    TEXT = "text"  # letters or digits stand around it
    SHRUNK = "shrunk"  # shown in thousands or millions
    HIDDEN = "hidden"
    PERCENT = "percent"
    ROUNDED = "rounded"


@dataclass(frozen=True)
class Seen:
    """The first cell of a column (from 0) whose number is seen otherwise, what is seen, and how
    many cells of the column are so."""

    look: Look
    row: int
    column: int
    value: float
    shown: str
    count: int = 1


@dataclass(frozen=True)
class Comment:
    """What somebody wrote beside a cell."""

    row: int
    column: int  # from 0
    text: str


@dataclass(frozen=True)
class Appearance:
    """What a reader sees on a sheet besides its cells' values: numbers that look otherwise, rows
    with letters struck out, comments."""

    seen: tuple[Seen, ...] = ()
    struck: tuple[int, ...] = ()
    comments: tuple[Comment, ...] = ()
