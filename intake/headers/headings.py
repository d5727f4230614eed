"""Headings: which row names the columns, which form it is, which column is which field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from openpyxl.utils import get_column_letter

from intake.findings import Finding
from intake.headers.layouts import LAYOUTS, Kind, Layout
from intake.headers.spellings import (
    Heading,
    count_heading_hits,
    find_asides,
    find_fields,
    find_meanings,
    find_stated_scale,
    is_of_a_person,
    is_slip,
)
from intake.privacy.strict_reading import may_tell_somebody
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


@dataclass(frozen=True)
class HeaderMap:
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
        fields = [form_field.name for form_field in self.layout.fields if form_field.required]
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
    def fields(self) -> dict[str, set[str]]:
        """The fields of each form that it names."""
        return find_fields(self.written)

    @property
    def hits(self) -> int:
        """How many different fields of its best form it names."""
        return max(map(len, self.fields.values()))

    @property
    def layout(self) -> Layout:
        """The form it fits: most fields named, then fewest required ones missing."""
        return max(LAYOUTS, key=self._measure_fitness)

    def _measure_fitness(self, layout: Layout) -> tuple[int, int]:
        named = self.fields[layout.name]
        missing = sum(
            form_field.required and form_field.name not in named for form_field in layout.fields
        )
        return (len(named), -missing)


def detect_headers(tables: list[Table]) -> list[HeaderMap]:
    """The tables that have a known form's headings, in their order; a sheet that has some of
    them, but cannot be read, or has figures under none, is named in a finding. Raises
    Unreadable, naming what is missing in the best of them, where none can be read."""
    best = [(table, _find_best_candidate(table)) for table in tables]
    candidates = [candidate for _, candidate in best if candidate is not None]
    if not candidates:
        raise Unreadable("file.no_headings", most=ROWS_TO_LOOK_AT)
    read, faults = [], dict[int, Unreadable]()
    for place, candidate in enumerate(candidates):
        try:
            read.append(_build_header_map(candidate))
        except Unreadable as fault:
            faults[place] = fault
    if not read:
        raise faults[max(faults, key=lambda place: candidates[place].hits)]
    untold = [table for table, candidate in best if candidate is None and _has_figures(table)]
    first, *others = read
    notes = (
        _name_sheets("file.sheets_unread", first, [candidates[place].table for place in faults]),
        _name_sheets("file.sheets_without_headings", first, untold),
    )
    return [replace(first, findings=(*first.findings, *filter(None, notes))), *others]


def _name_sheets(code: str, first: HeaderMap, sheets: Sequence[Table]) -> Finding | None:
    """A finding of the first sheet that was read, which names those that were not."""
    facts = {"sheets": tuple(str(sheet.sheet) for sheet in sheets)}
    return Finding(code, sheet=first.table.sheet, facts=facts) if sheets else None


def _has_figures(table: Table) -> bool:
    """Has any row several numbers or days? A cover or an explanation has none."""
    lines = table.cells.head(ROWS_WITH_FIGURES).to_numpy()
    return any(sum(map(_is_figure, line)) >= FEWEST_FIGURES for line in lines)


def _is_figure(cell: object) -> bool:
    return isinstance(cell, int | float | date) or FIGURE.fullmatch(str(cell).strip()) is not None


def note_sibling_sheets(sheets: list[HeaderMap]) -> list[HeaderMap]:
    """The sheets of one file, which are received one by one; each has a finding that names the
    others."""
    if len(sheets) < 2:
        return sheets
    siblings = []
    for sheet in sheets:
        others = [other for other in sheets if other is not sheet]
        facts = {"sheets": tuple(str(other.table.sheet) for other in others)}
        note = Finding("file.other_sheets", sheet=sheet.table.sheet, facts=facts)
        alike = any(other.layout is sheet.layout for other in others)
        findings = (*sheet.findings, note)
        siblings.append(replace(sheet, findings=findings, one_of_several=alike, among=len(sheets)))
    return siblings


def _find_best_candidate(table: Table) -> Candidate | None:
    head = table.cells.head(ROWS_TO_LOOK_AT)
    rows = [tuple(str(cell).strip() for cell in row) for row in head.itertuples(index=False)]
    numbers = [int(number) for number in head.index]
    single = [Candidate(table, number, row) for number, row in zip(numbers, rows, strict=True)]
    double = _merge_heading_rows(single, single[1:])
    triple = _merge_heading_rows(double, single[2:]) if len(single) > MOST_HEADING_ROWS else []
    best = max([*single, *double, *triple], key=lambda candidate: candidate.hits, default=None)
    if best is None or best.hits < FEWEST_HEADINGS:
        return None
    below = single[numbers.index(best.row) + 1 :]
    return _add_measures(best, below[0]) if below else best


def _merge_heading_rows(above: Sequence[Candidate], below: Sequence[Candidate]) -> list[Candidate]:
    """Each row of headings read together with the row below it."""
    lower_of = {lower.row: lower for lower in below}
    pairs = [(upper, lower_of[upper.row + 1]) for upper in above if upper.row + 1 in lower_of]
    return [
        Candidate(upper.table, lower.row, _merge_headings(upper.written, lower.written))
        for upper, lower in pairs
        if upper.hits
    ]


def _add_measures(best: Candidate, below: Candidate) -> Candidate:
    """The headings with the line below them, where that only names units: "(triệu đồng)"."""
    filled = [cell for cell in below.written if cell]
    measured = filled and all(MEASURE_ALONE.fullmatch(cell) for cell in filled)
    if not measured or below.row != best.row + 1:
        return best
    written = tuple(
        f"{heading} {measure}".strip()
        for heading, measure in zip(best.written, below.written, strict=True)
    )
    return Candidate(best.table, below.row, written)


def _merge_headings(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Two heading rows as one: the lower names the column, the upper where it does not."""
    return tuple(
        below
        if count_heading_hits([below]) or not above
        else above
        if not below
        else f"{above} {below}"
        for above, below in zip(upper, lower, strict=True)
    )


