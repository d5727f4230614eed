"""What a heading says of its figures: only the result of the period is stored as one, and what
else the heading says is told or asked."""

import io
from collections.abc import Sequence

import pytest
from openpyxl import load_workbook

from intake.tables import Unreadable
from tests.intake.builders import stored
from tests.intake.files import text_file, workbook
from tests.intake.register import arrival

KEYS = ["Kỳ báo cáo", "Mã đơn vị", "Mã nhiệm vụ", "Tình trạng"]
ROW = ["2026", "SYT", "HM_DK", "Đang thực hiện"]
FIELDS = ("quantity", "value_vnd", "percent", "done_on", "note")
Read = tuple[dict[str, object], set[tuple[str, str | None]]]


def read(content: bytes, row: int = 2) -> Read:
    """What would be stored of a row, and the codes of what was found about columns, each with the
    heading as written."""
    came = arrival(content)
    values = {name: stored(came, name).get(row) for name in FIELDS}
    return (
        {name: value for name, value in values.items() if value is not None},
        {(one.code, one.value) for one in came.findings if one.code.startswith("column.")},
    )


def read_columns(headings: Sequence[str], cells: Sequence[object]) -> Read:
    return read(text_file([[*KEYS, *headings], [*ROW, *cells]]))


@pytest.mark.parametrize(
    "heading",
    [
        "Số lượng kế hoạch 2026",
        "Số lượng (chỉ tiêu giao)",
        "Số lượng năm 2025",
        "Số lượng thực hiện 2025",
        "Số lượng lũy kế từ đầu nhiệm kỳ",
        "Số lượng (cùng kỳ năm trước)",
        "Kế hoạch",
        "Kết quả năm trước",
        "Lũy kế từ đầu nhiệm kỳ",
        "Số tiền (USD)",
        "Tỷ lệ (% so với cùng kỳ)",
        "Ngày hoàn thành (dự kiến)",
        "Planned quantity",
    ],
)
def test_what_is_no_result_of_the_period_is_never_stored_as_one(heading: str) -> None:
    assert read_columns([heading], ["50"]) == ({}, {("column.not_the_result", heading)})


@pytest.mark.parametrize(
    ("headings", "taken"),
    [
        (["Kế hoạch", "Thực hiện"], "12"),
        (["Cùng kỳ năm trước", "Số lượng"], "12"),
        (["Số lượng năm 2025", "Số lượng năm 2026"], "12"),
        (["Số lượng (kế hoạch)", "Số lượng (thực hiện)"], "12"),
        (["2025", "2026"], "12"),
        (["Ước thực hiện", "Số lượng"], "12"),
        (["Số lượng Quý IV", "Số lượng cả năm"], "12"),
    ],
)
def test_where_both_stand_the_result_is_taken_and_said(headings: list[str], taken: str) -> None:
    values, findings = read_columns(headings, ["50", taken])
    assert values == {"quantity": 12}
    assert ("column.another_taken", headings[0]) in findings


@pytest.mark.parametrize(
    ("heading", "cell", "values"),
    [
        ("Số tiền (1000đ)", "36000", {"value_vnd": 36_000_000}),
        ("Số tiền (1.000 đ)", "36000", {"value_vnd": 36_000_000}),
        ("Kinh phí (Tr.đồng)", "36", {"value_vnd": 36_000_000}),
        ("Kinh phí (triệu VNĐ)", "36", {"value_vnd": 36_000_000}),
        ("Trị giá triệu đồng", "36", {"value_vnd": 36_000_000}),
        ("Tổng kinh phí (10^6 đồng)", "36", {"value_vnd": 36_000_000}),
        ("Trị giá (đ)", "36000000", {"value_vnd": 36_000_000}),
        ("Số lượng (nghìn người)", "3,6", {"quantity": 3600}),
        ("Số lượng (lũy kế từ đầu năm)", "12", {"quantity": 12}),
        ("Số lượng (lượt người) (3)", "12", {"quantity": 12}),
        ("Tỷ lệ so với kế hoạch (%)", "85", {"percent": 85}),
    ],
)
def test_what_is_understood_needs_no_question(
    heading: str, cell: str, values: dict[str, object]
) -> None:
    read_values, findings = read_columns([heading], [cell])
    assert read_values == values
    assert {code for code, _ in findings} <= {"column.scaled", "column.multiplied"}


