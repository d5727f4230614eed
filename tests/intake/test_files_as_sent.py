"""Returns as offices really send them: what becomes of each, its values, and what is said.

A line of a table is one file: what was changed in a sound return, and what a careful clerk
would make of it.
"""

import pytest

from intake.findings import Outcome
from intake.pipeline import Arrival
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.intake.builders import (
    HEADINGS,
    SECOND,
    SOUND,
    blanks,
    book_of,
    by_letters,
    column_of,
    file_with,
    stored,
)
from tests.intake.files import text_file
from tests.intake.register import arrival

ACCEPT, WARN, ASK, ROWS = Outcome.ACCEPT, Outcome.WARN, Outcome.ASK, Outcome.ROWS


def codes(came: Arrival, field: str) -> list[str]:
    """What is said of the field's cells."""
    return [one.code for one in came.findings if one.column == field]


CELLS = [
    # field, cell, outcome, value kept, what is said
    ("quantity", "1,5", ASK, 1.5, "value.fraction_of_whole"),
    ("quantity", "+5", ACCEPT, 5, None),
    ("quantity", "１２", ACCEPT, 12, None),
    ("quantity", "12 người", ACCEPT, 12, "value.words_left_out"),
    ("quantity", "12 (người)", ACCEPT, 12, "value.words_left_out"),
    ("quantity", "1.2x", ASK, 1.2, "value.letters_in_number"),
    ("quantity", "12a", ASK, 12, "value.letters_in_number"),
    ("quantity", "12 abc", ASK, 12, "value.letters_in_number"),
    ("quantity", "khoảng 12x", ASK, 12, "value.interpreted"),
    ("quantity", "1,5 tấn", ASK, 1.5, "value.measure_differs"),
    ("quantity", "3 lượt", ACCEPT, 3, "value.words_left_out"),
    ("quantity", "3 luot nguoi", ACCEPT, 3, "value.words_left_out"),
    ("quantity", "15kg", ASK, 15, "value.measure_differs"),
    ("quantity", "12 visits", ACCEPT, 12, "value.words_left_out"),
    ("quantity", "12.", ACCEPT, 12, None),
    ("quantity", "1.234", ASK, 1234, "value.number_ambiguous"),
    ("quantity", "1,234", ASK, 1234, "value.number_ambiguous"),  # counts are seldom thousandths
    ("quantity", "khoảng 30", ASK, 30, "value.number_approximate"),
    ("quantity", "12 (ước)", ASK, 12, "value.number_approximate"),
    ("quantity", "1e5", ASK, 100_000, "value.number_scientific"),
    ("quantity", "-", ACCEPT, "nil", None),
    ("quantity", "--", ACCEPT, "nil", None),
    ("quantity", "Không phát sinh trong kỳ", ACCEPT, "nil", None),
    ("quantity", "không có", ASK, "nil", "value.read_as_nil"),
    ("quantity", "chưa có số liệu", WARN, None, "value.read_as_blank"),
    ("quantity", "N/A", WARN, None, "value.read_as_blank"),
    ("quantity", "……", WARN, None, "value.read_as_blank"),
    ("quantity", "#REF!", ROWS, None, "value.cell_error"),
    ("quantity", "25/30", ROWS, None, "value.several_numbers"),
    ("quantity", "10-15", ROWS, None, "value.several_numbers"),
    ("quantity", "1O", ROWS, None, "value.not_a_number"),  # a letter, not a nought
    ("quantity", "3 trăm", ASK, 300, "value.interpreted"),
    ("quantity", "½", ASK, 0.5, "value.interpreted"),
    ("quantity", "1 1/2", ASK, 1.5, "value.interpreted"),
    ("quantity", "2 rưỡi", ASK, 2.5, "value.interpreted"),
    ("quantity", "2 tá", ASK, 24, "value.interpreted"),
    ("quantity", "2 ta", ROWS, None, "value.not_a_number"),  # a dozen, or 100 kilograms
    ("quantity", "12²", ASK, 12, "value.interpreted"),
    ("quantity", "12*", ASK, 12, "value.interpreted"),
    ("quantity", "12 [1]", ASK, 12, "value.interpreted"),
    ("quantity", "91(1)", ASK, 91, "value.interpreted"),
    ("quantity", "91(1) người", ASK, 91, "value.interpreted"),
    ("quantity", "120⁽²⁾", ASK, 120, "value.interpreted"),
    ("quantity", "91 (1)", ROWS, None, "value.several_numbers"),
    ("quantity", "~~18~~98", ASK, 98, "value.interpreted"),
    ("quantity", "98 ~~(ước)~~ người", ASK, 98, "value.interpreted"),
    ("quantity", "~~98~~", ROWS, None, "value.not_a_number"),
    ("quantity", "1632 nay là 1623", ASK, 1623, "value.interpreted"),
    ("quantity", "13: 1632 nay là 1623", ROWS, None, "value.several_numbers"),
    ("quantity", "227.500,000", ASK, 227_500, "value.number_ambiguous"),
    ("quantity", "12 ①", ROWS, None, "value.not_a_number"),
    ("quantity", "12\n150", ROWS, None, "value.several_numbers"),
    ("quantity", "12\nngười", ACCEPT, 12, "value.words_left_out"),
    ("quantity", "12; 150", ROWS, None, "value.several_numbers"),
    ("quantity", "12 150", ASK, 12_150, "value.number_ambiguous"),
    ("quantity", "12 hộ, 48 người", ROWS, None, "value.several_numbers"),
    ("quantity", "12 (15)", ROWS, None, "value.several_numbers"),
    ("quantity", "12 (sai, đúng là 15)", ASK, 15, "value.interpreted"),
    ("quantity", "12 -> 15", ASK, 15, "value.interpreted"),
    ("quantity", "15 (không phải 12)", ASK, 15, "value.interpreted"),
    ("quantity", "12 (sai)", ROWS, None, "value.not_a_number"),
    ("quantity", "5+7", ASK, 12, "value.interpreted"),
    ("quantity", "5+7=12", ASK, 12, "value.interpreted"),
    ("quantity", "5+7=13", ROWS, None, "value.parts_contradict"),
    ("quantity", "3 nam, 4 nữ", ASK, 7, "value.interpreted"),
    ("quantity", "7 (3 nam, 4 nữ)", ASK, 7, "value.interpreted"),
    ("quantity", "8 (3 nam, 4 nữ)", ROWS, None, "value.parts_contradict"),
    ("quantity", "12 (trong đó 3 nữ)", ASK, 12, "value.interpreted"),
    ("quantity", "quý II: 12", ASK, 12, "value.interpreted"),
    ("quantity", "Quý I: 5; Quý II: 7", ROWS, None, "value.several_numbers"),
    ("quantity", "12 (lũy kế)", ASK, 12, "value.interpreted"),
    ("quantity", "12 (năm 2025)", ASK, 12, "value.interpreted"),
    ("quantity", "12 văn bản", ASK, 12, "value.measure_differs"),  # not ten thousands
    ("quantity", "12 đồng chí", ASK, 12, "value.measure_differs"),  # people, no money
    ("quantity", "12 nghìn người", ACCEPT, 12_000, "value.words_left_out"),
    ("quantity", "75%", ROWS, None, "value.wrong_unit"),
    ("quantity", "1,2 tỷ đồng", ROWS, None, "value.wrong_unit"),
    ("quantity", "12 (chưa xong)", ROWS, None, "value.not_a_number"),
    ("period", "202²", ROWS, None, "value.not_a_year"),
    ("quantity", "nan", ROWS, None, "value.not_a_number"),
    ("quantity", "inf", ROWS, None, "value.not_a_number"),
    ("quantity", "x", ROWS, None, "value.not_a_number"),
    ("quantity", "(5)", ROWS, None, "value.negative"),
    ("quantity", "9" * 30, ROWS, None, "value.too_large"),
    ("value_vnd", "1.200.000đ", ACCEPT, 1_200_000, None),
    ("value_vnd", "VND 1.200.000", ACCEPT, 1_200_000, None),
    ("value_vnd", "1,2 tỷ đồng", ACCEPT, 1_200_000_000, None),
    ("value_vnd", "32,557 tỷ đồng", ASK, 32_557_000_000, "value.number_ambiguous"),
    ("value_vnd", "1 tỷ 250 triệu", ACCEPT, 1_250_000_000, None),
    ("value_vnd", "1 tỷ, 250 triệu", ACCEPT, 1_250_000_000, None),
    ("value_vnd", "500 nghìn", ACCEPT, 500_000, None),
    ("value_vnd", "2tr5", ASK, 2_500_000, "value.interpreted"),
    ("value_vnd", "hơn 1,2 tỷ đồng", ASK, 1_200_000_000, "value.number_approximate"),
    ("value_vnd", "10 triệu (tiền mặt)", ACCEPT, 10_000_000, "value.words_left_out"),
    ("value_vnd", "1,234", ASK, 1234, "value.number_ambiguous"),  # no part of a đồng
    ("value_vnd", "20 suất quà", ROWS, None, "value.wrong_unit"),  # gifts are no money
    ("value_vnd", "20x", ROWS, None, "value.not_a_number"),
    ("value_vnd", "200 USD", ROWS, None, "value.wrong_unit"),
    ("value_vnd", "$200", ROWS, None, "value.wrong_unit"),
    ("value_vnd", "36 (triệu đồng)", ACCEPT, 36_000_000, None),
    ("value_vnd", "36 trđ", ACCEPT, 36_000_000, None),
    ("value_vnd", "36 Tr.đồng", ACCEPT, 36_000_000, None),
    ("value_vnd", "36 triệu (20 suất)", ASK, 36_000_000, "value.interpreted"),
    ("value_vnd", "500.000đ/suất", ROWS, None, "value.wrong_unit"),
    ("value_vnd", "20 suất x 500.000đ = 10.000.000đ", ASK, 10_000_000, "value.interpreted"),
    ("value_vnd", "20 suất x 500.000đ = 1.000.000đ", ROWS, None, "value.parts_contradict"),
    ("value_vnd", "5 gói", ROWS, None, "value.wrong_unit"),
    ("percent", "100 phần trăm", ACCEPT, 100, None),
    ("percent", "12 người", ROWS, None, "value.wrong_unit"),
    ("value_vnd", "1.200.000,5", ROWS, None, "value.not_whole"),
    ("percent", "100 %", ACCEPT, 100, None),
    ("percent", "１００％", ACCEPT, 100, None),
    ("percent", "đạt 100%", ACCEPT, 100, "value.words_left_out"),
    ("percent", "140", ROWS, None, "value.percent_out_of_range"),
    ("done_on", "1-Dec-26", ACCEPT, "2026-12-01", None),
    ("done_on", "1-thg 12-26", ACCEPT, "2026-12-01", None),
    ("done_on", "Dec 1, 2026", ACCEPT, "2026-12-01", None),
    ("done_on", "2026-12-01T10:30:00Z", ACCEPT, "2026-12-01", None),
    ("done_on", "01/12/2026 10:30", ACCEPT, "2026-12-01", None),
    ("done_on", "Thứ Ba, 01/12/2026", ACCEPT, "2026-12-01", None),
    ("done_on", "Thứ Hai, 01/12/2026", ASK, "2026-12-01", "value.weekday_differs"),
    ("done_on", "thứ 3 ngày 1/12/2026", ACCEPT, "2026-12-01", None),
    ("done_on", "01/1²/2026", ROWS, None, "value.not_a_day"),
    ("done_on", "01/12/2026²", ASK, "2026-12-01", "value.day_interpreted"),
    ("done_on", "01/12/2026(1)", ASK, "2026-12-01", "value.day_interpreted"),
    ("done_on", "khoảng 01/12/2026", ASK, "2026-12-01", "value.day_interpreted"),
    ("done_on", "02/12/2026 sửa lại là 01/12/2026", ASK, "2026-12-01", "value.day_interpreted"),
    ("done_on", "~~02/12/2026~~ 01/12/2026", ASK, "2026-12-01", "value.day_interpreted"),
    ("done_on", "01/12/2026 (thứ ba)", ACCEPT, "2026-12-01", None),
    ("done_on", "8h30 ngày 1/12/2026", ACCEPT, "2026-12-01", None),
    ("done_on", "01/XII/2026", ACCEPT, "2026-12-01", None),
    ("done_on", "11/30/2026", ASK, "2026-11-30", "value.day_month_first"),
    ("done_on", "01/12/2026 (dự kiến)", ROWS, None, "value.day_not_alone"),
    ("done_on", "hết năm 2026", ROWS, None, "value.day_incomplete"),
    ("done_on", "trước 01/12/2026", ROWS, None, "value.day_not_alone"),
    ("done_on", "tháng 7/2026", ROWS, None, "value.day_incomplete"),
    ("done_on", "quý II/2026", ROWS, None, "value.day_incomplete"),
    ("done_on", "01-05/12/2026", ROWS, None, "value.several_days"),
    ("done_on", "1 và 5/12/2026", ROWS, None, "value.several_days"),
    ("done_on", "01/12/2026; 05/12/2026", ROWS, None, "value.several_days"),
    ("done_on", "01–12–2026", ACCEPT, "2026-12-01", None),
    ("done_on", "20261201", ACCEPT, "2026-12-01", None),
    ("done_on", "46357", ACCEPT, "2026-12-01", "value.day_from_serial"),
    ("done_on", "01/12", ASK, "2026-12-01", "value.day_year_supplied"),
    ("done_on", "12/2026", ROWS, None, "value.day_incomplete"),
    ("done_on", "31/02/2026", ROWS, None, "value.not_a_day"),
    ("done_on", "từ 01/12 đến 05/12/2026", ROWS, None, "value.several_days"),
    ("period", "Kỳ báo cáo năm 2026", ACCEPT, 2026, None),
    ("period", "2026.0", ACCEPT, 2026, None),
    ("period", "2.026", ACCEPT, 2026, None),
    ("period", "26", ROWS, None, "value.not_a_year"),
    ("period", "2025-2026", ROWS, None, "value.not_a_year"),
    ("status", "Hoàn thành (đúng hạn)", ACCEPT, "done", None),
    ("status", "Đã hoàn thành 100%", ACCEPT, "done", None),
    ("status", "Hoàn\u200bthành", ACCEPT, "done", "value.unseen_letters"),
    ("status", "Hoàn thành (ba đợt)", ASK, "done", "value.remark_passed_over"),
    ("status", "Đang thực hiện 100%", ASK, "in_progress", "value.remark_passed_over"),
    ("status", "√", ASK, "done", "value.tick_read_as_done"),
    ("status", "þ", ASK, "done", "value.tick_read_as_done"),
    ("status", "Đạt", ASK, "done", "value.tick_read_as_done"),
    ("status", "Chưa đạt", ROWS, None, "value.not_a_choice"),
    ("status", "x", ASK, "done", "value.tick_read_as_done"),
    ("status", "Hoàn thành 50%", ROWS, None, "value.not_a_choice"),
    ("status", "Hoàn thành (chưa xong)", ROWS, None, "value.not_a_choice"),
    ("unit_code", "S\u200bYT", ACCEPT, "SYT", "value.unseen_letters"),
    ("unit_code", "SУТ", ACCEPT, "SYT", "value.look_alike"),
    ("unit_code", "Sở YT", ASK, "SYT", "register.unit_read_as"),
    ("unit_code", "Y tế", ASK, "SYT", "register.unit_read_as"),
    ("unit_code", "SYT - Sở Y tế", ACCEPT, "SYT", "register.unit_by_name"),
    ("unit_code", "SYT - Sở Tài chính", ROWS, None, "register.unit_unknown"),
    ("unit_code", "Sở LĐTBXH", ROWS, None, "register.unit_abolished"),
]


