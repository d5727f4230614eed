"""Figures whose parts stand in columns of their own: the whole is read and asked about, or what
cannot be added up is refused; no part is ever taken for the whole."""

import pytest

from intake.findings import Outcome
from intake.pipeline import Arrival, detect_layout
from intake.redaction.kept_copy import redact_upload
from intake.tables import Unreadable, Upload
from tests.intake.builders import stored
from tests.intake.files import text_file, workbook
from tests.intake.register import arrival, references

KEYS = ["Năm", "Đơn vị", "Nhiệm vụ", "Tình trạng"]
ROW = ["2026", "SYT", "HM_DK", "Hoàn thành"]
SECOND = ["2026", "SYT", "TET_SUAT", "Hoàn thành"]
BLANK = [""] * 4
QUARTERS = ["Quý I", "Quý II", "Quý III", "Quý IV"]


def sent(*lines: list[object]) -> Arrival:
    return arrival(workbook({"KQ": lines}))


def codes(came: Arrival) -> set[str]:
    return {one.code for one in came.findings}


@pytest.mark.parametrize(
    ("headings", "cells", "value"),
    [
        (["Tiền mặt (đồng)", "Hiện vật quy tiền (đồng)"], [10_000_000, 5_000_000], 15_000_000),
        (["Tiền mặt", "Hiện vật"], ["10.000.000đ", "5 triệu đồng"], 15_000_000),
        (["Tiền mặt (triệu đồng)", "Quà (triệu đồng)"], [10, 5.5], 15_500_000),
        (["Bằng tiền", "Bằng hiện vật (quy ra tiền)"], ["10.000.000", "-"], 10_000_000),
        (["Tiền mặt", "Hiện vật"], ["-", "-"], "nil"),
        (["Tiền mặt", "Hiện vật"], ["", 5_000_000], 5_000_000),
        (["Số tiền mặt (đ)", "Hiện vật"], [10_000_000, "20 suất quà"], 10_000_000),
    ],
)
def test_money_and_goods_without_their_sum_are_added_up_and_asked_about(
    headings: list[str], cells: list[object], value: object
) -> None:
    came = sent([*KEYS, *headings], [*ROW, *cells])
    assert stored(came, "value_vnd") == {2: value}
    assert "column.value_added" in codes(came)
    assert came.outcome == Outcome.ASK


def test_parts_in_other_units_are_not_added_up_and_told_by_name() -> None:
    came = sent([*KEYS, "Tiền mặt (triệu đồng)", "Quà (nghìn đồng)"], [*ROW, 10, 5500])
    assert stored(came, "value_vnd") == {2: None}
    unread = [one.column for one in came.findings if one.code == "column.figures_unread"]
    assert unread == ["Tiền mặt (triệu đồng)", "Quà (nghìn đồng)"]
    assert came.outcome == Outcome.ASK


@pytest.mark.parametrize("total", ["Tổng cộng", "Tổng trị giá (đồng)", "Trị giá"])
@pytest.mark.parametrize(("written", "differs"), [(15_000_000, False), (16_000_000, True)])
def test_a_total_beside_its_parts_is_read_and_held_against_them(
    total: str, written: int, differs: bool
) -> None:
    headings = [*KEYS, "Tiền mặt", "Hiện vật quy tiền", total]
    came = sent(headings, [*ROW, 10_000_000, 5_000_000, written])
    assert stored(came, "value_vnd") == {2: written}
    assert ("value.parts_differ" in codes(came)) == differs
    assert "column.figures_unread" not in codes(came)


LOWER = [
    # headings, those below them, cells, field, value, what is said
    (
        ["Trị giá (triệu đồng)", ""],
        ["Tiền mặt", "Hiện vật"],
        [10, 5],
        "value_vnd",
        15_000_000,
        "column.value_added",
    ),
    (
        ["Trị giá", "", ""],
        ["Tổng số", "Tiền mặt", "Hiện vật"],
        [15_000, 10_000, 5_000],
        "value_vnd",
        15_000,
        "column.total_taken",
    ),
    (["Số lượng", ""], ["Nam", "Nữ"], [5, 7], "quantity", 12, "column.value_added"),
    (["Số lượng", "", ""], ["Tổng", "Nam", "Nữ"], [12, 5, 7], "quantity", 12, None),
    (["Số lượng", "", ""], ["Tổng", "Nam", "Nữ"], [13, 5, 7], "quantity", 13, "value.parts_differ"),
    (["Số lượng", *[""] * 4], [*QUARTERS, "Tổng"], [1, 2, 3, 4, 10], "quantity", 10, None),
    (
        ["Số lượng", *[""] * 4],
        [*QUARTERS, "Cả năm"],
        [1, 2, 3, 4, 11],
        "quantity",
        11,
        "value.parts_differ",
    ),
]


