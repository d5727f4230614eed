"""A figure that no unit of its kind reports is asked about, without any history of its own."""

from dataclasses import replace

import pandas as pd
import pytest

from intake.references import Limits, References
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.indicators.tables import table
from tests.intake.register import arrival, references, said

HEAD = "period,unit_code,task_code,status,quantity,value_vnd\n"
UNLIKE, ABOVE = "value.unlike_peers", "value.above_limit"
# Five communes reported 80 to 120 of task 1 and 8 to 12 million đồng; a sixth wrote a million.
PEERS = """
| unit_id | task_id | quantity | value_vnd |
| 21      | 1       | 80       | 8000000   |
| 22      | 1       | 90       | 9000000   |
| 23      | 1       | 100      | 10000000  |
| 24      | 1       | 110      | 11000000  |
| 25      | 1       | 120      | 12000000  |
| 26      | 1       | 1000000  |           |
| 21      | 2       | 5        |           |
"""
OWN = """
| unit_id | task_id | year | quantity | value_vnd |
| 1       | 1       | 2025 | 90000    |           |
"""


def with_peers(kind: str = "department") -> References:
    """The register, in which the six of PEERS are of this kind, as Sở Y tế is a department."""
    known = references()
    units = known.units.assign(level="province", kind="department")
    others = pd.concat([units.iloc[[0]]] * 6).assign(
        unit_id=range(21, 27), code=[f"U{number}" for number in range(21, 27)], kind=kind
    )
    return replace(known, units=pd.concat([units, others]), peers=table(PEERS))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("SYT,HM_DK,done,100,", []),
        ("SYT,HM_DK,done,5,", []),
        ("SYT,HM_DK,done,2000,", []),
        ("SYT,HM_DK,done,90000,", [(UNLIKE, "quantity")]),
        ("SYT,HM_DK,done,1,", [(UNLIKE, "quantity")]),
        ("SYT,HM_DK,done,0,", []),  # nought is no slip of the unit of measure
        ("SYT,HM_DK,done,,12000000000", [(UNLIKE, "value_vnd")]),
        ("SYT,HM_DK,done,,12", [("value.money_small", "value_vnd")]),  # told once
        ("SYT,TET_SUAT,done,90000,", []),  # one unit is no range
        ("SYT,HM_XX,done,90000,", [("register.task_unknown", "task_code")]),
    ],
)
def test_a_figure_far_from_those_of_its_kind_is_asked_about(
    row: str, found: list[tuple[str, str]]
) -> None:
    came = arrival(f"{HEAD}2026,{row}\n".encode(), with_peers())
    assert said(came) == [(code, 2, column) for code, column in found]


def test_units_of_another_kind_say_nothing_of_it() -> None:
    content = f"{HEAD}2026,SYT,HM_DK,done,90000,\n".encode()
    assert said(arrival(content, with_peers("committee"))) == []


def test_what_the_unit_itself_reported_before_goes_before_its_kind() -> None:
    content = f"{HEAD}2026,SYT,HM_DK,done,90000,\n".encode()
    assert said(arrival(content, replace(with_peers(), earlier=table(OWN)))) == []


def test_the_question_tells_a_range_and_nobodys_own_figure() -> None:
    came = arrival(f"{HEAD}2026,SYT,HM_DK,done,90000,\n".encode(), with_peers())
    sentence = build_finding_sentence(came.findings[0], words_in("vi"))
    assert "90.000 nằm ngoài khoảng 5 – 2.000, tính từ báo cáo các năm trước của 6" in sentence
    assert "mức hỏi lại do Hội đặt, không phải chỉ tiêu" in sentence


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("SYT,HM_DK,done,36000000,", [(ABOVE, "quantity")]),
        ("SYT,HM_DK,done,1000000,100000000000", []),
        ("SYT,HM_DK,done,,36000000000000", [(ABOVE, "value_vnd")]),
        ("SYT,HM_DK,done,,999", [("value.money_small", "value_vnd")]),
    ],
)
def test_a_file_of_one_row_is_asked_about_without_any_neighbour(
    row: str, found: list[tuple[str, str]]
) -> None:
    came = arrival(f"{HEAD}2026,{row}\n".encode())
    assert said(came) == [(code, 2, column) for code, column in found]


def test_the_office_sets_from_where_it_asks() -> None:
    content = f"{HEAD}2026,SYT,HM_DK,done,600,\n".encode()
    came = arrival(content, replace(references(), limits=Limits(quantity=500)))
    assert said(came) == [(ABOVE, 2, "quantity")]
    assert "600 lớn hơn 500, mức Hội đặt" in build_finding_sentence(
        came.findings[0], words_in("vi")
    )
