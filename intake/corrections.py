"""Cells that the office corrects before it receives a file: put into the table of what was sent,
before any value is read, so that the same checks see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from intake.cells.cells import format_cell
from intake.findings import Finding, Severity
from intake.headers.headings import HeaderMap
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
    """A cell, and the text that is received in its place."""

    row: int
    field: str
    text: str


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