@pytest.mark.parametrize(("headings", "below", "cells", "field", "value", "code"), LOWER)
def test_headings_below_a_heading_part_it(
    headings: list[str],
    below: list[str],
    cells: list[object],
    *,
    field: str,
    value: int,
    code: str | None,
) -> None:
    came = sent([*KEYS, *headings], [*BLANK, *below], [*ROW, *cells])
    assert stored(came, field) == {3: value}
    assert (came.outcome == Outcome.ACCEPT) if code is None else (code in codes(came))


def test_a_heading_that_is_divided_into_what_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(Unreadable) as refusal:
        sent([*KEYS, "Số lượng", ""], [*BLANK, "Đợt đầu xuân", "Đợt cuối"], [*ROW, 5, 7])
    finding = refusal.value.finding
    assert (finding.code, finding.facts["headings"]) == (
        "file.heading_divided",
        ("Đợt đầu xuân", "Đợt cuối"),
    )


@pytest.mark.parametrize(
    ("total", "cells", "said"),
    [
        ("Tổng", [1, 2, 3, 4, 10], {"column.total_taken"}),
        ("Cả năm", [1, 2, 3, 4, 10], {"column.supposed"}),
        ("Số lượng", [1, 2, 3, 4, 10], set()),
        ("Tổng cộng", [1, 2, 3, 4, 11], {"column.total_taken", "value.parts_differ"}),
    ],
)
def test_the_total_beside_four_quarters_is_the_year_s(
    total: str, cells: list[object], said: set[str]
) -> None:
    came = sent([*KEYS, *QUARTERS, total], [*ROW, *cells])
    assert stored(came, "quantity") == {2: cells[-1]}
    assert codes(came) - {"column.another_taken"} == said


def test_quarters_without_a_total_are_not_read_and_asked_about() -> None:
    came = sent([*KEYS, *QUARTERS], [*ROW, 1, 2, 3, 4])
    assert (stored(came, "quantity"), came.outcome) == ({2: None}, Outcome.ASK)
    assert codes(came) == {"column.parts_unread"}


@pytest.mark.parametrize(
    ("cells", "stored_quantity", "code"),
    [
        (["120", "7"], {2: 120, 3: 7}, "column.supposed"),
        (["Đạt", "Chưa đạt"], {2: None, 3: None}, "column.without_choices"),
    ],
)
def test_a_result_beside_the_status_is_no_second_status(
    cells: list[str], stored_quantity: dict[int, object], code: str
) -> None:
    came = sent([*KEYS, "Kết quả"], [*ROW, cells[0]], [*SECOND, cells[1]])
    assert stored(came, "status") == {2: "done", 3: "done"}
    assert (stored(came, "quantity"), code in codes(came)) == (stored_quantity, True)


def test_figures_under_a_heading_that_nobody_knows_are_asked_about() -> None:
    came = sent([*KEYS, "Số lượng", "Số đợt"], [*ROW, 12, 3])
    assert (codes(came), came.outcome) == ({"column.figures_unread"}, Outcome.ASK)


def test_a_column_named_for_a_choice_is_asked_about() -> None:
    head = ["Mã địa chỉ", "Mã xã", "Xóm", "Hộ nghèo"]
    came = arrival(text_file([head, ["DC-1", "01273", "Xóm 3", "x"]]), references("addresses"))
    assert "column.choice_unread" in codes(came)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Lưu ý: số lượng tính cả năm 2025", True),
        ("Ghi chú: số liệu chưa có của bệnh viện huyện", True),
        ("Ghi chú: ĐVT: triệu đồng", False),
        ("UBND TỈNH CAO BẰNG", False),
    ],
)
def test_a_note_above_the_table_is_asked_about(line: str, asked: bool) -> None:
    came = arrival(text_file([[line], [*KEYS, "Số lượng"], [*ROW, "12"]]))
    assert ("line.note" in codes(came)) == asked


def test_help_in_money_and_goods_is_added_up_too() -> None:
    head = ["Mã địa chỉ", "Đơn vị trợ giúp", "Loại trợ giúp", "Hình thức", "Ngày trợ giúp"]
    row = ["A-001", "SYT", "đột xuất", "tiền", "01/05/2026"]
    content = text_file([[*head, "Tiền mặt", "Hiện vật"], [*row, "1000000", "500000"]])
    assert stored(arrival(content, references("supports")), "value_vnd") == {2: 1_500_000}


@pytest.mark.parametrize("write", [text_file, lambda lines: workbook({"KQ": lines})])
def test_the_kept_copy_reads_as_the_file_did(write: object) -> None:
    lines = [[*KEYS, "Tiền mặt", "Hiện vật"], [*ROW, "10.000.000", "5.000.000"]]
    content = write(lines)  # type: ignore[operator]  # either of the two above
    upload = Upload("a.xlsx", content)
    kept = redact_upload(upload, detect_layout(upload))
    assert stored(arrival(kept), "value_vnd") == stored(arrival(content), "value_vnd")
