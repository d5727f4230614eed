"""The plan of changes: blank keeps, nought is nought, "-" is nil, "xóa" clears."""

from datetime import date

import pandas as pd
import pytest

from intake.change_plan import Plan
from tests.indicators.tables import shown
from tests.intake.register import arrived

HEAD = "period,unit_code,task_code,status,done_on,percent,quantity,value_vnd,note\n"
STORED = """
| result_id | assignment_id | year | status      | percent | quantity | value_vnd | note   |
| 1         | 101           | 2026 | in_progress | 40      | 12       | 500000    | đợt 1  |
"""
AS_STORED = "2026,SYT,HM_DK,in_progress,,40,12,500000,đợt 1\n"


def planned_from(rows: str, stored: str = "") -> Plan:
    came = arrived(HEAD + rows, stored=stored)
    assert came.plan is not None
    return came.plan


def counts(plan: Plan) -> tuple[int, int, int, int]:
    return (plan.new, plan.changed, plan.unchanged, plan.left)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("2026,SYT,TET_SUAT,done,,,300,,\n", (1, 0, 0, 0)),
        ("2026,SYT,HM_DK,done,,,,,\n", (0, 1, 0, 0)),
        (AS_STORED, (0, 0, 1, 0)),
        ('2026,SYT,HM_DK,Đang thực hiện,,"40,0",12,500.000 đ,đợt 1\n', (0, 0, 1, 0)),
        (AS_STORED + "2026,SYT,TET_SUAT,,,,,,\n", (0, 0, 1, 0)),  # an empty row is no result
        ("2026,SYT,HM_DK,done,,140,,,\n2026,SYT,TET_SUAT,done,,,,,\n", (1, 0, 0, 1)),
    ],
)
def test_each_row_is_new_changed_unchanged_or_left(
    rows: str, expected: tuple[int, int, int, int]
) -> None:
    assert counts(planned_from(rows, STORED)) == expected


@pytest.mark.parametrize(
    ("cell", "quantity", "nil"),
    [
        ("15", 15, False),
        ("0", 0, False),
        ("-", None, True),
        ("không phát sinh", None, True),
        ("xóa", None, False),
    ],
)
def test_what_a_cell_does_to_what_is_stored(
    cell: str, quantity: float | None, *, nil: bool
) -> None:
    plan = planned_from(f"2026,SYT,HM_DK,,,,{cell},,\n", STORED)
    assert shown(plan.writes, ["quantity", "quantity_nil"]) == [(quantity, nil)]
    kept = shown(plan.writes, ["status", "percent", "value_vnd", "note"])
    assert kept == [("in_progress", 40, 500_000, "đợt 1")]  # the other cells were blank


def test_blank_beside_a_change_keeps_a_stored_nil() -> None:
    signed = "| result_id | assignment_id | year | quantity_nil |\n| 1 | 101 | 2026 | yes |"
    plan = planned_from("2026,SYT,HM_DK,done,,,,,\n", signed)
    assert shown(plan.writes, ["status", "quantity", "quantity_nil"]) == [("done", None, True)]


def test_a_number_after_a_nil_takes_the_nil_away() -> None:
    signed = "| result_id | assignment_id | year | quantity_nil |\n| 1 | 101 | 2026 | yes |"
    plan = planned_from("2026,SYT,HM_DK,,,,0,,\n", signed)
    assert shown(plan.writes, ["quantity", "quantity_nil"]) == [(0, False)]


def test_a_column_the_file_lacks_keeps_what_is_stored() -> None:
    came = arrived("period,unit_code,task_code,percent\n2026,SYT,HM_DK,60\n", stored=STORED)
    assert came.plan is not None
    assert shown(came.plan.writes, ["status", "percent", "quantity", "value_vnd"]) == [
        ("in_progress", 60, 12, 500_000)
    ]


def test_the_plan_tells_before_and_after_at_the_sender_s_row() -> None:
    plan = planned_from("2026,STC,HM_DK,done,,,,,\n2026,SYT,HM_DK,done,,100,,,\n", STORED)
    assert plan.writes.index.tolist() == [2, 3]
    assert shown(plan.before, ["status", "percent"]) == [("in_progress", 40)]
    assert plan.before.index.tolist() == [3]


