"""The kept copy of a file holds nothing by which a person can be told."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from intake.cells.values import parse_values
from intake.pipeline import detect_layout, read_tables
from intake.redaction.kept_copy import redact_upload
from intake.tables import Upload
from tests.intake.files import text_file, workbook
from tests.intake.hostile_books import book, sheet

ROWS = [
    ["Mã địa chỉ", "Họ và tên chủ hộ", "Mã xã", "Số CCCD", "Xóm"],
    ["A-001", "Nông Thị Thử", "01273", "004000000001", "Nà Cáp"],
    ["A-002", "Hoàng Văn Thử", "01273", "004000000002", "Nà Toàn"],
]
SECRETS = ("Nông Thị Thử", "Hoàng Văn Thử", "004000000001", "004000000002")


def kept(content: bytes) -> bytes:
    upload = Upload("so.csv", content)
    return redact_upload(upload, detect_layout(upload))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_file_is_kept_without_them(delimiter: str) -> None:
    text = kept(text_file(ROWS, delimiter=delimiter)).decode("utf-8-sig")
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_workbook_is_kept_without_them() -> None:
    content = kept(workbook({"Sổ": ROWS}))
    cells = [cell.value for row in load_workbook(io.BytesIO(content))["Sổ"] for cell in row]
    assert [secret for secret in SECRETS if secret in cells] == []


@pytest.mark.parametrize("content", [text_file(ROWS), workbook({"Sổ": ROWS})], ids=["csv", "xlsx"])
def test_all_else_is_kept_as_it_was(content: bytes) -> None:
    before = parse_values(detect_layout(Upload("so.csv", content))).frame
    after = parse_values(detect_layout(Upload("so.csv", kept(content)))).frame
    assert after.to_dict() == before.to_dict()
    assert after["hamlet"].tolist() == ["Nà Cáp", "Nà Toàn"]


def test_title_lines_and_row_numbers_stay() -> None:
    above = [["SỔ ĐỊA CHỈ NHÂN ĐẠO"], []]
    content = kept(workbook({"Sổ": [*above, *ROWS]}))
    found = detect_layout(Upload("so.xlsx", content))
    assert (found.row, parse_values(found).frame.index.tolist()) == (3, [4, 5])


def test_a_workbook_too_heavy_to_write_again_is_kept_as_text() -> None:
    block = '<mergeCells><mergeCell ref="A9:XFD1048576"/></mergeCells>'
    personal = (
        sheet(tail=block)
        .replace(b">note<", ">Họ và tên<".encode())
        .replace("một".encode(), "Nông Thị Thử".encode())
    )
    text = kept(book(personal)).decode("utf-8-sig")
    assert text.splitlines()[1] == "2026,SYT,HM_TV,done,"
    assert "Nông" not in text


def test_blank_lines_stay_where_a_file_is_kept_as_text() -> None:
    above = "SỔ ĐỊA CHỈ NHÂN ĐẠO\n\n"
    content = kept(above.encode() + text_file(ROWS))
    found = detect_layout(Upload("so.csv", content))
    assert (found.row, parse_values(found).frame.index.tolist()) == (3, [4, 5])


def test_a_file_without_such_columns_is_kept_byte_for_byte() -> None:
    content = text_file([["Mã địa chỉ", "Mã xã"], ["A-001", "01273"]], delimiter=";", mark=True)
    assert kept(content) == content


NOTED = [
    ["Mã địa chỉ", "Mã xã", "Xóm", "Số nhân khẩu"],
    ["A-001", "01273", "Nà Cáp, ĐT 0912345678", "4"],
    ["A-002", "01273", "Nà Toàn, xã Trường Hà", "3"],
]


@pytest.mark.parametrize("made", [text_file, lambda rows: workbook({"Sổ": rows})])
def test_numbers_in_free_text_are_taken_out_and_nothing_else(
    made: Callable[[list[list[str]]], bytes],
) -> None:
    found = detect_layout(Upload("so.csv", kept(made(NOTED))))
    rows = [[str(cell) for cell in row] for row in found.table.cells.to_numpy()]
    assert rows == [
        NOTED[0],
        ["A-001", "01273", "Nà Cáp, …", "4"],
        NOTED[2],
    ]


UNKNOWN = [
    ["Danh sách hộ ông Nông Văn Thử"],
    ["Người liên hệ:", "Lê Na"],
    ["Mã địa chỉ", "Hoàn cảnh", "Mã xã", "", "TT"],
    ["A-001", "vợ mất sớm", "01273", "Lê Na", "1"],
    ["Cộng", "chị Na", "", "", ""],
    ["", "", "Ngày 12 tháng 12 năm 2026", "", ""],
    ["", "", "Người lập", "Nguyễn Văn Lập", ""],
    ["", "", "hỏi hộ bà Nông Thị Thử", "", ""],
]


@pytest.mark.parametrize("made", [text_file, lambda rows: workbook({"Sổ": rows})])
def test_only_what_the_form_knows_is_kept_and_who_signs(
    made: Callable[[list[list[str]]], bytes],
) -> None:
    """Unknown and untitled columns are empty; the officer's own name below stays."""
    (table,) = read_tables(Upload("so.csv", kept(made(UNKNOWN))))
    assert [[str(cell) for cell in row] for row in table.cells.to_numpy()] == [
        ["Danh sách hộ ông …", "", "", "", ""],
        ["Người liên hệ:", "…", "", "", ""],
        UNKNOWN[2],
        ["A-001", "", "01273", "", "1"],
        ["Cộng", "", "", "", ""],
        *UNKNOWN[5:7],
        ["", "", "…", "", ""],
    ]


