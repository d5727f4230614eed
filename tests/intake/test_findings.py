"""Findings for people: the same fault down a column is one line, with the rows that have it."""

from datetime import date

import pytest

from intake.findings import Finding, group_findings
from intake.headers.layouts import RESULTS
from locales.findings import format_stored_value, list_cells, list_other_rows
from locales.words import words_in

FOUND = [
    Finding("register.unit_by_name", row=2, column="unit_code"),
    *(Finding("value.negative", row=row, column="quantity") for row in (9, 3, 4, 5, 7)),
    Finding("value.negative", row=3, column="value_vnd"),
    Finding("file.same_again"),
]


def test_one_group_for_a_code_in_a_column_the_gravest_first() -> None:
    groups = group_findings(FOUND)
    assert [(one.first.code, one.first.column, one.count, one.spans) for one in groups] == [
        ("value.negative", "quantity", 5, ((3, 5), (7, 7), (9, 9))),
        ("value.negative", "value_vnd", 1, ((3, 3),)),
        ("file.same_again", None, 1, ()),
        ("register.unit_by_name", "unit_code", 1, ((2, 2),)),
    ]


def test_the_other_rows_are_named_as_runs() -> None:
    column = [Finding("value.negative", row=row, column="quantity") for row in (3, 4, 5, 7)]
    (group,) = group_findings(column)
    said = list_other_rows(group, words_in("vi"))
    assert said == "Tương tự ở 3 dòng khác: 4–5, 7"


def test_cells_that_say_different_things_are_named_with_what_each_is_read_as() -> None:
    asked = [
        Finding(
            "value.interpreted",
            row=row,
            column="quantity",
            value=cell,
            facts={"said": ("short",), "read_as": meant},
        )
        for row, (cell, meant) in enumerate([("2tr1", 2_100_000), ("2tr2", 2_200_000)] * 10, 2)
    ]
    (group,) = group_findings(asked)
    said = list_other_rows(group, words_in("vi"))
    assert said.startswith("Tương tự ở 19 dòng khác: dòng 3 “2tr2” (hiểu là 2.200.000); dòng 4 ")
    assert said.endswith("; và 10 dòng nữa")


def test_names_that_are_not_known_are_named_with_what_each_is_nearest_to() -> None:
    unknown = [
        Finding("register.task_unknown", row=2, column="task_code", value="HMDK"),
        Finding(
            "register.task_unknown",
            row=5,
            column="task_code",
            value="Tết",
            facts={"near": ("TET_SUAT – Tết Nhân ái", "TND_LN – Tháng Nhân đạo")},
        ),
    ]
    (group,) = group_findings(unknown)
    said = list_other_rows(group, words_in("vi"))
    assert said == "Tương tự ở 1 dòng khác: dòng 5 “Tết” (gần nhất: TET_SUAT – Tết Nhân ái)"


def test_what_cells_say_besides_their_number_is_asked_about_by_kind() -> None:
    asked = [
        Finding("value.interpreted", row=row, column="quantity", value=cell, facts={"said": said})
        for row, (cell, said) in enumerate([("12²", ("footnote",)), ("5+7", ("sum",))] * 3, 2)
    ]
    groups = group_findings(asked)
    assert [(group.first.value, group.count) for group in groups] == [("12²", 3), ("5+7", 3)]


def test_three_hundred_faults_of_one_column_are_two_lines() -> None:
    faults = [
        Finding("value.not_a_number", row=row, column="quantity", value=f"nhiều {row}")
        for row in range(2, 302)
    ]
    (group,) = group_findings(faults)
    said = list_other_rows(group, words_in("en"))
    assert said.endswith("row 5 “nhiều 5”; and in 296 more")
    assert len([*list_cells(group, words_in("en"))]) == 300


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        ("done_on", "2026-11-01", "01/11/2026"),
        ("done_on", date(2026, 11, 1), "01/11/2026"),
        ("quantity", 36_000_000.0, "36.000.000"),
        ("status", "done_late", "Hoàn thành quá hạn"),
        ("done_on", None, ""),
    ],
)
def test_values_set_side_by_side_are_written_as_people_write_them(
    field: str, value: object, written: str
) -> None:
    assert format_stored_value(value, RESULTS.find_field(field), words_in("vi")) == written
