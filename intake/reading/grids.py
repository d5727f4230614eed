"""Grids: the cells of a workbook's sheets as openpyxl gives them, by their true places. Run
as a program it reads one workbook, confined; it starts without pandas, so it starts fast."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet import _read_only
from openpyxl.worksheet._reader import WorkSheetParser

from intake.appearances import Appearance, Look
from intake.privacy.strict_reading import redact_strictly
from intake.reading.baselines import SHEET
from intake.reading.comments import load_comments
from intake.reading.confined import run_reader
from intake.reading.formats import Watcher, parse_format
from intake.reading.sheets import Outline, copy_merged_values, parse_outline
from intake.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Faulty, Share, Unreadable

MOST_SHEETS = 100
MOST_ROWS_IN_ALL = 20 * MOST_ROWS  # blank ones too, which are quickly passed but not for ever
NONE: frozenset[int] = frozenset()
RAISED = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
SET_APART = re.compile(rb"\bvertAlign\b|<(?:\w+:)?strike\b")  # of letters within a cell
PIECE = 1 << 20  # bytes of a part that are looked through at a time
UNTICKED = "value.unticked"
FORMULA = "=…"  # what a formula says is nobody's to quote
ESCAPED = re.compile(r"_x(00[01][0-9A-F]|20[0-9A-F]{2}|FEFF)_", re.IGNORECASE)
ERRORS = frozenset(
    {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
BROKEN = (  # XML that is none raises a SyntaxError
    *(InvalidFileException, BadZipFile, SyntaxError, ValueError, TypeError, OSError, RuntimeError),
    *(AttributeError, LookupError, EOFError, ArithmeticError, AssertionError),
    *(zipfile.LargeZipFile, zlib.error, struct.error),
)


@dataclass(frozen=True)
class Grid:
    """A visible sheet, or our own baseline: its filled rows by number, which of them are
    hidden, the day that its day numbers count from, and which filled columns are hidden. Of a
    sheet that is not shown only that it holds something."""

    title: str
    rows: dict[int, list[Any]]  # whatever the cells hold
    hidden: tuple[int, ...]
    epoch: datetime
    columns: tuple[int, ...] = ()
    merged: dict[tuple[int, int], int] = field(default_factory=dict)  # see Outline
    spans: dict[tuple[int, int], int] = field(default_factory=dict)
    appearance: Appearance = field(default_factory=Appearance)
    is_visible: bool = True


def load_grids(content: bytes) -> list[Grid]:
    """Every sheet that holds anything, in the workbook's order. Raises Unreadable."""
    try:
        return list(_iter_grids(content))
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault


def _iter_grids(content: bytes) -> Iterator[Grid]:
    workbook = _load_book(content, data_only=True)
    if (count := len(workbook.worksheets)) > MOST_SHEETS:
        raise Unreadable("file.too_many_sheets", count=count, most=MOST_SHEETS)
    outlines = _load_outlines(content, workbook.worksheets)
    if not all(outline.ordered for outline in outlines):  # openpyxl would leave rows out
        raise Unreadable("file.workbook_broken")
    if sum(outline.last or 0 for outline in outlines) > MOST_ROWS_IN_ALL:
        raise Unreadable("file.too_many_rows", most=MOST_ROWS)
    computed = not any(outline.formulas for outline in outlines)
    formula_book = None if computed else _load_book(content, data_only=False)
    struck = _list_struck_styles(workbook)
    archive = ZipFile(io.BytesIO(content))
    titles = redact_titles([sheet.title for sheet in workbook.worksheets])
    for sheet, outline, title in zip(workbook.worksheets, outlines, titles, strict=True):
        if sheet.sheet_state != "visible" and sheet.title != SHEET:
            if outline.last != 0:
                yield Grid(title, {}, (), workbook.epoch, is_visible=False)
            continue
        watcher = Watcher(struck)
        rows = dict(_find_filled_rows(sheet, outline.last, watcher))
        if formula_book is not None and outline.formulas:
            _mark_missing_results(
                rows,
                dict(_find_filled_rows(formula_book[sheet.title], outline.last, Watcher(NONE))),
            )
        merged = copy_merged_values(outline.merged, rows)
        hidden = tuple(number for number in outline.hidden if number in rows)
        columns = tuple(
            column for column in outline.columns if any(map(_make_cell_test(column), rows.values()))
        )
        spans = {
            (block.top, block.left): block.right
            for block in outline.merged
            if block.right > block.left
        }
        appearance = watcher.summarise(load_comments(archive, sheet._worksheet_path))
        yield Grid(title, rows, hidden, workbook.epoch, columns, merged, spans, appearance)


def _list_struck_styles(workbook: Any) -> frozenset[int]:
    """The numbers of the cell styles that strike letters out."""
    fonts = workbook._fonts  # openpyxl has no public list of them
    return frozenset(
        number
        for number, style in enumerate(workbook._cell_styles)
        if style.fontId < len(fonts) and fonts[style.fontId].strike
    )


def redact_titles(titles: Iterable[str]) -> list[str]:
    """The names of sheets without what tells a person; no two of them are alike."""
    redacted: list[str] = []
    for title in titles:
        candidate = bare = redact_strictly(title).text
        number = 2
        while candidate in redacted:
            candidate, number = f"{bare[:24]} ({number})", number + 1
        redacted.append(candidate)
    return redacted


class RichStrings(list[Any]):
    """The shared strings of a workbook whose letters are read with their looks."""


