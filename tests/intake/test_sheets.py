"""A workbook with rows on several sheets: each is read by itself, with its own places."""

from intake.pipeline import Arrival, detect_layout, detect_layouts, validate_upload
from intake.tables import Upload
from tests.intake.files import Rows, workbook
from tests.intake.register import references, said

RESULTS = ["Kỳ báo cáo", "Mã đơn vị", "Mã nhiệm vụ", "Tình trạng"]
HEALTH: Rows = [["SỞ Y TẾ"], RESULTS, ["2026", "SYT", "HM_DK", "Hoàn thành"]]
FINANCE: Rows = [RESULTS, ["2026", "STC", "HM_DK", "tốt"]]
REGISTER: Rows = [["Mã địa chỉ", "Mã xã", "Ngày khảo sát"], ["A-009", "01273", "01/03/2026"]]
EMPTY: Rows = [RESULTS]
PARTIAL: Rows = [["Tình trạng", "Ghi chú"], ["Hoàn thành", "x"]]


def arrivals(**sheets: Rows) -> dict[str, Arrival]:
    """Each sheet that was read, by its name."""
    upload = Upload("return.xlsx", workbook(sheets))
    read = [
        validate_upload(upload, one, references(one.layout.name)) for one in detect_layouts(upload)
    ]
    return {str(one.table.sheet): one for one in read if one.table is not None}


def test_two_units_sheets_are_two_arrivals_with_their_own_places() -> None:
    read = arrivals(YT=HEALTH, TC=FINANCE)
    assert said(read["YT"]) == [("file.other_sheets", None, None)]
    (fault,) = [one for one in read["TC"].findings if one.code == "value.not_a_choice"]
    assert (fault.sheet, fault.row, fault.column) == ("TC", 2, "status")
    (told,) = [one for one in read["TC"].findings if one.code == "file.other_sheets"]
    assert told.facts == {"sheets": ("YT",)}
    assert read["YT"].mark != read["TC"].mark


def test_each_sheet_has_its_own_form() -> None:
    read = arrivals(KQ=HEALTH, So=REGISTER)
    layouts = [one.plan.layout for one in read.values() if one.plan is not None]
    assert layouts == ["results", "addresses"]


def test_a_sheet_without_rows_is_no_arrival() -> None:
    read = arrivals(KQ=HEALTH, Mau=EMPTY)
    assert list(read) == ["KQ"]
    assert (said(read["KQ"]), read["KQ"].sheet) == ([], None)


def test_a_sheet_that_cannot_be_read_is_named() -> None:
    (one,) = arrivals(KQ=HEALTH, Phu=PARTIAL).values()
    (told,) = one.findings
    assert (told.code, told.facts) == ("file.sheets_unread", {"sheets": ("Phu",)})


def test_a_lone_question_takes_the_fullest_sheet() -> None:
    wide: Rows = [[*RESULTS, "Ghi chú"], ["2026", "STC", "HM_DK", "", "x"]]
    assert detect_layout(Upload("a.xlsx", workbook({"A": HEALTH, "B": wide}))).table.sheet == "B"


def test_what_a_unit_sends_on_another_sheet_is_not_missed() -> None:
    first, second = arrivals(A=HEALTH, B=HEALTH).values()
    assert first.unsent_rows.empty and second.unsent_rows.empty
