"""Cells that the office corrects before it receives a file: put into the table of what was sent,
before any value is read, so that the same checks see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from intake.arrivals import Arrival
from intake.cells import text_of
from intake.cleaning import cleaned
from intake.findings import Finding, Severity
from intake.headings import Headed
from intake.personal_details import without_personal_details

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
    columns = arrival.rows.headed.columns
    cells = {
        (one.row, one.column)
        for one in arrival.findings
        if one.severity in CORRECTABLE and one.code not in NOT_OF_THE_CELL
        if one.row is not None and one.column in columns
    }
    order = list(columns)
    return sorted(cells, key=lambda place: (place[0], order.index(place[1])))


def read_sent_cell(found: Headed, place: Place) -> str:
    """What the sender wrote in a cell, as text, without personal numbers."""
    row, field = place
    cell: object = found.table.cells.at[row, found.columns[field]]
    text = cell.strftime("%d/%m/%Y") if isinstance(cell, date) else text_of(cell)
    return without_personal_details(cleaned(text))


def apply_corrections(found: Headed, corrections: Sequence[CellCorrection]) -> Headed:
    """The table with the corrected cells in it. What was found in a cell as it was sent is no
    longer told of it."""
    if not corrections:
        return found
    cells = found.table.cells.copy()
    for column in {found.columns[one.field] for one in corrections}:
        cells[column] = cells[column].astype("object")
    for one in corrections:
        cells.at[one.row, found.columns[one.field]] = one.text
    places: set[tuple[int | None, str | None]] = {(one.row, one.field) for one in corrections}
    findings = tuple(one for one in found.findings if not _is_of(one, places))
    return replace(found, table=replace(found.table, cells=cells), findings=findings)


def _is_of(finding: Finding, places: Collection[tuple[int | None, str | None]]) -> bool:
    """Was it found in one of these cells, and in no other?"""
    alone = finding.facts.get("count", 1) == 1
    return alone and (finding.row, finding.column) in places