@pytest.mark.parametrize(("field", "cell", "outcome", "value", "code"), CELLS)
def test_a_cell_is_read_as_a_careful_clerk_would(
    field: str, cell: str, *, outcome: Outcome, value: object, code: str | None
) -> None:
    came = arrival(file_with(**{field: cell}))
    # what contradicts the row's other cells has tests of its own
    of_cell = [each for each in codes(came, field) if not each.startswith("row.under_way")]
    assert of_cell == ([code] if code else [])
    assert (came.outcome, stored(came, field).get(2)) == (outcome, value)


COLUMNS = [
    # field, cells, values kept, what is said: a column decides, or is asked once
    ("quantity", ["1.234", "5.678", "9.012"], [1234, 5678, 9012], ["value.numbers_ambiguous"]),
    ("quantity", ["1.234", "12,5"], [1234, 12.5], ["value.fraction_of_whole"]),
    ("quantity", ["1.234", "12.5"], [1.234, 12.5], ["value.fraction_of_whole"] * 2),
    ("percent", ["0,4", "40"], [0.4, 40], ["value.percent_fraction"]),
    ("percent", ["0,4", "0,75"], [40, 75], ["value.percent_fraction"] * 2),
    ("percent", ["0,4%", "40"], [0.4, 40], []),
    ("percent", ["1", "1"], [100, 100], ["value.percent_fraction"] * 2),
    ("percent", ["1", "100"], [1, 100], []),
    ("percent", ["0", "0"], [0, 0], []),
]


