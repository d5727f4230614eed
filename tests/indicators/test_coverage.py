"""Coverage of humanitarian addresses, by hand."""

from datetime import date

import pytest

from indicators.coverage import coverage, mark_addresses
from tests.indicators.tables import AFTER, register, shown

DOSSIERS = """
| address_id | commune_id | kind      | reviewed_on |
| 1          | 11         | household | 2025-03-01  |
| 2          | 11         | person    | 2025-06-01  |
| 3          | 11         | household |             |
"""
SUPPORTS = """
|support_id|address_id|supporter_key|value_vnd|kind   |given_on  |until     |in_period|
|1         |1         |SYT          |500      |       |          |          |         |
|2         |1         |STC          |         |       |          |          |         |
|3         |1         |SYT          |200      |       |          |          |         |
|4         |2         |SYT          |         |regular|2024-06-01|2026-06-01|no       |
|5         |9         |SYT          |900      |       |          |          |         |
"""


def test_a_commune_by_hand() -> None:
    answer = coverage(register(AFTER, dossiers=DOSSIERS, supports=SUPPORTS))
    here = answer[answer["commune_id"] == 11]
    # Address 1 was helped by two and counts once; 2 by a commitment that runs through the
    # period, which is help and no visit; 3 by nobody; 9 has no dossier.
    counts = ["part", "whole", "committed", "nobody", "several", "visits", "value_vnd"]
    assert shown(here, counts) == [(2, 3, 1, 1, 1, 3, 700)]
    assert shown(here, ["share", "committed_share", "last_review"]) == [
        (2 / 3, 1 / 3, date(2025, 6, 1))
    ]


RETURNED = [
    ("| unit_id |\n| 11 |", "", True),  # its own report stands
    ("| unit_id |\n| 1  |", "", False),  # another's does
    ("| year | unit_id |\n| 2024 | 11 |", "", False),  # of another year
    ("", "| support_id | address_id |\n| 1 | 2 |", True),  # help dated in the period
    (
        "",
        "| support_id | address_id | kind | given_on | in_period |\n"
        "| 1 | 2 | regular | 2024-06-01 | no |",
        False,  # a commitment that merely runs on
    ),
]


@pytest.mark.parametrize(("returns", "supports", "reported"), RETURNED)
def test_help_is_reported_by_the_communes_return_or_by_help_dated_in_the_period(
    returns: str, supports: str, *, reported: bool
) -> None:
    asked = register(AFTER, dossiers=DOSSIERS, supports=supports, returns=returns)
    (row,) = shown(coverage(asked, by=()), ["whole", "part", "nobody", "share", "unreported"])
    helped = int(bool(supports))
    known = (3, helped, 3 - helped, helped / 3, 0)
    assert row == (known if reported else (None, None, None, None, 3))


def test_a_districts_report_reports_the_help_of_its_communes_of_the_day() -> None:
    units = """
    | unit_id | code | level    | kind      | parent_code | valid_to   |
    | 20      | H1   | district | committee |             | 2025-07-01 |
    | 21      | H2   | district | committee |             | 2025-07-01 |
    | 31      | X1   | commune  | committee | H1          | 2025-07-01 |
    | 32      | X2   | commune  | committee | H2          | 2025-07-01 |
    """
    dossiers = "| year | address_id | commune_id |\n| 2024 | 1 | 31 |\n| 2024 | 2 | 32 |"
    returns = "| year | unit_id |\n| 2024 | 20 |"
    asked = register(AFTER, dossiers=dossiers, units=units, returns=returns)
    answer = coverage(asked)
    assert shown(answer[answer["commune_id"].isin([31, 32])], ["commune_id", "nobody"]) == [
        (31, 1),
        (32, None),
    ]


CLOSED = """
| address_id | commune_id | status    | closed_on  | closed_reason |
| 1          | 11         | closed    | 2025-05-01 | died          |
| 2          | 11         | closed    | 2025-05-01 | risen         |
| 3          | 11         | closed    | 2025-12-15 | moved         |
| 4          | 11         | closed    |            |               |
| 5          | 11         | supported |            |               |
"""


@pytest.mark.parametrize(
    ("as_of", "nobody", "closed", "died", "no_reason"),
    [
        ("2025-12-20", 2, 2, 1, 1),  # 3 was closed the day after the period: open on its last day
        ("2025-04-30", 3, 1, 0, 1),  # nobody of those with a day had been closed by then
    ],
)
def test_the_whole_is_split_and_who_was_closed_is_not_told_as_helped_by_nobody(
    as_of: str, nobody: int, *, closed: int, died: int, no_reason: int
) -> None:
    supports = "| support_id | address_id |\n| 1 | 2 |"  # 2 was helped, then closed: it was helped
    asked = register(date.fromisoformat(as_of), dossiers=CLOSED, supports=supports)
    counts = ["whole", "part", "nobody", "closed_unhelped", "unhelped_died", "unhelped_no_reason"]
    assert shown(coverage(asked, by=()), counts) == [(5, 1, nobody, closed, died, no_reason)]