def test_a_whole_return_signed_nil_is_a_nil_return() -> None:
    plan = planned_from(
        "2026,SYT,HM_DK,-,,,,,\n2026,SYT,TET_SUAT,không phát sinh,,,,,\n2026,STC,HM_DK,done,,,,,\n"
    )
    assert shown(plan.returns, ["unit_id", "year", "nil"]) == [(1, 2026, True), (2, 2026, False)]
    assert shown(plan.writes, ["status"]) == [("nil",), ("nil",), ("done",)]


def test_one_row_that_is_not_nil_makes_the_return_an_ordinary_one() -> None:
    plan = planned_from("2026,SYT,HM_DK,-,,,,,\n2026,SYT,TET_SUAT,done,,,,,\n")
    assert shown(plan.returns, ["unit_id", "nil"]) == [(1, False)]


def test_the_same_changes_have_the_same_digest() -> None:
    first = planned_from("2026,SYT,HM_DK,done,,,,,\n", STORED)
    again = planned_from("2026,SYT,HM_DK,Hoàn thành,,,,,\n", STORED)
    assert first.digest == again.digest


@pytest.mark.parametrize(
    ("rows", "stored"),
    [
        ("2026,SYT,HM_DK,done,,100,,,\n", STORED),  # says more
        ("2026,SYT,HM_DK,done,,,,,\n", ""),  # nothing is stored yet
        ("2026,SYT,HM_DK,done,,,,,\n", STORED.replace("| 1 ", "| 9 ")),  # another version is
        ("2026,SYT,HM_DK,done,,,,,\n", STORED.replace("500000", "700000")),  # which says other
    ],
)
def test_other_changes_have_another_digest(rows: str, stored: str) -> None:
    seen = planned_from("2026,SYT,HM_DK,done,,,,,\n", STORED)
    assert planned_from(rows, stored).digest != seen.digest


def test_addresses_are_told_apart_by_their_code() -> None:
    text = "code,commune_code,household_size,needs\nA-001,01273,5,gạo\nA-777,1273,3,nhà ở; thuốc\n"
    kept = "| address_id | code | commune_id | household_size |\n| 1 | A-001 | 12 | 4 |"
    came = arrived(text, "addresses", stored=kept)
    assert came.plan is not None
    assert counts(came.plan) == (1, 1, 0, 0)
    assert shown(came.plan.writes, ["code", "commune_id", "household_size", "needs"]) == [
        ("A-001", 12, 5, "food"),
        ("A-777", 12, 3, "health;housing"),
    ]


SUPPORT = "address_code,supporter_unit_code,supporter_name,kind,form,value_vnd,given_on,until\n"
GIVEN = """
| support_id | address_id | supporter_unit_id | value_vnd | given_on   | until      |
| 5          | 1          | 1                 | 500000    | 2026-05-08 |            |
"""  # one-off, money, by SYT


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A-001,SYT,,đột xuất,tiền,500.000,08/05/2026,", (0, 0, 1, 0)),
        ("A-001,Sở Y tế,,đột xuất,tiền,500.000,08/05/2026,", (0, 0, 1, 0)),  # the same by name
        ("A-001,SYT,,đột xuất,tiền,900.000,08/05/2026,", (0, 1, 0, 0)),
        ("A-001,SYT,,đột xuất,tiền,500.000,09/05/2026,", (1, 0, 0, 0)),  # another visit
        ("A-001,STC,,đột xuất,tiền,500.000,08/05/2026,", (1, 0, 0, 0)),  # another helper
        ("A-001,,Hợp tác xã Bình Minh,đột xuất,tiền,500.000,08/05/2026,", (1, 0, 0, 0)),
        ("A-999,SYT,,đột xuất,tiền,500.000,08/05/2026,", (0, 0, 0, 1)),  # no such address
    ],
)
def test_visits_are_told_apart_by_who_what_and_when(
    row: str, expected: tuple[int, int, int, int]
) -> None:
    came = arrived(f"{SUPPORT}{row}\n", "supports", stored=GIVEN)
    assert came.plan is not None
    assert counts(came.plan) == expected


def test_a_clear_of_a_day_empties_it() -> None:
    stored = GIVEN.replace("| 2026-05-08 |            |", "| 2026-05-08 | 2026-11-30 |")
    came = arrived(
        f"{SUPPORT}A-001,SYT,,đột xuất,tiền,,08/05/2026,xóa\n", "supports", stored=stored
    )
    assert came.plan is not None
    assert came.plan.before["until"].tolist() == [pd.Timestamp(date(2026, 11, 30))]
    assert shown(came.plan.writes, ["until", "value_vnd"]) == [(None, 500_000)]
