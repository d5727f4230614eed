"""What is known otherwise since a day: each row once, with its cause and its file."""

from datetime import date

from indicators.change.amendments import list_amendments
from indicators.change.steps import DaySnapshot
from tests.indicators import tables

THEN, NOW = date(2026, 12, 10), date(2026, 12, 20)
OWED = """
| year | assignment_id | task_id | unit_id | role       |
| 2026 | 1             | 2       | 1       | coordinate |
| 2026 | 2             | 3       | 1       | coordinate |
| 2026 | 3             | 2       | 2       | coordinate |
"""
MORE = OWED + "| 2026 | 4             | 3       | 2       | coordinate |\n"
FIRST = """
| assignment_id | year | submission_id | status      | quantity | file_name | row |
| 1             | 2026 | 1             | in_progress | 5        | a.csv     | 2   |
| 2             | 2026 | 1             | done        | 1        | a.csv     | 3   |
"""
SENT = "| submission_id | year | unit_id | received_on |\n| 1 | 2026 | 1 | 2026-12-01 |"
LATER = """
| assignment_id | year | submission_id | status      | quantity | file_name | row |
| 1             | 2026 | 2             | done        | 5        | b.csv     | 7   |
| 3             | 2026 | 3             | done        | 1        | c.csv     | 9   |
"""


def known(day: date, results: str, owed: str = OWED) -> DaySnapshot:
    duties = tables.duties(day, assignments=owed, results=results, submissions=SENT)
    return DaySnapshot(duties, tables.register(day))


def causes(before: DaySnapshot, after: DaySnapshot, *undone: str) -> list[tuple[str, object]]:
    rows = list_amendments(before, after, undone=undone)
    rows = rows[rows["subject"] == "result"]
    return sorted(zip(rows["cause"], rows["file_name"].fillna(""), strict=True))


def test_a_correction_a_withdrawal_and_a_return() -> None:
    found = causes(known(THEN, FIRST), known(THEN, LATER))
    assert found == [("correction", "b.csv"), ("return", "c.csv"), ("withdrawn", "a.csv")]


def test_a_file_taken_back_is_told_as_that() -> None:
    found = causes(known(THEN, FIRST), known(THEN, LATER), "a.csv")
    assert [cause for cause, _ in found] == ["return", "undone", "undone"]


def test_days_that_pass_are_no_correction() -> None:
    assert causes(known(THEN, FIRST), known(NOW, FIRST)) == [("time", "a.csv")]


def test_what_is_asked_newly_is_a_rule() -> None:
    assert causes(known(THEN, FIRST), known(THEN, FIRST, MORE)) == [("rules", "")]


def test_nothing_else_is_told() -> None:
    assert list_amendments(known(NOW, LATER), known(NOW, LATER)).empty
