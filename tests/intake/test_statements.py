"""What lines above and below a table, and the name of its sheet, state about its figures."""

import pytest

from intake.findings import Finding
from intake.tables import Unreadable
from tests.intake.builders import stored
from tests.intake.files import text_file, workbook
from tests.intake.register import arrival
from tests.intake.test_figures import KEYS, ROW

MONEY = [[*KEYS, "Trị giá"], [*ROW, "36"]]
COUNT = [[*KEYS, "Số lượng"], [*ROW, "36"]]
Lines = list[list[str]]


def read_value(lines: Lines, field: str = "value_vnd") -> tuple[object, set[str]]:
    """The one value of the file, and the codes of what was found about its lines."""
    came = arrival(text_file(lines))
    (value,) = stored(came, field).values()
    return value, {one.code for one in came.findings if one.code.startswith("line.")}


def list_questions(lines: Lines, sheet: str = "KQ") -> list[tuple[str, int | None]]:
    """The code and row of each question about a line."""
    came = arrival(workbook({sheet: lines}))
    return [(one.code, one.row) for one in came.findings if one.code.startswith("line.")]


@pytest.mark.parametrize(
    "line",
    [
        ["ĐVT: triệu đồng"],
        ["", "", "", "Đơn vị: triệu đồng"],
        ["", "", "Đơn vị tính:", "triệu đồng"],
        ["(Số liệu tính bằng triệu đồng)"],
        ["(Triệu đồng)"],
        ["Ghi chú: số tiền tính bằng triệu đồng"],
        ["ĐVT: Tr.đ"],
        ["Đvt: 1.000.000 đồng"],
        ["Unit: million VND"],
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_line_that_states_the_unit_of_money_is_understood(line: list[str], place: str) -> None:
    lines = [line, *MONEY] if place == "above" else [*MONEY, line]
    assert read_value(lines) == (36_000_000, set())


@pytest.mark.parametrize(
    "line",
    [
        "Hội đồng nhân dân tỉnh",
        "Hoạt động năm 2026",
        "Đơn vị: Công ty Đồng Tâm",
        "Tổng hỗ trợ 36 triệu đồng",
        "Đơn vị báo cáo: Sở Y tế",
    ],
)
def test_a_line_that_states_no_unit_multiplies_nothing(line: str) -> None:
    assert read_value([[line], *MONEY]) == (36, set())


def test_a_line_understood_in_part_is_asked_about() -> None:
    line = "Đơn vị tính: nghìn đồng, trừ cột 5"
    assert read_value([[line], *MONEY]) == (36_000, {"line.unit_unsure"})


def test_two_lines_that_say_different_units_are_asked_about() -> None:
    lines = [["ĐVT: triệu đồng"], *MONEY, ["ĐVT: nghìn đồng"]]
    assert read_value(lines) == (36_000_000, {"line.unit_unsure"})


def test_thousands_of_people_are_asked_about() -> None:
    assert read_value([["Đơn vị tính: nghìn người"], *COUNT], "quantity") == (
        36,
        {"line.unit_unused"},
    )


def test_amounts_in_another_currency_are_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        arrival(text_file([["Đơn vị tính: USD"], *MONEY]))
    assert refusal.value.finding == Finding(
        "file.foreign_money", facts={"row": 1, "text": "Đơn vị tính: USD"}
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("BÁO CÁO KẾT QUẢ NĂM 2025", "line.other_year"),
        ("Kỳ báo cáo: 6 tháng", "line.part_of_year"),
        ("BÁO CÁO QUÝ II NĂM 2026", "line.part_of_year"),
        ("Số liệu tính đến 30/9/2026", "line.until"),
        ("Tính đến hết ngày 30 tháng 9 năm 2026", "line.until"),
        ("KẾ HOẠCH THỰC HIỆN CHỈ THỊ 18 NĂM 2026", "line.no_result"),
        ("Số liệu ước, chưa chốt", "line.no_result"),
    ],
)
def test_a_title_of_another_period_is_asked_about(line: str, code: str) -> None:
    assert list_questions([[line], *COUNT]) == [(code, 1)]


@pytest.mark.parametrize(
    "line",
    [
        "BÁO CÁO KẾT QUẢ NĂM 2026",
        "Từ ngày 15/12/2025 đến ngày 14/12/2026",
        "Báo cáo kết quả thực hiện Kế hoạch số 12/KH-UBND ngày 03/4/2019",
        "Cao Bằng, ngày 10 tháng 12 năm 2026",
        "Báo cáo kết quả thực hiện Chỉ thị 18 năm 2018 trong năm 2026",
    ],
)
def test_a_title_of_the_period_itself_is_not(line: str) -> None:
    assert list_questions([[line], *COUNT]) == []


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("Quý II", "line.part_of_year"),
        ("Năm 2025", "line.other_year"),
        ("Kế hoạch", "line.no_result"),
    ],
)
def test_so_is_the_name_of_the_sheet(sheet: str, code: str) -> None:
    assert list_questions(COUNT, sheet) == [(code, None)]


@pytest.mark.parametrize(
    "line",
    [
        "Đính chính: nhiệm vụ HM_DK là 15, không phải 36",
        "* Số liệu chưa gồm xã Quang Trung",
        "Ô màu vàng: số liệu chưa chốt",
    ],
)
def test_a_note_below_the_table_is_asked_about(line: str) -> None:
    assert list_questions([*COUNT, [line]]) == [("line.note", 3)]


@pytest.mark.parametrize("line", ["Tổng cộng", "Cao Bằng, ngày 10 tháng 12 năm 2026", "Nơi nhận:"])
def test_totals_and_signatures_are_not(line: str) -> None:
    assert list_questions([*COUNT, [line]]) == []
