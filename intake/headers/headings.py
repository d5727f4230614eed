"""Headings: which row names the columns, which form it is, which column is which field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import pandas as pd
from openpyxl.utils import get_column_letter

from intake.findings import Finding
from intake.headers.appearance import list_appearance_findings
from intake.headers.choices import build_spelling_table, list_choice_spellings
from intake.headers.columns import Held, choose_columns, list_column_findings
from intake.headers.figures import FigureKind, find_meaning_of_words
from intake.headers.layouts import LAYOUTS, Kind, Layout
from intake.headers.spellings import (
    COUNTED,
    NAMING,
    Heading,
    count_heading_hits,
    find_asides,
    find_fields,
    find_meaning,
    find_meanings,
    is_of_a_person,
    is_slip,
    says_only_of_figures,
    suppose_heading,
)
from intake.headers.statements import Line, Unit, find_unit, list_lines, list_lines_below
from intake.headers.value_parts import is_value_part
from intake.privacy.strict_reading import may_tell_somebody
from intake.tables import Table, Unreadable
from intake.text.normalisation import normalise_text

ROWS_TO_LOOK_AT = 40
FEWEST_HEADINGS = 2
MOST_HEADING_ROWS = 3
FEWEST_FIGURES = 2
ROWS_WITH_FIGURES = 1000
MOST_YEARS = 200
SENDER_FIELDS = {
    "results": "unit_code",
    "addresses": "commune_code",
    "supports": "supporter_unit_code",
}
FIGURE = re.compile(r"\d[\d.,/%-]*")
MEASURE_ALONE = re.compile(r"\((?:ĐVT|đvt)?[\s:]*[^\W\d][^()\d]{1,30}\)")

UnitLine = tuple[Line, Unit]


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
    measures: dict[str, tuple[str, ...]] = field(default_factory=dict)  # normalised words
    slip: bool = False
    first: int = 0  # the first heading row
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
        return frozenset(self.columns.values()) | self.asides | self.table.taken

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
    first: int = 0  # the first of its rows

    def names_a_row(self, column: int) -> bool:
        """Is the column one that says what a row is about?"""
        meaning = find_meaning(self.layout, self.written[column])
        return meaning is not None and self.layout.find_field(meaning.field).kind in NAMING

    def may_count(self, column: int) -> bool:
        """May the column hold figures: by its heading, or because it only says which?"""
        meaning = find_meaning(self.layout, self.written[column])
        if meaning is None:
            return says_only_of_figures(self.written[column])
        return self.layout.find_field(meaning.field).kind in COUNTED

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
    single = [
        Candidate(table, number, row, number) for number, row in zip(numbers, rows, strict=True)
    ]
    double = _merge_heading_rows(single, single[1:])
    triple = _merge_heading_rows(double, single[2:]) if len(single) > MOST_HEADING_ROWS else []
    best = max([*single, *double, *triple], key=lambda candidate: candidate.hits, default=None)
    if best is None or best.hits < FEWEST_HEADINGS:
        return None
    return _add_lines_of_figures(best, {candidate.row: candidate for candidate in single})


def _merge_heading_rows(above: Sequence[Candidate], below: Sequence[Candidate]) -> list[Candidate]:
    """Each row of headings read together with the row below it."""
    lower_of = {lower.row: lower for lower in below}
    pairs = [(upper, lower_of[upper.row + 1]) for upper in above if upper.row + 1 in lower_of]
    return [
        Candidate(
            upper.table, lower.row, _merge_headings(upper.written, lower.written), upper.first
        )
        for upper, lower in pairs
        if upper.hits
    ]


def _add_lines_of_figures(best: Candidate, lines: dict[int, Candidate]) -> Candidate:
    """The headings with the line above and below them, where these only say of which kind, year or
    unit the figures are: "Kế hoạch" beside "Thực hiện", "2025" beside "2026", "(triệu đồng)"."""
    written = list(best.written)
    above, below = lines.get(best.first - 1), lines.get(best.row + 1)
    if above is not None and _groups_figures(above, best):
        written = _prefix(_spread(above, best, over_headings=True), written)
        best = replace(best, first=above.row)
    if below is None or not _divides_figures(below, best):
        return replace(best, written=tuple(written))
    parts = [
        "" if part == own else part for part, own in zip(below.written, best.written, strict=True)
    ]
    upper = _spread(replace(best, written=tuple(written)), below, over_headings=False)
    return replace(best, row=below.row, written=tuple(_prefix(upper, parts)))


def _prefix(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    return [f"{above} {below}".strip() for above, below in zip(upper, lower, strict=True)]


def _groups_figures(above: Candidate, best: Candidate) -> bool:
    """Does a line only say of which kind or year the figures of the columns below it are? What
    reaches over the columns that name a row is a title."""
    filled = [cell for cell in above.written if cell]
    spread = _spread(above, best, over_headings=True)
    named = {"".join(cell for cell in spread[:1])} | {
        cell for column, cell in enumerate(spread) if best.names_a_row(column)
    }
    telling = [suppose_heading(cell) is not None for cell in filled]
    return bool(telling) and all(telling) and named <= {""}


def _divides_figures(below: Candidate, best: Candidate) -> bool:
    """Does a line only say of which kind, year or unit the headings above it are? A heading merged
    downwards stands in it once more."""
    own = [
        (column, cell)
        for column, (cell, above) in enumerate(zip(below.written, best.written, strict=True))
        if cell and cell != above
    ]
    return bool(own) and all(
        not best.names_a_row(column)
        and (MEASURE_ALONE.fullmatch(cell) is not None or says_only_of_figures(cell))
        for column, cell in own
    )


def _spread(upper: Candidate, lower: Candidate, *, over_headings: bool) -> list[str]:
    """The cells of a line over all columns that they stand for: merged ones, and, where nothing is
    merged, blank ones beside them over a figure's column."""
    spread, last = list(upper.written), ""
    until = -1
    for column, cell in enumerate(upper.written):
        if cell:
            last, until = cell, upper.table.spans.get((upper.row, column), -1)
        elif column <= until or (until < 0 and lower.written[column] and lower.may_count(column)):
            spread[column] = last
        elif over_headings or lower.written[column]:
            last = ""
    return spread


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
    years = _list_years(candidate)
    quoted = [_quote(column, heading) for column, heading in enumerate(written)]
    places = range(len(written))
    figures = frozenset(column for column in places if _holds_figures(candidate, column))
    choices = frozenset(column for column in places if _holds_choices(candidate, column))
    chosen = choose_columns(layout, written, Held(figures, choices), years=years)
    meanings = chosen.meanings
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
    known = {*meanings, *chosen.left_out, *chosen.no_choices, *personal, *table.taken}
    stated = _find_unit_lines(candidate, meanings)
    scales = _find_scales(layout, meanings, stated)
    return HeaderMap(
        table=table,
        layout=layout,
        row=candidate.row,
        columns=columns,
        headings={name: written[column] for name, column in columns.items()},
        personal=personal,
        findings=(
            *(_name_by_field(finding, columns) for finding in table.findings),
            *_note_columns(candidate, known, personal, figures),
            *(
                replace(finding, row=candidate.row, sheet=table.sheet)
                for finding in list_column_findings(chosen, quoted, layout, years=years)
            ),
            *_note_scales(candidate, scales, columns),
            *_ask_about_scales(candidate, meanings, stated),
            *_ask_about_units(candidate, meanings, stated),
            *list_appearance_findings(table, layout, columns, candidate.row),
        ),
        scales=scales,
        measures={
            meaning.field: meaning.says.unread
            for meaning in meanings.values()
            if meaning.says.unread and layout.find_field(meaning.field).kind == Kind.NUMBER
        },
        slip=is_slip(written),
        first=candidate.first,
        named=frozenset(column for column, heading in enumerate(written) if heading),
        asides=frozenset(find_asides(written)),
    )


