"""One broken file for each finding code: its bytes, and the cell the finding points at.

The files are made here and not kept, so that each says in one place why it is broken.
They are read against the catalogue on 20/12/2026, with address DC-1 in the register, DC-7
erased from it, DC-5 ended on 01/04/2026, DC-6 in
Xóm 6, a gift of the firm Hòa Bình, this result as it should be, and results of the two years
before; 2024 is published, and 2028 begins on 15/12/2027.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

from intake.reading.baselines import SHEET, Baseline, build_baseline_lines
from tests.intake.broken_books import SAMPLES

RESULTS = ["period", "unit_code", "task_code", "status", "done_on", "percent", "quantity"]
ADDRESSES = ["code", "commune_code", "hamlet", "household_size", "surveyed_on", "status"]
SUPPORTS = ["address_code", "supporter_unit_code", "supporter_name", "kind", "form", "given_on"]
GOOD_RESULT = ["2026", "SYT", "HM_TV", "done", "01/12/2026", "100", "12"]
GOOD_ADDRESS = ["DC-2", "01273", "Xóm 3", "4", "01/03/2026", "surveyed"]
GOOD_SUPPORT = ["DC-1", "SYT", "", "one_off", "money", "01/05/2026"]


@dataclass(frozen=True)
class Broken:
    """A file, and the row and column (field, or unknown heading) its finding has."""

    content: Callable[[], bytes]
    row: int | None = None
    column: str | None = None
    name: str = "return.csv"


def lines(*rows: list[str]) -> Callable[[], bytes]:
    """A CSV file of `rows`, the headings first."""

    def made() -> bytes:
        written = io.StringIO(newline="")
        csv.writer(written).writerows(rows)
        return written.getvalue().encode()

    return made


def changed(headings: list[str], good: list[str], /, **cells: str) -> Callable[[], bytes]:
    """A CSV file whose row 2 is `good` but for `cells`."""
    return lines(headings, [cells.get(name, was) for name, was in zip(headings, good, strict=True)])


def result(**cells: str) -> Callable[[], bytes]:
    """A results file, sound but for `cells` of row 2."""
    return changed(RESULTS, GOOD_RESULT, **cells)


def renamed(name: str, heading: str) -> Callable[[], bytes]:
    """A sound results file in which the field `name` has another heading."""
    return lines([heading if known == name else known for known in RESULTS], GOOD_RESULT)


def below_line(line: str) -> Callable[[], bytes]:
    """A sound results file with this line above its headings."""
    return lines([line], RESULTS, GOOD_RESULT)


def address(**cells: str) -> Callable[[], bytes]:
    """An addresses file, sound but for `cells` of row 2."""
    return changed(ADDRESSES, GOOD_ADDRESS, **cells)


def support(**cells: str) -> Callable[[], bytes]:
    """A supports file, sound but for `cells` of row 2."""
    return changed(SUPPORTS, GOOD_SUPPORT, **cells)


WITHOUT_UNIT = [name for name in RESULTS if name != "unit_code"]
GOOD_WITHOUT_UNIT = [
    cell for name, cell in zip(RESULTS, GOOD_RESULT, strict=True) if name != "unit_code"
]


def without_unit(*above: str) -> Callable[[], bytes]:
    """A sound file of results without a column of units, below these lines."""
    return lines(*([line] for line in above), WITHOUT_UNIT, GOOD_WITHOUT_UNIT)


def text(content: str) -> Callable[[], bytes]:
    """A file of this text."""
    return content.encode


def workbook(**sheets: list[list[object]]) -> Callable[[], bytes]:
    """A workbook with these sheets; a formula has no stored result."""

    def made() -> bytes:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        return saved(book)

    return made


def workbook_with_a_hidden_row() -> bytes:
    """A sound results workbook whose row 2 is hidden."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(RESULTS)
    sheet.append(GOOD_RESULT)
    sheet.row_dimensions[2].hidden = True
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def result_with(cell: object, name: str) -> Callable[[], bytes]:
    """A results workbook, sound but for one cell of row 2."""
    row: list[object] = [*GOOD_RESULT]
    row[RESULTS.index(name)] = cell
    return workbook(Sheet1=[[*RESULTS], row])


