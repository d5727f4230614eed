"""A figure beside those of the unit's own earlier years."""

from dataclasses import replace

import pytest

from tests.indicators.tables import table
from tests.intake.register import arrival, references, said

PAST = """
| unit_id | task_id | year | quantity | value_vnd |
| 1       | 1       | 2024 | 40       | 8000000   |
| 1       | 1       | 2025 | 60       | 12000000  |
| 1       | 2       | 2024 | 5        |           |
| 1       | 2       | 2025 | 0        |           |
| 2       | 1       | 2025 | 7        |           |
"""
HEAD = "period,unit_code,task_code,status,quantity,value_vnd\n"
LEAP, FALL = "history.leap", "history.fall"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("SYT,HM_DK,done,55,", []),
        ("SYT,HM_DK,done,4999,", []),
        ("SYT,HM_DK,done,5000,", [(LEAP, "quantity")]),  # a hundred times fifty
        ("SYT,HM_DK,done,,10000", [(LEAP, "value_vnd")]),  # in thousands, for đồng
        ("SYT,HM_DK,done,0,", [(FALL, "quantity")]),
        ("SYT,HM_DK,done,-,-", [(FALL, "quantity"), (FALL, "value_vnd")]),
        ("SYT,HM_DK,done,,", []),  # blank keeps what is stored
        ("SYT,TET_SUAT,done,0,", []),  # it was nought before as well
        ("STC,HM_DK,done,0,", []),  # one year is no habit
        ("SYT,HM_XX,done,5000,", [("register.task_unknown", "task_code")]),
    ],
)
def test_only_what_is_out_of_all_proportion_is_remarked(
    row: str, found: list[tuple[str, str]]
) -> None:
    against = replace(references(), earlier=table(PAST))
    came = arrival(f"{HEAD}2026,{row}\n".encode(), against)
    assert said(came) == [(code, 2, column) for code, column in found]


def test_the_remark_says_what_was_usual() -> None:
    against = replace(references(), earlier=table(PAST))
    (one,) = arrival(f"{HEAD}2026,SYT,HM_DK,done,0,\n".encode(), against).findings
    assert one.facts == {"usual": 50.0, "years": (2024, 2025), "now": 0.0}


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        (["36", "", ""], [("value.money_small", 2)]),
        (["999", "1000", "0"], [("value.money_small", 2)]),
        (["36000000000000", "15000000", "20000000"], [("value.money_apart", 2)]),
        (["1000", "1500000000", "2000000000"], [("value.money_apart", 2)]),
        (["500000", "1500000000", "2000000000"], []),
        (["36000000000000", "15000000", ""], [("value.above_limit", 2)]),
        (["90000000000", "15000", ""], []),  # of two nobody knows which is wrong
    ],
)
def test_an_amount_that_no_office_means_is_asked_about(
    amounts: list[str], found: list[tuple[str, int]]
) -> None:
    keys = ("SYT,HM_DK", "SYT,TET_SUAT", "STC,HM_DK")
    rows = [
        f"2026,{key},in_progress,1,{amount}\n" for key, amount in zip(keys, amounts, strict=True)
    ]
    came = arrival((HEAD + "".join(rows)).encode())
    assert [(code, row) for code, row, _ in said(came) if code.startswith("value.")] == found