def every_text(content: bytes) -> str:
    """All that a workbook says, hidden sheets and comments too."""
    cells = [
        cell
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    notes = [str(cell.comment.text) for cell in cells if cell.comment is not None]
    return " ".join([*(str(cell.value) for cell in cells), *notes])


PLAIN_ROWS = [["Mã địa chỉ", "Mã xã"], ["A-001", "01273"]]
CARD = [["Họ và tên:", "Nông Thị Thử"], ["Ghi chú", "gọi 0912 345 678"]]


@pytest.mark.parametrize("hidden", [[], ["Cũ", "Thẻ"]], ids=["shown", "hidden"])
def test_other_sheets_are_kept_without_them_too(hidden: list[str]) -> None:
    sent = workbook({"Sổ": PLAIN_ROWS, "Cũ": ROWS, "Thẻ": CARD}, hidden=hidden)
    content = kept(sent)
    said = every_text(content)
    assert [secret for secret in (*SECRETS, "0912 345 678") if secret in said] == []
    assert "gọi" not in said  # nobody knows what stands in a sheet without headings of ours
    assert ("A-002" in said, "Nà Toàn" in said) == (not hidden, not hidden)
    assert load_workbook(io.BytesIO(content))["Cũ"].sheet_state == (
        "hidden" if hidden else "visible"
    )


def test_a_comment_keeps_no_number() -> None:
    book = load_workbook(io.BytesIO(workbook({"Sổ": PLAIN_ROWS})))
    book.worksheets[0]["A2"].comment = Comment("hỏi chị Thử, ĐT 0912345678", "ai đó")
    written = io.BytesIO()
    book.save(written)
    said = every_text(kept(written.getvalue()))
    assert "0912345678" not in said and "ĐT …" in said


def test_a_workbook_of_several_sheets_without_them_is_kept_byte_for_byte() -> None:
    content = workbook({"Sổ": PLAIN_ROWS, "Thêm": [PLAIN_ROWS[0], ["A-002", "01273"]]})
    assert kept(content) == content


NUMBERS = ["004085001234", "0912345678", "84912345678"]
OWN_FIELDS = ["period", "unit_code", "task_code", "status", "quantity", "value_vnd", "note"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("made", [text_file, lambda rows: workbook({"KQ": rows})])
def test_a_number_alone_in_a_note_goes_and_one_that_counts_stays(
    number: str, made: Callable[[list[list[object]]], bytes]
) -> None:
    row = [2026, "SYT", "HM_TV", "done", "912345678", "36000000", number]
    content = kept(made([OWN_FIELDS, [str(cell) for cell in row]]))
    values = parse_values(detect_layout(Upload("kq", content))).frame
    assert number not in values["note"].astype("str").item()
    assert values[["quantity", "value_vnd"]].iloc[0].tolist() == [912345678, 36000000]


def test_a_telephone_that_lost_its_nought_goes_from_a_workbook() -> None:
    row = [2026, "SYT", "HM_TV", "done", 912345678, 36000000, 912345678]
    content = kept(workbook({"KQ": [OWN_FIELDS, row]}))
    values = parse_values(detect_layout(Upload("kq", content))).frame
    assert "912345678" not in values["note"].astype("str").item()
    assert values["quantity"].item() == 912345678


TABLES = {
    "results": [
        ["Kỳ báo cáo", "Mã đơn vị", "Mã nhiệm vụ", "Tình trạng", "Số lượng", "Ghi chú"],
        ["2026", "SYT", "HM_TV", "done", "3", ""],
    ],
    "addresses": [
        ["Mã địa chỉ", "Họ và tên", "Mã xã", "Xóm", "Số CCCD", "Tình trạng"],
        ["A-001", "", "01273", "Nà Cáp", "", "đã khảo sát"],
    ],
    "supports": [
        ["Mã địa chỉ", "Nhà hảo tâm", "Loại trợ giúp", "Hình thức", "Ngày trợ giúp", "Ghi chú"],
        ["A-001", "Bà Lý Thị Hoa", "một lần", "tiền", "01/12/2026", ""],
    ],
}
SIGNED = [
    [
        ["Cao Bằng, ngày 12 tháng 12 năm 2026"],
        ["Người lập biểu", "CHỦ TỊCH"],
        ["Lê Lập", "Hoàng Ký"],
    ],
    [["GIÁM ĐỐC"], ["Hoàng Thị Ký"]],
    [["Người lập: Nguyễn Văn Lập", "Chủ tịch: Hoàng Thị Ký"]],
    [["", "KT. GIÁM ĐỐC"], ["", "PHÓ GIÁM ĐỐC"], ["Bà Nguyễn Thị Lập", "Ông Hoàng Văn Ký"]],
]


@pytest.mark.parametrize("first", range(5))
@pytest.mark.parametrize("lines", SIGNED, ids=str)
@pytest.mark.parametrize("form", TABLES)
def test_who_signs_is_kept_with_the_office_in_each_form_and_column(
    form: str, lines: list[list[str]], first: int
) -> None:
    """Be it below a column of names, of numbers of persons, or of the form's own."""
    foot = [([""] * first + line + [""] * 6)[:6] for line in lines]
    sent = text_file([*TABLES[form], *foot])
    (table,) = read_tables(Upload("so.csv", kept(sent)))
    below = [[str(cell) for cell in row] for row in table.cells.to_numpy()[2:]]
    assert below == [row for row in foot if any(row)]
