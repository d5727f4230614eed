"""Files of other kinds are read as their senders see them; what is kept of them is the table."""

import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import Engine

from actions.returns.receive import Choices, Letter, preview_file, receive
from intake.pipeline import detect_layout, read_tables
from intake.redaction.kept_copy import redact_upload
from intake.tables import Share, Unreadable, Upload
from models import Batch
from models.database import reading
from tests.intake.hostile_books import packed
from tests.intake.other_kinds import (
    ERROR,
    add_table,
    binary_workbook,
    document,
    open_row,
    open_sheets,
    saved,
    web_page,
)
from tests.province import CLERK, NOW, TODAY

HEADINGS = ("period", "unit_code", "task_code", "status", "quantity", "note")
ROW = ("2026", "SYT", "HM_TV", "done", "12", "")
NAME, TELEPHONE = "Nông Văn Thử", "0912345678"
SECRET = f"Hộ ông {NAME}, điện thoại {TELEPHONE}"
ROWS = [HEADINGS, [*ROW[:5], SECRET]]
KINDS: dict[str, Callable[[], bytes]] = {
    "so.docx": lambda: document("SỞ Y TẾ", ROWS, "NGƯỜI LẬP", NAME),
    "so.xls": lambda: web_page(ROWS, above=f"<p>SỞ Y TẾ<!-- {SECRET} -->"),
    "so.ods": lambda: open_sheets({"KQ": open_row(*HEADINGS) + open_row(*ROW[:5], SECRET)}),
    "so.xlsb": lambda: binary_workbook(ROWS),
    "so.mht": lambda: archived(web_page(ROWS)),
}


