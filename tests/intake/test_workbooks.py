"""Workbooks as they are sent: true types, true row numbers, only what a reader would see."""

from datetime import date, datetime

import pytest

from intake.arrivals import recognised
from intake.tables import Unreadable, Upload
from intake.values import Values, read_values
from tests.intake.files import Rows, rewritten, workbook

HEADINGS = ["period", "unit_code", "task_code", "done_on", "percent", "quantity", "value_vnd"]
ROW = [2026, "SYT", "HM_DK", date(2026, 12, 1), 100, 12.5, 1_200_000]


def values_of(content: bytes) -> Values:
    return read_values(recognised(Upload("return.xlsx", content)))


def test_cells_keep_the_types_of_the_workbook() -> None:
    frame = values_of(workbook({"KQ": [HEADINGS, ROW]})).frame
    assert [frame.at[2, name] for name in HEADINGS] == [
        2026,
        "SYT",
        "HM_DK",
        datetime(2026, 12, 1),
        100,
        12.5,
        1_200_000,
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [(1273, "1273"), (1273.0, "1273"), ("01273", "01273")],
    ids=["a number", "a number with a nought", "text"],
)
def test_a_code_kept_as_a_number_is_its_digits(written: object, read: str) -> None:
    row = [2026, written, "HM_DK", None, None, None, None]
    assert values_of(workbook({"KQ": [HEADINGS, row]})).frame.loc[2, "unit_code"] == read


def test_a_number_written_as_text_is_a_number() -> None:
    row = [2026, "SYT", "HM_DK", "01/12/2026", "100 %", "12,5", "1.200.000 đ"]
    frame = values_of(workbook({"KQ": [HEADINGS, row]})).frame
    read = [frame.at[2, name] for name in ("percent", "quantity", "value_vnd")]
    assert read == [100, 12.5, 1_200_000]


def test_blank_rows_are_passed_over_and_still_counted() -> None:
    rows: Rows = [HEADINGS, [], ROW, [None] * 7, [], ROW]
    assert values_of(workbook({"KQ": rows})).frame.index.tolist() == [3, 6]


def test_a_hidden_sheet_is_not_read() -> None:
    shown: Rows = [HEADINGS, ROW]
    secret: Rows = [HEADINGS, [2026, "STC", "HM_DK", None, None, None, None]]
    content = workbook({"cũ": secret, "mới": shown}, hidden=["cũ"])
    found = recognised(Upload("return.xlsx", content))
    assert found.table.sheet == "mới"
    assert read_values(found).frame["unit_code"].tolist() == ["SYT"]


def test_a_workbook_with_nothing_to_see_is_empty() -> None:
    content = workbook({"bìa": [], "số liệu": [HEADINGS, ROW]}, hidden=["số liệu"])
    with pytest.raises(Unreadable) as refusal:
        recognised(Upload("return.xlsx", content))
    assert refusal.value.finding.code == "file.empty"


def test_the_sheet_with_a_form_is_found_among_others() -> None:
    content = workbook({"Bìa": [["Báo cáo năm 2026"]], "KQ": [HEADINGS, ROW]})
    assert recognised(Upload("return.xlsx", content)).table.sheet == "KQ"


@pytest.mark.parametrize("wrong", [b"A1", b"A1:B2", b"A1:XFD1048576"])
def test_a_wrong_dimension_is_not_believed(wrong: bytes) -> None:
    content = rewritten(
        workbook({"KQ": [HEADINGS, ROW, ROW]}),
        "xl/worksheets/sheet1.xml",
        old=b'<dimension ref="A1:G3"',
        new=b'<dimension ref="' + wrong + b'"',
    )
    assert values_of(content).frame.index.tolist() == [2, 3]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"PK\x03\x04 not really a workbook",
        workbook({"KQ": [HEADINGS, ROW]})[:-400],  # cut off on its way
    ],
)
def test_a_broken_workbook_says_so(content: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        recognised(Upload("return.xlsx", content))
    assert refusal.value.finding.code == "file.workbook_broken"


def test_the_content_decides_not_the_name() -> None:
    assert recognised(Upload("return.csv", workbook({"KQ": [HEADINGS, ROW]}))).table.sheet == "KQ"
