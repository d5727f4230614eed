"""Returns: rows become files as offices write them. Plain lists, or workbooks with a title
above the headings; English or Vietnamese headings; comma, semicolon or tab; days, sums and
choices in the words of the sender. The same rows always give the same bytes."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font

from intake.headers.layouts import Field, Kind, Layout
from intake.text.normalisation import normalise_text

NIL_WORDS = "không phát sinh"
STILL = (2026, 1, 1, 0, 0, 0)  # a workbook's own clock is stopped here
MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True)
class Style:
    """How an office writes. `words`: en (field names, ISO days), vi, or bare (no marks)."""

    ending: str = "csv"
    delimiter: str = ","
    marked: bool = False  # begins with the byte order mark that spreadsheets put
    words: str = "en"
    dotted: bool = False  # 12.500.000 instead of 12500000
    numbered: bool = False  # a first column STT

    @property
    def vietnamese(self) -> bool:
        """Are choices and days written in Vietnamese?"""
        return self.words != "en"


PLAIN = Style()
OFFICE = Style(delimiter=";", marked=True, words="vi", dotted=True)
WORKBOOK = Style(ending="xlsx", words="vi", numbered=True)
STYLES = (
    PLAIN,
    OFFICE,
    Style(delimiter=",", marked=True, words="vi"),
    Style(delimiter="\t", words="vi", dotted=True),
    Style(delimiter=";", words="bare"),
    Style(delimiter=";", marked=True, words="en"),
)

Row = Mapping[str, object]


def build_file(layout: Layout, rows: Sequence[Row], style: Style, *, title: str = "") -> bytes:
    """The bytes of a return. `title` stands above the headings of a workbook."""
    columns = [_build_column(field, rows, style) for field in layout.fields]
    table: list[Sequence[object]] = [build_headings(layout, style), *zip(*columns, strict=True)]
    if style.numbered:
        table = [[f"{number}" if number else "STT", *cells] for number, cells in enumerate(table)]
    return (
        build_workbook(table, title=title) if style.ending == "xlsx" else build_text(table, style)
    )


def build_headings(layout: Layout, style: Style) -> list[object]:
    """The headings of a form as the office writes them."""
    return [_get_heading(field, style.words) for field in layout.fields]


def _get_heading(field: Field, words: str) -> str:
    if words == "en":
        return field.name
    return field.vi if words == "vi" else normalise_text(field.vi)


def _build_column(field: Field, rows: Sequence[Row], style: Style) -> list[object]:
    """What every row says of a field; a day or choice that many rows share is formatted once."""
    values = [row.get(field.name) for row in rows]
    if not field.choices and field.kind != Kind.DAY:
        return [_format_cell(field, value, style) for value in values]
    cells = {value: _format_cell(field, value, style) for value in set(values)}
    return [cells[value] for value in values]


def _format_cell(field: Field, value: object, style: Style) -> object:
    if value is None or value == "":
        return ""
    if value == "nil":
        return NIL_WORDS
    if field.choices:
        return _format_choice(field, str(value), style)
    if isinstance(value, date) and style.ending == "csv":
        return value.strftime("%d/%m/%Y" if style.vietnamese else "%Y-%m-%d")
    if field.kind == Kind.MONEY and style.dotted:
        return f"{value:,}".replace(",", ".")
    return value if style.ending == "xlsx" else str(value)


def _format_choice(field: Field, value: str, style: Style) -> str:
    """A choice, or several, in the office's words."""
    if not style.vietnamese:
        return value
    words = [field.choices[choice][0] for choice in value.split(";")]
    return (", " if style.delimiter == ";" else "; ").join(words)


def build_text(table: Sequence[Sequence[object]], style: Style) -> bytes:
    """A text file of the table."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=style.delimiter).writerows(table)
    return written.getvalue().encode("utf-8-sig" if style.marked else "utf-8")


def build_workbook(table: Sequence[Sequence[object]], *, title: str) -> bytes:
    """A workbook of one sheet: the title in two rows, one row blank, then the table."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise RuntimeError("a new workbook has no sheet")
    sheet.title = "Biểu báo cáo"
    for line in ["HỘI CHỮ THẬP ĐỎ TỈNH (số liệu minh họa)", title.upper()] if title else []:
        sheet.append([line])
    if title:
        sheet.append([])
    for cells in table:
        sheet.append([None if cell == "" else cell for cell in cells])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    buffer = io.BytesIO()
    book.save(buffer)
    return _remove_timestamps(buffer.getvalue())


def _remove_timestamps(content: bytes) -> bytes:
    """The same archive without the moment it was written."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as written, ZipFile(buffer, "w", ZIP_DEFLATED) as still:
        for member in written.infolist():
            payload = written.read(member)
            if member.filename == "docProps/core.xml":
                payload = MODIFIED.sub(rb"\g<1>2026-01-01T00:00:00Z", payload)
            entry = ZipInfo(member.filename, STILL)
            entry.compress_type = ZIP_DEFLATED
            still.writestr(entry, payload)
    return buffer.getvalue()
