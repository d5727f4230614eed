"""Workbooks: XLSX becomes tables, one a sheet. Only what the cells say, never a formula run."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from zipfile import ZipFile

import pandas as pd
from openpyxl.utils import get_column_letter

from intake.findings import Finding
from intake.reading.baselines import SHEET, Baseline, parse_baseline
from intake.reading.confined import run_in_subprocess
from intake.reading.encodings import PLAIN, Decoded, decode_text
from intake.reading.file_types import detect_kind
from intake.reading.grids import BROKEN, Grid, load_grids
from intake.reading.texts import list_remarks
from intake.tables import Table, Unreadable, describe_sizes
from intake.text.unseen import remove_unseen_letters

MOST_MEMBERS = 500
MOST_UNPACKED = 150 * 1024 * 1024
MOST_RATIO = 200  # a sheet of real text packs far less than this
SMALL = 1024 * 1024
MOST_AT_HAND = 2 * 1024 * 1024  # unpacked; more is read by a process of its own
ENCRYPTED = 1
MARK = b"PK\x03\x04"


def is_workbook(content: bytes) -> bool:
    """Is the content (whatever its name) an archive, and of no other kind than XLSX?"""
    return content.startswith(MARK) and detect_kind(content) is None


def read_workbook(content: bytes) -> list[Table]:
    """Every visible sheet with any cell, in the workbook's order. Raises Unreadable."""
    if measure_unpacked_size(content) > MOST_AT_HAND:
        grids: list[Grid] = run_in_subprocess(content, "intake.reading.grids")
    else:
        grids = load_grids(content)
    return build_sheet_tables(grids)


def build_sheet_tables(grids: Sequence[Grid]) -> list[Table]:
    """A table for each visible sheet with any cell, in their order. Raises Unreadable."""
    carried = [parse_baseline(list(grid.rows.values())) for grid in grids if grid.title == SHEET]
    baseline = carried[0] if carried else None
    unseen = tuple(grid.title for grid in grids if not grid.is_visible)
    visible = [grid for grid in grids if grid.is_visible and grid.rows and grid.title != SHEET]
    if unseen and not visible:
        raise Unreadable("file.only_hidden", sheets=unseen)
    if carried and baseline is None:  # it says other things than we write, and is not kept
        unseen = (*unseen, SHEET)
    notes = (Finding("file.hidden_sheets", facts={"sheets": unseen}),) if unseen else ()
    return [
        replace(table, findings=(*table.findings, *notes))
        for table in _build_tables(visible, baseline)
    ]


def measure_unpacked_size(content: bytes) -> int:
    """How many bytes the archive says it unpacks to. Raises Unreadable before anything is
    unpacked: for more than we can hold, for a locked archive, for one name twice."""
    try:
        members = ZipFile(io.BytesIO(content)).infolist()
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise Unreadable("file.too_many_parts", count=len(members), most=MOST_MEMBERS)
    if unpacked > MOST_UNPACKED:
        raise Unreadable("file.unpacks_too_large", **describe_sizes(unpacked, MOST_UNPACKED))
    if unpacked > SMALL and unpacked > MOST_RATIO * max(len(content), 1):
        times = unpacked // max(len(content), 1)
        raise Unreadable("file.packed_too_tightly", times=times, most=MOST_RATIO)
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise Unreadable("file.locked")
    if len({member.filename for member in members}) < len(members):
        raise Unreadable("file.workbook_broken")
    return unpacked


def _build_tables(grids: Iterable[Grid], baseline: Baseline | None) -> list[Table]:
    tables = [_build_table(grid, baseline) for grid in grids]
    return [table for table in tables if not table.cells.empty]


def _build_table(grid: Grid, baseline: Baseline | None) -> Table:
    """The cells of a sheet by their true places; its own <dimension> is not believed."""
    rows = grid.rows
    width = max((len(row) for row in rows.values()), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows.values()]
    cells = pd.DataFrame(padded, index=list(rows), columns=range(width), dtype=object)
    cells, decoding = _decode_old_fonts(cells)
    cells, unseen = remove_unseen_letters(cells, grid.title)
    return Table(
        cells,
        sheet=grid.title,
        epoch=grid.epoch,
        findings=(*list_remarks(decoding), *_note_hidden_parts(grid), *unseen),
        baseline=baseline,
        merged=grid.merged,
        spans=grid.spans,
        appearance=grid.appearance,
    )


def _note_hidden_parts(grid: Grid) -> Iterator[Finding]:
    if struck := grid.appearance.struck:
        facts: dict[str, object] = {"rows": struck[:20], "count": len(struck)}
        yield Finding("sheet.struck_rows", sheet=grid.title, facts=facts)
    if grid.hidden:
        facts = {"rows": grid.hidden[:20], "count": len(grid.hidden)}
        yield Finding("sheet.hidden_rows", sheet=grid.title, facts=facts)
    if grid.columns:
        letters = tuple(get_column_letter(column + 1) for column in grid.columns)
        facts = {"letters": letters, "count": len(letters)}
        yield Finding("sheet.hidden_columns", sheet=grid.title, facts=facts)


def _decode_old_fonts(cells: pd.DataFrame) -> tuple[pd.DataFrame, Decoded]:
    """Cells typed in an old Vietnamese typeface, as their reader saw them."""
    texts = sorted({cell for cell in cells.to_numpy().ravel() if isinstance(cell, str) and cell})
    decoding = decode_text("\n".join(texts), "xlsx")
    if decoding.encoding in PLAIN:
        return cells, decoding
    readings = (
        dict(zip(texts, decoding.text.split("\n"), strict=True))
        if len(decoding.text.split("\n")) == len(texts)
        else {}
    )
    return cells.map(
        lambda cell: readings.get(cell, cell) if isinstance(cell, str) else cell
    ), decoding
