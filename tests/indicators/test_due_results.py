"""Every task owed has one of the official five states, or not reported, or nil."""

from datetime import date

import pytest

from indicators.due_results import COLUMNS, list_due_results
from tests.indicators.tables import AFTER, BEFORE, duties, shown

SENT = "| submission_id | unit_id | received_on |\n| 1 | 1 | 2025-12-10 |"
ANOTHER = SENT.replace("| 1 | 1 ", "| 1 | 2 ")
ONE = "| assignment_id | task_id | unit_id | role |\n| 1 | 2 | 1 | coordinate |"
ASKED = "| assignment_id | task_id | unit_id | role |\n| 1 | 2 | 3 | requested |"


@pytest.mark.parametrize(
    ("status", "done_on", "states"),
    [
        # status, its day: the state on the last day in time, six days after, of a requested body
        ("done", "2025-12-14", ("done_in_time", "done_in_time", "done_in_time")),
        ("done", "2025-12-15", ("done_late", "done_late", "done_in_time")),
        ("done", "", ("done_in_time", "done_in_time", "done_in_time")),
        ("done_late", "", ("done_late", "done_late", "done_in_time")),
        ("in_progress", "", ("running", "running_late", "running")),
        ("not_started", "", ("not_started", "not_started", "not_started")),
        ("nil", "", ("nil", "nil", "nil")),
        ("", "", ("not_reported", "not_reported", "not_reported")),  # a row, but no status
    ],
)
def test_a_status_becomes_a_state_by_its_days(
    status: str, done_on: str, *, states: tuple[str, str, str]
) -> None:
    told = (
        "| result_id | assignment_id | submission_id | status | done_on |\n"
        f"| 1 | 1 | 1 | {status} | {done_on} |"
    )
    cases = [(BEFORE, ONE), (AFTER, ONE), (AFTER, ASKED)]
    frames = [
        list_due_results(duties(day, assignments=owed, results=told, submissions=SENT))
        for day, owed in cases
    ]
    assert tuple(frame["state"].item() for frame in frames) == states


def test_what_nobody_told_is_there_and_not_reported() -> None:
    of_silent = list_due_results(duties(AFTER, assignments=ONE, submissions=ANOTHER))
    of_all_silent = list_due_results(duties(AFTER, assignments=ONE))
    told = ["code", "task_code", "state", "fallen_due", "quantity_nil"]
    assert shown(of_silent, told) == [("SYT", "TET", "not_reported", True, False)]
    # Nobody at all sent a return of the year: there are no data, and nothing has fallen due.
    assert shown(of_all_silent, told) == [("SYT", "TET", "not_reported", False, False)]


def test_an_extension_leaves_more_time() -> None:
    told = (
        "| result_id | assignment_id | submission_id | status | done_on |\n"
        "| 1 | 1 | 1 | done | 2025-12-20 |"
    )
    extended = "| unit_id | extended_to |\n| 1 | 2025-12-31 |"
    owed = list_due_results(duties(AFTER, assignments=ONE, results=told, extensions=extended))
    assert shown(owed, ["state", "fallen_due", "due_on"]) == [
        ("done_in_time", False, date(2025, 12, 31))
    ]


def test_a_whole_year_nil_speaks_only_where_the_unit_sent_no_row() -> None:
    owed = duties(
        AFTER,
        assignments="""
        | assignment_id | task_id | unit_id |
        | 1             | 2       | 1       |
        | 2             | 3       | 1       |
        | 3             | 2       | 2       |
        """,
        submissions="""
        | submission_id | unit_id | received_on | nil | file_name |
        | 7             | 1       | 2025-12-10  | yes | nil.xlsx  |
        """,
        results="""
        | result_id | assignment_id | submission_id | status |
        | 1         | 2             | 7             | done   |
        """,
    )
    assert shown(
        list_due_results(owed), ["assignment_id", "state", "submission_id", "file_name"]
    ) == [
        (1, "nil", 7, "nil.xlsx"),
        (2, "done_in_time", 7, "return.xlsx"),
        (3, "not_reported", None, None),  # another unit signed nothing
    ]


@pytest.mark.parametrize(
    ("returns", "state"),
    [
        ("| 1 | 1 | 2025-12-10 | yes |", "not_reported"),
        # Sent again: rows the second return left unchanged still belong to the first.
        ("| 1 | 1 | 2025-12-10 | yes |\n| 2 | 1 | 2025-12-12 | no |", "done_in_time"),
        # Only the second was sent back: the first still stands for what it said.
        ("| 1 | 1 | 2025-12-10 | no |\n| 2 | 1 | 2025-12-12 | yes |", "done_in_time"),
    ],
)
def test_what_was_sent_back_was_not_said_until_sent_again(returns: str, state: str) -> None:
    owed = duties(
        AFTER,
        assignments=ONE,
        submissions=f"| submission_id | unit_id | received_on | sent_back |\n{returns}",
        results="| result_id | assignment_id | submission_id | status |\n| 1 | 1 | 1 | done |",
    )
    assert list_due_results(owed)["state"].tolist() == [state]


def test_the_report_itself_is_no_result() -> None:
    report = "| assignment_id | task_id | unit_id |\n| 1 | 1 | 1 |"
    assert list_due_results(duties(AFTER, assignments=report)).empty


def test_nothing_owed_is_an_empty_frame_with_the_same_columns() -> None:
    empty = list_due_results(duties(AFTER))
    full = list_due_results(duties(AFTER, assignments=ONE))
    assert (len(empty), list(empty.columns)) == (0, COLUMNS)
    assert dict(empty.dtypes) == dict(full.dtypes)
