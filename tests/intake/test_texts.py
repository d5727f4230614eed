"""Text files as programs save them: marks, delimiters, line ends, quoted line breaks."""

import pytest

from intake.cells.values import parse_values
from intake.pipeline import detect_layout
from intake.tables import Table, Unreadable, Upload
from tests.intake.files import text_file

ROWS = [
    ["Kỳ báo cáo", "Mã đơn vị", "Mã nhiệm vụ", "Ghi chú"],
    ["2026", "SYT", "HM_DK", "một"],
    ["2026", "STC", "HM_DK", "hai"],
]


def table_of(content: bytes) -> Table:
    return detect_layout(Upload("return.csv", content)).table


def notes(content: bytes) -> dict[int, str]:
    """What stands in the last column, by the row number a finding would name."""
    values = parse_values(detect_layout(Upload("return.csv", content)))
    return {int(str(row)): str(note) for row, note in values.frame["note"].items()}


@pytest.mark.parametrize("mark", [False, True])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_way_of_saving_is_the_same_file(
    delimiter: str, end: str, *, mark: bool
) -> None:
    content = text_file(ROWS, delimiter=delimiter, end=end, mark=mark)
    assert notes(content) == {2: "một", 3: "hai"}


@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")]
)
def test_the_delimiter_is_named(delimiter: str, name: str) -> None:
    assert table_of(text_file(ROWS, delimiter=delimiter)).delimiter == name


@pytest.mark.parametrize(("mark", "encoding"), [(True, "utf-8-sig"), (False, "utf-8")])
def test_the_encoding_is_named(encoding: str, *, mark: bool) -> None:
    assert table_of(text_file(ROWS, mark=mark)).encoding == encoding


def test_a_comma_inside_quotes_parts_nothing() -> None:
    rows = [ROWS[0], ["2026", "SYT", "HM_DK", 'gạo, muối và "quà"']]
    assert notes(text_file(rows)) == {2: 'gạo, muối và "quà"'}


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_line_break_inside_quotes_is_part_of_its_cell(end: str) -> None:
    rows = [ROWS[0], ["2026", "SYT", "HM_DK", f"dòng một{end}dòng hai"], ROWS[2]]
    read = list(notes(text_file(rows, end=end)).values())
    assert [note.split() for note in read] == [["dòng", "một", "dòng", "hai"], ["hai"]]


@pytest.mark.parametrize(
    "blank", [[""], [" ", ""], ["", "", "", ""]], ids=["empty", "spaces", "delimiters only"]
)
def test_a_blank_line_is_passed_over_and_still_counted(blank: list[str]) -> None:
    rows = [ROWS[0], ROWS[1], blank, ROWS[2]]
    assert notes(text_file(rows)) == {2: "một", 4: "hai"}


def test_short_rows_are_blank_at_their_end() -> None:
    values = parse_values(
        detect_layout(Upload("a.csv", text_file([*ROWS, ["2026", "SYT", "TET"]])))
    )
    assert values.frame["note"].isna().to_dict() == {2: False, 3: False, 4: True}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"  \r\n \r\n", "file.empty"),
        (b"\xef\xbb\xbf", "file.empty"),  # a mark and nothing after it
        ("Xin chào".encode(), "file.no_headings"),
        (b"period,unit_code,note\n2026,SYT,x\n", "file.missing_columns"),
        (
            b"period,period,unit_code,task_code\n2026,2026,SYT,HM_DK\n",
            "file.repeated_columns",
        ),
        (bytes(range(128, 256)) * 20, "file.encoding_unknown"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload("a.csv", content))
    assert refusal.value.finding.code == code
