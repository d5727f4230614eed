"""What is somebody's is neither kept, nor quoted, nor stored, wherever it stands; it is said."""

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from documents.returns.examination import build_examination, list_stored_values
from documents.returns.slip import build_slip
from intake.pipeline import Arrival, detect_layout, detect_layouts
from intake.privacy.personal_numbers import Detail
from intake.privacy.strict_reading import redact_file_name, redact_strictly
from intake.reading.baselines import SHEET
from intake.redaction.kept_copy import redact_upload
from intake.tables import Upload
from locales.words import words_in
from tests.intake.builders import HEADINGS, SOUND, book_of, column_of, file_with, row_with
from tests.intake.files import text_file, workbook
from tests.intake.register import arrival, arrived, references

WORDS = words_in("vi")


def list_answers(came: Arrival) -> str:
    return str(build_examination("tệp", came, WORDS))


def list_slip_texts(came: Arrival) -> str:
    cells = [
        cell
        for sheet in load_workbook(io.BytesIO(build_slip(came, WORDS))).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    return " ".join([*(str(cell.value) for cell in cells), *(str(cell.comment) for cell in cells)])


def list_kept_texts(came: Arrival) -> str:
    assert came.rows is not None
    content = redact_upload(came.upload, came.rows.headers)
    if not content.startswith(b"PK"):
        return content.decode()
    sheets = load_workbook(io.BytesIO(content)).worksheets
    cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
    return " ".join([*cells, *(sheet.title for sheet in sheets)])


FORMULAS = [
    '="Ông Nông Văn Tài, sinh năm 1950, CCCD 004050123456"',
    '=HYPERLINK("tel:0912345676","a Tủa")',
    '="Nông "&"Thị "&"Hến"',
    '="09"&"12345675"',
    '=T("Mỷ Dơ bị lao phổi")',
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_without_a_value_is_told_by_its_place_alone(formula: str) -> None:
    came = arrival(book_of([HEADINGS, row_with(note=formula)]))
    (finding,) = [one for one in came.findings if one.code == "value.not_computed"]
    assert (finding.row, finding.column, finding.value) == (2, "note", None)
    told = list_answers(came) + list_slip_texts(came) + list_kept_texts(came)
    parts = ("Tài", "1950", "0912345676", "Tủa", "Hến", "12345675", "Mỷ", "lao", '="')
    assert [part for part in parts if part in told] == []


NUMBERS = ["0912345674", "0912.345.674", "ĐT 0912345674", "+84912345674"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("field", ["quantity", "value_vnd", "percent"])
def test_a_telephone_is_no_number(field: str, number: str) -> None:
    came = arrival(file_with(**{field: number}))
    found = [(one.code, one.row) for one in came.findings if one.column == field]
    assert found == [("value.not_a_number", 2)]
    assert came.rows is not None and list_stored_values(came.rows) == []
    assert "345" not in list_answers(came) + list_kept_texts(came) + list_slip_texts(came)


def test_a_telephone_in_a_long_column_of_digits_is_none_either() -> None:
    came = arrival(column_of("quantity", ["12", "0912345674", "7"]))
    assert came.rows is not None and came.rows.faulty == {3}
    lines = [row_with(quantity=str(number)) for number in range(100, 700)]
    came = arrival(text_file([HEADINGS, *lines, row_with(quantity="0912345674")]))
    assert came.rows is not None and 602 in came.rows.faulty


FOOT = [
    ["Cao Bằng, ngày 12 tháng 12 năm 2026"],
    ["Người lập biểu", "KT. GIÁM ĐỐC"],
    ["(Ký, ghi rõ họ tên)", "(Đã ký)"],
    ["Nguyễn Văn Lập", "Hoàng Thị Ký"],
]
PEOPLE = [
    ["Danh sách hộ nhận nhà:"],
    ["Đàm Thị Nhung"],
    ["Lý Văn Tủa"],
    ["Chảo Láo Tả", "bị hen"],
    ["", "1952"],
]


def pad(lines: list[list[str]]) -> list[list[str]]:
    return [(line + [""] * 9)[:9] for line in lines]


@pytest.mark.parametrize("made", [text_file, lambda rows: workbook({"KQ": rows})])
def test_below_the_signatures_only_who_signs_is_kept(
    made: Callable[[list[list[str]]], bytes],
) -> None:
    came = arrival(made([HEADINGS, SOUND, *pad(FOOT), *pad(PEOPLE)]))
    kept = list_kept_texts(came)
    for line in FOOT:
        assert all(cell in kept for cell in line), kept
    parts = ("Nhung", "Tủa", "Chảo", "hen", "1952", "nhận nhà")
    assert [part for part in parts if part in kept + list_answers(came)] == []
    rows = [one.row for one in came.findings if one.code == "row.passed_over" and one.value == "…"]
    assert rows == [6, 7, 8, 9, 10, 11]


def test_a_list_without_a_word_before_it_goes_too_but_for_who_signs() -> None:
    lines = [["KT. GIÁM ĐỐC"], ["Hoàng Thị Ký"], ["Đàm Thị Nhung"], ["Lý Văn Tủa"]]
    kept = list_kept_texts(arrival(text_file([HEADINGS, SOUND, *pad(lines)])))
    assert "Hoàng Thị Ký" in kept and "Nhung" not in kept and "Tủa" not in kept


def test_below_other_words_than_a_role_nobody_signs() -> None:
    lines = [["KT. GIÁM ĐỐC"], ["Danh sách hộ nhận nhà:"], ["Đàm Thị Nhung"]]
    kept = list_kept_texts(arrival(text_file([HEADINGS, SOUND, *pad(lines)])))
    assert "KT. GIÁM ĐỐC" in kept and "Nhung" not in kept


def test_who_signs_below_a_role_with_other_words_beside_it_is_kept() -> None:
    lines = [["KT. GIÁM ĐỐC", "Danh sách hộ nhận nhà:"], ["Hoàng Thị Ký"]]
    kept = list_kept_texts(arrival(text_file([HEADINGS, SOUND, *pad(lines)])))
    assert "Hoàng Thị Ký" in kept and "nhận nhà" not in kept


def test_of_a_row_whose_key_is_a_name_nothing_is_told() -> None:
    people = ["Lý Văn Páo", "1952", "lao phổi", *[""] * 6]
    came = arrival(text_file([HEADINGS, SOUND, *pad(FOOT), people]))
    told = list_answers(came) + list_slip_texts(came) + list_kept_texts(came)
    assert [part for part in ("Páo", "1952", "lao phổi") if part in told] == []
    assert came.rows is not None and 7 in came.rows.faulty
    assert "SYT" in list_kept_texts(came)


def test_no_finding_quotes_a_code_that_another_does_not_show() -> None:
    came = arrived(
        "address_code,supporter_name,kind,form,given_on\n"
        "Cao Minh Long,Hội CTĐ,một lần,tiền,01/12/2026\nZZ-9,Hội CTĐ,một lần,tiền,01/12/2026\n",
        "supports",
    )
    codes = {one.code for one in came.findings}
    assert {"register.address_unknown", "value.code_personal"} <= codes
    told = list_answers(came) + list_slip_texts(came)
    assert "Cao Minh" not in told and "ZZ-9" in told


FILES = {
    "DS qua Tet - Lam Thi Nguyet.csv": "Nguyet",
    "bao cao ba Mui xom Na Ma.csv": "Mui",
    "KQ 2026 chi Nhình gui.csv": "Nhình",
    "Ket qua - HoangMaiHoa.csv": "Hoang",
    "nguyen-van-a.csv": "nguyen",
}


@pytest.mark.parametrize("name", FILES)
def test_a_files_name_is_read_strictly(name: str) -> None:
    redaction = redact_file_name(name)
    assert Detail.NAME in redaction.details and redaction.text.endswith(".csv")
    assert FILES[name] not in redaction.text


HARMLESS = """
bao-cao-2026-12-20.csv
KQ_SYT_2026-12-20-1.csv
BaoCaoKetQua2026.xlsx
Ket qua Nguyen Binh Quy 1.xlsx
So dia chi xa Phan Thanh.xlsx
Danh sach ho ngheo Hoa An.csv
SYT_HM_TV.xlsx
2017.csv
giam-sat-18-20261220-132510.tar.gz
"""


@pytest.mark.parametrize("name", HARMLESS.strip().splitlines())
def test_a_harmless_files_name_stands(name: str) -> None:
    assert redact_file_name(name).text == name


@pytest.mark.parametrize(
    "text", ["123/BC-UBND", "45/CV-CTĐ", "Thiếu số liệu quý 3", "Trang 1", "2016"]
)
def test_what_is_typed_and_tells_nobody_stands(text: str) -> None:
    assert redact_strictly(text).details == ()


SHEETS = {"KQ": "", "Bé Sính": "Sính", "vợ a Dính bị lao": "Dính", "Mai Lan Anh": "Lan"}


def test_no_sheets_name_tells_anybody() -> None:
    content = workbook({name: [HEADINGS, SOUND] for name in SHEETS})
    headers = detect_layouts(Upload("kq.xlsx", content))
    told = str([one.findings for one in headers])
    kept = load_workbook(io.BytesIO(redact_upload(Upload("kq.xlsx", content), headers[0])))
    for secret in filter(None, SHEETS.values()):
        assert secret not in told and secret not in " ".join(kept.sheetnames)
    assert "KQ" in kept.sheetnames


@pytest.mark.parametrize("heading", ["bé Tủa (bị tim)", "a Dính NS 12/3/1950", "hỏi 0912 345 678"])
def test_a_heading_that_may_tell_somebody_is_named_by_its_letter(heading: str) -> None:
    came = arrival(text_file([[*HEADINGS, heading], [*SOUND, "có"]]))
    (finding,) = [one for one in came.findings if one.code == "column.unknown"]
    assert finding.column == "J"
    assert heading not in list_answers(came) + list_kept_texts(came)


@pytest.mark.parametrize("heading", ["Ghi riêng", "Mục 2025b", "Ngân sách"])
def test_another_heading_is_quoted(heading: str) -> None:
    came = arrival(text_file([[*HEADINGS, heading], [*SOUND, "có"]]))
    assert [one.column for one in came.findings if one.code == "column.unknown"] == [heading]
    assert heading in list_kept_texts(came)


OWN = [
    [SHEET, 1, "2026-12-01", 3],
    ["period", "unit_code", "task_code", "quantity", "note"],
    ["2026", "SYT", "HM_DK", 9, "đã trao"],
]


@pytest.mark.parametrize(
    ("lines", "stays"),
    [
        (OWN, True),
        ([*OWN, ["2026", "SYT", "HM_DK", 9, "Nông Văn Tài"]], False),
        ([*OWN, ["2026", "SYT", "HM_DK", "ba", ""]], False),
        ([*OWN, ["bé Tủa bị tim", "SYT", "HM_DK", 9, ""]], False),
        ([*OWN, ["2026", "SYT", "HM_DK", 9, "", "bé Tủa"]], False),
        ([["bé Tủa bị tim"], ["Cao Minh Long NS 12/3/1950"]], False),
    ],
)
def test_our_own_sheet_is_kept_only_where_it_says_what_we_write(
    lines: list[list[object]], stays: bool
) -> None:
    content = workbook({"KQ": [HEADINGS, row_with(note="bà Mai")], SHEET: lines}, hidden=[SHEET])
    upload = Upload("kq.xlsx", content)
    headers = detect_layout(upload)
    kept = load_workbook(io.BytesIO(redact_upload(upload, headers)))[SHEET]
    cells = [cell.value for row in kept.iter_rows() for cell in row if cell.value is not None]
    assert cells == ([cell for line in lines for cell in line] if stays else [])
    hidden = [one for one in headers.findings if one.code == "file.hidden_sheets"]
    assert [one.facts["sheets"] for one in hidden] == ([] if stays else [(SHEET,)])


def test_what_is_taken_out_of_lines_above_the_table_is_said_with_all_its_kinds() -> None:
    title = ["Người tổng hợp: chị Mai, số máy 0912 345 672", *[""] * 8]
    came = arrival(text_file([title, HEADINGS, SOUND]))
    (finding,) = [one for one in came.findings if one.code == "file.place_personal"]
    assert finding.facts == {"places": ("titles",), "details": (Detail.NAME, Detail.TELEPHONE)}
    assert "các dòng tiêu đề" in list_answers(came) and "Mai" not in list_answers(came)
    assert arrival(text_file([["BÁO CÁO KẾT QUẢ", *[""] * 8], HEADINGS, SOUND])).findings == ()


def set_property(book: Workbook) -> None:
    book.properties.title = "DS chi Hoang Mai Lan"


def set_author(book: Workbook) -> None:
    book.worksheets[0]["A2"].comment = Comment("đã xem", "Ma Thanh Lam")


def set_footer(book: Workbook) -> None:
    book.worksheets[0].oddFooter.left.text = "Nông Thị Bích - 0912345678"


@pytest.mark.parametrize(
    ("change", "place", "details"),
    [
        (set_property, "properties", (Detail.NAME,)),
        (set_author, "comments", (Detail.NAME,)),
        (set_footer, "headers", (Detail.NAME, Detail.TELEPHONE)),
    ],
)
def test_what_is_taken_out_beside_the_cells_is_said_with_all_its_kinds(
    change: Callable[[Workbook], None], place: str, details: tuple[Detail, ...]
) -> None:
    book = load_workbook(io.BytesIO(book_of([HEADINGS, SOUND])))
    change(book)
    output = io.BytesIO()
    book.save(output)
    came = arrival(output.getvalue(), references())
    (finding,) = [one for one in came.findings if one.code == "file.place_personal"]
    assert finding.facts["places"] == (place,)
    assert finding.facts["details"] == details
