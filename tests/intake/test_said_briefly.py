"""What clerks say in few signs: as above, nothing arose, altogether."""

import pytest

from intake.findings import Outcome
from intake.pipeline import Arrival
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.intake.builders import stored
from tests.intake.files import text_file
from tests.intake.register import arrival, said

HEAD = ["Năm", "Đơn vị", "Nhiệm vụ", "Tình trạng", "Số lượng", "Ghi chú"]
FIRST = ["2026", "SYT", "HM_DK", "Hoàn thành", "12", ""]


def sent(*rows: list[str], head: list[str] = HEAD) -> Arrival:
    return arrival(text_file([head, *rows]))


def codes(came: Arrival) -> set[str]:
    return {code for code, *_ in said(came)}


@pytest.mark.parametrize(
    "written", ["nt", "-nt-", "n/t", "Như trên", "nhu tren", "〃", '"', "''", '- " -', "-”-"]
)
def test_as_above_is_the_value_above_and_asked_about(written: str) -> None:
    came = sent(FIRST, ["2026", "SYT", "TET_SUAT", written, written, ""])
    assert stored(came, "status") == {2: "done", 3: "done"}
    assert stored(came, "quantity") == {2: 12, 3: 12}
    asked = [one for one in came.findings if one.code == "value.as_above"]
    assert [(one.row, one.column, one.facts["above"]) for one in asked] == [
        (3, "status", "Hoàn thành"),
        (3, "quantity", "12"),
    ]
    assert came.outcome == Outcome.ASK


def test_as_above_is_said_once_for_each_value_that_is_repeated() -> None:
    came = sent(
        FIRST, ["nt", "nt", "TET_SUAT", "nt", "5", ""], ["nt", "STC", "HM_DK", "x", "nt", ""]
    )
    asked = [one for one in came.findings if one.code == "value.as_above"]
    assert [(one.column, one.row, one.facts["count"]) for one in asked] == [
        ("period", 3, 2),
        ("unit_code", 3, 1),
        ("status", 3, 1),
        ("quantity", 4, 1),
    ]


@pytest.mark.parametrize("above", [["2026", "SYT", "HM_DK", "", "", ""], []])
def test_as_above_with_nothing_above_it_is_refused(above: list[str]) -> None:
    came = sent(*filter(None, [above]), ["2026", "SYT", "TET_SUAT", "nt", "nt", ""])
    assert {"value.not_a_choice", "value.not_a_number"} <= codes(came)


@pytest.mark.parametrize(
    "note",
    ["Trong kỳ không phát sinh", "Không phát sinh", "KPS", "Năm 2026 đơn vị không có phát sinh"],
)
def test_a_nil_in_the_note_of_a_blank_row_is_read_and_asked_about(note: str) -> None:
    came = sent(FIRST, ["2026", "SYT", "TET_SUAT", "", "", note])
    assert stored(came, "quantity") == {2: 12, 3: "nil"}
    (asked,) = [one for one in came.findings if one.code == "row.nil_in_note"]
    assert (asked.row, asked.facts["columns"]) == (3, ("quantity",))
    assert "Số lượng" in build_finding_sentence(asked, words_in("vi"))


@pytest.mark.parametrize("note", ["Không phát sinh vướng mắc", "-", "Phát sinh ở xã khác"])
def test_a_note_of_something_else_is_no_nil(note: str) -> None:
    came = sent(FIRST, ["2026", "SYT", "TET_SUAT", "", "", note])
    assert "row.nil_in_note" not in codes(came)
    assert stored(came, "quantity")[3] is None


def test_a_row_that_says_something_has_no_nil_from_its_note() -> None:
    came = sent(["2026", "SYT", "TET_SUAT", "Hoàn thành", "", "Không phát sinh"])
    assert "row.nil_in_note" not in codes(came)


SECOND = ["2026", "SYT", "TET_SUAT", "Hoàn thành", "7", ""]
TOTALS = [
    ["2026", "SYT", "Tổng cộng", "", "{}", ""],
    ["2026", "Cộng", "HM_DK", "", "{}", ""],
    ["", "", "TỔNG SỐ", "", "{}", ""],
    ["Tổng cộng (I+II)", "", "", "", "{}", ""],
]


@pytest.mark.parametrize("line", TOTALS)
@pytest.mark.parametrize(("total", "asked"), [("19", False), ("20", True), ("", False)])
def test_a_total_is_no_row_and_is_held_against_the_rows(
    line: list[str], total: str, asked: bool
) -> None:
    came = sent(FIRST, SECOND, [cell.format(total) for cell in line])
    assert stored(came, "quantity") == {2: 12, 3: 7}
    assert ("row.total_differs" in codes(came)) == asked
    assert came.outcome == (Outcome.ASK if asked else Outcome.ACCEPT)


def test_totals_of_groups_are_no_total_of_all() -> None:
    came = sent(
        FIRST,
        ["", "", "Cộng I", "", "12", ""],
        SECOND,
        ["", "", "Cộng II", "", "7", ""],
        ["", "", "Tổng cộng", "", "19", ""],
    )
    assert came.outcome == Outcome.ACCEPT
    assert stored(came, "quantity") == {2: 12, 4: 7}


@pytest.mark.parametrize(
    ("heading", "cell", "value", "meant"),
    [
        ("Trị giá (triệu đồng)", "244.800.000", 244_800_000_000_000, "244,8"),
        ("Trị giá (1000đ)", "244800000", 244_800_000_000, "244.800"),
    ],
)
def test_a_whole_sum_under_a_heading_of_millions_is_asked_about(
    heading: str, cell: str, value: int, meant: str
) -> None:
    came = sent([*FIRST[:5], cell], head=[*HEAD[:5], heading])
    (asked,) = [one for one in came.findings if one.code == "value.scaled_apart"]
    assert stored(came, "value_vnd") == {2: value}
    assert f"hãy ghi lại là {meant}." in build_finding_sentence(asked, words_in("vi"))


def test_a_commune_s_red_cross_is_offered_the_commune_first() -> None:
    came = sent(["2026", "Hội CTĐ phường Thục Phán", "KH_DP", "Hoàn thành", "", ""])
    (unknown,) = [one for one in came.findings if one.code == "register.unit_unknown"]
    assert unknown.facts["offers"][0][0] == "01273"  # type: ignore[index]  # offers are pairs
