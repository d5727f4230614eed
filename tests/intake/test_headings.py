"""Headings: each column is known in both languages, with or without marks, in any order."""

import unicodedata

import pytest

from intake.headers.headings import HeaderMap
from intake.headers.layouts import LAYOUTS, Layout
from intake.pipeline import detect_layout
from intake.tables import Unreadable, Upload
from tests.intake.files import text_file

WAYS = ("field names", "Vietnamese", "English", "without marks", "capitals")


def without_marks(text: str) -> str:
    """As a machine without a Vietnamese keyboard writes it: "Tỷ lệ" is "Ty le"."""
    apart = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def headings(layout: Layout, way: str) -> list[str]:
    """The form's headings, written one way."""
    written = {
        "field names": [one.name for one in layout.fields],
        "Vietnamese": [one.vi for one in layout.fields],
        "English": [one.en for one in layout.fields],
        "without marks": [without_marks(one.vi) for one in layout.fields],
        "capitals": [one.vi.upper() for one in layout.fields],
    }
    return written[way]


def recognised_from(*rows: list[str]) -> HeaderMap:
    return detect_layout(Upload("return.csv", text_file(rows)))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_form_is_known_by_its_headings(layout: Layout, way: str) -> None:
    found = recognised_from(headings(layout, way), ["x"] * len(layout.fields))
    assert found.layout.name == layout.name
    assert found.columns == {one.name: place for place, one in enumerate(layout.fields)}
    assert found.findings == ()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_order_of_columns_does_not_matter(layout: Layout) -> None:
    backward = headings(layout, "Vietnamese")[::-1]
    found = recognised_from(backward, ["x"] * len(backward))
    assert found.columns == {one.name: i for i, one in enumerate(reversed(layout.fields))}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_spelling_of_a_heading_means_its_field(layout: Layout) -> None:
    named = headings(layout, "field names")
    for place, one in enumerate(layout.fields):
        for spelling in one.headings:
            written = [*named[:place], spelling, *named[place + 1 :]]
            found = recognised_from(written, ["x"] * len(written))
            assert (spelling, found.columns[one.name]) == (spelling, place)


def test_title_lines_above_are_passed_over() -> None:
    found = recognised_from(
        ["SỞ Y TẾ"], ["Báo cáo năm 2026"], [], ["Năm", "Đơn vị", "Nhiệm vụ"], ["2026", "SYT", "x"]
    )
    assert (found.layout.name, found.row) == ("results", 4)


def test_an_unknown_column_is_named_and_left_alone() -> None:
    found = recognised_from(
        ["period", "unit_code", "task_code", "Người lập biểu"], ["2026", "SYT", "HM_DK", "x"]
    )
    assert [(one.code, one.row, one.column) for one in found.findings] == [
        ("column.unknown", 1, "Người lập biểu")
    ]


@pytest.mark.parametrize(
    "heading",
    [
        *("Họ và tên", "SĐT", "Số CCCD", "Ngày sinh", "chu ho"),
        *("Tên hộ", "Hộ ông (bà)", "Họ và tên người được giúp đỡ", "Người liên hệ", "Sinh năm"),
        *("Số thẻ BHYT", "TK ngân hàng", "Bệnh đang mắc"),
        *("Họ tên hộ", "Họ và tên người nhận quà", "Năm sinh của chủ hộ", "Điện thoại liên hệ"),
    ],
)
def test_a_column_about_a_person_is_seen(heading: str) -> None:
    found = recognised_from(["Mã địa chỉ", heading, "Mã xã"], ["A-001", "…", "01273"])
    assert found.personal == (1,)
    assert [(one.code, one.column) for one in found.findings] == [("column.personal", heading)]


@pytest.mark.parametrize(
    ("written", "missing"),
    [
        (["Năm", "Đơn vị", "Tình trạng"], ("task_code",)),
        (["Mã xã", "Xóm", "Nhu cầu"], ("code",)),
        (["Mã địa chỉ", "Đơn vị trợ giúp", "Loại trợ giúp"], ("form", "given_on")),
    ],
)
def test_what_the_file_lacks_is_named(written: list[str], missing: tuple[str, ...]) -> None:
    with pytest.raises(Unreadable) as refusal:
        recognised_from(written, ["x"] * len(written))
    finding = refusal.value.finding
    assert (finding.code, finding.facts["columns"]) == ("file.missing_columns", missing)


def test_two_columns_that_claim_one_field_are_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        recognised_from(
            ["Năm", "Đơn vị", "Nhiệm vụ", "Trị giá", "Số tiền"], ["2026", "SYT", "HM_DK", "1", "2"]
        )
    finding = refusal.value.finding
    assert (finding.code, finding.facts["columns"]) == (
        "file.repeated_columns",
        ("Trị giá", "Số tiền"),
    )