@pytest.mark.parametrize(("field", "cells", "values", "said"), COLUMNS)
def test_the_other_cells_of_a_column_decide(
    field: str, cells: list[str], *, values: list[object], said: list[str]
) -> None:
    rows = [["Năm", "Đơn vị", "Nhiệm vụ", field]]
    keys = [("SYT", "HM_DK"), ("SYT", "TET_SUAT"), ("STC", "HM_DK")]
    rows += [["2026", *key, cell] for key, cell in zip(keys, cells, strict=False)]
    came = arrival(text_file(rows))
    assert list(stored(came, field).values()) == values
    assert codes(came, field) == said


def test_a_column_is_asked_about_once_with_how_many_cells() -> None:
    came = arrival(column_of("quantity", ["1.234", "5.678", "9.012"]))
    (asked,) = [one for one in came.findings if one.column == "quantity"]
    assert (asked.row, asked.facts["count"], asked.facts["read_as"]) == (2, 3, 1234)


WIDE = [*HEADINGS[:3], "Kết quả", "", "", "", "", HEADINGS[8]]
MIDDLE = blanks("", "", "", "Thực hiện", "", "", "Đạt được")
LOWER = ["", "", "", *HEADINGS[3:8], ""]
TABLES = {
    "numbered headings": by_letters("{n}. {h}"),
    "numbered headings in brackets": by_letters("({n}) {h}"),
    "marked headings": by_letters("{h} (*)"),
    "headings with a line break": [[h.replace(" ", "\n", 1) for h in HEADINGS], SOUND, SECOND],
    "headings with two blanks": [[h.replace(" ", "  ") for h in HEADINGS], SOUND, SECOND],
    "column numbers": [HEADINGS, [f"({n})" for n in range(1, 10)], SOUND, SECOND],
    "column letters": [HEADINGS, ["A", "B", "C", *"123456"], SOUND, SECOND],
    "two rows of headings": [WIDE, LOWER, SOUND, SECOND],
    "three rows of headings": [WIDE, MIDDLE, LOWER, SOUND, SECOND],
    "units below": [HEADINGS, blanks(*[""] * 6, "(người)", "(đồng)"), SOUND, SECOND],
    "titles": [blanks("UBND TỈNH"), blanks("BÁO CÁO NĂM 2026"), blanks(), HEADINGS, SOUND, SECOND],
    "totals": [HEADINGS, SOUND, SECOND, blanks("", "", "Cộng"), blanks("TỔNG CỘNG (I+II)")],
    "groups": [HEADINGS, blanks("I. Khối tỉnh"), SOUND, blanks("II. Khối khác"), SECOND],
    "the headings again": [HEADINGS, SOUND, HEADINGS, SECOND],
    "signatures": [
        HEADINGS,
        SOUND,
        SECOND,
        blanks(),
        blanks("", "", "", "", "", "", "Cao Bằng, ngày 10 tháng 12 năm 2026"),
        blanks("NGƯỜI LẬP BIỂU", "", "", "", "", "", "GIÁM ĐỐC"),
        blanks("Nguyễn A", "", "", "", "", "", "Trần B"),
    ],
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("shape", TABLES)
def test_what_stands_around_the_rows_does_not_matter(shape: str, kind: str) -> None:
    came = arrival((text_file if kind == "csv" else book_of)(TABLES[shape]))
    assert list(stored(came, "quantity").values()) == [12, 7]
    assert list(stored(came, "value_vnd").values()) == [1_200_000, 2_500_000]
    assert came.outcome == ACCEPT


@pytest.mark.parametrize("heading", ["STT", "TT", "Số thứ tự"])
def test_a_column_that_numbers_the_lines_is_read_past(heading: str) -> None:
    came = arrival(text_file([[heading, *HEADINGS], ["1", *SOUND], ["2", *SECOND]]))
    assert (came.outcome, came.findings) == (ACCEPT, ())


def test_the_unit_of_money_below_a_heading_counts() -> None:
    below = blanks(*[""] * 7, "(triệu đồng)")
    came = arrival(text_file([HEADINGS, below, [*SOUND[:7], "1,2", ""]]))
    assert stored(came, "value_vnd") == {3: 1_200_000}


def test_a_cell_that_names_its_own_money_is_not_scaled_again() -> None:
    named = [*HEADINGS[:7], "Trị giá (triệu đồng)", HEADINGS[8]]
    rows = [[*SOUND[:7], "500.000đ", ""], [*SECOND[:7], "1,5", ""]]
    assert list(stored(arrival(text_file([named, *rows])), "value_vnd").values()) == [
        500_000,
        1_500_000,
    ]


def test_a_row_longer_than_its_headings_is_at_fault_and_the_others_are_not() -> None:
    lines = text_file([HEADINGS, SOUND, SECOND]).decode().replace("1.200.000", "1,200,000")
    came = arrival(lines.encode())
    assert [(one.code, one.row) for one in came.findings] == [("row.cells_beyond", 2)]
    assert list(stored(came, "quantity")) == [3]


def test_what_stands_beside_the_table_of_a_workbook_is_told_of() -> None:
    came = arrival(book_of([HEADINGS, [*SOUND, "xem thêm"], SECOND]))
    (told,) = came.findings
    assert (told.code, told.row, told.column) == ("column.without_heading", 2, "J")
    assert "xem thêm" not in build_finding_sentence(
        told, words_in("vi")
    )  # nobody knows whom it tells of
    assert came.outcome == WARN
