"""People: a workbook or a text file of users, as rows of cells that still know their places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from openpyxl.utils import get_column_letter

from intake.findings import Finding
from intake.pipeline import read_tables
from intake.tables import Table, Unreadable, Upload
from intake.text.normalisation import normalise_text

NAME, SIGN_IN, ROLE, UNIT, EMAIL = COLUMNS = ("name", "code", "role", "unit", "email")
REQUIRED = (NAME, SIGN_IN, ROLE)
ROWS_TO_LOOK_AT = 20
FEWEST_HEADINGS = 2
MOST_PEOPLE = 2_000


@dataclass(frozen=True)
class PersonRow:
    """One row: its number as a spreadsheet counts it, and the cells of the columns that are
    known and filled. A cell that holds no value is a `Faulty`."""

    sheet: str | None
    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True)
class PeopleFile:
    """What a file of people holds. `headings` are the known columns as the sender wrote them,
    `unread` the columns that are none of ours, `remarks` what is said of how it was read."""

    name: str
    rows: tuple[PersonRow, ...]
    headings: Mapping[str, str]
    unread: tuple[str, ...]
    remarks: tuple[Finding, ...]


def read_people(upload: Upload, known: Mapping[str, str]) -> PeopleFile:
    """The people of every sheet that has headings of ours; `known` gives the column of each
    folded heading. A file without such headings has no `headings`. Raises Unreadable."""
    rows: list[PersonRow] = []
    headings: dict[str, str] = {}
    unread: list[str] = []
    remarks: list[Finding] = []
    for table in read_tables(upload):
        heading_row = _find_heading_row(table, known)
        if heading_row is None:
            continue
        columns: dict[int, str] = {}
        for place, cell in table.cells.loc[heading_row].items():
            written = str(cell).strip()
            column = known.get(normalise_text(written))
            if column is not None and column not in columns.values():
                columns[int(str(place))] = column
                headings.setdefault(column, written)
            elif written:
                unread.append(written)
        most = MOST_PEOPLE + 1 - len(rows)  # one more than may be, to know of it
        rows += islice(_list_people(table, heading_row, columns), most)
        remarks += [_add_heading(finding, table, heading_row) for finding in table.findings]
    if len(rows) > MOST_PEOPLE:
        raise Unreadable("file.too_many_rows", most=MOST_PEOPLE)
    return PeopleFile(
        upload.name, tuple(rows), headings, tuple(dict.fromkeys(unread)), tuple(remarks)
    )


def _find_heading_row(table: Table, known: Mapping[str, str]) -> int | None:
    """The number of the first row that names at least two of our columns."""
    for number, cells in table.cells.head(ROWS_TO_LOOK_AT).iterrows():
        named = {known.get(normalise_text(str(cell))) for cell in cells} - {None}
        if len(named) >= FEWEST_HEADINGS:
            return int(str(number))
    return None


def _list_people(table: Table, heading_row: int, columns: Mapping[int, str]) -> Iterator[PersonRow]:
    for number, row in table.cells.loc[heading_row + 1 :].iterrows():
        filled = {name: row[place] for place, name in columns.items() if str(row[place]).strip()}
        if filled:
            yield PersonRow(table.sheet, int(str(number)), filled)


def _add_heading(finding: Finding, table: Table, heading_row: int) -> Finding:
    """The finding with its column named as the sender's heading does: "B (Tên)"."""
    for place, cell in table.cells.loc[heading_row].items():
        letter = get_column_letter(int(str(place)) + 1)
        if finding.column == letter and str(cell).strip():
            return replace(finding, column=f"{letter} ({str(cell).strip()})")
    return finding
