"""Headings: which row names the columns, which form it is, which column is which field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from openpyxl.utils import get_column_letter

from intake.findings import Finding
from intake.layouts import LAYOUTS, Kind, Layout
from intake.spellings import (
    Heading,
    fields_of,
    heading_hits,
    is_aside,
    is_of_a_person,
    is_slip,
    known_headings,
    meaning_of,
    stated_scale,
)
from intake.tables import Table, Unreadable

ROWS_TO_LOOK_AT = 40
FEWEST_HEADINGS = 2
MOST_HEADING_ROWS = 3
FEWEST_FIGURES = 2
ROWS_WITH_FIGURES = 1000
SENDER_FIELDS = {
    "results": "unit_code",
    "addresses": "commune_code",
    "supports": "supporter_unit_code",
}
FIGURE = re.compile(r"\d[\d.,/%-]*")
MEASURE_ALONE = re.compile(r"\((?:ĐVT|đvt)?[\s:]*[^\W\d][^()\d]{1,30}\)")

__all__ = ["Headed", "headed", "known_headings"]


@dataclass(frozen=True)
class Headed:
    """A table whose columns are known: field name → column, and the headings as written.
    `row` is the last heading row; `scales` says what a column's numbers are counted in; a
    `slip` mends some rows of a return and says nothing of the others. `sender` is the code of
    the unit that all rows are of, where the file has no column that names one, and `sender_by`
    how it is known: "own", "given", or by what it was guessed: "by_name",
    "by_sheet", "by_title"."""

    table: Table
    layout: Layout
    row: int
    columns: dict[str, int]
    headings: dict[str, str]
    personal: tuple[int, ...]
    findings: tuple[Finding, ...]
    scales: dict[str, int] = field(default_factory=dict)
    slip: bool = False
    named: frozenset[int] = frozenset()  # the columns that have any heading
    asides: frozenset[int] = frozenset()  # those that our own papers show beside the form's
    one_of_several: bool = False  # other sheets of the file have rows of the same form
    among: int = 1  # sheets of the file that have rows
    sender: str | None = None
    sender_by: str = ""

    @property
    def required_columns(self) -> list[int]:
        """The columns of the required fields that the file has, in the form's order."""
        fields = [one.name for one in self.layout.fields if one.required]
        return [self.columns[name] for name in fields if name in self.columns]

    @property
    def known_columns(self) -> frozenset[int]:
        """The columns that may be kept: of fields of the form, and of our own papers. What is in
        any other, nobody knows."""
        return frozenset(self.columns.values()) | self.asides

    @property
    def sender_field(self) -> str | None:
        """The field that only the sender can fill, since no column of the file does."""
        name = SENDER_FIELDS[self.layout.name]
        alone = self.layout.name != "supports" or "supporter_name" not in self.columns
        return name if name not in self.columns and alone else None


@dataclass(frozen=True)
class Candidate:
    """A row (or two rows read as one) that may be the headings of a form."""

    table: Table
    row: int
    written: tuple[str, ...]

    @cached_property
    def hits(self) -> int:
        """How many different fields of its best form it names."""
        return heading_hits(self.written)

    @property
    def layout(self) -> Layout:
        """The form it fits: most fields named, then fewest required ones missing."""
        return max(LAYOUTS, key=self._fitness)

    def _fitness(self, layout: Layout) -> tuple[int, int]:
        named = fields_of(layout, self.written)
        missing = sum(one.required and one.name not in named for one in layout.fields)
        return (len(named), -missing)


