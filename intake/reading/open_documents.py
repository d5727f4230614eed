"""OpenDocument sheets (.ods), read from their own parts: values with what is shown of them, hidden
rows, columns and sheets, comments, headers and properties. Run as a program, confined."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from intake.reading.baselines import SHEET
from intake.reading.confined import run_reader
from intake.reading.extracts import (
    NOT_TICKED,
    TICKED,
    Extract,
    convert_text,
    convert_truth,
    find_spans,
    list_filled_rows,
    list_hidden_columns,
)
from intake.reading.grids import BROKEN, MOST_SHEETS, RAISED, Grid, redact_titles
from intake.reading.package_texts import Notes, collect_part_texts
from intake.reading.sheets import Merged, copy_merged_values
from intake.tables import EXCEL_EPOCH, MOST_COLUMNS, MOST_ROWS, Faulty, Share, Unreadable

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
STYLED = (f"{TABLE}style-name", f"{TEXT}style-name")
REPEATED = f"{TABLE}number-columns-repeated"
CONTENT = "content.xml"
PLAIN_MONEY = re.compile(r"VN[DĐ]|đồng|đ|E", re.IGNORECASE)  # say no more than the number does
LIFTED = re.compile(r"super|[1-9]")
RAISED_SIGNS = frozenset("0123456789()".translate(RAISED))
HIDDEN = frozenset({"collapse", "filter"})
# A part's name → where it stands, in a reader's words.
PLACES = (
    ("meta.xml", "properties"),
    ("styles.xml", "headers"),
    ("Pictures/", "pictures"),
    ("media/", "pictures"),
    ("Object", "embedded"),
    ("Basic/", "embedded"),
    ("Scripts/", "embedded"),
)
PLAIN = (
    "mimetype",
    "META-INF/",
    "settings.xml",
    "Thumbnails/",
    "manifest.rdf",
    "Configurations2/",
    "layout-cache",
)


@dataclass
class Sheet:
    """A sheet while it is read: its rows as far as they hold anything, by number."""

    name: str
    is_visible: bool
    rows: dict[int, list[Any]] = field(default_factory=dict)
    last: int = 0
    hidden: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    width: int = 0  # of the columns declared so far
    merged: list[Merged] = field(default_factory=list)


def extract_sheets(content: bytes) -> Extract:
    """The sheets of an OpenDocument file. Raises Unreadable."""
    notes = Notes()
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            left_out = collect_part_texts(archive, PLACES, (CONTENT, *PLAIN), notes)
            sheets = list(_iter_sheets(archive, notes))
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    if len(sheets) > MOST_SHEETS:
        raise Unreadable("file.too_many_sheets", count=len(sheets), most=MOST_SHEETS)
    notes.texts["sheet_names"] = [sheet.name for sheet in sheets]
    titles = redact_titles(sheet.name for sheet in sheets)
    grids = [_build_grid(*pair) for pair in zip(sheets, titles, strict=True)]
    return Extract(
        grids=tuple(grid for grid in grids if grid is not None),
        texts=notes.texts,
        left_out=left_out,
        doubtful=tuple(notes.doubtful),
    )


def _build_grid(sheet: Sheet, title: str) -> Grid | None:
    if not sheet.is_visible and sheet.name != SHEET:
        return Grid(title, {}, (), EXCEL_EPOCH, is_visible=False) if sheet.rows else None
    merged = copy_merged_values(sheet.merged, sheet.rows)
    hidden = tuple(number for number in sheet.hidden if number in sheet.rows)
    columns = list_hidden_columns(sheet.columns, sheet.rows)
    spans = find_spans(sheet.merged)
    return Grid(title, sheet.rows, hidden, EXCEL_EPOCH, columns, merged, spans)


def _iter_sheets(archive: ZipFile, notes: Notes) -> Iterator[Sheet]:
    unseen_styles: set[str] = set()
    struck_styles: set[str] = set()
    raised_styles: set[str] = set()
    sheet: Sheet | None = None
    depth = 0  # of tables: one may lie in a cell
    with archive.open(CONTENT) as raw:
        for event, element in iterparse(raw, ("start", "end")):
            if event == "start":
                if element.tag == f"{TABLE}table":
                    depth += 1
                    if depth == 1:
                        style = element.get(f"{TABLE}style-name")
                        sheet = Sheet(element.get(f"{TABLE}name", ""), style not in unseen_styles)
            elif element.tag == f"{STYLE}style":
                _note_style(element, unseen_styles, struck_styles)
                _note_raised_style(element, raised_styles)
            elif sheet is not None and depth == 1 and element.tag == f"{TABLE}table-column":
                _add_column(sheet, element)
            elif sheet is not None and depth == 1 and element.tag == f"{TABLE}table-row":
                _note_struck(element, struck_styles, notes)
                _raise_letters(element, raised_styles)
                _add_row(sheet, element, notes)
                element.clear()
            elif element.tag == f"{TABLE}table":
                depth -= 1
                if depth == 0 and sheet is not None:
                    yield sheet
                    sheet = None
                    element.clear()


def _note_style(style: Element, unseen: set[str], struck: set[str]) -> None:
    name = style.get(f"{STYLE}name", "")
    for properties in style:
        if properties.get(f"{TABLE}display") == "false":
            unseen.add(name)
        line = properties.get(f"{STYLE}text-line-through-style", "none")
        if line != "none" or properties.get(f"{STYLE}text-line-through-type", "none") != "none":
            struck.add(name)


def _note_raised_style(style: Element, raised: set[str]) -> None:
    for properties in style:
        if LIFTED.match(properties.get(f"{STYLE}text-position", "")):
            raised.add(style.get(f"{STYLE}name", ""))


def _raise_letters(row: Element, styles: set[str]) -> None:
    """Write figures that stand raised as the raised letters that they are."""
    if not styles:
        return
    for span in row.iter(f"{TEXT}span"):
        if span.get(f"{TEXT}style-name") in styles:
            for part in span.iter():
                part.text = (part.text or "").translate(RAISED)
                if part is not span:
                    part.tail = (part.tail or "").translate(RAISED)
    for cell in row.iter(f"{TABLE}table-cell"):
        if {*"".join(cell.itertext())} & RAISED_SIGNS:
            cell.set(f"{OFFICE}value-type", "string")  # its value has them in line


def _note_struck(row: Element, styles: set[str], notes: Notes) -> None:
    """Take out of a row what is struck out, and note it."""
    if not styles:
        return
    for element in [*row.iter()]:
        if {element.get(name) for name in STYLED} & styles:
            notes.doubt("".join(element.itertext()))
            count, rest = element.get(REPEATED), element.tail
            element.clear()
            element.tail = rest
            if count is not None:
                element.set(REPEATED, count)


def _add_column(sheet: Sheet, column: Element) -> None:
    count = _get_count(column, "number-columns-repeated")
    if column.get(f"{TABLE}visibility") in HIDDEN:
        sheet.columns += range(sheet.width, min(sheet.width + count, MOST_COLUMNS))
    sheet.width += count


def _add_row(sheet: Sheet, row: Element, notes: Notes) -> None:
    first, count = sheet.last + 1, _get_count(row, "number-rows-repeated")
    cells = list(_iter_cells(sheet, row, first, notes))
    if len(cells) > MOST_COLUMNS and any(cell != "" for cell in cells[MOST_COLUMNS:]):
        raise Unreadable("file.too_wide", most=MOST_COLUMNS)
    if any(cell != "" for cell in cells):
        if first + count - 1 > MOST_ROWS:
            raise Unreadable("file.too_many_rows", most=MOST_ROWS)
        sheet.rows.update(list_filled_rows(([*cells] for _ in range(count)), first))
        if row.get(f"{TABLE}visibility") in HIDDEN:
            sheet.hidden += range(first, first + count)
    sheet.last += count


def _iter_cells(sheet: Sheet, row: Element, number: int, notes: Notes) -> Iterator[Any]:
    """The cells of a row, as many as may hold anything."""
    column = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        count = _get_count(cell, "number-columns-repeated")
        value = _convert_cell(cell, number, notes) if cell.tag == f"{TABLE}table-cell" else ""
        rows = _get_count(cell, "number-rows-spanned")
        right = column + _get_count(cell, "number-columns-spanned") - 1
        if (rows > 1 or right > column) and column < MOST_COLUMNS:
            sheet.merged.append(Merged(column, number, right, number + rows - 1))
        yield from [value] * min(count, max(MOST_COLUMNS + 1 - column, 1))
        column += count


def _get_count(element: Element, name: str) -> int:
    text = element.get(f"{TABLE}{name}", "1")
    return max(int(text), 1) if text.isdecimal() and len(text) < 9 else 1


def _convert_cell(cell: Element, row: int, notes: Notes) -> Any:  # whatever the cell holds
    shown = _join_shown_text(cell, notes)
    kind = cell.get(f"{OFFICE}value-type", "string")
    if cell.get(ERROR) == "error":
        return Faulty("value.cell_error", shown)
    if shown in TICKED | NOT_TICKED and kind != "string":
        return convert_truth(is_true=shown in TICKED)
    if kind == "boolean":
        return convert_truth(is_true=cell.get(f"{OFFICE}boolean-value") == "true")
    if kind == "date":
        return _parse_day(cell.get(f"{OFFICE}date-value", shown))
    if kind in ("float", "percentage", "currency"):
        return _convert_number(cell, shown, is_share=kind == "percentage")
    return convert_text(shown, row)


def _convert_number(cell: Element, shown: str, *, is_share: bool) -> Any:
    """The number; where letters are shown beside it ("36 triệu đồng"), what is shown."""
    number = float(cell.get(f"{OFFICE}value", "nan"))
    if number != number or (not is_share and any(map(str.isalpha, PLAIN_MONEY.sub("", shown)))):
        return convert_text(shown)
    if is_share:
        return Share(number)
    return int(number) if number.is_integer() else number


def _parse_day(text: str) -> date | datetime | str:
    moment = datetime.fromisoformat(text)
    return moment.date() if moment.time() == time() else moment


def _join_shown_text(cell: Element, notes: Notes) -> str:
    """The paragraphs of a cell; its comment is beside it."""
    paragraphs = []
    for part in cell:
        if part.tag == f"{OFFICE}annotation":
            notes.add("comments", " ".join(part.itertext()))
        elif part.tag == f"{TEXT}p":
            paragraphs.append("".join(_iter_letters(part)))
        else:
            notes.add("drawings", " ".join(part.itertext()))
    return "\n".join(paragraphs).strip()


def _iter_letters(part: Element) -> Iterator[str]:
    yield part.text or ""
    for child in part:
        if child.tag == f"{TEXT}s":
            yield " " * min(int(child.get(f"{TEXT}c", "1")), 100)
        elif child.tag in (f"{TEXT}line-break", f"{TEXT}tab"):
            yield "\n" if child.tag == f"{TEXT}line-break" else " "
        else:
            yield from _iter_letters(child)
        yield child.tail or ""


if __name__ == "__main__":
    from intake.reading import open_documents

    run_reader(open_documents.extract_sheets)
