"""The baseline: what was stored when a blank was made. The blank carries it in a sheet that
nobody sees, so that a file sent weeks later can be compared three ways."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from intake.headers.layouts import LAYOUTS, OF_GIVERS, Field, Kind
from intake.privacy.personal_codes import is_personal_code, lacks_digit
from intake.privacy.strict_reading import redact_strictly

SHEET = "giam-sat-18"
VERSION = 1
NIL = "nil"  # "không phát sinh", signed
BaselineValue = str | int | float | None  # a day as its ISO date; None where nothing is stored
Key = tuple[str, ...]
CODE = re.compile(r"[\w.\-/]{1,32}")


@dataclass(frozen=True)
class Baseline:
    """The day a blank was made, and what was stored then: by the codes of a row's keys, in the
    order of `keys`, each field and its value."""

    made_on: date
    keys: tuple[str, ...]
    stored_rows: Mapping[Key, Mapping[str, BaselineValue]] = field(default_factory=dict)


def build_baseline_lines(baseline: Baseline) -> list[list[BaselineValue]]:
    """The lines of its sheet: what it is, the names of the columns, then a line for each row."""
    names = list(dict.fromkeys(name for row in baseline.stored_rows.values() for name in row))
    lines: list[list[BaselineValue]] = [
        [SHEET, VERSION, baseline.made_on.isoformat(), len(baseline.keys)],
        [*baseline.keys, *names],
    ]
    for key, row in baseline.stored_rows.items():
        lines.append([*key, *(row.get(name) for name in names)])
    return lines


def parse_baseline(lines: Sequence[Sequence[object]]) -> Baseline | None:
    """The baseline in the lines of a sheet; None where somebody changed them, or where any cell is
    none of those that we write: then two sides are compared, not three."""
    try:
        (mark, version, made_on, width), names, *rows = (list(line) for line in lines)
        if (mark, version) != (SHEET, VERSION):
            return None
        count = int(str(width))
        keys = tuple(str(name) for name in names[:count])
        fields = [str(name) for name in names[count:]]
        stored_rows = {
            tuple("" if cell is None else str(cell) for cell in row[:count]): {
                name: _parse_value(cell)
                for name, cell in zip_longest(fields, row[count : len(names)])
            }
            for row in rows
        }
        if not _is_ours(keys, fields, rows):
            return None
        return Baseline(date.fromisoformat(str(made_on)), keys, stored_rows)
    except (ValueError, TypeError):
        return None


def _is_ours(keys: Key, names: Sequence[str], rows: Sequence[Sequence[object]]) -> bool:
    """Are the columns those of a form, in whose order its keys stand, and has no cell anything
    but what such a column may hold?"""
    named = [*keys, *names]
    forms = [form for form in LAYOUTS if {*keys} <= {*form.key_names}]
    if not forms or not {*named} <= {form_field.name for form_field in forms[0].fields}:
        return False
    columns = [forms[0].find_field(name) for name in named]
    return all(
        cell in ("", None) or (place < len(columns) and _may_be_stored(columns[place], cell))
        for row in rows
        for place, cell in enumerate(row)
    )


def _may_be_stored(column: Field, cell: object) -> bool:
    """May the cell be a stored value of the column? Of a text, and of a code, not where it tells a
    person, or may."""
    if cell == NIL and column.kind != Kind.TEXT:
        return True
    text = str(cell)
    if column.kind == Kind.DAY:
        return text == date.fromisoformat(text).isoformat()
    if column.kind in {Kind.CHOICE, Kind.CHOICES}:
        return {*text.split(";")} <= {*column.choices}
    if column.kind in {Kind.UNIT, Kind.TASK}:
        return CODE.fullmatch(text) is not None
    if column.kind == Kind.CODE:
        return not is_personal_code(text) and not (
            lacks_digit(text) and redact_strictly(text).details
        )
    if column.kind == Kind.TEXT:
        return column.name in OF_GIVERS or not redact_strictly(text).details
    return float(text) >= 0


def _parse_value(cell: object) -> BaselineValue:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, int | float):
        return cell
    return str(cell) if cell is not None and cell != "" else None
