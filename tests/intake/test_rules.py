"""Rules of a row and of rows together: what passes, and the exact cell that does not."""

import pytest

from intake.findings import Outcome
from tests.intake.register import RECEIVED, arrived, said

RESULTS = "period,unit_code,task_code,status,done_on,percent"
ADDRESSES = "code,commune_code,status,surveyed_on,closed_on"
SUPPORTS = "address_code,supporter_unit_code,supporter_name,kind,form,given_on,until"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("2026,SYT,HM_DK,done,01/12/2026,100", []),
        ("2026,SYT,HM_DK,done,,", []),
        ("2026,SYT,HM_DK,in_progress,,40", []),
        ("2026,SYT,HM_DK,done,,99", [("row.done_below_hundred", "percent")]),
        ("2026,SYT,HM_DK,hoàn thành quá hạn,,99", [("row.done_below_hundred", "percent")]),
        ("2026,SYT,HM_DK,not_started,,0", []),
        ("2026,SYT,HM_DK,not_started,,5", [("row.not_started_with_result", "status")]),
        ("2026,SYT,HM_DK,not_started,01/12/2026,", [("row.not_started_with_result", "status")]),
        ("2026,SYT,HM_DK,done,15/12/2025,100", []),  # the period's first day
        ("2026,SYT,HM_DK,done,14/12/2025,100", [("row.day_outside_period", "done_on")]),
        (f"2026,SYT,HM_DK,done,{RECEIVED:%d/%m/%Y},100", []),
        ("2026,SYT,HM_DK,done,11/12/2026,100", [("row.day_in_future", "done_on")]),
    ],
)
def test_a_result_may_not_contradict_itself(row: str, found: list[tuple[str, str]]) -> None:
    came = arrived(f"{RESULTS}\n{row}\n")
    assert said(came) == [(code, 2, column) for code, column in found]
    assert came.outcome == (Outcome.WARN if found else Outcome.ACCEPT)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("A-001,01501,closed,01/02/2026,01/03/2026", []),
        ("A-001,01501,closed,01/02/2026,01/02/2026", []),  # surveyed and closed in one day
        ("A-001,01501,closed,01/02/2026,", [("row.closed_without_day", "closed_on")]),
        ("A-001,01501,closed,01/02/2026,31/01/2026", [("row.ends_before_start", "closed_on")]),
        ("A-001,01501,surveyed,11/12/2026,", [("row.day_in_future", "surveyed_on")]),
    ],
)
def test_a_dossier_runs_forward(row: str, found: list[tuple[str, str]]) -> None:
    came = arrived(f"{ADDRESSES}\n{row}\n", "addresses")
    assert said(came) == [(code, 2, column) for code, column in found]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("A-001,SYT,,regular,money,01/02/2026,31/12/2027", []),  # a commitment lies ahead
        ("A-001,SYT,,regular,money,01/02/2026,31/01/2026", [("row.ends_before_start", "until")]),
        ("A-001,SYT,,regular,money,11/12/2026,", [("row.day_in_future", "given_on")]),
        ("A-001,,Bà con chợ Xanh,one_off,goods,01/02/2026,", []),
        ("A-001,,,one_off,goods,01/02/2026,", [("row.supporter_missing", "supporter_name")]),
        (  # a unit nobody knows is one fault, not two
            "A-001,XYZ,,one_off,goods,01/02/2026,",
            [("register.unit_unknown", "supporter_unit_code")],
        ),
    ],
)
def test_help_has_a_helper_and_runs_forward(row: str, found: list[tuple[str, str]]) -> None:
    came = arrived(f"{SUPPORTS}\n{row}\n", "supports")
    assert said(came) == [(code, 2, column) for code, column in found]


def test_two_rows_about_the_same_thing_are_both_left_out() -> None:
    came = arrived(
        f"{RESULTS}\n2026,SYT,HM_DK,done,,\n2026,STC,HM_DK,done,,\n2026,Sở Y tế,hm_dk,done,,\n"
    )
    repeated = [one for one in said(came) if one[0] == "table.repeated_row"]
    assert repeated == [
        ("table.repeated_row", 2, "task_code"),
        ("table.repeated_row", 4, "task_code"),
    ]
    assert came.plan is not None
    assert (came.plan.new, came.plan.left) == (1, 2)


@pytest.mark.parametrize(
    ("form", "head", "row", "column"),
    [
        ("addresses", ADDRESSES, "A-001,01501,surveyed,,", "code"),
        ("supports", SUPPORTS, "A-001,SYT,,one_off,goods,01/02/2026,", "address_code"),
    ],
)
def test_the_other_forms_refuse_a_row_twice_as_well(
    form: str, head: str, row: str, column: str
) -> None:
    came = arrived(f"{head}\n{row}\n{row}\n", form)
    assert said(came) == [
        ("table.repeated_row", 2, column),
        ("table.repeated_row", 3, column),
    ]