def _list_years(candidate: Candidate) -> frozenset[int]:
    """The years that the rows below the headings are of, as their column of periods says."""
    meanings = enumerate(find_meanings(candidate.layout, candidate.written))
    column = next((place for place, found in meanings if found and found.field == "period"), None)
    if column is None:
        return frozenset()
    different = pd.unique(candidate.table.cells.loc[candidate.row :, column].iloc[1:])
    return frozenset(
        year for cell in different[:MOST_YEARS] for year in find_meaning_of_words(str(cell)).years
    )


def _holds_figures(candidate: Candidate, column: int) -> bool:
    """Is every filled cell of the first rows below the headings a number?"""
    below = candidate.table.cells.loc[candidate.row :, column].iloc[1:].head(ROWS_WITH_FIGURES)
    filled = [cell for cell in below if str(cell).strip()]
    return bool(filled) and all(map(_is_figure, filled))


def _holds_choices(candidate: Candidate, column: int) -> bool:
    """Is every filled cell of the first rows below the headings a choice of the field that the
    column is named for?"""
    meaning = find_meaning(candidate.layout, candidate.written[column])
    if meaning is None or not (field := candidate.layout.find_field(meaning.field)).choices:
        return False
    known = build_spelling_table(field.choices)
    below = candidate.table.cells.loc[candidate.row :, column].iloc[1:].head(ROWS_WITH_FIGURES)
    filled = [text for cell in below.unique() if (text := str(cell).strip())]
    return bool(filled) and all(normalise_text(text) in known for text in filled)


