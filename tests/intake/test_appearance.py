"""What a reader sees on a sheet besides the values of its cells: formats, struck rows, comments."""

import io
import re
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from intake.reading.formats import parse_format
from tests.intake.builders import stored
from tests.intake.register import arrival
from tests.intake.test_figures import KEYS, ROW

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
CONTENT_TYPE = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}"/>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = (
    f'<Relationship Id="rId99" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
)
OURS = ("value.read_as", "value.shown", "value.commented", "sheet.struck")
Asked = list[tuple[str, int | None, str | None, str | None]]


def read(heading: str, cell: object, change: Callable[[Any], None]) -> tuple[object, Asked]:
    """What would be stored of E2 under this heading, the sheet having been changed, and what is
    asked about how it looks."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([*KEYS, heading])
    sheet.append([*ROW, cell])
    change(sheet)
    kept = io.BytesIO()
    book.save(kept)
    came = arrival(kept.getvalue())
    field = {"Trị giá (đồng)": "value_vnd", "Tỷ lệ (%)": "percent"}.get(heading, "quantity")
    asked = [
        (one.code, one.row, one.column, one.value)
        for one in came.findings
        if one.code.startswith(OURS)
    ]
    return stored(came, field).get(2), asked


def with_format(number_format: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet["E2"].number_format = number_format

    return change


MONEY, SHARE, COUNT = "Trị giá (đồng)", "Tỷ lệ (%)", "Số lượng"


@pytest.mark.parametrize(
    ("heading", "cell", "number_format", "value", "shown"),
    [
        (MONEY, 36, '#,##0" triệu đồng"', 36_000_000, "36 triệu đồng"),
        (MONEY, 36, '#,##0".000.000"', 36_000_000, "36.000.000"),
        (MONEY, 36_000_000, '0.0,," triệu"', 36_000_000, "36 triệu"),
        (COUNT, 36, '0" nghìn"', 36_000, "36 nghìn"),
    ],
)
def test_a_number_with_words_around_it_is_read_as_it_is_seen(
    heading: str, cell: float, number_format: str, value: object, shown: str
) -> None:
    read_value, asked = read(heading, cell, with_format(number_format))
    assert read_value == value
    assert [(code, row, text) for code, row, _, text in asked] == [
        ("value.read_as_shown", 2, shown)
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "number_format", "code", "shown"),
    [
        (MONEY, 36_000_000, "0.0,,", "value.shown_otherwise", "36"),
        (COUNT, 12.6, "0", "value.shown_otherwise", "13"),
        (COUNT, 36, ";;;", "value.shown_blank", "36"),
    ],
)
def test_a_number_that_looks_otherwise_is_asked_about(
    heading: str, cell: float, number_format: str, code: str, shown: str
) -> None:
    value, asked = read(heading, cell, with_format(number_format))
    assert value == cell
    assert [(found, row, text) for found, row, _, text in asked] == [(code, 2, shown)]


@pytest.mark.parametrize(
    ("heading", "cell", "number_format", "value"),
    [
        (MONEY, 36_000_000, "#,##0", 36_000_000),
        (MONEY, 36_000_000, '#,##0\\ "₫"', 36_000_000),
        (MONEY, 36_000_000, '#,##0" đồng"', 36_000_000),
        (MONEY, 36_000_000, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', 36_000_000),
        (SHARE, 0.85, "0%", 85),
        (SHARE, 85.7, "0", 85.7),
        (SHARE, 85, '0"%"', 85),
        (COUNT, 12, "0", 12),
        (COUNT, 12.5, "General", 12.5),
        (COUNT, 36, '0" người"', 36),
    ],
)
def test_a_number_that_is_seen_as_it_is_needs_no_question(
    heading: str, cell: float, number_format: str, value: object
) -> None:
    assert read(heading, cell, with_format(number_format)) == (value, [])


def test_dollars_are_no_dong() -> None:
    assert read(MONEY, 36, with_format("[$$-409]#,##0"))[0] is None


def test_a_comment_beside_a_cell_is_asked_about() -> None:
    def change(sheet: Any) -> None:
        sheet["E2"].comment = Comment("đúng là 15", "Văn phòng")

    assert read(COUNT, 12, change) == (12, [("value.commented", 2, "quantity", "đúng là 15")])


def test_our_own_comments_are_not() -> None:
    def change(sheet: Any) -> None:
        sheet["E2"].comment = Comment("Hãy ghi lại số.", "Giám sát 18")

    assert read(COUNT, 12, change) == (12, [])


def test_a_struck_row_is_asked_about() -> None:
    def change(sheet: Any) -> None:
        for cell in sheet[2]:
            cell.font = Font(strike=True)

    assert read(COUNT, 12, change) == (12, [("sheet.struck_rows", None, None, None)])


@pytest.mark.parametrize("sharing", [False, True])  # a sheet's texts stand in it, or beside it
@pytest.mark.parametrize(
    ("letters", "value", "code"),
    [
        (["91", TextBlock(InlineFont(vertAlign="superscript"), "1")], 91, "value.interpreted"),
        ([TextBlock(InlineFont(strike=True), "18"), "98"], 98, "value.interpreted"),
        ([TextBlock(InlineFont(b=True), "9"), "1"], 91, None),
    ],
)
def test_letters_that_are_raised_or_struck_out_are_no_digits_of_the_number(
    letters: list[Any], value: object, code: str | None, *, sharing: bool
) -> None:
    book = Workbook()
    book.worksheets[0].append([*KEYS, COUNT])
    book.worksheets[0].append([*ROW, CellRichText(letters)])
    kept = io.BytesIO()
    book.save(kept)
    came = arrival(share_strings(kept.getvalue()) if sharing else kept.getvalue())
    assert stored(came, "quantity").get(2) == value
    assert {one.code for one in came.findings if one.column == "quantity"} == {code} - {None}


def share_strings(content: bytes) -> bytes:
    """The workbook with its texts beside the sheet, as Excel writes them."""
    book, kept, texts = ZipFile(io.BytesIO(content)), io.BytesIO(), list[str]()

    def share(match: re.Match[str]) -> str:
        texts.append(match[2])
        return f'<c {match[1]}t="s"><v>{len(texts) - 1}</v></c>'

    with ZipFile(kept, "w") as shared:
        for name in book.namelist():
            part = book.read(name).decode("utf-8")
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(
                    r'<c ([^>]*?)t="inlineStr"><is>(.*?)</is></c>', share, part, flags=re.DOTALL
                )
            elif name == "[Content_Types].xml":
                part = part.replace("</Types>", f"{CONTENT_TYPE}</Types>")
            elif name == "xl/_rels/workbook.xml.rels":
                part = part.replace("</Relationships>", f"{RELATION}</Relationships>")
            shared.writestr(name, part)
        items = "".join(f"<si>{text}</si>" for text in texts)
        shared.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')
    return kept.getvalue()


def test_a_semicolon_inside_quotation_marks_ends_no_section() -> None:
    assert parse_format('0" người; lượt"').after == " người; lượt"
