"""Workbooks made to hurt: each a builder of bytes."""

import io
import struct
import zlib
from collections.abc import Mapping
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

HEADINGS = ("period", "unit_code", "task_code", "status", "note")
ROW = ("2026", "SYT", "HM_TV", "done", "một")
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "application/vnd.openxmlformats-package"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = "http://schemas.openxmlformats.org/package/2006"
MEGABYTE = 1024 * 1024


def cell(place: str, text: str) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def line(number: int, cells: tuple[str, ...]) -> str:
    """A row of text cells from column A on."""
    said = "".join(cell(f"{chr(65 + at)}{number}", text) for at, text in enumerate(cells))
    return f'<row r="{number}">{said}</row>'


def sheet(body: str = "", *, head: str = "", tail: str = "") -> bytes:
    """A sheet of the headings, one sound row and `body`; `head` goes before everything."""
    rows = line(1, HEADINGS) + line(2, ROW) + body
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<worksheet xmlns="{MAIN}">'
        f"<sheetData>{rows}</sheetData>{tail}</worksheet>"
    ).encode()


def parts(content: bytes) -> dict[str, bytes]:
    """The members of a workbook with one sheet."""
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{PARTS}/content-types">'
            f'<Default Extension="rels" ContentType="{PACKAGE}.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
            f'<Override PartName="/{SHEET}" ContentType="{KIND}.worksheet+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{PARTS}/relationships"><Relationship Id="rId1" '
            f'Type="{LINK}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets>'
            '<sheet name="KQ" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PARTS}/relationships"><Relationship Id="rId1" '
            f'Type="{LINK}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
        SHEET: content,
    }


