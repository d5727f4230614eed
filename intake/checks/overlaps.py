"""Things that two files or sheets of one upload write about, with different values: a sheet of the
first quarter and one of the second, the same list in two versions. So are figures of a part of the
year, where others are stored of the same task and year. Asked about; once it was decided, the
later rows are added to the earlier, take their place, or are left out."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import pandas as pd

from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.change_plan import SHAPES
from intake.checks.comparison import convert_value
from intake.headers.statements import names_part_of_year
from intake.reading.baselines import NIL, BaselineValue
from intake.references import Elsewhere, Key, References
from intake.tables import Upload

ADD, REPLACE, LEAVE = "add", "replace", "leave"
CODE = "table.written_twice"
STORED_CODE = "table.part_over_stored"
UNDECIDED = frozenset({CODE, STORED_CODE})
PARTS_STATED = frozenset({"line.part_of_year", "column.part_of_year"})
ADDED = ("quantity", "value_vnd")
MOST_ROWS = 5_000
AT = {"results": "task_code", "addresses": "code", "supports": "address_code"}


@dataclass(frozen=True)
class Difference:
    """A field that a row and another file or sheet fill in differently; `total` where the two can
    be added."""

    row: int
    field: str
    other: Elsewhere
    value: BaselineValue
    total: float | None = None


def list_elsewhere(name: str, rows: Rows) -> dict[Key, Elsewhere]:
    """What the sound rows of a file or sheet of this name say, by what each is about; nothing of
    one that is longer than an office's."""
    if len(rows.frame) > MOST_ROWS:
        return {}
    return {
        key: Elsewhere(name, row, dict(_list_values(rows, row))) for row, key in _iterate_keys(rows)
    }


def add_stored_figures(rows: Rows, references: References, upload: Upload) -> References:
    """The references, where the file is of a part of the year with the figures that are stored of
    the tasks and years that it names, as if another file of the upload said them."""
    if references.sources is None or references.sources.empty:
        return references
    if not _is_part_of_year(rows, upload.name):
        return references
    is_counted = hashlib.sha256(upload.content).hexdigest() in references.digests
    stored = references.stored.merge(references.sources, on="stored_id")
    kept = stored[(stored["quantity"] > 0) | (stored["value_vnd"] > 0)]
    figures: dict[Key, Elsewhere] = {}
    for facts in kept.to_dict("records"):
        identity = (facts[name] for name in SHAPES["results"].identity)
        key = ("results", *map(str, map(convert_value, identity)))
        values = {
            name: convert_value(facts[name])
            for name in ADDED
            if pd.notna(facts[name]) and facts[name] > 0
        }
        figures[key] = Elsewhere(
            facts["file_name"],
            facts["row"],
            values,
            batch=int(facts["batch_id"]),
            is_counted=is_counted,
        )
    return replace(references, elsewhere={**figures, **references.elsewhere})


def _is_part_of_year(rows: Rows, file_name: str) -> bool:
    """Does a title, a heading, the sheet's name or the file's say so?"""
    if any(finding.code in PARTS_STATED for finding in rows.findings):
        return True
    return any(map(names_part_of_year, (rows.headers.table.sheet or "", PurePath(file_name).stem)))


def list_keys(rows: Rows) -> frozenset[Key]:
    """What the sound rows are about; nothing of a file that is longer than an office's."""
    if len(rows.frame) > MOST_ROWS:
        return frozenset()
    return frozenset(key for _, key in _iterate_keys(rows))


def list_differences(rows: Rows, references: References) -> tuple[Difference, ...]:
    """Each field that another file or sheet fills in differently, in the order of the file."""
    if not references.elsewhere:
        return ()
    differences = []
    for row, key in _iterate_keys(rows):
        other = references.elsewhere.get(key)
        if other is None:
            continue
        for field, value in _list_values(rows, row):
            if field not in other.values:
                continue
            is_other_part = other.batch is not None and not other.is_counted
            if other.values[field] == value and not is_other_part:
                continue
            can_add = field in ADDED and _adds_up(rows, row, field, references)
            added = None if other.is_counted else value
            total = _sum(other.values[field], added) if can_add else None
            differences.append(Difference(row, field, other, value, total))
    return tuple(differences)


def settle_overlaps(rows: Rows, differences: Sequence[Difference], overlap: str | None) -> Rows:
    """The rows as it was decided; where it was not, with a question at each that another file or
    sheet fills in differently."""
    fields: dict[int, list[Difference]] = {}
    for difference in differences:
        fields.setdefault(difference.row, []).append(difference)
    if not fields or overlap == REPLACE:
        return rows
    here = pd.Series(rows.frame.index.isin(list(fields)), index=rows.frame.index)
    if overlap == LEAVE:
        return replace(rows, frame=rows.frame[~here], marks=rows.marks[~here])
    if overlap == ADD:
        return _add(rows, differences)
    for row, unlike in fields.items():
        other, columns = unlike[0].other, tuple(one.field for one in unlike)
        facts = {"other": other.name, "other_row": other.row, "columns": columns}
        if other.batch is not None:
            facts |= {"batch": other.batch}
        at = AT[rows.headers.layout.name]
        code = CODE if other.batch is None else STORED_CODE
        rows = rows.add_findings(here & (here.index == row), code, at, facts)
    return rows


def _add(rows: Rows, differences: Sequence[Difference]) -> Rows:
    """The rows with the totals; what does not add up is as the later file has it."""
    frame, marks = rows.frame.copy(), rows.marks.copy()
    for one in differences:
        if one.total is not None:
            frame.loc[one.row, one.field] = one.total
            marks.loc[one.row, one.field] = int(Mark.VALUE)
    return replace(rows, frame=frame, marks=marks)


def _adds_up(rows: Rows, row: int, field: str, references: References) -> bool:
    """May figures of parts of a period be added? Stocks, as members at its end, may not."""
    if field != "quantity" or "adds_up" not in references.tasks:
        return True
    kinds = references.tasks.set_index("task_id")["adds_up"]
    return bool(kinds.get(rows.frame.at[row, "task_id"]) == "sum")


def _sum(one: BaselineValue, other: BaselineValue | None) -> float | None:
    """The sum of those that are numbers; None where none is."""
    numbers = [value for value in (one, other) if isinstance(value, int | float)]
    return sum(numbers) if numbers else None


def _iterate_keys(rows: Rows) -> Iterator[tuple[int, Key]]:
    """The number and the key of each sound row that has one."""
    names = list(SHAPES[rows.headers.layout.name].identity)
    if not set(names) <= set(rows.frame):
        return
    frame = rows.frame[names].dropna()
    faulty = rows.faulty
    for row, *values in frame.itertuples(name=None):
        if row not in faulty:
            yield int(row), (rows.headers.layout.name, *map(str, map(convert_value, values)))


def _list_values(rows: Rows, row: int) -> Iterator[tuple[str, BaselineValue]]:
    """The fields of a row that say something beside what it is about."""
    identity = {*SHAPES[rows.headers.layout.name].identity, *rows.headers.layout.key_names}
    for field in map(str, rows.marks):
        mark = rows.marks.at[row, field]
        if field not in identity and mark in (Mark.VALUE, Mark.NIL):
            yield field, NIL if mark == Mark.NIL else convert_value(rows.frame.at[row, field])