def archived(page: bytes) -> bytes:
    """A page kept with all its parts, as a browser does."""
    head = (
        f"From: {NAME}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    picture = b"\r\n--x\r\nContent-Type: image/png\r\n\r\nAAAA\r\n--x--\r\n"
    return head.encode() + page + picture


def cells_of(content: bytes, *, name: str = "so") -> list[list[object]]:
    (table,) = read_tables(Upload(name, content))
    return table.cells.to_numpy().tolist()


def codes_of(content: bytes) -> set[str]:
    return {finding.code for finding in detect_layout(Upload("so", content)).findings}


def details_of(content: bytes) -> dict[str, object]:
    """What the file is said to tell of a person."""
    found = detect_layout(Upload("so", content)).findings
    return next(dict(one.facts) for one in found if one.code == "file.place_personal")


@pytest.mark.parametrize("name", KINDS)
def test_its_rows_are_received(province: Engine, name: str) -> None:
    upload = Upload(name, KINDS[name]())
    preview = preview_file(province, upload, Letter(TODAY), actor=CLERK)
    assert preview.arrival.plan is not None
    assert preview.arrival.plan.writes["quantity"].tolist() == [12]
    receipt = receive(province, preview, Choices(True, True), actor=CLERK, now=NOW)
    with reading(province) as session:
        batch = session.get_one(Batch, receipt.batch_id)
    assert batch.file_name == f"{name}.xlsx"
    kept = ["" if cell.value is None else cell.value for cell in find_kept_row(batch.content)]
    assert kept[:5] == list(ROW[:5])


def find_kept_row(content: bytes) -> tuple:
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    return next(row for row in sheet.iter_rows() if row[0].value == "2026")


@pytest.mark.parametrize("name", KINDS)
def test_what_is_kept_tells_nobody_and_stays_as_it_is(name: str) -> None:
    upload = Upload(name, KINDS[name]())
    kept = redact_upload(upload, detect_layout(upload))
    with ZipFile(io.BytesIO(kept)) as parts:
        texts = " ".join(parts.read(part).decode() for part in parts.namelist())
    assert [secret for secret in (NAME, TELEPHONE, "Nông") if secret in texts] == []
    again = Upload("so.xlsx", kept)
    assert redact_upload(again, detect_layout(again), whole=True) == kept


def test_a_document_is_read_with_the_lines_around_its_table() -> None:
    content = document("SỞ Y TẾ", "Đơn vị tính: triệu đồng", [HEADINGS, ROW], "NGƯỜI LẬP")
    assert [row[0] for row in cells_of(content)] == [
        *("SỞ Y TẾ", "Đơn vị tính: triệu đồng", "period", "2026", "NGƯỜI LẬP")
    ]


def test_a_table_that_goes_on_below_is_one_with_it() -> None:
    content = document([HEADINGS, ROW], "(tiếp theo)", [HEADINGS, ["2026", "SYT", "YT_TT"]])
    assert [row[2] for row in cells_of(content)] == ["task_code", "HM_TV", "", "task_code", "YT_TT"]


def test_tables_with_other_headings_are_sheets_of_their_own() -> None:
    content = document(
        "Kết quả", [HEADINGS, ROW], "Địa chỉ", [["code", "commune_code"], ["A", "1"]]
    )
    tables = read_tables(Upload("so.docx", content))
    assert [(table.sheet, table.cells.iloc[0, 0]) for table in tables] == [
        ("Bảng 1", "Kết quả"),
        ("Bảng 2", "Địa chỉ"),
    ]


def test_a_merged_cell_of_a_document_speaks_for_its_rows() -> None:
    opened = Document()
    add_table(opened, [HEADINGS, ROW, ["", "SYT", "YT_TT", "done", "3", ""]])
    opened.tables[0].cell(1, 0).merge(opened.tables[0].cell(2, 0))
    (table,) = read_tables(Upload("so.docx", saved(opened)))
    assert table.cells.iloc[2, 0] == "2026"
    assert table.merged == {(2, 0): 3}


def test_what_is_struck_out_is_no_value_and_is_asked_about() -> None:
    opened = Document()
    add_table(opened, [HEADINGS, [*ROW[:4], "", ""]])
    paragraph = opened.tables[0].cell(1, 4).paragraphs[0]
    paragraph.add_run("12").font.strike = True
    paragraph.add_run("15")
    content = saved(opened)
    assert cells_of(content)[1][4] == "15"
    found = detect_layout(Upload("so.docx", content)).findings
    (asked,) = [finding for finding in found if finding.code == "file.text_doubtful"]
    assert asked.facts == {"shown": ("12",), "count": 1}


def test_a_raised_figure_is_not_joined_to_the_number_before_it() -> None:
    opened = Document()
    add_table(opened, [HEADINGS, ROW])
    opened.tables[0].cell(1, 4).paragraphs[0].add_run("2").font.superscript = True
    assert cells_of(saved(opened))[1][4] == "12²"
    for raised in (b"<sup>2</sup>", b'<span style="vertical-align: super"><b>2</b></span>'):
        page = web_page([HEADINGS, ROW]).replace(b">12<", b">12" + raised + b"<")
        assert cells_of(page)[1][4] == "12²"
    number = (
        '<table:table-cell office:value-type="float" office:value="122"><text:p>12'
        '<text:span text:style-name="T1">2</text:span></text:p></table:table-cell>'
    )
    lifted = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties style:text-position="33% 58%"/></style:style>'
    )
    rows = open_row(*HEADINGS) + open_row(*ROW[:4], number)
    assert cells_of(open_sheets({"KQ": rows}, styles=lifted))[1][4] == "12²"


def test_what_a_document_says_beside_its_table_is_told_and_not_kept() -> None:
    opened = Document()
    opened.core_properties.author = NAME
    opened.sections[0].footer.paragraphs[0].text = SECRET
    add_table(opened, [HEADINGS, ROW])
    run = opened.tables[0].cell(1, 2).paragraphs[0].runs[0]
    opened.add_comment([run], text=SECRET, author=NAME)
    content = saved(opened)
    assert details_of(content)["places"] == ("properties", "headers", "comments")


def test_a_page_is_read_as_it_is_shown() -> None:
    page = f"""<html><head><title>{SECRET}</title></head><body><table><tr>
        <th>period<th>unit_code<th>task_code<th>status<th>quantity<th>note</tr>
        <tr><td rowspan=2>2026<td>SYT<td>HM_TV<td>done<td>12&nbsp;<td><del>sai</del>đúng<br>rồi
        <tr><td>SYT<td>YT_TT<td><input type=checkbox checked><td><b>3</b><td style="color:red">
        </table>"""
    assert cells_of(page.encode())[1:] == [
        ["2026", "SYT", "HM_TV", "done", "12", "đúng\nrồi"],
        ["2026", "SYT", "YT_TT", "☑", "3", ""],
    ]
    assert details_of(page.encode())["places"] == ("hidden_parts",)
    assert "file.text_doubtful" in codes_of(page.encode())