def packed(members: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """An archive of `members`."""
    kept = io.BytesIO()
    with ZipFile(kept, "w", ZIP_STORED if stored else ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


def book(content: bytes, /, more: Mapping[str, bytes] | None = None) -> bytes:
    """A workbook with this sheet, and `more` members."""
    return packed({**parts(content), **(more or {})})


def padded(members: Mapping[str, bytes]) -> bytes:
    """The same with noise that does not pack, so that it does not look like a bomb."""
    return packed({**members, "xl/media/noise": Random(18).randbytes(1_500_000)})


def zip_bomb() -> bytes:
    """400 MB of blanks in a few hundred kilobytes."""
    return book(sheet(tail=" " * (100 * MEGABYTE)), {"xl/media/a": b"0" * (300 * MEGABYTE)})


def understated() -> bytes:
    """A member that inflates to far more than the directory says."""
    body = sheet(tail=" " * (120 * MEGABYTE))
    content = bytearray(book(body))
    said, less = struct.pack("<I", len(body)), struct.pack("<I", 4000)
    while (at := content.find(said)) >= 0:
        content[at : at + 4] = less
    return bytes(content)


def xml_bomb() -> bytes:
    """Entities of entities: a billion laughs."""
    names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    head = f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{"".join(names)}]>'
    return book(sheet(line(3, (*ROW[:4], "&e9;")), head=head))


def long_entity() -> bytes:
    """One long entity, asked for many times."""
    head = f'<!DOCTYPE worksheet [<!ENTITY a "{"a" * 100_000}">]>'
    return book(sheet(line(3, (*ROW[:4], "&a;" * 20_000)), head=head))


def outer_entity() -> bytes:
    """An entity that names a file of the server."""
    head = '<!DOCTYPE worksheet [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return book(sheet(line(3, (*ROW[:4], "&f;")), head=head))


def outer_link() -> bytes:
    """A link to another workbook somewhere else."""
    link = (
        f'<externalLink xmlns="{MAIN}" xmlns:r="{LINK}"><externalBook r:id="rId1"/></externalLink>'
    )
    target = (
        f'<Relationships xmlns="{PARTS}/relationships"><Relationship Id="rId1" '
        f'TargetMode="External" Type="{LINK}/externalLinkPath" Target="http://127.0.0.1:9/other.xlsx"/></Relationships>'
    )
    more = {
        "xl/externalLinks/externalLink1.xml": link.encode(),
        "xl/externalLinks/_rels/externalLink1.xml.rels": target.encode(),
    }
    formula = "<row r='3'><c r='E3'><f>[1]A!A1</f><v>1</v></c></row>"
    return book(sheet(formula), more)


def deep() -> bytes:
    """Elements in elements, a million deep."""
    return padded(parts(sheet(tail="<a>" * 1_000_000 + "</a>" * 1_000_000)))


def deep_in_row() -> bytes:
    """The same inside a row, where the reader builds a tree."""
    return padded(
        parts(sheet("<row r='3'><c r='A3'>" + "<a>" * 500_000 + "</a>" * 500_000 + "</c></row>"))
    )


def many_rows(number: int, inner: str) -> bytes:
    """Rows without anything but style."""
    return padded(
        parts(sheet("".join(f'<row r="{n}" s="1">{inner}</row>' for n in range(3, number))))
    )


def merged(number: int) -> bytes:
    """A great many merged blocks."""
    blocks = "".join(
        f'<mergeCell ref="{at}{n}:{at}{n + 1}"/>' for at in "AB" for n in range(3, number, 2)
    )
    return book(sheet(tail=f"<mergeCells>{blocks}</mergeCells>"))


def wide(number: int) -> bytes:
    """A row of very many filled cells without places."""
    return padded(parts(sheet("<row r='3'>" + "<c><v>1</v></c>" * number + "</row>")))


def with_part(name: str, content: str) -> bytes:
    """A workbook with a further part of the kind `name`."""
    members = parts(sheet())
    members[f"xl/{name}.xml"] = content.encode()
    known = f'<Override PartName="/xl/{name}.xml" ContentType="{KIND}.{name}+xml"/></Types>'
    met = f'<Relationship Id="rId2" Type="{LINK}/{name}" Target="{name}.xml"/></Relationships>'
    for member, end, more in (
        ("[Content_Types].xml", "</Types>", known),
        ("xl/_rels/workbook.xml.rels", "</Relationships>", met),
    ):
        members[member] = members[member].replace(end.encode(), more.encode())
    return padded(members)


def strings(number: int) -> bytes:
    """A very long table of shared strings, none of them used."""
    told = "".join(f"<si><t>s{n}</t></si>" for n in range(number))
    return with_part("sharedStrings", f'<sst xmlns="{MAIN}">{told}</sst>')


def styles(number: int) -> bytes:
    """A very long table of styles."""
    told = "<xf numFmtId='0' fontId='0' fillId='0' borderId='0'/>" * number
    return with_part(
        "styles",
        f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill/></fills>'
        f"<borders><border/></borders><cellXfs>{told}</cellXfs></styleSheet>",
    )


def far_row() -> bytes:
    """A sheet whose last row is the last that there can be."""
    return sheet(line(1_048_576, ROW))


def many_sheets(number: int, content: bytes | None = None) -> bytes:
    """The same sheet named many times over."""
    members = parts(content or sheet())
    told = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, number))
    members["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets>{told}</sheets></workbook>'
    ).encode()
    return packed(members)


def twice() -> bytes:
    """Two members of one name: which is meant?"""
    kept = io.BytesIO(book(sheet()))
    with ZipFile(kept, "a", ZIP_DEFLATED) as archive:
        archive.getinfo(SHEET).filename = "hidden"
        del archive.NameToInfo[SHEET]
        archive.writestr(SHEET, sheet(line(3, ROW)))
        for info in archive.filelist:
            info.filename = SHEET if info.filename == "hidden" else info.filename
    return kept.getvalue()


def locked() -> bytes:
    """Members marked as encrypted."""
    content = bytearray(book(sheet()))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def spoilt() -> bytes:
    """A member whose check sum is wrong."""
    body = sheet()
    return book(body).replace(struct.pack("<I", zlib.crc32(body)), b"\x01\x02\x03\x04")