def _name_by_field(finding: Finding, columns: dict[str, int]) -> Finding:
    """The finding of a column named by its letter, with the name of its field instead."""
    letters = {get_column_letter(column + 1): name for name, column in columns.items()}
    return replace(finding, column=letters.get(finding.column or "", finding.column))


def _find_unit_lines(candidate: Candidate, meanings: dict[int, Heading]) -> list[UnitLine]:
    """The lines around the table that say what figures are counted in, from the top."""
    layout = candidate.layout
    above = candidate.table.cells.loc[: candidate.first].iloc[:-1]
    required = {form_field.name for form_field in layout.fields if form_field.required}
    needed = [column for column, meaning in meanings.items() if meaning.field in required]
    lines = [*list_lines(above), *list_lines_below(candidate.table, candidate.row, needed)]
    return [(line, unit) for line in lines if (unit := find_unit(line.text)) is not None]


def _find_scales(
    layout: Layout, meanings: dict[int, Heading], stated: list[UnitLine]
) -> dict[str, int]:
    """What each column is counted in: by its heading, else, of money, by the first line around the
    table that says so. Raises Unreadable where that is another currency."""
    scales = {meaning.field: meaning.scale for meaning in meanings.values() if meaning.scale > 1}
    line, unit = next((both for both in stated if both[1].is_money), (None, None))
    for meaning in meanings.values():
        money = layout.find_field(meaning.field).kind == Kind.MONEY
        if line is None or unit is None or not money or meaning.stated:
            continue
        if FigureKind.FOREIGN in unit.says.kinds:
            raise Unreadable("file.foreign_money", row=line.row, text=line.text)
        if unit.says.scale > 1:
            scales.setdefault(meaning.field, unit.says.scale)
    return scales


def _ask_about_units(
    candidate: Candidate, meanings: dict[int, Heading], stated: list[UnitLine]
) -> Iterator[Finding]:
    """A line of which not every word is understood, one that says another unit than the line before
    it, and one that counts in thousands what is no money: nothing is multiplied by it."""
    sheet = candidate.table.sheet
    kinds = {candidate.layout.find_field(meaning.field).kind for meaning in meanings.values()}
    money = [(line, unit) for line, unit in stated if unit.is_money]
    for line, unit in money if Kind.MONEY in kinds else ():
        facts = {"scale": money[0][1].says.scale}
        if not unit.understood or unit.says.scale != facts["scale"]:
            yield Finding("line.unit_unsure", line.row, value=line.text, sheet=sheet, facts=facts)
    for line, unit in stated if Kind.NUMBER in kinds else ():
        if not unit.is_money and not unit.understood:
            yield Finding("line.unit_unused", line.row, value=line.text, sheet=sheet)


def _ask_about_scales(
    candidate: Candidate, meanings: dict[int, Heading], stated: list[UnitLine]
) -> list[Finding]:
    """A column that names another unit of money than the line around the table: it is read as
    its own heading says, and asked about."""
    above = next((unit.says.scale for _, unit in stated if unit.is_money), 1)
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
        if above > 1 and meaning.says.is_money and meaning.scale != above
    ]


def _note_columns(
    candidate: Candidate, known: set[int], personal: tuple[int, ...], figures: frozenset[int]
) -> list[Finding]:
    sheet, row = candidate.table.sheet, candidate.row
    remarks = [
        Finding("column.personal", row=row, column=candidate.written[column], sheet=sheet)
        for column in personal
    ]
    known = known | find_asides(candidate.written)
    for column, heading in enumerate(candidate.written):
        if heading and column not in known:
            named = _quote(column, heading)
            unread = column in figures or is_value_part(heading)
            code = "column.figures_unread" if unread else "column.unknown"
            if not unread and normalise_text(heading) in list_choice_spellings(candidate.layout):
                code = "column.choice_unread"
            remarks.append(Finding(code, row=row, column=named, sheet=sheet))
    return remarks


def _quote(column: int, heading: str) -> str:
    """The heading, or the column's letter where it may tell somebody."""
    return get_column_letter(column + 1) if may_tell_somebody(heading) else heading


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
        if candidate.layout.find_field(name).kind == Kind.MONEY
    ]
