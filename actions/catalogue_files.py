"""The catalogue's files, read cell by cell: each cell as its field is typed.

A cell that cannot be read is Refused("catalogue_malformed") with its file, line (1 is the
heading; 0 is the file as a whole), column and value.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from actions.catalogue_lines import Line, malformed

MOST, MOST_DEGREES = 1_000_000, 180
FIRST_YEAR, LAST_YEAR = 1900, 2200
AnyLine = TypeVar("AnyLine", bound=Line)
Reader = Callable[[str], object]
Rows = Sequence[tuple[int, list[str]]]  # its number as a spreadsheet counts it, its cells


def rows_in(folder: Path, file: str) -> Rows:
    """The rows of a CSV file of `folder`, its heading first."""
    cells = csv.reader(io.StringIO(_text(folder / file)))
    return [(cells.line_num, row) for row in cells]


def lines_of(kind: type[AnyLine], rows: Rows) -> list[AnyLine]:
    """What the rows of a file of `kind` say, in their order; the first is the heading."""
    heading = rows[0][1] if rows else []
    readers = _readers(kind)
    _check_heading(heading, readers, file=kind.file)
    lines = []
    for number, row in rows[1:]:
        if len(row) != len(heading):
            raise malformed(kind.file, number, column="", value=",".join(row))
        said = dict(zip(heading, row, strict=True))
        lines.append(kind(**_values(said, readers, kind=kind, line=number)))
    return lines


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise malformed(path.name, 0, column="", value=fault) from fault


def _check_heading(heading: list[str], readers: dict[str, Reader], *, file: str) -> None:
    strange = [name for name in heading if name not in readers]
    missing = [name for name in readers if heading.count(name) != 1]
    for name in strange + missing:
        raise malformed(file, 1, column=name, value=",".join(heading))


def _values(
    said: dict[str, str], readers: dict[str, Reader], *, kind: type[Line], line: int
) -> dict[str, Any]:  # each value has the type of its field
    values: dict[str, Any] = {"line": line}  # the same
    for name, cell in said.items():
        try:
            values[name] = readers[name](cell.strip())
        except ValueError as fault:
            raise malformed(kind.file, line, column=name, value=cell) from fault
    return values


def _readers(kind: type[Line]) -> dict[str, Reader]:
    types = get_type_hints(kind, include_extras=True)
    return {field.name: _reader(types[field.name]) for field in fields(kind)[1:]}


def _reader(wanted: object) -> Reader:
    may_be = [part for part in get_args(wanted) if part is not type(None)]
    if type(None) in get_args(wanted):
        return partial(_optional, reader=_reader(may_be[0]))
    if get_origin(wanted) is Annotated:
        return partial(_words, most=may_be[1], form=may_be[2] if len(may_be) > 2 else ".*")
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted
    return PLAIN[wanted]


def _optional(cell: str, reader: Reader) -> object:
    return reader(cell) if cell else None


def _words(cell: str, most: int, form: str) -> str:
    if not 0 < len(cell) <= most or re.fullmatch(form, cell) is None:
        raise ValueError(cell)
    return cell


def _yes_or_no(cell: str) -> bool:
    return bool(("0", "1").index(cell))


def _degrees(cell: str) -> float:
    number = float(cell)
    if not abs(number) <= MOST_DEGREES:  # also where it is no number at all
        raise ValueError(cell)
    return number


def _whole(cell: str) -> int:
    number = int(cell)
    if abs(number) > MOST:
        raise ValueError(cell)
    return number


def _day(cell: str) -> date:
    day = date.fromisoformat(cell)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(cell)
    return day


PLAIN: dict[object, Reader] = {
    bool: _yes_or_no,
    int: _whole,
    float: _degrees,
    date: _day,
}