@pytest.mark.parametrize(
    ("kind", "given_on", "until", "helped"),
    [
        ("one_off", "2025-05-01", "", 1),
        ("regular", "2023-01-01", "2024-12-15", 1),  # ran on the period's first day
        ("regular", "2023-01-01", "", 1),
    ],
)
def test_help_is_an_act_of_the_period_or_a_commitment_that_ran_on_any_day_of_it(
    kind: str, given_on: str, until: str, helped: int
) -> None:
    inside = "yes" if given_on > "2024-12-14" else "no"
    supports = (
        "| support_id | address_id | kind | given_on | until | in_period |\n"
        f"| 1 | 1 | {kind} | {given_on} | {until} | {inside} |\n"
    )
    asked = register(AFTER, dossiers=DOSSIERS, supports=supports)
    assert shown(coverage(asked, by=()), ["part", "nobody"]) == [(helped, 3 - helped)]


def test_a_commune_without_any_dossier_is_no_data_and_a_former_commune_is_not_there() -> None:
    answer = coverage(register(AFTER, dossiers=DOSSIERS, supports=SUPPORTS))
    assert shown(answer, ["commune_id", "part", "whole", "share", "visits"]) == [
        (11, 2, 3, 2 / 3, 3),
        (12, None, None, None, None),
    ]


def test_in_the_structure_of_another_day_its_communes_are_expected() -> None:
    answer = coverage(register(AFTER, dossiers=DOSSIERS), structure_day=date(2025, 6, 30))
    assert shown(answer, ["commune_id", "whole"]) == [(11, 3), (13, None)]


@pytest.mark.parametrize(
    ("as_of", "given_on", "until", "kind", "committed"),
    [
        ("2025-12-20", "2025-01-01", "2025-12-14", "regular", 1),  # runs on the last day
        ("2025-12-20", "2025-01-01", "2025-12-13", "regular", 0),
        ("2025-12-20", "2025-01-01", "", "regular", 1),  # no end: still running
        ("2025-12-20", "2025-01-01", "2025-12-31", "one_off", 0),
        ("2025-05-31", "2025-01-01", "2025-06-30", "regular", 1),  # as of a day in the period
        ("2025-07-01", "2025-01-01", "2025-06-30", "regular", 0),
        ("2025-05-31", "2025-06-01", "", "regular", 0),  # not begun on that day
    ],
)
def test_committed_is_regular_help_that_runs_at_the_end(
    as_of: str, given_on: str, *, until: str, kind: str, committed: int
) -> None:
    supports = (
        "| support_id | address_id | kind | given_on | until |\n"
        f"| 1 | 1 | {kind} | {given_on} | {until} |"
    )
    asked = register(date.fromisoformat(as_of), dossiers=DOSSIERS, supports=supports)
    assert shown(coverage(asked, by=()), ["committed"]) == [(committed,)]


def test_help_in_another_year_helps_that_year_only() -> None:
    asked = register(
        AFTER,
        dossiers="""
        | year | address_id | commune_id |
        | 2024 | 1          | 13         |
        | 2025 | 1          | 11         |
        """,
        supports="| year | support_id | address_id | given_on |\n| 2024 | 1 | 1 | 2024-05-01 |",
    )
    assert shown(coverage(asked, by=()), ["year", "part", "nobody"]) == [(2024, 1, 0), (2025, 0, 1)]


def test_visits_without_a_stated_value_have_no_value_and_no_visits_have_nought() -> None:
    supports = "| support_id | address_id | value_vnd |\n| 1 | 2 | |"
    answer = coverage(register(AFTER, dossiers=DOSSIERS, supports=supports), by=("kind",))
    assert shown(answer, ["kind", "visits", "value_vnd"]) == [
        ("household", 0, 0),
        ("person", 1, None),
    ]


def test_an_empty_register_is_empty_in_every_grouping() -> None:
    full = register(AFTER, dossiers=DOSSIERS, supports=SUPPORTS)
    empty = register(AFTER)
    for by in ((), ("commune_id",), ("kind",)):
        answer = coverage(empty, by)
        assert (len(answer), list(answer.columns)) == (0, list(coverage(full, by).columns))
    assert dict(mark_addresses(empty).dtypes) == dict(mark_addresses(full).dtypes)
