"""Tables with the tasks across are turned into a row for each task; what would lose anything by it
is refused as before."""

from dataclasses import replace

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from intake.cells.cells import format_cell
from intake.headers.headings import HeaderMap
from intake.pipeline import Arrival, detect_layout, validate_upload
from intake.redaction.kept_copy import redact_upload
from intake.tables import Unreadable, Upload
from tests.intake.broken import saved
from tests.intake.files import workbook
from tests.intake.register import references, said

CODES = {
    "hm dk": "HM_DK",
    "hien mau tinh nguyen": "HM_DK",
    "tet suat": "TET_SUAT",
    "tet nhan ai": "TET_SUAT",
}
TITLE = ["BÁO CÁO KẾT QUẢ NĂM 2026", "", "", "", ""]
BLOOD, TET = "Hiến máu tình nguyện (lượt người)", "Tết Nhân ái"


def detect(rows: list[list[object]]) -> tuple[Upload, HeaderMap]:
    upload = Upload("ket-qua.xlsx", workbook({"KQ": rows}))
    return upload, detect_layout(upload, CODES)


def read(rows: list[list[object]]) -> Arrival:
    """The file, examined; as the health department's where it names no unit."""
    upload, headers = detect(rows)
    if headers.sender_field is not None:
        headers = replace(headers, sender="SYT", sender_by="own")
    return validate_upload(upload, headers, references())


def values(found: Arrival, *names: str) -> list[tuple[object, ...]]:
    assert found.rows is not None
    return list(found.rows.frame[list(names)].itertuples(index=False, name=None))


def test_a_column_for_each_task_is_a_row_for_each_task_of_each_unit() -> None:
    found = read(
        [
            TITLE,
            ["STT", "Đơn vị", BLOOD, TET, ""],
            [1, "SYT", 120, 30, ""],
            [2, "STC", 7, "", ""],
            ["", "Tổng cộng", 127, 30, ""],
            ["", "Người lập biểu", "", "GIÁM ĐỐC", ""],
        ]
    )
    assert values(found, "year", "unit_code", "task_code", "quantity") == [
        (2026, "SYT", "HM_DK", 120),
        (2026, "SYT", "TET_SUAT", 30),
        (2026, "STC", "HM_DK", 7),
    ]
    asked = next(one for one in found.findings if one.code == "file.tasks_turned")
    assert (asked.facts["tasks"], asked.facts["count"]) == ((BLOOD, TET), 3)
    passed = [one.value for one in found.findings if one.code == "row.passed_over"]
    assert passed == ["Tổng cộng 127 30", "Người lập biểu GIÁM ĐỐC"]


def test_several_columns_for_each_task_keep_their_headings() -> None:
    found = read(
        [
            TITLE,
            ["Đơn vị", BLOOD, "", TET, ""],
            ["", "Số lượng", "Trị giá (triệu đồng)", "Số lượng", "Trị giá (triệu đồng)"],
            ["SYT", 120, 15, 30, 36],
        ]
    )
    assert values(found, "task_code", "quantity", "value_vnd") == [
        ("HM_DK", 120, 15_000_000),
        ("TET_SUAT", 30, 36_000_000),
    ]


def test_a_line_for_each_kind_of_figure_is_turned_too() -> None:
    found = read(
        [
            TITLE,
            ["Nội dung", BLOOD, TET, "", ""],
            ["Tình trạng", "Hoàn thành", "Đang thực hiện", "", ""],
            ["Số lượng", 120, 30, "", ""],
        ]
    )
    assert values(found, "task_code", "status", "quantity") == [
        ("HM_DK", "done", 120),
        ("TET_SUAT", "in_progress", 30),
    ]


def test_states_in_the_columns_are_states() -> None:
    found = read([["Kỳ báo cáo", "Đơn vị", BLOOD, TET], ["2026", "SYT", "Hoàn thành", "chưa làm"]])
    assert values(found, "status") == [("done",), ("not_started",)]


def test_a_fault_names_the_row_of_the_table_as_read_and_of_the_kept_copy() -> None:
    rows = [["Kỳ báo cáo", "Đơn vị", BLOOD, TET], ["2026", "SYT", 120, "nhiều 5 lắm"]]
    found = read(rows)
    assert ("value.not_a_number", 3, "quantity") in said(found)
    upload, headers = detect(rows)
    kept = detect_layout(Upload("kept.xlsx", redact_upload(upload, headers)))
    assert format_cell(kept.table.cells.at[3, kept.columns["task_code"]]) == "TET_SUAT"
    assert format_cell(kept.table.cells.at[2, kept.columns["quantity"]]) == "120"


def test_a_table_with_comments_is_not_turned() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Kỳ báo cáo", "Đơn vị", BLOOD, TET], ["2026", "SYT", 120, 30]):
        sheet.append(row)
    sheet["C2"].comment = Comment("đúng là 150", "A")
    with pytest.raises(Unreadable) as refused:
        detect_layout(Upload("a.xlsx", saved(book)), CODES)
    assert refused.value.finding.code == "file.missing_columns"
