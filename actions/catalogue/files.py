"""The catalogue's files, read cell by cell: each cell as its field is typed. What cannot be
read is a fault at its place; the line it is on is left out, and the reading goes on."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

from actions.catalogue.faults import HEADING, CatalogueFault, CatalogueFaulty, InvalidCell, Why
from actions.catalogue.lines import Line
from actions.text_input import has_unseen_signs
from intake.text.unseen_letters import show_unseen

MOST, MOST_DEGREES = 1_000_000, 180
FIRST_YEAR, LAST_YEAR = 1900, 2200
AnyLine = TypeVar("AnyLine", bound=Line)
Rows = Sequence[tuple[int, list[str]]]  # its number as a spreadsheet counts it, its cells


class Reader(NamedTuple):
    """How a cell of a field is read, why one cannot be, and the facts of that."""

    read: Callable[[str], object]
    why: Why
    facts: Mapping[str, object] = {}
    optional: bool = False


def load_rows(folder: Path, file: str) -> Rows:
    """The rows of a CSV file of `folder`, its heading first. Raises CatalogueFaulty."""
    cells = csv.reader(io.StringIO(_load_text(folder / file)))
    try:
        return [(cells.line_num, row) for row in cells]
    except csv.Error as fault:
        raise CatalogueFaulty([CatalogueFault(file, 0, "", str(fault), "unreadable")]) from fault


def parse_lines(kind: type[AnyLine], rows: Rows, faults: list[CatalogueFault]) -> list[AnyLine]:
    """What the sound rows of a file of `kind` say, in their order; the first is the heading.
    What is wrong is added to `faults`."""
    heading = rows[0][1] if rows else []
    readers = _build_readers(kind)
    wrong = [*_find_heading_faults(heading, readers, file=kind.file)]
    faults += wrong
    lines = []
    for number, row in rows[1:]:
        if len(row) != len(heading):
            faults.append(CatalogueFault(kind.file, number, "", ", ".join(row), "width"))
            continue
        values: dict[str, Any] = {}  # each value has the type of its field
        sound = True
        for name, cell in zip(heading, row, strict=True):
            if name in readers:
                values[name], why = _parse_cell(cell, readers[name])
                if why:
                    sound = False
                    shown_cell = show_unseen(cell) if why == "unseen" else cell
                    faults.append(
                        CatalogueFault(
                            kind.file, number, name, shown_cell, why, readers[name].facts
                        )
                    )
        if sound and not wrong:
            lines.append(kind(line=number, **values))
    return lines


def _load_text(path: Path) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as fault:
        raise CatalogueFaulty(
            [CatalogueFault(path.name, 0, "", str(fault), "unreadable")]
        ) from fault


def _find_heading_faults(
    heading: list[str], readers: Mapping[str, Reader], *, file: str
) -> Iterator[CatalogueFault]:
    for name in dict.fromkeys(heading):
        if name not in readers:
            yield CatalogueFault(
                file, HEADING, name, name, "column_strange" if name else "column_unnamed"
            )
        elif heading.count(name) > 1:
            yield CatalogueFault(file, HEADING, name, name, "column_twice")
    for name in readers:
        if name not in heading:
            yield CatalogueFault(file, HEADING, name, "", "column_missing")


def _parse_cell(cell: str, reader: Reader) -> tuple[object, Why | None]:
    """What a cell says, and why it cannot be read, if so."""
    if isinstance(cell, InvalidCell):
        return None, cell.why
    text = cell.strip()
    if has_unseen_signs(text):
        return None, "unseen"
    if not text:
        return None, None if reader.optional else "empty"
    try:
        return reader.read(text), None
    except ValueError:
        most = reader.facts.get("most")
        return None, "long" if isinstance(most, int) and len(text) > most else reader.why


def _build_readers(kind: type[Line]) -> dict[str, Reader]:
    types = get_type_hints(kind, include_extras=True)
    return {field.name: _build_reader(types[field.name]) for field in fields(kind)[1:]}


def _build_reader(wanted: object) -> Reader:
    may_be = [part for part in get_args(wanted) if part is not type(None)]
    if type(None) in get_args(wanted):
        return _build_reader(may_be[0])._replace(optional=True)
    if get_origin(wanted) is Annotated:
        form = may_be[2] if len(may_be) > 2 else None
        read = partial(_parse_text, most=may_be[1], form=form or ".*")
        return Reader(read, "code" if form else "lines", {"most": may_be[1]})
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return Reader(wanted, "choice", {"choices": ", ".join(wanted)})
    return PLAIN[wanted]


def _parse_text(cell: str, most: int, form: str) -> str:
    if len(cell) > most or re.fullmatch(form, cell) is None:
        raise ValueError(cell)
    return cell


def _parse_switch(cell: str) -> bool:
    return bool(("0", "1").index(cell))


def _parse_degrees(cell: str) -> float:
    number = float(cell)
    if not abs(number) <= MOST_DEGREES:  # also where it is no number at all
        raise ValueError(cell)
    return number


def _parse_whole(cell: str) -> int:
    number = int(cell)
    if abs(number) > MOST:
        raise ValueError(cell)
    return number


def _parse_day(cell: str) -> date:
    day = date.fromisoformat(cell)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(cell)
    return day


PLAIN: dict[object, Reader] = {
    bool: Reader(_parse_switch, "switch"),
    int: Reader(_parse_whole, "whole", {"highest": MOST}),
    float: Reader(_parse_degrees, "degrees"),
    date: Reader(_parse_day, "day"),
}