def test_a_cell_that_a_style_strikes_out_is_no_value() -> None:
    page = web_page([HEADINGS, ROW]).replace(b">12<", b" class=xl66>12<")
    style = b"<style><!-- .xl65 {color:red} .xl66 {text-decoration:line-through;} --></style>"
    page = page.replace(b"<head>", b"<head>" + style)
    assert cells_of(page)[1] == [*ROW[:4], "", ""]
    assert "file.text_doubtful" in codes_of(page)


def test_a_table_within_a_table_is_read_by_itself() -> None:
    inner = web_page([HEADINGS, ROW]).decode()
    page = f"<table><tr><td>SỞ Y TẾ</td></tr><tr><td>{inner}</td></tr></table>"
    assert ["2026", "SYT", "HM_TV", "done", "12", ""] in cells_of(page.encode())


def test_an_archived_page_is_read_and_its_sender_told() -> None:
    content = archived(web_page([HEADINGS, ROW]))
    assert cells_of(content)[1] == list(ROW)
    assert details_of(content)["places"] == ("properties",)


def test_an_open_sheet_tells_what_its_cells_show() -> None:
    values = {
        "percentage": '<table:table-cell office:value-type="percentage" office:value="0.5"/>',
        "money": '<table:table-cell office:value-type="float" office:value="36"><text:p>36 triệu'
        " đồng</text:p></table:table-cell>",
        "error": '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>'
        "#DIV/0!</text:p></table:table-cell>",
        "ticked": '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        "noted": '<table:table-cell office:value-type="float" office:value="7"><office:annotation>'
        f"<text:p>{SECRET}</text:p></office:annotation><text:p>7</text:p></table:table-cell>",
    }
    content = open_sheets(
        {"KQ": open_row(*HEADINGS) + open_row(2026, *values.values())},
        more=f"<dc:creator>{NAME}</dc:creator>",
    )
    (table,) = read_tables(Upload("so.ods", content))
    year, share, money, error, ticked, noted = table.cells.iloc[1].tolist()
    assert (year, share, money, ticked, noted) == (2026, Share(0.5), "36 triệu đồng", "x", 7)
    assert (error.code, error.text) == ("value.cell_error", "#DIV/0!")
    assert details_of(content)["places"] == ("properties", "comments")


def test_hidden_sheets_and_rows_of_an_open_workbook_are_said() -> None:
    unseen = '<style:style style:name="AN"><style:table-properties table:display="false"/>'
    rows = open_row(*HEADINGS) + open_row(*ROW, attributes='table:visibility="collapse"')
    content = open_sheets({"KQ": rows, "AN": open_row(*HEADINGS)}, styles=f"{unseen}</style:style>")
    assert {"file.hidden_sheets", "sheet.hidden_rows"} <= codes_of(content)


def test_an_error_in_a_workbook_that_tells_values_alone_must_be_confirmed() -> None:
    assert "file.values_alone" in codes_of(binary_workbook([HEADINGS, [*ROW[:4], ERROR]]))


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "entities in a document": packed(
        {"word/document.xml": f'<!DOCTYPE a [<!ENTITY l0 "lol">{BOMB}]><a>&l9;</a>'.encode()}
    ),
    "entities in an open sheet": packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<!DOCTYPE a [<!ENTITY l0 "lol">{BOMB}]><a>&l9;</a>'.encode(),
        },
        stored=True,
    ),
    "a million rows that repeat": open_sheets(
        {"KQ": open_row(*HEADINGS, attributes='table:number-rows-repeated="99999999"')}
    ),
    "tables in tables": b"<table><tr><td>" * 60_000,
    "a cell of a million columns": b"<table><tr><td colspan=99999999>a<td>b</table>",
    "an old workbook of nothing": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + "Workbook".encode("utf-16-le"),
    "a document without its part": packed({"word/document.xml": b""}),
    "runs in runs": packed({"word/document.xml": b"<r>" * 200_000 + b"</r>" * 200_000}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload("so", HOSTILE[name]))
    assert refusal.value.finding.code.startswith("file.")
