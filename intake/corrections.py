"""Cells that the office corrects before it receives a file: put into the table of what was sent,
before any value is read, so that the same checks see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from intake.cells.cells import format_cell
from intake.findings import Finding, Severity
from intake.headers.headings import HeaderMap
from intake.headers.layouts import Kind, Layout
from intake.pipeline import Arrival
from intake.privacy.personal_details import remove_personal_details
from intake.redaction.rows_redaction import choose_about
from intake.text.cleaning import clean_text

LONGEST = 2000
CORRECTABLE = frozenset({Severity.ERROR, Severity.ASK, Severity.WARNING})
NOT_OF_THE_CELL = frozenset({"register.period_closed"})
Place = tuple[int, str]  # the sender's row number and the form's field


@dataclass(frozen=True, order=True)
class CellCorrection:
    """A cell, and the text that is received in its place; `is_spelling` where the office says
    that the sender's text means this, in this file and in others."""

    row: int
    field: str
    text: str
    is_spelling: bool = False


@dataclass(frozen=True)
class NameQuestion:
    """A text that is no name or choice we know: where it stands, and what may be meant by it, as
    what is written for it and how that is told, the nearest first."""

    field: str
    text: str
    rows: tuple[int, ...]
    offers: tuple[tuple[str, str], ...]


def list_name_questions(arrival: Arrival) -> list[NameQuestion]:
    """Each text of the file that may be answered by choosing a known name, in the file's order.
    Of a column of choices every choice is offered."""
    if arrival.rows is None:
        return []
    layout, columns = arrival.rows.headers.layout, arrival.rows.headers.columns
    places: dict[tuple[str, str], list[Finding]] = {}
    for finding in arrival.findings:
        if finding.column not in columns or finding.row is None or not finding.value:
            continue
        if _is_answered_by_a_name(finding, layout):
            places.setdefault((str(finding.column), finding.value), []).append(finding)
    return [
        NameQuestion(field, text, rows=_list_rows(same), offers=_list_offers(same[0], layout))
        for (field, text), same in places.items()
    ]


def _is_answered_by_a_name(finding: Finding, layout: Layout) -> bool:
    if finding.code == "value.not_a_choice":
        return layout.find_field(str(finding.column)).kind == Kind.CHOICE
    return "offers" in finding.facts


def _list_rows(findings: Sequence[Finding]) -> tuple[int, ...]:
    return tuple(sorted({finding.row for finding in findings if finding.row is not None}))


def _list_offers(finding: Finding, layout: Layout) -> tuple[tuple[str, str], ...]:
    near = finding.facts.get("offers")
    choices = layout.find_field(str(finding.column)).choices
    offers = near if isinstance(near, tuple) else ()
    return tuple(dict.fromkeys([*offers, *((choice, choice) for choice in choices)]))


def find_correctable_cells(arrival: Arrival) -> list[Place]:
    """The cells at fault, asked about or warned of, in the order of the file; the columns that
    the file has not cannot be corrected."""
    if arrival.rows is None:
        return []
    columns = arrival.rows.headers.columns
    cells = {
        (finding.row, finding.column)
        for finding in arrival.findings
        if finding.severity in CORRECTABLE and finding.code not in NOT_OF_THE_CELL
        if finding.row is not None and finding.column in columns
    }
    order = list(columns)
    return sorted(cells, key=lambda place: (place[0], order.index(place[1])))


def get_sent_text(headers: HeaderMap, place: Place) -> str:
    """What the sender wrote in a cell, as text, without personal numbers."""
    row, field = place
    cell: object = headers.table.cells.at[row, headers.columns[field]]
    text = cell.strftime("%d/%m/%Y") if isinstance(cell, date) else format_cell(cell)
    return remove_personal_details(clean_text(text), about=choose_about(headers, field))


def apply_corrections(headers: HeaderMap, corrections: Sequence[CellCorrection]) -> HeaderMap:
    """The table with the corrected cells in it. The findings of a cell as it was sent are left
    out."""
    if not corrections:
        return headers
    cells = headers.table.cells.copy()
    for column in {headers.columns[correction.field] for correction in corrections}:
        cells[column] = cells[column].astype("object")
    for correction in corrections:
        cells.at[correction.row, headers.columns[correction.field]] = correction.text
    places: set[tuple[int | None, str | None]] = {
        (correction.row, correction.field) for correction in corrections
    }
    findings = tuple(finding for finding in headers.findings if not _is_of(finding, places))
    return replace(headers, table=replace(headers.table, cells=cells), findings=findings)


def _is_of(finding: Finding, places: Collection[tuple[int | None, str | None]]) -> bool:
    """Was it found in one of these cells, and in no other?"""
    alone = finding.facts.get("count", 1) == 1
    return alone and (finding.row, finding.column) in places