def headed(tables: list[Table]) -> list[Headed]:
    """The tables that have a known form's headings, in their order; a sheet that has some of
    them, but cannot be read, or has figures under none, is named in a finding. Raises
    Unreadable, naming what is missing in the best of them, where none can be read."""
    best = [(table, _best_of(table)) for table in tables]
    found = [one for _, one in best if one is not None]
    if not found:
        raise Unreadable("file.no_headings", most=ROWS_TO_LOOK_AT)
    read, faults = [], dict[int, Unreadable]()
    for place, one in enumerate(found):
        try:
            read.append(_headed(one))
        except Unreadable as fault:
            faults[place] = fault
    if not read:
        raise faults[max(faults, key=lambda place: found[place].hits)]
    untold = [table for table, one in best if one is None and _has_figures(table)]
    first, *others = read
    said = (
        _named("file.sheets_unread", first, [found[place].table for place in faults]),
        _named("file.sheets_without_headings", first, untold),
    )
    return [replace(first, findings=(*first.findings, *filter(None, said))), *others]


def _named(code: str, first: Headed, sheets: Sequence[Table]) -> Finding | None:
    """A finding that names sheets which were not read, told with the first that was."""
    facts = {"sheets": tuple(str(one.sheet) for one in sheets)}
    return Finding(code, sheet=first.table.sheet, facts=facts) if sheets else None


def _has_figures(table: Table) -> bool:
    """Has any row several numbers or days? A cover or an explanation has none."""
    lines = table.cells.head(ROWS_WITH_FIGURES).to_numpy()
    return any(sum(map(_is_figure, line)) >= FEWEST_FIGURES for line in lines)


def _is_figure(cell: object) -> bool:
    return isinstance(cell, int | float | date) or FIGURE.fullmatch(str(cell).strip()) is not None


def beside_each_other(sheets: list[Headed]) -> list[Headed]:
    """Sheets of one file, each received by itself; each names the others."""
    if len(sheets) < 2:
        return sheets
    told = []
    for one in sheets:
        others = [other for other in sheets if other is not one]
        facts = {"sheets": tuple(str(other.table.sheet) for other in others)}
        said = Finding("file.other_sheets", sheet=one.table.sheet, facts=facts)
        alike = any(other.layout is one.layout for other in others)
        findings = (*one.findings, said)
        told.append(replace(one, findings=findings, one_of_several=alike, among=len(sheets)))
    return told


def _best_of(table: Table) -> Candidate | None:
    head = table.cells.head(ROWS_TO_LOOK_AT)
    rows = [tuple(str(cell).strip() for cell in row) for row in head.itertuples(index=False)]
    numbers = [int(number) for number in head.index]
    single = [Candidate(table, number, row) for number, row in zip(numbers, rows, strict=True)]
    double = _doubled(single, single[1:])
    triple = _doubled(double, single[2:]) if len(single) > MOST_HEADING_ROWS else []
    best = max([*single, *double, *triple], key=lambda one: one.hits, default=None)
    if best is None or best.hits < FEWEST_HEADINGS:
        return None
    below = single[numbers.index(best.row) + 1 :]
    return _with_measures(best, below[0]) if below else best


def _doubled(above: Sequence[Candidate], below: Sequence[Candidate]) -> list[Candidate]:
    """Each row of headings read together with the row below it."""
    lower_of = {lower.row: lower for lower in below}
    pairs = [(one, lower_of[one.row + 1]) for one in above if one.row + 1 in lower_of]
    return [
        Candidate(upper.table, lower.row, _joined(upper.written, lower.written))
        for upper, lower in pairs
        if upper.hits
    ]