def _build_header_map(candidate: Candidate) -> HeaderMap:
    table, layout, written = candidate.table, candidate.layout, list(candidate.written)
    meanings = {
        column: meaning
        for column, meaning in enumerate(find_meanings(layout, written))
        if meaning is not None
    }
    _refuse_repetition(meanings, written)
    columns = {meaning.field: column for column, meaning in meanings.items()}
    missing = [
        form_field
        for form_field in layout.fields
        if form_field.required and form_field.kind != Kind.UNIT and form_field.name not in columns
    ]
    if missing:
        raise Unreadable(
            "file.missing_columns", columns=tuple(form_field.name for form_field in missing)
        )
    personal = tuple(
        column
        for column, heading in enumerate(written)
        if column not in meanings and is_of_a_person(heading)
    )
    scales = _find_scales(candidate, meanings)
    return HeaderMap(
        table=table,
        layout=layout,
        row=candidate.row,
        columns=columns,
        headings={name: written[column] for name, column in columns.items()},
        personal=personal,
        findings=(
            *(_name_by_field(finding, columns) for finding in table.findings),
            *_note_columns(candidate, {*meanings, *personal}, personal),
            *_note_scales(candidate, scales, columns),
            *_ask_about_scales(candidate, meanings),
        ),
        scales=scales,
        slip=is_slip(written),
        named=frozenset(column for column, heading in enumerate(written) if heading),
        asides=frozenset(find_asides(written)),
    )


def _name_by_field(finding: Finding, columns: dict[str, int]) -> Finding:
    """The finding of a column named by its letter, with the name of its field instead."""
    letters = {get_column_letter(column + 1): name for name, column in columns.items()}
    return replace(finding, column=letters.get(finding.column or "", finding.column))


def _find_scales(candidate: Candidate, meanings: dict[int, Heading]) -> dict[str, int]:
    """What each money column is counted in: by its heading, else by a line above the table."""
    stated = _find_scale_above(candidate)
    scales = {meaning.field: meaning.scale for meaning in meanings.values() if meaning.scale > 1}
    for meaning in meanings.values():
        money = candidate.layout.find_field(meaning.field).kind == "money"
        if stated > 1 and money and not meaning.stated:
            scales.setdefault(meaning.field, stated)
    return scales


def _find_scale_above(candidate: Candidate) -> int:
    """What a line above the headings says that all money is counted in."""
    above = candidate.table.cells.loc[: candidate.row].iloc[:-1].to_numpy().ravel()
    return next((scale for cell in above if (scale := find_stated_scale(str(cell))) > 1), 1)


def _ask_about_scales(candidate: Candidate, meanings: dict[int, Heading]) -> list[Finding]:
    """A column that names another unit of money than the line above the table: it is read as
    its own heading says, and asked about."""
    above = _find_scale_above(candidate)
    return [
        Finding(
            "column.scale_contradicted",
            row=candidate.row,
            column=meaning.field,
            value=candidate.written[column],
            sheet=candidate.table.sheet,
            facts={"above": above, "scale": meaning.scale},
        )
        for column, meaning in meanings.items()
        if above > 1 and meaning.stated and meaning.scale != above
    ]


def _refuse_repetition(meanings: dict[int, Heading], written: list[str]) -> None:
    named = [meaning.field for meaning in meanings.values()]
    twice = [column for column, meaning in meanings.items() if named.count(meaning.field) > 1]
    if twice:
        raise Unreadable(
            "file.repeated_columns", columns=tuple(written[column] for column in twice)
        )


def _note_columns(
    candidate: Candidate, known: set[int], personal: tuple[int, ...]
) -> list[Finding]:
    sheet, row = candidate.table.sheet, candidate.row
    remarks = [
        Finding("column.personal", row=row, column=candidate.written[column], sheet=sheet)
        for column in personal
    ]
    known = known | find_asides(candidate.written)
    for column, heading in enumerate(candidate.written):
        if heading and column not in known:
            named = get_column_letter(column + 1) if may_tell_somebody(heading) else heading
            remarks.append(Finding("column.unknown", row=row, column=named, sheet=sheet))
    return remarks


def _note_scales(
    candidate: Candidate, scales: dict[str, int], columns: dict[str, int]
) -> list[Finding]:
    return [
        Finding(
            "column.scaled",
            row=candidate.row,
            column=name,
            value=candidate.written[columns[name]],
            sheet=candidate.table.sheet,
            facts={"scale": scale},
        )
        for name, scale in scales.items()
    ]