def blank_made_earlier() -> bytes:
    """A results workbook made as our blank when another quantity was stored."""
    keys = tuple(GOOD_RESULT[:3])
    known = Baseline(date(2026, 12, 1), tuple(RESULTS[:3]), {keys: {"quantity": 9}})
    carried: list[list[object]] = [[*line] for line in build_baseline_lines(known)]
    return workbook(A=[[*RESULTS], [*GOOD_RESULT[:6], "15"]], **{SHEET: carried})()


NOTED = "period,unit_code,task_code,note\n2026,SYT,HM_TV,Sao Tiên\n"
EXTRA = [*RESULTS, "colour"]
PERSONAL = [*RESULTS, "Họ và tên"]
BROKEN: dict[str, Broken] = {code: Broken(*sample) for code, sample in SAMPLES.items()} | {
    "file.empty": Broken(text("  \n")),
    "file.too_large": Broken(lambda: b"a" * (10 * 1024 * 1024 + 1)),
    "file.encoding_old": Broken(lambda: NOTED.encode().decode("latin-1").encode()),
    "file.encoding_uncertain": Broken(lambda: NOTED.encode("cp1258")),
    "file.letters_lost": Broken(text(NOTED.replace("ê", "?"))),
    "file.unclosed_quote": Broken(text(NOTED.replace("Sao", '"Sao'))),
    "file.cell_too_long": Broken(text(NOTED.replace("Tiên", '"' + "x" * 100_001 + '"'))),
    "file.too_wide": Broken(text(",".join(["period", "unit_code"] * 101) + "\n")),
    "file.too_many_rows": Broken(lambda: b"a,b\n" * 1_100_001),
    "file.too_many_findings": Broken(lines(RESULTS, *[["x"] * 7] * 70_000)),
    "file.other_sheets": Broken(
        workbook(A=[[*RESULTS], [*GOOD_RESULT]], B=[[*RESULTS], [*GOOD_RESULT]]), name="a.xlsx"
    ),
    "file.sheets_unread": Broken(
        workbook(A=[[*RESULTS], [*GOOD_RESULT]], B=[["Tình trạng", "Số lượng"], ["done", 1]]),
        name="a.xlsx",
    ),
    "column.scaled": Broken(
        lines([*RESULTS, "Trị giá (triệu đồng)"], [*GOOD_RESULT, "15"]), 1, "value_vnd"
    ),
    "column.scale_contradicted": Broken(
        lines(["ĐVT: triệu đồng"], [*RESULTS, "Trị giá (đồng)"], [*GOOD_RESULT, "15"]),
        2,
        "value_vnd",
    ),
    "column.not_the_result": Broken(renamed("quantity", "Số lượng (kế hoạch)"), 1, "quantity"),
    "column.another_taken": Broken(
        lines([*RESULTS, "Số lượng năm 2025"], [*GOOD_RESULT, "50"]), 1, "quantity"
    ),
    "column.multiplied": Broken(renamed("quantity", "Số lượng (nghìn người)"), 1, "quantity"),
    "column.supposed": Broken(renamed("quantity", "Thực hiện"), 1, "quantity"),
    "column.estimated": Broken(renamed("quantity", "Số lượng (ước)"), 1, "quantity"),
    "column.part_of_year": Broken(renamed("quantity", "Số lượng 6 tháng đầu năm"), 1, "quantity"),
    "column.year_unsure": Broken(
        lines(
            [*RESULTS[:-1], "Số lượng năm 2026"],
            GOOD_RESULT,
            ["2025", "SYT", "YT_TT", "done", "", "", "5"],
        ),
        1,
        "quantity",
    ),
    "column.words_unread": Broken(renamed("percent", "Tỷ lệ (tỉnh giao)"), 1, "percent"),
    "column.measure_differs": Broken(renamed("quantity", "Số lượng (suất quà)"), 1, "quantity"),
    "file.foreign_money": Broken(lines(["ĐVT: USD"], [*RESULTS, "Trị giá"], [*GOOD_RESULT, "15"])),
    "line.unit_unsure": Broken(
        lines(["ĐVT: nghìn đồng, trừ cột 5"], [*RESULTS, "Trị giá"], [*GOOD_RESULT, "1500"]), 1
    ),
    "line.unit_unused": Broken(below_line("Đơn vị tính: nghìn người"), 1),
    "line.other_year": Broken(below_line("BÁO CÁO KẾT QUẢ NĂM 2025"), 1),
    "line.part_of_year": Broken(below_line("Kỳ báo cáo: 6 tháng"), 1),
    "line.until": Broken(below_line("Số liệu tính đến 30/9/2026"), 1),
    "line.no_result": Broken(below_line("KẾ HOẠCH THỰC HIỆN NĂM 2026"), 1),
    "line.note": Broken(lines(RESULTS, GOOD_RESULT, ["* Đúng là 15 người", *[""] * 6]), 3),
    "sheet.hidden_rows": Broken(workbook_with_a_hidden_row, name="a.xlsx"),
    "row.passed_over": Broken(lines(RESULTS, GOOD_RESULT, ["Tổng cộng", *[""] * 6]), 3),
    "file.encoding_unknown": Broken(lambda: b"period;unit_code\n2026;na\xefve\n"),
    "file.workbook_broken": Broken(lambda: b"PK\x03\x04 not an archive", name="a.xlsx"),
    "file.no_headings": Broken(workbook(Sheet1=[[1, 2, 3]]), name="a.xlsx"),
    "file.missing_columns": Broken(lines(["period", "unit_code"], ["2026", "SYT"])),
    "file.repeated_columns": Broken(lines([*RESULTS, "Đơn vị"], [*GOOD_RESULT, "SYT"])),
    "file.no_rows": Broken(lines(RESULTS)),
    "file.sender_missing": Broken(without_unit(), name="ket-qua.csv"),
    "file.sender_by_name": Broken(without_unit(), name="ket-qua-so-y-te.csv"),
    "file.sender_by_sheet": Broken(
        workbook(**{"Sở Y tế": [WITHOUT_UNIT, GOOD_WITHOUT_UNIT]}), name="a.xlsx"
    ),
    "file.sender_by_title": Broken(without_unit("SỞ Y TẾ TỈNH CAO BẰNG"), name="ket-qua.csv"),
    "file.sender_given": Broken(without_unit(), name="ket-qua.csv"),
    "file.sender_own": Broken(without_unit(), name="ket-qua.csv"),
    "file.same_again": Broken(result()),
    "file.nothing_new": Broken(result(unit_code="Sở Y tế")),
    "file.changes_earlier_period": Broken(result(period="2025", done_on="", quantity="13")),
    "file.list_unchanged": Broken(
        lines(ADDRESSES[:3], ["DC-1", "01273", "Xóm 3"], ["DC-8", "01273", "Xóm 3"])
    ),
    "file.nothing_filled": Broken(lines(RESULTS, [*GOOD_RESULT[:3], "", "", "", ""])),
    "row.says_nothing": Broken(
        lines(RESULTS, GOOD_RESULT, ["2026", "STC", "KP_NS", "", "", "", ""]), 3
    ),
    "row.status_concluded": Broken(
        lines(RESULTS, ["2026", "STC", "KP_NS", "", "01/12/2026", "", ""]), 2, "status"
    ),
    "row.status_missing": Broken(
        lines(RESULTS, ["2026", "STC", "KP_NS", "", "", "", "5"]), 2, "status"
    ),
    "column.unknown": Broken(lines(EXTRA, [*GOOD_RESULT, "red"]), row=1, column="colour"),
    "column.personal": Broken(lines(PERSONAL, [*GOOD_RESULT, "A"]), row=1, column="Họ và tên"),
    "value.read_as_blank": Broken(result(quantity="chưa có số liệu"), 2, "quantity"),
    "value.read_as_nil": Broken(result(quantity="không có"), 2, "quantity"),
    "value.percent_fraction": Broken(
        result(percent="0,4", status="in_progress", done_on=""), 2, "percent"
    ),
    "row.cells_beyond": Broken(lines(RESULTS, [*GOOD_RESULT, "200"]), 2),
    "column.without_heading": Broken(
        workbook(Sheet1=[[*RESULTS], [*GOOD_RESULT, "12"]]), 2, "H", name="a.xlsx"
    ),
    "file.letters_doubtful": Broken(text(NOTED.replace("Sao Tiên", "t? 3"))),
    "register.unit_not_yet": Broken(
        result(period="2024", unit_code="Xã Bảo Lâm", done_on="01/12/2024"), 2, "unit_code"
    ),
    "value.numbers_ambiguous": Broken(
        lines(RESULTS, [*GOOD_RESULT[:6], "1.234"], ["2026", "SYT", "YT_TT", "", "", "", "5.678"]),
        2,
        "quantity",
    ),
    "value.missing": Broken(result(task_code=""), 2, "task_code"),
    "value.not_a_number": Broken(result(quantity="nhiều"), 2, "quantity"),
    "value.number_ambiguous": Broken(result(quantity="1.234"), 2, "quantity"),
    "value.number_approximate": Broken(result(quantity="khoảng 30"), 2, "quantity"),
    "value.number_scientific": Broken(result(quantity="1,2E+05"), 2, "quantity"),
    "value.letters_in_number": Broken(result(quantity="1.2x"), 2, "quantity"),
    "value.words_left_out": Broken(result(quantity="12 người"), 2, "quantity"),
    "value.interpreted": Broken(result(quantity="12²"), 2, "quantity"),
    "value.several_numbers": Broken(result(quantity="12; 150"), 2, "quantity"),
    "value.parts_contradict": Broken(result(quantity="5 + 7 = 13"), 2, "quantity"),
    "value.wrong_unit": Broken(result(quantity="200 USD"), 2, "quantity"),
    "value.measure_differs": Broken(result(quantity="12 đơn vị máu"), 2, "quantity"),
    "value.fraction_of_whole": Broken(result(quantity="12,5"), 2, "quantity"),
    "value.look_alike": Broken(result(task_code="\u041d\u041c_TV"), 2, "task_code"),
    "value.cell_error": Broken(result_with("#REF!", "quantity"), 2, "quantity", "a.xlsx"),
    "value.not_computed": Broken(result_with("=6*2", "quantity"), 2, "quantity", "a.xlsx"),
    "value.tick_read_as_done": Broken(result(status="x"), 2, "status"),
    "value.day_from_serial": Broken(result_with(46357, "done_on"), 2, "done_on", "a.xlsx"),
    "register.unit_read_as": Broken(result(unit_code="SYT tỉnh"), 2, "unit_code"),
    "register.unit_meant_another": Broken(address(surveyed_on=""), 2, "commune_code"),
    "value.not_whole": Broken(address(household_size="3,5"), 2, "household_size"),
    "value.negative": Broken(result(quantity="-5"), 2, "quantity"),
    "value.too_large": Broken(address(household_size="60"), 2, "household_size"),
    "value.money_small": Broken(
        lines([*RESULTS, "Trị giá (đồng)"], [*GOOD_RESULT, "36"]), 2, "value_vnd"
    ),
    "value.money_apart": Broken(
        lines(
            [*RESULTS, "Trị giá (đồng)"],
            [*GOOD_RESULT, "36000000000000"],
            ["2026", "SYT", "YT_TT", "in_progress", "", "", "", "1500000"],
            ["2026", "SYT", "KCB_LN", "in_progress", "", "", "", "2000000"],
        ),
        2,
        "value_vnd",
    ),
    "value.above_limit": Broken(result(quantity="2000000"), 2, "quantity"),
    "value.unlike_peers": Broken(result(task_code="QT_LUOT", quantity="90000"), 2, "quantity"),
    "value.percent_out_of_range": Broken(result(percent="140"), 2, "percent"),
    "value.not_a_day": Broken(result(done_on="cuối năm"), 2, "done_on"),
    "value.day_month_first": Broken(result(done_on="11/30/2026"), 2, "done_on"),
    "value.day_interpreted": Broken(result(done_on="khoảng 01/12/2026"), 2, "done_on"),
    "value.day_not_alone": Broken(result(done_on="01/12/2026 (dự kiến)"), 2, "done_on"),
    "value.day_incomplete": Broken(result(done_on="tháng 7/2026"), 2, "done_on"),
    "value.several_days": Broken(result(done_on="01-05/12/2026"), 2, "done_on"),
    "value.as_above": Broken(
        lines(RESULTS, GOOD_RESULT, ["2026", "SYT", "YT_TT", "-nt-", "", "", ""]), 3, "status"
    ),
    "value.scaled_apart": Broken(
        lines([*RESULTS, "Trị giá (triệu đồng)"], [*GOOD_RESULT, "244.800.000"]), 2, "value_vnd"
    ),
    "row.nil_in_note": Broken(
        lines([*RESULTS, "note"], ["2026", "SYT", "HM_TV", *[""] * 4, "Trong kỳ không phát sinh"]),
        2,
        "note",
    ),
    "row.note_says_otherwise": Broken(
        lines([*RESULTS, "note"], [*GOOD_RESULT, "Số đúng là 15"]), 2, "note"
    ),
    "value.quantity_is_year": Broken(result(quantity="2026"), 2, "quantity"),
    "row.total_differs": Broken(
        lines(RESULTS, GOOD_RESULT, ["", "", "Tổng cộng", "", "", "", "15"]), 3, "quantity"
    ),
    "column.parts_unread": Broken(
        lines([*RESULTS[:6], "Quý I", "Quý II"], [*GOOD_RESULT[:6], "3", "4"]), 1, "quantity"
    ),
    "column.total_taken": Broken(
        lines([*RESULTS, "Tiền mặt", "Hiện vật", "Tổng"], [*GOOD_RESULT, "10000", "5000", "15000"]),
        1,
        "value_vnd",
    ),
    "column.value_added": Broken(
        lines([*RESULTS, "Tiền mặt", "Hiện vật quy tiền"], [*GOOD_RESULT, "10000", "5000"]),
        1,
        "value_vnd",
    ),
    "column.without_choices": Broken(
        lines([*RESULTS, "Kết quả"], [*GOOD_RESULT, "Đã tổ chức 2 đợt"]), 1, "status"
    ),
    "column.choice_unread": Broken(
        lines([*ADDRESSES, "Hộ nghèo"], [*GOOD_ADDRESS, "x"]), 1, "Hộ nghèo"
    ),
    "column.figures_unread": Broken(lines([*RESULTS, "Số đợt"], [*GOOD_RESULT, "3"]), 1, "Số đợt"),
    "value.parts_differ": Broken(
        lines(
            [*RESULTS, "Tiền mặt", "Hiện vật", "Trị giá (đồng)"],
            [*GOOD_RESULT, "10000", "5000", "16000"],
        ),
        2,
        "value_vnd",
    ),
    "file.heading_divided": Broken(
        workbook(A=[[*RESULTS, ""], [*[""] * 6, "xã A", "xã B"], [*GOOD_RESULT, "5"]]),
        name="a.xlsx",
    ),
    "value.weekday_differs": Broken(result(done_on="Thứ Hai, 01/12/2026"), 2, "done_on"),
    "value.day_ambiguous": Broken(
        lines(
            RESULTS,
            ["2026", "SYT", "HM_TV", "done", "05/06/2026", "100", "1"],
            ["2026", "SYT", "YT_TT", "done", "05/26/2026", "100", "1"],
        ),
        2,
        "done_on",
    ),
    "value.day_without_year": Broken(result(period="2031", done_on="05/12"), 2, "done_on"),
    "value.day_year_supplied": Broken(result(done_on="05/12"), 2, "done_on"),
    "value.day_month_swapped": Broken(
        workbook(
            A=[
                [*RESULTS],
                [*GOOD_RESULT[:4], date(2026, 5, 12), "100", "12"],
                ["2026", "SYT", "YT_TT", "done", date(2026, 3, 4), "100", "1"],
                ["2026", "SYT", "KCB_LN", "done", date(2026, 6, 7), "100", "1"],
                ["2025", "SYT", "HM_TV", "done", "25/11/2025", "100", "12"],
            ]
        ),
        2,
        "done_on",
        "a.xlsx",
    ),
    "value.not_a_choice": Broken(result(status="tốt"), 2, "status"),
    "value.remark_passed_over": Broken(result(status="Hoàn thành (ba đợt)"), 2, "status"),
    "value.choice_by_spelling": Broken(result(status="ổn cả"), 2, "status"),
    "value.personal": Broken(address(hamlet="Xóm 3, 0912345678"), 2, "hamlet"),
    "value.not_a_place": Broken(address(hamlet="Xóm 3, sau chợ"), 2, "hamlet"),
    "value.code_without_digit": Broken(address(code="NaNgan"), 2, "code"),
    "value.code_marked": Broken(address(code="DC-1²"), 2, "code"),
    "value.code_not_alone": Broken(address(code="DC-1 (mới)"), 2, "code"),
    "value.code_personal": Broken(address(code="004085001234"), 2, "code"),
    "value.too_long": Broken(address(hamlet="x" * 121), 2, "hamlet"),
    "value.not_clearable": Broken(result(task_code="xóa"), 2, "task_code"),
    "value.not_a_year": Broken(result(period="2o26"), 2, "period"),
    "register.unit_unknown": Broken(result(unit_code="XXX"), 2, "unit_code"),
    "register.unit_by_name": Broken(result(unit_code="Sở Y tế"), 2, "unit_code"),
    "register.zero_restored": Broken(address(commune_code="1273"), 2, "commune_code"),
    "register.unit_abolished": Broken(address(commune_code="01267"), 2, "commune_code"),
    "register.task_unknown": Broken(result(task_code="XYZ"), 2, "task_code"),
    "register.task_read_as": Broken(result(task_code="HM_TV - hiến máu đợt 2"), 2, "task_code"),
    "register.task_by_spelling": Broken(result(task_code="Hiến máu của ngành"), 2, "task_code"),
    "register.not_assigned": Broken(result(task_code="KH_DP"), 2, "task_code"),
    "register.period_closed": Broken(result(period="2024", done_on="01/12/2024"), 2, "period"),
    "register.period_not_begun": Broken(result(period="2028"), 2, "period"),
    "register.period_unknown": Broken(result(period="2031"), 2, "period"),
    "register.address_unknown": Broken(support(address_code="DC-9"), 2, "address_code"),
    "register.address_alike": Broken(address(code="dc-1"), 2, "code"),
    "register.address_read_as": Broken(support(address_code="dc 001"), 2, "address_code"),
    "register.address_erased": Broken(address(code="dc-7"), 2, "code"),
    "register.address_to_confirm": Broken(support(address_code="DC-9"), 2, "address_code"),
    "register.unit_of_another": Broken(result(unit_code="STC"), 2, "unit_code"),
    "register.unit_ambiguous": Broken(address(commune_code="Hai nơi"), 2, "commune_code"),
    "row.done_below_hundred": Broken(result(percent="40"), 2, "percent"),
    "row.not_started_with_result": Broken(result(status="not_started"), 2, "status"),
    "row.supporter_missing": Broken(support(supporter_unit_code=""), 2, "supporter_name"),
    "row.ends_before_start": Broken(
        lines([*SUPPORTS, "until"], [*GOOD_SUPPORT, "01/04/2026"]), 2, "until"
    ),
    "row.closed_without_day": Broken(
        lines([*ADDRESSES, "closed_on"], [*GOOD_ADDRESS[:-1], "closed", ""]), 2, "closed_on"
    ),
    "value.household_empty": Broken(address(household_size="0"), 2, "household_size"),
    "row.person_of_several": Broken(
        lines([*ADDRESSES, "kind"], [*GOOD_ADDRESS, "person"]), 2, "household_size"
    ),
    "row.open_with_end": Broken(
        lines([*ADDRESSES, "closed_on"], [*GOOD_ADDRESS, "01/05/2026"]), 2, "status"
    ),
    "row.open_after_stored_end": Broken(address(code="DC-5"), 2, "status"),
    "row.days_out_of_order": Broken(
        lines([*ADDRESSES, "confirmed_on"], [*GOOD_ADDRESS, "01/02/2026"]), 2, "confirmed_on"
    ),
    "row.nil_with_result": Broken(result(status="không phát sinh"), 2, "status"),
    "row.under_way_but_done": Broken(result(status="in_progress"), 2, "status"),
    "row.help_before_survey": Broken(support(given_on="01/02/2026"), 2, "given_on"),
    "row.help_after_end": Broken(support(address_code="DC-5"), 2, "given_on"),
    "row.day_outside_period": Broken(result(done_on="01/12/2024"), 2, "done_on"),
    "row.day_in_future": Broken(result(done_on="25/12/2026"), 2, "done_on"),
    "row.help_to_come": Broken(support(kind="regular", given_on="25/12/2026"), 2, "given_on"),
    "table.repeated_row": Broken(
        lines(RESULTS, GOOD_RESULT, [*GOOD_RESULT[:-1], "15"]), 2, "task_code"
    ),
    "table.written_twice": Broken(
        workbook(A=[[*RESULTS], [*GOOD_RESULT]], B=[[*RESULTS], [*GOOD_RESULT[:-1], "15"]]),
        2,
        "task_code",
        "a.xlsx",
    ),
    "table.part_over_stored": Broken(result(quantity="15"), 2, "task_code", "quy-2-2026.csv"),
    "table.address_twin": Broken(
        lines([*ADDRESSES, "needs"], [*GOOD_ADDRESS, "food"], ["DC-3", *GOOD_ADDRESS[1:], "food"]),
        3,
        "code",
    ),
    "register.address_twin": Broken(
        lines([*ADDRESSES, "needs"], ["DC-3", "01279", "Xóm 6", "5", "", "", "food"]),
        2,
        "code",
    ),
    "table.supporter_twin": Broken(
        lines(
            [*SUPPORTS, "value_vnd"],
            ["DC-1", "", "Công ty TNHH An Phát", *GOOD_SUPPORT[3:], "500000"],
            ["DC-1", "", "Cty An Phát", *GOOD_SUPPORT[3:], "500000"],
        ),
        3,
        "supporter_name",
    ),
    "register.supporter_twin": Broken(
        lines(
            [*SUPPORTS, "value_vnd"],
            ["DC-1", "", "Cty Hòa Bình", *GOOD_SUPPORT[3:], "500000"],
        ),
        2,
        "supporter_name",
    ),
    "table.same_row": Broken(lines(RESULTS, GOOD_RESULT, GOOD_RESULT), 3, "task_code"),
    "table.two_periods": Broken(
        lines(RESULTS, GOOD_RESULT, ["2025", "SYT", "YT_TT", "done", "", "", ""]), 3, "period"
    ),
    "table.row_not_resent": Broken(result(task_code="YT_TT")),
    "table.address_not_resent": Broken(address(code="DC-1", hamlet="Xóm 4")),
    "table.support_not_resent": Broken(
        lines(SUPPORTS, GOOD_SUPPORT, [*GOOD_SUPPORT[:-1], "02/05/2026"])
    ),
    "table.stored_moved": Broken(blank_made_earlier, 2, name="a.xlsx"),
    "history.leap": Broken(result(quantity="4000"), 2, "quantity"),
    "history.fall": Broken(result(quantity="0"), 2, "quantity"),
}
