"""Workbooks: XLSX becomes tables, one a sheet. Only what the cells say, never a formula run."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from zipfile import ZipFile

import pandas as pd
from openpyxl.utils import get_column_letter

from intake.baselines import SHEET, Baseline, baseline_in
from intake.confined import read_confined
from intake.encodings import PLAIN, Decoded, reread
from intake.findings import Finding
from intake.grids import BROKEN, Grid, grids_of
from intake.tables import Table, Unreadable, sizes
from intake.texts import remarks_on
from intake.unseen import seen_cells

MOST_MEMBERS = 500
MOST_UNPACKED = 150 * 1024 * 1024
MOST_RATIO = 200  # a sheet of real text packs far less than this
SMALL = 1024 * 1024
MOST_AT_HAND = 2 * 1024 * 1024  # unpacked; more is read by a process of its own
ENCRYPTED = 1
MARK = b"PK\x03\x04"


def is_workbook(content: bytes) -> bool:
    """Does the content (whatever its name) begin as a zip archive?"""
    return content.startswith(MARK)


def read_workbook(content: bytes) -> list[Table]:
    """Every visible sheet with any cell, in the workbook's order. Raises Unreadable."""
    if unpacked_size(content) > MOST_AT_HAND:
        grids: list[Grid] = read_confined(content, "intake.grids")
    else:
        grids = grids_of(content)
    carried = [baseline_in(list(one.rows.values())) for one in grids if one.title == SHEET]
    baseline = carried[0] if carried else None
    unseen = tuple(one.title for one in grids if not one.shown)
    shown = [one for one in grids if one.shown and one.rows and one.title != SHEET]
    if unseen and not shown:
        raise Unreadable("file.only_hidden", sheets=unseen)
    said = (Finding("file.hidden_sheets", facts={"sheets": unseen}),) if unseen else ()
    return [replace(one, findings=(*one.findings, *said)) for one in _tables_of(shown, baseline)]


def unpacked_size(content: bytes) -> int:
    """How many bytes the archive says it unpacks to. Raises Unreadable before anything is
    unpacked: for more than we can hold, for a locked archive, for one name twice."""
    try:
        members = ZipFile(io.BytesIO(content)).infolist()
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    unpacked = sum(one.file_size for one in members)
    if len(members) > MOST_MEMBERS:
        raise Unreadable("file.too_many_parts", count=len(members), most=MOST_MEMBERS)
    if unpacked > MOST_UNPACKED:
        raise Unreadable("file.unpacks_too_large", **sizes(unpacked, MOST_UNPACKED))
    if unpacked > SMALL and unpacked > MOST_RATIO * max(len(content), 1):
        times = unpacked // max(len(content), 1)
        raise Unreadable("file.packed_too_tightly", times=times, most=MOST_RATIO)
    if any(one.flag_bits & ENCRYPTED for one in members):
        raise Unreadable("file.locked")
    if len({one.filename for one in members}) < len(members):
        raise Unreadable("file.workbook_broken")
    return unpacked


def _tables_of(grids: Iterable[Grid], baseline: Baseline | None) -> list[Table]:
    tables = [_table_of(grid, baseline) for grid in grids]
    return [table for table in tables if not table.cells.empty]


def _table_of(grid: Grid, baseline: Baseline | None) -> Table:
    """The cells of a sheet by their true places; its own <dimension> is not believed."""
    rows = grid.rows
    width = max((len(row) for row in rows.values()), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows.values()]
    cells = pd.DataFrame(padded, index=list(rows), columns=range(width), dtype=object)
    cells, found = _reread(cells)
    cells, unseen = seen_cells(cells, grid.title)
    return Table(
        cells,
        sheet=grid.title,
        epoch=grid.epoch,
        findings=(*remarks_on(found), *_hidden(grid), *unseen),
        baseline=baseline,
        merged=grid.merged,
    )


def _hidden(grid: Grid) -> Iterator[Finding]:
    if grid.hidden:
        facts: dict[str, object] = {"rows": grid.hidden[:20], "count": len(grid.hidden)}
        yield Finding("sheet.hidden_rows", sheet=grid.title, facts=facts)
    if grid.columns:
        letters = tuple(get_column_letter(one + 1) for one in grid.columns)
        facts = {"letters": letters, "count": len(letters)}
        yield Finding("sheet.hidden_columns", sheet=grid.title, facts=facts)


def _reread(cells: pd.DataFrame) -> tuple[pd.DataFrame, Decoded]:
    """Cells typed in an old Vietnamese typeface, as their reader saw them."""
    texts = sorted({cell for cell in cells.to_numpy().ravel() if isinstance(cell, str) and cell})
    found = reread("\n".join(texts), "xlsx")
    if found.encoding in PLAIN:
        return cells, found
    each = (
        dict(zip(texts, found.text.split("\n"), strict=True))
        if len(found.text.split("\n")) == len(texts)
        else {}
    )
    return cells.map(lambda cell: each.get(cell, cell) if isinstance(cell, str) else cell), found
