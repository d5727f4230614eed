"""Another table on the same sheet is never read by the headings of the first."""

from collections.abc import Callable

import pytest

from intake.findings import Outcome
from intake.pipeline import detect_layouts, validate_upload
from intake.tables import Upload
from tests.intake.builders import HEADINGS, SECOND, SOUND, Lines, blanks, book_of, stored
from tests.intake.files import text_file, workbook
from tests.intake.register import arrival, references, said

AMOUNT, SHARE = HEADINGS.index("Số lượng"), HEADINGS.index("Tỷ lệ (%)")
ADDRESSES = ["Mã địa chỉ", "Mã xã, phường", "Xóm, tổ", "Số nhân khẩu"]


def swapped(cells: list[str]) -> list[str]:
    """The same with quantity and percent in each other's place."""
    told = list(cells)
    told[AMOUNT], told[SHARE] = told[SHARE], told[AMOUNT]
    return told


@pytest.mark.parametrize("made", [book_of, text_file])
@pytest.mark.parametrize(
    "second",
    [
        [swapped(HEADINGS), swapped(SECOND)],
        [[*ADDRESSES, *blanks()[4:]], ["A-001", "01273", "Xóm 1", "4", *blanks()[4:]]],
        [["Mã đơn vị", "Kỳ báo cáo", *HEADINGS[2:]], ["STC", "2026", *SECOND[2:]]],
    ],
    ids=["two columns swapped", "another form", "keys swapped"],
)
def test_the_file_is_refused_with_the_line(made: Callable[[Lines], bytes], second: Lines) -> None:
    came = refused_or_read(made([HEADINGS, SOUND, blanks(), blanks("Bảng 2"), *second]))
    assert came == [("file.another_table", 5)]


def refused_or_read(content: bytes) -> list[tuple[str, object]]:
    (found,) = detect_layouts(Upload("a", content))
    came = validate_upload(Upload("a", content), found, references("results"))
    return [(one.code, one.facts.get("row", one.row)) for one in came.findings]


def test_the_same_headings_on_the_next_page_are_passed_over() -> None:
    came = arrival(book_of([HEADINGS, SOUND, HEADINGS, SECOND]))
    assert said(came) == [("row.passed_over", 3, None)]
    assert list(stored(came, "unit_code").values()) == ["SYT", "STC"]


def test_two_lines_of_headings_on_the_next_page_too() -> None:
    upper = [*HEADINGS[:3], "Kết quả", "", "", "", "", HEADINGS[8]]
    lower = ["", "", "", *HEADINGS[3:8], ""]
    came = arrival(book_of([upper, lower, SOUND, upper, lower, SECOND]))
    assert list(stored(came, "unit_code").values()) == ["SYT", "STC"]


def test_the_other_sheets_are_read_all_the_same() -> None:
    two: Lines = [HEADINGS, SOUND, swapped(HEADINGS), swapped(SECOND)]
    upload = Upload("a.xlsx", workbook({"Hai": two, "Một": [HEADINGS, SECOND]}))
    came = [validate_upload(upload, one, references("results")) for one in detect_layouts(upload)]
    assert [one.outcome for one in came] == [Outcome.REFUSE, Outcome.ACCEPT]
