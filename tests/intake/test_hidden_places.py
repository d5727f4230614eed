"""Where a workbook has words besides its cells, the kept copy has none that tell a person."""

import io
import re
from collections.abc import Callable
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from intake.pipeline import detect_layout
from intake.reading.packages import SideContent, examine_side_content
from intake.redaction.kept_copy import redact_upload
from intake.tables import Unreadable, Upload
from locales.findings import build_finding_sentence
from locales.words import words_in

PERSON = "Nông Văn Sính 0912345678"
BOOK, SHEET, STYLES = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"
ROWS = [
    ["Kỳ", "Mã đơn vị", "Mã nhiệm vụ", "Tình trạng", "Số lượng", "Ghi chú"],
    [2026, "SYT", "HM_DK", "hoàn thành", 12, "Tốt"],
    [2026, "SYT", "TET_SUAT", "hoàn thành", 4, "Tốt"],
]
PARTS = {  # part, a text in it, what stands in its place
    "path": (BOOK, "<sheets>", f'<x:absPath xmlns:x="u" url="C:\\{PERSON}\\"/><sheets>'),
    "sharing": (BOOK, "<workbookPr", f'<fileSharing userName="{PERSON}"/><workbookPr'),
    "comment of the book": (BOOK, "<sheets>", f"<!-- {PERSON} --><sheets>"),
    "comment of the sheet": (SHEET, "<sheetData>", f"<!-- {PERSON} --><sheetData>"),
    "comment in the cells": (SHEET, "</sheetData>", f"<!-- {PERSON} --></sheetData>"),
    "code name": (SHEET, "<sheetPr>", f'<sheetPr codeName="{PERSON}">'),
    "protected range": (
        SHEET,
        "</sheetData>",
        f'</sheetData><protectedRanges><protectedRange sqref="A1" name="{PERSON}"/>'
        "</protectedRanges>",
    ),
    "extension": (
        SHEET,
        "</worksheet>",
        f'<extLst><ext uri="x"><foo>{PERSON}</foo></ext></extLst></worksheet>',
    ),
    "protection": (
        SHEET,
        "</sheetData>",
        f'</sheetData><sheetProtection algorithmName="{PERSON}" sheet="1"/>',
    ),
    "theme": ("xl/theme/theme1.xml", 'name="Office Theme"', f'name="{PERSON}"'),
    "font": (STYLES, 'val="Calibri"', f'val="{PERSON}"'),
    "style": (STYLES, 'name="Normal"', f'name="{PERSON}"'),
}


def build_book(change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    book = Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.properties.creator = None
    change(book)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def change_part(content: bytes, part: str, before: str, after: str) -> bytes:
    output = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(output, "w", ZIP_DEFLATED) as changed:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode(), 1)
            changed.writestr(name, text)
    return output.getvalue()


def write_formula(formula: str) -> bytes:
    """A workbook with a formula in the column of figures, and the value it had."""

    def write(book: Workbook) -> None:
        book.worksheets[0]["E2"] = formula

    content = build_book(write)
    with ZipFile(io.BytesIO(content)) as archive:
        text = archive.read(SHEET).decode()
    value = re.search(r"</f><v ?/?>(?:</v>)?", text)
    assert value
    return change_part(content, SHEET, value[0], "</f><v>12</v>")


def write_number_format(book: Workbook) -> None:
    book.worksheets[0]["E2"].number_format = f'0" {PERSON}"'


def list_contents(content: bytes) -> str:
    """All that a workbook's file holds, packed and unpacked."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return b"\n".join([content, *parts]).decode("utf-8", "replace")


def is_person_in(content: bytes) -> bool:
    return "Sính" in (text := list_contents(content)) or "0912345678" in text


def keep(content: bytes) -> bytes:
    upload = Upload("bao-cao.xlsx", content)
    return redact_upload(upload, detect_layout(upload))


def hide_text(text: str) -> bytes:
    """A workbook that shares a text with cells, of which none shows it any more."""
    output = io.BytesIO(build_book())
    with ZipFile(output, "a") as parts:
        parts.writestr("xl/sharedStrings.xml", f"<sst><si><t>{text}</t></si></sst>")
    return output.getvalue()


HIDDEN = {  # what is hidden, the workbook, and the place that is told
    **{
        name: (change_part(build_book(), *change), place)
        for (name, change), place in zip(
            PARTS.items(),
            [
                *["hidden_parts"] * 5,  # of the book, of the sheet and among its cells
                *["sheet_parts"] * 4,
                *["styles"] * 3,
            ],
            strict=True,
        )
    },
    "behind the file": (build_book() + PERSON.encode(), "behind_end"),
    "formula": (write_formula(f'=IF(1,12,"{PERSON}")'), "formulas"),
    "link in a formula": (write_formula('=IF(1,12,HYPERLINK("tel:0912345678"))'), "formulas"),
    "number format": (build_book(write_number_format), "styles"),
    "text of no cell": (hide_text(PERSON), "unshown_texts"),
}


@pytest.mark.filterwarnings("ignore:Unknown extension")
@pytest.mark.parametrize(("content", "place"), HIDDEN.values(), ids=HIDDEN)
def test_it_is_not_kept_and_said(content: bytes, place: str) -> None:
    assert is_person_in(content)
    kept = keep(content)
    assert not is_person_in(kept)
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(kept)).worksheets[0]]
    rows[1][4] = int(str(rows[1][4]).removesuffix(" … …"))  # a number is kept as it is seen
    assert rows == ROWS
    findings = detect_layout(Upload("bao-cao.xlsx", content)).findings
    (finding,) = [finding for finding in findings if finding.code == "file.place_personal"]
    assert place in cast("tuple[str, ...]", finding.facts["places"])
    for language in ("vi", "en"):
        sentence = build_finding_sentence(finding, words_in(language))
        assert words_in(language).say(f"place.{place}") in sentence
        assert "Sính" not in sentence and "0912" not in sentence


@pytest.mark.parametrize(
    ("content", "place"),
    [(write_formula('=IF(1,12,"chưa đạt")'), "formulas"), (build_book() + b"abc", "behind_end")],
    ids=["words in a formula", "behind the file"],
)
def test_what_tells_nobody_and_is_not_kept_is_said_too(content: bytes, place: str) -> None:
    findings = detect_layout(Upload("bao-cao.xlsx", content)).findings
    (finding,) = [finding for finding in findings if finding.code == "file.parts_left_out"]
    assert finding.facts["places"] == (place,)
    assert keep(content) != content


def test_what_begins_with_something_else_is_refused() -> None:
    with pytest.raises(Unreadable):
        keep(PERSON.encode() + build_book())


@pytest.mark.parametrize("content", [build_book(), write_formula("=SUM(3,9)")])
def test_a_workbook_without_any_is_kept_as_sent(content: bytes) -> None:
    assert examine_side_content(content) == SideContent({}, (), plain=True, sheets=1)
    assert keep(content) == content
