"""Rows against the register: every period, unit, task and assignment must be one we know."""

import pytest

from intake.findings import Outcome
from tests.intake.register import arrived, said

HEAD = "period,unit_code,task_code,status\n"


@pytest.mark.parametrize(
    ("row", "found", "outcome"),
    [
        ("2026,SYT,HM_DK,done", [], Outcome.ACCEPT),
        ("2026,SYT,Hiến máu tình nguyện,done", [], Outcome.ACCEPT),  # a task by its title
        ("2026,1273,KH_DP,done", [("register.zero_restored", "unit_code")], Outcome.ACCEPT),
        ("2026,Sở Y tế,HM_DK,done", [("register.unit_by_name", "unit_code")], Outcome.ACCEPT),
        ("2024,SYT,HM_DK,done", [("register.period_unknown", "period")], Outcome.ROWS),
        ("2026,XYZ,HM_DK,done", [("register.unit_unknown", "unit_code")], Outcome.ROWS),
        ("2026,SLDTBXH,HM_DK,done", [("register.unit_abolished", "unit_code")], Outcome.ROWS),
        (
            "2026,Xã Quang Trung,KH_DP,done",
            [("register.unit_ambiguous", "unit_code")],
            Outcome.ROWS,
        ),
        ("2026,SYT,HM_XX,done", [("register.task_unknown", "task_code")], Outcome.ROWS),
        ("2026,SYT,KH_DP,done", [("register.not_assigned", "task_code")], Outcome.ROWS),
    ],
)
def test_a_row_is_found_in_the_register_or_said_not_to_be(
    row: str, found: list[tuple[str, str]], outcome: Outcome
) -> None:
    came = arrived(f"{HEAD}{row}\n")
    assert said(came) == [(code, 2, column) for code, column in found]
    assert came.outcome == outcome


def test_a_unit_officer_may_write_own_rows_only() -> None:
    came = arrived(f"{HEAD}2026,SYT,HM_DK,done\n2026,STC,HM_DK,done\n", own="SYT")
    assert said(came) == [("register.unit_of_another", 3, "unit_code")]
    assert came.plan is not None
    assert (came.plan.new, came.plan.left) == (1, 1)


def test_faults_of_every_row_are_told_at_once_in_the_order_of_the_file() -> None:
    came = arrived(f"{HEAD},STC,HM_DK,done\n2026,XYZ,HM_DK,done\n2026,SYT,HM_XX,xong rồi nhé\n")
    assert said(came) == [
        ("value.missing", 2, "period"),
        ("register.unit_unknown", 3, "unit_code"),
        ("register.task_unknown", 4, "task_code"),
        ("value.not_a_choice", 4, "status"),
    ]


@pytest.mark.parametrize(
    ("row", "stored", "found"),
    [
        ("A-009,01273,", "", ["register.unit_meant_another"]),  # Hợp Giang's until 1/7/2025
        ("A-009,1273,", "", ["register.zero_restored", "register.unit_meant_another"]),
        ("A-009,01273,30/06/2025", "", ["register.unit_meant_another"]),
        ("A-009,01273,01/07/2025", "", []),  # surveyed since: no other can be meant
        (
            "A-009,01273,",
            "| address_id | code | commune_id |\n| 9 | A-009 | 12 |",
            ["file.list_unchanged"],
        ),
        ("A-009,Phường Thục Phán,", "", ["register.unit_by_name"]),  # a name says which
        ("A-009,01501,", "", []),
    ],
)
def test_a_code_that_another_commune_bore_is_asked_about(
    row: str, stored: str, found: list[str]
) -> None:
    came = arrived(f"code,commune_code,surveyed_on\n{row}\n", "addresses", stored=stored)
    assert sorted(code for code, _, _ in said(came)) == sorted(found)