class _Parser(WorkSheetParser):
    """openpyxl's own, which its read-only sheets do not tell to keep the looks of letters."""

    def __init__(self, source: Any, strings: Any, **rest: Any) -> None:
        super().__init__(source, strings, rich_text=isinstance(strings, RichStrings), **rest)


_read_only.WorkSheetParser = _Parser  # type: ignore[attr-defined]  # a name it imports


def _load_book(content: bytes, *, data_only: bool) -> Any:  # a workbook whose sheets are read-only
    is_rich = _has_letters_set_apart(content)
    workbook = load_workbook(
        io.BytesIO(content),
        read_only=True,
        data_only=data_only,
        keep_links=False,
        rich_text=is_rich,
    )
    sheets: list[Any] = workbook.worksheets if is_rich else []
    for sheet in sheets:
        sheet._shared_strings = RichStrings(sheet._shared_strings)
    return workbook


def _has_letters_set_apart(content: bytes) -> bool:
    """Are any letters of a cell raised or struck out, and others of it not?"""
    archive = ZipFile(io.BytesIO(content))
    for name in archive.namelist():
        if not name.startswith(("xl/sharedStrings", "xl/worksheets/")):
            continue
        with archive.open(name) as part:
            before = b""
            while piece := part.read(PIECE):
                if SET_APART.search(before + piece):
                    return True
                before = piece[-32:]
    return False


def _write_set_apart(text: CellRichText) -> str:
    """The letters of a cell, those that are raised as raised signs and those that are struck out
    between tildes: "91¹" is no 911, and "~~18~~98" no 1898."""
    written = []
    for block in text:
        letters, font = (block, None) if isinstance(block, str) else (block.text, block.font)
        if font is not None and font.vertAlign == "superscript":
            letters = letters.translate(RAISED)
        if font is not None and font.strike and letters.strip():
            letters = f"~~{letters}~~"
        written.append(letters)
    return "".join(written)


def _load_outlines(content: bytes, sheets: list[Any]) -> list[Outline]:
    archive, outlines = ZipFile(io.BytesIO(content)), []
    for sheet in sheets:  # openpyxl has no public way to the name of a sheet's part
        with archive.open(sheet._worksheet_path) as raw:
            outlines.append(parse_outline(raw))
    return outlines


def _find_filled_rows(
    sheet: Any, last: int | None, watcher: Watcher
) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold anything, by their number, however far down: there is none below
    `last`, where it is known. Raises Unreadable past the limits."""
    sheet.reset_dimensions()
    sheet._get_row = partial(_parse_ordered_row, sheet._get_row)
    rows = sheet.iter_rows(max_row=last) if last != 0 else ()
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise Unreadable("file.too_many_rows", most=MOST_ROWS)
        if not row:
            continue
        values = [_convert_value(cell, watcher) for cell in row[:MOST_COLUMNS]]
        if any(cell.value is not None for cell in row[MOST_COLUMNS:]):
            raise Unreadable("file.too_wide", most=MOST_COLUMNS)
        if any(value != "" for value in values):
            yield number, values


def _parse_ordered_row(plain: Callable[..., Any], row: list[dict[str, Any]], *rest: Any) -> Any:
    """A row of openpyxl's, which leaves out cells that do not stand in their order; so does no
    program write them. Raises Unreadable."""
    columns = [cell["column"] for cell in row]
    if columns != sorted(set(columns)):
        raise Unreadable("file.workbook_broken")
    return plain(row, *rest)


def decode_escapes(text: str) -> str:
    """A text with the signs that XML cannot hold, which spreadsheets write as "_x000D_"."""
    lines = text.replace("_x000D_\n", "\n").replace("_x000D_", "\n")
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), lines)


def _make_cell_test(column: int) -> Callable[[list[Any]], bool]:
    return lambda row: column < len(row) and row[column] != ""


def _convert_value(cell: Any, watcher: Watcher) -> Any:  # whatever the cell holds
    """A cell's value: text trimmed, days as days, numbers as they are, nothing as ''."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, CellRichText):
        value = _write_set_apart(value)
    if watcher.struck_styles:
        watcher.note_style(cell._style_id, cell.row)
    if isinstance(value, str):
        if len(value) > LONGEST_CELL:
            raise Unreadable("file.cell_too_long", row=cell.row)
        if value in ERRORS:
            return Faulty("value.cell_error", value)
        return (decode_escapes(value) if "_x" in value else value).strip()
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, bool):
        return "x" if value else Faulty(UNTICKED, "FALSE")  # what a blank box means, nobody said
    if isinstance(value, int | float):
        return _convert_number(cell, value, watcher)
    return value if isinstance(value, date) else str(value)


def _convert_number(cell: Any, value: float, watcher: Watcher) -> float | Share | str:
    """A number as it is, as a share of one, or, where its format writes words around it, as the
    text that is seen."""
    code = str(cell.number_format)
    look = watcher.note_number(code, value, row=cell.row, column=cell.column - 1)
    if look == Look.PERCENT:
        return Share(float(value))
    return parse_format(code).write(value) if look == Look.TEXT else value


def _mark_missing_results(rows: dict[int, list[Any]], formulas: dict[int, list[Any]]) -> None:
    """A formula that was never computed looks empty: it is a fault, not a blank."""
    for number, formula_row in formulas.items():
        row = rows.setdefault(number, [""] * len(formula_row))
        for column, formula in enumerate(formula_row):
            uncomputed = isinstance(formula, str) and formula.startswith("=")
            if uncomputed and column < len(row) and row[column] == "":
                row[column] = Faulty("value.not_computed", FORMULA)


if __name__ == "__main__":
    from intake.reading import grids

    run_reader(grids.load_grids)
