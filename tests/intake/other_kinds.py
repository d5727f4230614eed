"""Files of other kinds than text and XLSX, as programs write them: each a builder of bytes."""

import io
import struct
from collections.abc import Mapping, Sequence
from html import escape

from docx import Document
from docx.document import Document as Opened

from tests.intake.hostile_books import packed

Rows = Sequence[Sequence[object]]
OPEN = b"application/vnd.oasis.opendocument."
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
SPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
ERROR = object()  # a cell that holds #DIV/0!


def web_page(rows: Rows, *, above: str = "", below: str = "") -> bytes:
    """A page with one table, as programs write it under the name of a workbook."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    page = f"<html><head><meta charset=utf-8></head><body>{above}<table>{lines}</table>{below}"
    return f"{page}</body></html>".encode()


def document(*parts: str | Rows) -> bytes:
    """A Word document of paragraphs and tables, in this order."""
    opened = Document()
    for part in parts:
        if isinstance(part, str):
            opened.add_paragraph(part)
        else:
            add_table(opened, part)
    return saved(opened)


def add_table(opened: Opened, rows: Rows) -> None:
    """Add a table of these rows, as wide as the widest."""
    table = opened.add_table(0, max(map(len, rows)))
    for row in rows:
        cells = table.add_row().cells
        for cell, value in zip(cells, row, strict=False):
            cell.text = str(value)


def saved(opened: Opened) -> bytes:
    """The bytes of an open document."""
    kept = io.BytesIO()
    opened.save(kept)
    return kept.getvalue()


def open_sheets(sheets: Mapping[str, str], *, styles: str = "", more: str = "") -> bytes:
    """An OpenDocument workbook: by name the rows of each sheet as they are written in it."""
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{name}">{rows}</table:table>'
        for name, rows in sheets.items()
    )
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    members = {"mimetype": OPEN + b"spreadsheet", "content.xml": content.encode()}
    if more:
        members["meta.xml"] = (
            f"<office:document-meta {SPACES}>{more}</office:document-meta>".encode()
        )
    return packed(members, stored=True)


def open_row(*cells: object, attributes: str = "") -> str:
    """A row of an OpenDocument sheet; a cell that begins with "<" is written as it is."""
    written = "".join(
        str(cell)
        if str(cell).startswith("<")
        else f'<table:table-cell office:value-type="float" office:value="{cell}">'
        f"<text:p>{cell}</text:p></table:table-cell>"
        if isinstance(cell, int | float)
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
        "</table:table-cell>"
        for cell in cells
    )
    return f"<table:table-row {attributes}>{written}</table:table-row>"


def binary_workbook(rows: Rows) -> bytes:
    """An .xlsb of one sheet."""
    sheet = _record(0x81) + _record(0x94, struct.pack("<4I", 0, len(rows) - 1, 0, 9))
    sheet += _record(0x91)
    for number, row in enumerate(rows):
        sheet += _record(0x00, struct.pack("<I", number) + bytes(13))
        sheet += b"".join(_cell(column, value) for column, value in enumerate(row))
    sheet += _record(0x92) + _record(0x82)
    bundle = struct.pack("<2I", 0, 1) + _wide("rId1") + _wide("KQ")
    book = _record(0x83) + _record(0x8F) + _record(0x9C, bundle) + _record(0x90) + _record(0x84)
    relation = f'Id="rId1" Type="{LINK}/worksheet" Target="worksheets/sheet1.bin"'
    return packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/_rels/workbook.bin.rels": (
                f'<Relationships xmlns="{RELATIONS}"><Relationship {relation}/></Relationships>'
            ).encode(),
            "xl/workbook.bin": book,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def _cell(column: int, value: object) -> bytes:
    place = struct.pack("<2I", column, 0)
    if value == "":
        return b""
    if value is ERROR:
        return _record(0x03, place + b"\x07")
    if isinstance(value, int | float):
        return _record(0x05, place + struct.pack("<d", value))
    return _record(0x06, place + _wide(str(value)))


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(number: int, content: bytes = b"") -> bytes:
    return _varying(number, most=2) + _varying(len(content), most=4) + content


def _varying(number: int, *, most: int) -> bytes:
    """A number in bytes of seven bits; the number of a record has its own high bits."""
    if most == 2:
        return bytes([number]) if number < 0x80 else bytes([number & 0xFF, number >> 8 or 1])
    written = bytearray()
    while number >= 0x80:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])
