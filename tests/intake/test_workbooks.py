"""Workbooks as they are sent: true types, true row numbers, only what a reader would see."""

import io
import re
from datetime import date, datetime
from time import perf_counter

import pytest
from openpyxl import Workbook

from intake.cells.values import Values, parse_values
from intake.pipeline import detect_layout
from intake.reading.sheets import copy_merged_values, parse_outline
from intake.tables import Unreadable, Upload
from tests.intake.files import Rows, rewritten, workbook
from tests.intake.hostile_books import book as hostile_book
from tests.intake.hostile_books import cell, line
from tests.intake.hostile_books import sheet as hostile_sheet

HEADINGS = ["period", "unit_code", "task_code", "done_on", "percent", "quantity", "value_vnd"]
SAID = ("2026", "SYT", "HM_DK", "done", "")
ROW = [2026, "SYT", "HM_DK", date(2026, 12, 1), 100, 12.5, 1_200_000]


def values_of(content: bytes) -> Values:
    return parse_values(detect_layout(Upload("return.xlsx", content)))


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
    found = detect_layout(Upload("return.xlsx", content))
    assert found.table.sheet == "mới"
    assert parse_values(found).frame["unit_code"].tolist() == ["SYT"]


def test_of_a_workbook_with_nothing_to_see_the_hidden_sheets_are_named() -> None:
    content = workbook({"bìa": [], "số liệu": [HEADINGS, ROW]}, hidden=["số liệu"])
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload("return.xlsx", content))
    told = refusal.value.finding
    assert (told.code, told.facts) == ("file.only_hidden", {"sheets": ("số liệu",)})


def test_the_sheet_with_a_form_is_found_among_others() -> None:
    content = workbook({"Bìa": [["Báo cáo năm 2026"]], "KQ": [HEADINGS, ROW]})
    assert detect_layout(Upload("return.xlsx", content)).table.sheet == "KQ"


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
        detect_layout(Upload("return.xlsx", content))
    assert refusal.value.finding.code == "file.workbook_broken"


def test_the_content_decides_not_the_name() -> None:
    assert (
        detect_layout(Upload("return.csv", workbook({"KQ": [HEADINGS, ROW]}))).table.sheet == "KQ"
    )


def far_down(row: int) -> bytes:
    """A workbook with a second row of figures, at `row`."""
    book = Workbook()
    form = book.worksheets[0]
    form.append(HEADINGS)
    form.append(ROW)
    for column, said in enumerate(ROW, 1):
        form.cell(row, column, said)
    return saved(book)


def saved(book: Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("row", [2500, 40_000, 1_048_576])
def test_a_row_far_below_blank_ones_is_read(row: int) -> None:
    assert values_of(far_down(row)).frame.index.tolist() == [2, row]


def test_a_row_far_below_many_styled_ones_is_read() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 9000))
    content = hostile_book(hostile_sheet(rows + line(9000, SAID)))
    assert values_of(content).frame.index.tolist() == [2, 9000]


def test_rows_that_do_not_say_their_number_are_read_to_the_end() -> None:
    rows = "<row/>" * 5000 + line(3, SAID).replace(' r="3"', "")
    content = hostile_book(hostile_sheet(rows))
    assert values_of(content).frame.index.tolist() == [2, 5003]


def test_a_row_past_every_sheet_is_refused_not_left_out() -> None:
    content = hostile_book(hostile_sheet(line(5_000_000, SAID)))
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload("return.xlsx", content))
    assert refusal.value.finding.code == "file.too_many_rows"


def prefixed(body: bytes) -> bytes:
    """A sheet as other programs write it: every tag with a prefix, single quotation marks."""
    tagged = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", body).replace(b"xmlns=", b"xmlns:x=")
    return tagged.replace(b'"', b"'")


def test_a_sheet_with_prefixed_tags_hides_nothing() -> None:
    formula = "<row r='3' hidden='1'><c r='A3'><f>1+2025</f></c>"
    rows = line(3, SAID).replace('<row r="3">' + cell("A3", "2026"), formula)
    content = hostile_book(prefixed(hostile_sheet(rows)))
    found = detect_layout(Upload("return.xlsx", content))
    assert [(one.code, one.facts["rows"]) for one in found.findings] == [
        ("sheet.hidden_rows", (3,))
    ]
    met = parse_values(found).findings
    assert ("value.not_computed", 3, "period") in [(one.code, one.row, one.column) for one in met]


def test_a_hidden_column_that_holds_something_is_said() -> None:
    book = Workbook()
    form = book.worksheets[0]
    form.append(HEADINGS)
    form.append(ROW)
    for letter in ("F", "J"):  # nothing is in J
        form.column_dimensions[letter].hidden = True
    (told,) = detect_layout(Upload("return.xlsx", saved(book))).findings
    assert (told.code, told.facts["letters"]) == ("sheet.hidden_columns", ("F",))


def test_a_sheet_of_figures_without_headings_is_named_a_cover_is_not() -> None:
    other: Rows = [["Quý", "Suất"], [1, 20], [2, 30]]
    content = workbook({"Bìa": [["Báo cáo năm 2026"]], "KQ": [HEADINGS, ROW], "Phụ": other})
    (told,) = detect_layout(Upload("return.xlsx", content)).findings
    assert (told.code, told.facts["sheets"]) == ("file.sheets_without_headings", ("Phụ",))


def test_merged_blocks_that_lie_over_each_other_take_no_time() -> None:
    blocks = "".join(f'<mergeCell ref="A{n}:A1000000"/>' for n in range(3, 20_000))
    body = hostile_sheet(tail=f"<mergeCells>{blocks}</mergeCells>")
    start = perf_counter()
    outline = parse_outline(io.BytesIO(body))
    told: dict[int, list[object]] = {n: ["" if n > 3 else "SYT"] for n in range(1, 200_000)}
    copy_merged_values(outline.merged, told)
    assert perf_counter() - start < 10
    assert {row[0] for row in told.values()} == {"SYT"}