def _with_measures(best: Candidate, below: Candidate) -> Candidate:
    """The headings with the line below them, where that only names units: "(triệu đồng)"."""
    said = [cell for cell in below.written if cell]
    measured = said and all(MEASURE_ALONE.fullmatch(cell) for cell in said)
    if not measured or below.row != best.row + 1:
        return best
    written = tuple(
        f"{heading} {measure}".strip()
        for heading, measure in zip(best.written, below.written, strict=True)
    )
    return Candidate(best.table, below.row, written)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Two heading rows as one: the lower names the column, the upper where it does not."""
    return tuple(
        below if heading_hits([below]) or not above else above if not below else f"{above} {below}"
        for above, below in zip(upper, lower, strict=True)
    )


def _headed(found: Candidate) -> Headed:
    table, layout, written = found.table, found.layout, list(found.written)
    meanings = {
        column: meaning
        for column, heading in enumerate(written)
        if (meaning := meaning_of(layout, heading)) is not None
    }
    _refuse_repeated(meanings, written)
    columns = {meaning.field: column for column, meaning in meanings.items()}
    missing = [
        one
        for one in layout.fields
        if one.required and one.kind != Kind.UNIT and one.name not in columns
    ]
    if missing:
        raise Unreadable("file.missing_columns", columns=tuple(one.name for one in missing))
    personal = tuple(
        column
        for column, heading in enumerate(written)
        if column not in meanings and is_of_a_person(heading)
    )
    scales = _scales(found, meanings)
    return Headed(
        table=table,
        layout=layout,
        row=found.row,
        columns=columns,
        headings={name: written[column] for name, column in columns.items()},
        personal=personal,
        findings=(
            *(_of_field(one, columns) for one in table.findings),
            *_remarks(found, {*meanings, *personal}, personal),
            *_scaled(found, scales, columns),
            *_contradicted(found, meanings),
        ),
        scales=scales,
        slip=is_slip(written),
        named=frozenset(one for one, heading in enumerate(written) if heading),
        asides=frozenset(one for one, heading in enumerate(written) if is_aside(heading)),
    )


def _of_field(finding: Finding, columns: dict[str, int]) -> Finding:
    """What was said of a column by its letter, by the name of the field it turned out to be."""
    letters = {get_column_letter(column + 1): name for name, column in columns.items()}
    return replace(finding, column=letters.get(finding.column or "", finding.column))


def _scales(found: Candidate, meanings: dict[int, Heading]) -> dict[str, int]:
    """What each money column is counted in: by its heading, else by a line above the table."""
    stated = _scale_above(found)
    scales = {one.field: one.scale for one in meanings.values() if one.scale > 1}
    for one in meanings.values():
        money = found.layout.field_named(one.field).kind == "money"
        if stated > 1 and money and not one.stated:
            scales.setdefault(one.field, stated)
    return scales


def _scale_above(found: Candidate) -> int:
    """What a line above the headings says that all money is counted in."""
    above = found.table.cells.loc[: found.row].iloc[:-1].to_numpy().ravel()
    return next((scale for cell in above if (scale := stated_scale(str(cell))) > 1), 1)


def _contradicted(found: Candidate, meanings: dict[int, Heading]) -> list[Finding]:
    """A column that names another unit of money than the line above the table: it is read as
    its own heading says, and asked about."""
    above = _scale_above(found)
    return [
        Finding(
            "column.scale_contradicted",
            row=found.row,
            column=one.field,
            value=found.written[column],
            sheet=found.table.sheet,
            facts={"above": above, "scale": one.scale},
        )
        for column, one in meanings.items()
        if above > 1 and one.stated and one.scale != above
    ]


def _refuse_repeated(meanings: dict[int, Heading], written: list[str]) -> None:
    named = [meaning.field for meaning in meanings.values()]
    twice = [column for column, one in meanings.items() if named.count(one.field) > 1]
    if twice:
        raise Unreadable(
            "file.repeated_columns", columns=tuple(written[column] for column in twice)
        )


def _remarks(found: Candidate, known: set[int], personal: tuple[int, ...]) -> list[Finding]:
    sheet, row = found.table.sheet, found.row
    remarks = [
        Finding("column.personal", row=row, column=found.written[one], sheet=sheet)
        for one in personal
    ]
    for column, heading in enumerate(found.written):
        if heading and column not in known and not is_aside(heading):
            remarks.append(Finding("column.unknown", row=row, column=heading, sheet=sheet))
    return remarks


def _scaled(found: Candidate, scales: dict[str, int], columns: dict[str, int]) -> list[Finding]:
    return [
        Finding(
            "column.scaled",
            row=found.row,
            column=name,
            value=found.written[columns[name]],
            sheet=found.table.sheet,
            facts={"scale": scale},
        )
        for name, scale in scales.items()
    ]