@pytest.mark.parametrize(
    ("heading", "cell", "values", "code"),
    [
        ("Thực hiện", "12", {"quantity": 12}, "column.supposed"),
        ("Đạt (%)", "87,5", {"percent": 87.5}, "column.supposed"),
        ("Ước thực hiện năm 2026", "12", {"quantity": 12}, "column.estimated"),
        ("Số lượng (6 tháng đầu năm)", "12", {"quantity": 12}, "column.part_of_year"),
        ("Số lượng (lần 2)", "12", {"quantity": 12}, "column.part_of_year"),
        ("Số lượng (triệu đồng)", "12", {"quantity": 12_000_000}, "column.words_unread"),
        ("Kinh phí (ngân sách)", "36000000", {"value_vnd": 36_000_000}, "column.words_unread"),
        ("Số lượng (suất quà)", "12", {"quantity": 12}, "column.measure_differs"),
        ("Số lượng (cuộc giám sát)", "12", {"quantity": 12}, "column.measure_differs"),
    ],
)
def test_what_is_doubtful_is_asked_about_with_its_reading(
    heading: str, cell: str, values: dict[str, object], code: str
) -> None:
    read_values, findings = read_columns([heading], [cell])
    assert (read_values, (code, heading) in findings) == (values, True)


@pytest.mark.parametrize("heading", ["Đơn vị tính", "ĐVT"])
@pytest.mark.parametrize(
    ("measure", "asked"),
    [("lượt người", False), ("Người", False), ("", False), ("thùng mì", True), ("đồng", True)],
)
def test_a_column_of_measures_is_held_against_the_task(
    heading: str, measure: str, *, asked: bool
) -> None:
    came = arrival(text_file([[*KEYS, heading, "Số lượng"], [*ROW, measure, "7"]]))
    said = [(one.code, one.value) for one in came.findings]
    assert said == ([("value.measure_differs", f"7 {measure}")] if asked else [])
    assert stored(came, "quantity") == {2: 7}


def test_prose_below_a_heading_of_figures_is_no_figure() -> None:
    assert read_columns(["Kết quả thực hiện"], ["Đã tổ chức 2 đợt"]) == (
        {},
        {("column.unknown", None)},
    )


def test_two_quarters_are_refused_by_name() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_columns(["Số lượng (Quý I)", "Số lượng (Quý II)"], ["5", "7"])
    assert refusal.value.finding.facts["columns"] == ("Số lượng (Quý I)", "Số lượng (Quý II)")


def merge(content: bytes, *blocks: str) -> bytes:
    """The workbook with these blocks merged."""
    book = load_workbook(io.BytesIO(content))
    for block in blocks:
        book.worksheets[0].merge_cells(block)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


BLANK = ["", "", "", ""]
BELOW = [[*KEYS, "Số lượng", ""], [*BLANK, "2025", "2026"], [*ROW, 50, 12]]
BESIDE = [[*KEYS, "Số lượng", ""], [*BLANK, "Kế hoạch", "Thực hiện"], [*ROW, 50, 12]]
ABOVE = [
    [*BLANK, "Kế hoạch năm 2026", "Kết quả thực hiện"],
    [*KEYS, "Số lượng", "Khối lượng"],
    [*ROW, 50, 12],
]
EARLIER = [
    [*BLANK, "Năm 2025", "", "Năm 2026", ""],
    [*KEYS, *["Số lượng", "Trị giá (đồng)"] * 2],
    [*ROW, 50, 5_000_000, 12, 1_200_000],
]


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize(
    ("lines", "blocks", "values"),
    [
        (BELOW, ["E1:F1", "A1:A2", "B1:B2", "C1:C2", "D1:D2"], {"quantity": 12}),
        (BESIDE, ["E1:F1"], {"quantity": 12}),
        (ABOVE, [], {"quantity": 12}),
        (EARLIER, ["E1:F1", "G1:H1"], {"quantity": 12, "value_vnd": 1_200_000}),
    ],
    ids=["years below", "plan beside result", "groups above", "years above"],
)
def test_headings_of_two_lines_are_read_together(
    lines: list[list[object]], blocks: list[str], values: dict[str, object], merged: bool
) -> None:
    content = workbook({"KQ": lines})
    read_values, findings = read(merge(content, *blocks) if merged else content, row=3)
    assert read_values == values
    assert "column.another_taken" in {code for code, _ in findings}


def test_a_title_above_is_no_heading_of_a_group() -> None:
    lines = [["KẾ HOẠCH NĂM 2026"], [*KEYS, "Số lượng"], [*ROW, 12]]
    assert read(merge(workbook({"KQ": lines}), "A1:E1"), row=3)[0] == {"quantity": 12}


def test_a_cell_of_a_hundred_thousand_letters_below_a_heading_is_no_heading() -> None:
    lines = [[*KEYS, "Số lượng"], [*BLANK, "kế hoạch " * 11_000], [*ROW, 12]]
    assert read(text_file(lines), row=3)[0] == {"quantity": 12}
