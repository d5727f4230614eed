"""Findings for people: the same fault down a column is one line, with the rows that have it."""

from intake.findings import Finding, group_findings
from locales.findings import list_other_rows
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


def test_each_reading_that_is_asked_about_is_shown_up_to_ten() -> None:
    cells = ["12²", "5+7", "12²", *(f"{number}*" for number in range(20))]
    asked = [
        Finding("value.interpreted", row=row, column="quantity", value=cell)
        for row, cell in enumerate(cells, 2)
    ]
    groups = group_findings(asked)
    assert [(one.first.value, one.count) for one in groups][:3] == [
        ("12²", 2),
        ("5+7", 1),
        ("0*", 1),
    ]
    assert len(groups) == 11
    assert sum(one.count for one in groups) == len(cells)
