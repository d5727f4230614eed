"""The yearly report as XLSX: live sums that are right before anybody reckons, and no text run."""

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from documents.printing.official import clean_text
from documents.printing.sheet_names import build_sheet_names
from documents.yearly_report.report import ReportTable, ValueState, YearlyReport, list_blocks
from documents.yearly_report.sums import find_share_columns, find_summed_columns, read_number
from documents.yearly_report.xlsx import build_yearly_xlsx
from locales.words import words_in
from tests.documents.reports import HOSTILE, VI, absent, bare, hostile, number, rich, text, units


def opened(report: YearlyReport, *, values: bool = False, language: str = "vi") -> Workbook:
    content = build_yearly_xlsx(report, words_in(language))
    return load_workbook(io.BytesIO(content), data_only=values)


def only(table: ReportTable) -> YearlyReport:
    return replace(bare(), blocks=(table,))


def test_there_is_a_cover_and_a_sheet_for_each_table() -> None:
    assert opened(rich(2)).sheetnames == ["report", "section1", "section2", "table.units", "b"]


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (["a", "A", "a"], ["a", "A-2", "a-3"]),
        (["x" * 40, "x" * 41], ["x" * 31, "x" * 29 + "-2"]),
        (["a/b?c[1]:*", "", "'"], ["a-b-c-1", "table", "table-2"]),
    ],
)
def test_sheets_are_named_by_codes_each_once(codes: list[str], names: list[str]) -> None:
    assert build_sheet_names(codes) == names


def test_sums_are_formulas_that_carry_their_value() -> None:
    live, values = opened(only(units(40))), opened(only(units(40)), values=True)
    total = [cell.value for cell in live["table.units"][45]]
    assert total == [
        "Tổng cộng",
        "=SUM(B5:B44)",
        "=SUM(C5:C44)",
        '=IF(B45=0,"",C45/B45)',
        "=SUM(E5:E44)",
    ]
    shown = [cell.value for cell in values["table.units"][45]]
    assert shown == ["Tổng cộng", 275, 156, pytest.approx(156 / 275), 945_000_000]


def test_numbers_are_numbers_and_their_absence_is_words() -> None:
    sheet = opened(only(units(12)), values=True)["table.units"]
    money = [sheet.cell(5 + place, 5).value for place in range(12)]
    assert [money[place] for place in (3, 5, 7, 9)] == [
        "chưa báo cáo",
        "không phát sinh",
        "không yêu cầu báo cáo",
        "ẩn vì số nhỏ",
    ]
    assert money[2] == 2_500_000
    assert sheet.cell(7, 5).number_format == "[$-42A]#,##0"
    assert (sheet.cell(6, 4).value, sheet.cell(6, 4).number_format) == (0.6, "0\\ %")


def test_a_total_that_counts_what_is_hidden_stays_a_number_and_says_why() -> None:
    rows = ((text("Xã A"), number("a", 7)), (text("Xã B"), absent("b", ValueState.HIDDEN)))
    total = (text("Cộng"), number("t", 10))
    table = ReportTable(
        "t", "T", ("Xã", "Số"), rows, (1, 1), frozenset({1}), total=total, summed=frozenset({1})
    )
    assert find_summed_columns(table) == frozenset()
    sheet = opened(only(table))["t"]
    assert sheet["B7"].value == 10
    assert "gồm cả phần không nêu" in sheet["A3"].value


def test_shares_are_live_only_where_every_row_agrees() -> None:
    table = units(10)
    assert find_share_columns(table) == {3: (2, 1)}
    wrong = (table.rows[0][0], number("w", 9), *table.rows[0][2:])
    assert find_share_columns(replace(table, rows=(wrong, *table.rows[1:]))) == {}


@pytest.mark.parametrize(
    ("written", "value"),
    [("1.234", 1234), ("12", 12), ("−3", -3), ("1.234.567", 1_234_567), ("01273", 1273)]
    + [(words, None) for words in ("", "–", "1,5 tỷ", "12 %", "II.3")],
)
def test_a_count_without_a_figure_is_read_in_numeric_columns_only(
    written: str, value: int | None
) -> None:
    assert read_number(text(written), numeric=True) == value
    assert read_number(text(written), numeric=False) is None


def test_counts_without_figures_are_numbers_and_numbers_among_texts_stay_texts() -> None:
    rows = ((text("1273"), text("1.234")), (text("1274"), text("–")))
    table = ReportTable("table.units", "", ("Mã", "Số"), rows, (1, 1), frozenset({1}))
    sheet = opened(only(table))["table.units"]
    assert [[cell.value for cell in row] for row in sheet["A5:B6"]] == [
        ["1273", 1234],
        ["1274", "–"],
    ]


def test_the_sheet_is_ready_to_be_read_and_printed() -> None:
    sheet = opened(rich(1))["section1"]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == ("9", "landscape") or (
        sheet.page_setup.paperSize,
        sheet.page_setup.orientation,
    ) == (9, "landscape")
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["D"].width


def test_the_cover_says_what_the_file_is() -> None:
    for language, sample, marked in (("vi", "SỐ LIỆU MINH HỌA", True), ("en", "", False)):
        report = replace(rich(1), sample=marked)
        sheet = opened(report, language=language)["report"]
        told = [str(cell) for row in sheet.values for cell in row if cell is not None]
        assert (sample in told) is marked
        for wanted in (report.about, "2026", "2026-12-14 00:00:00", *report.addressees):
            assert wanted in told


def test_definitions_of_the_figures_stand_on_the_cover() -> None:
    table = ReportTable("t", "T", ("A",), ((number("coverage|commune=01273", 1),),), (1,))
    sheet = opened(only(table))["report"]
    told = [cell for row in sheet.values for cell in row]
    assert VI.say("definition.coverage.title") in told
    assert VI.say("definition.coverage.numerator") in told


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_becomes_a_formula_or_is_lost(said: str) -> None:
    report = hostile(said)
    book = opened(report)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert formulas == []
    there = [cell.value for cell in cells if cell.value is not None]
    tables = [block for block in list_blocks(report) if isinstance(block, ReportTable)]
    assert there.count(clean_text(said)) >= 8 * len(tables)


def test_nothing_no_rows_and_a_thousand_rows_open() -> None:
    assert opened(bare()).sheetnames == ["report"]
    assert opened(rich(1))["b"]["A6"].value == "Không có dòng nào."
    assert opened(only(units(1000)))["table.units"].max_row == 1005


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_same_report_gives_the_same_bytes(language: str) -> None:
    made = [build_yearly_xlsx(rich(1), words_in(language)) for _ in range(2)]
    assert made[0] == made[1]
