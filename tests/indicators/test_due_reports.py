"""Every report owed has one state, told by the day it was sent."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.due_reports import COLUMNS, list_due_reports
from tests.indicators.tables import AFTER, BEFORE, catalogue, duties, shown

ANOTHER = "| submission_id | unit_id | sent_on | received_on |\n| 7 | 2 | 2025-12-10 | 2025-12-10 |"
OTHER_YEAR = "| submission_id | unit_id | year | received_on |\n| 7 | 1 | 2024 | 2024-12-10 |"
ONE = """
| assignment_id | task_id | unit_id |
| 1             | 1       | 1       |
"""


@pytest.mark.parametrize(
    ("as_of", "sent", "expected"),
    [
        (BEFORE, "", ("awaited", None)),  # in time until 24:00 of 14/12
        (date(2025, 12, 15), "", ("overdue", 1)),
        (AFTER, "", ("overdue", 6)),
        (date(2026, 12, 14), "", ("overdue", 365)),
        (date(2026, 12, 15), "", ("overdue", None)),  # the next period's last day is over
        (AFTER, "2025-12-14", ("in_time", None)),
        (AFTER, "2025-12-17", ("late", 3)),
    ],
)
def test_the_last_day_in_time_divides(
    as_of: date, sent: str, *, expected: tuple[str, int | None]
) -> None:
    told = f"\n| 1 | 1 | {sent} | 2025-12-19 |" if sent else ""
    owed = duties(as_of, assignments=ONE, submissions=ANOTHER + told)
    assert shown(list_due_reports(owed), ["state", "days"]) == [expected]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [(BEFORE, "awaited"), (AFTER, "no_data"), (date(2029, 1, 1), "no_data")],
)
@pytest.mark.parametrize("returns", ["", OTHER_YEAR])
def test_of_a_year_without_any_return_nobody_is_late(as_of: date, state: str, returns: str) -> None:
    owed = list_due_reports(duties(as_of, assignments=ONE, submissions=returns))
    assert shown(owed, ["state", "days", "fallen_due"]) == [(state, None, False)]


@pytest.mark.parametrize("back", ["", "yes"])
def test_one_return_of_anybody_even_sent_back_makes_the_others_overdue(back: str) -> None:
    sent = ANOTHER.replace("received_on |", "received_on | sent_back |") + f" {back} |"
    owed = list_due_reports(duties(AFTER, assignments=ONE, submissions=sent))
    assert shown(owed, ["state", "days"]) == [("overdue", 6)]


@pytest.mark.parametrize(("closed_at", "days"), [("2025-12-17T18:00:00Z", 4), ("", 6)])
def test_days_are_counted_until_the_period_was_closed(closed_at: str, days: int) -> None:
    periods = f"""
    | year | data_from  | data_to    | last_day   | closed_at   |
    | 2025 | 2024-12-15 | 2025-12-14 | 2025-12-14 | {closed_at} |
    """  # one o'clock on the 18th in Viet Nam
    owed = duties(AFTER, assignments=ONE, submissions=ANOTHER)
    owed = replace(owed, catalogue=catalogue(periods=periods))
    assert shown(list_due_reports(owed), ["state", "days"]) == [("overdue", days)]


def test_without_a_day_of_sending_the_day_of_receipt_judges() -> None:
    told = "| submission_id | unit_id | received_on |\n| 1 | 1 | 2025-12-16 |"
    owed = duties(AFTER, assignments=ONE, submissions=told)
    assert shown(list_due_reports(owed), ["state", "days"]) == [("late", 2)]


def test_an_extension_moves_the_last_day_of_its_own_unit_only() -> None:
    owed = duties(
        AFTER,
        assignments="""
        | assignment_id | task_id | unit_id |
        | 1             | 1       | 1       |
        | 2             | 1       | 2       |
        """,
        extensions="| unit_id | extended_to |\n| 1 | 2025-12-31 |",
        submissions=ANOTHER.replace("| 7 | 2 ", "| 7 | 3 "),
    )
    assert shown(list_due_reports(owed), ["code", "due_on", "extended", "state"]) == [
        ("SYT", date(2025, 12, 31), True, "awaited"),
        ("STC", date(2025, 12, 14), False, "overdue"),
    ]


def test_a_requested_body_is_never_overdue_and_its_report_never_late() -> None:
    asked = "| assignment_id | task_id | unit_id | role |\n| 1 | 1 | 3 | requested |"
    late = (
        "| submission_id | unit_id | sent_on | received_on |\n| 1 | 3 | 2025-12-18 | 2025-12-18 |"
    )
    silent = list_due_reports(duties(AFTER, assignments=asked))
    sent = list_due_reports(duties(AFTER, assignments=asked, submissions=late))
    assert shown(silent, ["obligation", "state", "days"]) == [("requested", "awaited", None)]
    assert shown(sent, ["obligation", "state", "days"]) == [("requested", "received", None)]


RETURNS = "| submission_id | unit_id | sent_on | received_on | sent_back | nil |\n"


@pytest.mark.parametrize(
    ("returns", "expected"),
    [
        # A correction after the deadline: the first judges, the last says whether it is nil.
        (
            "| 1 | 1 | 2025-12-10 | 2025-12-10 | no | no  |\n"
            "| 2 | 1 | 2025-12-18 | 2025-12-18 | no | yes |",
            ("in_time", 1, True),
        ),
        # Sent in time, sent back, sent again late: what was sent back was not in time.
        (
            "| 1 | 1 | 2025-12-10 | 2025-12-10 | yes | no |\n"
            "| 2 | 1 | 2025-12-18 | 2025-12-18 | no  | no |",
            ("late", 2, False),
        ),
        # Typed in second, but sent first: the typing judges nothing.
        (
            "| 1 | 1 | 2025-12-18 | 2025-12-18 | no | no |\n"
            "| 2 | 1 | 2025-12-12 | 2025-12-19 | no | no |",
            ("in_time", 2, False),
        ),
        ("| 1 | 1 | 2025-12-10 | 2025-12-10 | yes | yes |", ("sent_back", 1, False)),
        (
            "| 1 | 1 | 2025-12-10 | 2025-12-10 | no  | no |\n"
            "| 2 | 1 | 2025-12-18 | 2025-12-18 | yes | no |",
            ("sent_back", 2, False),
        ),
    ],
)
def test_which_of_several_returns_judges(returns: str, *, expected: tuple[str, int, bool]) -> None:
    owed = duties(AFTER, assignments=ONE, submissions=RETURNS + returns)
    assert shown(list_due_reports(owed), ["state", "submission_id", "nil"]) == [expected]


def test_the_last_reminder_stands_beside_its_report() -> None:
    told = "| unit_id | reminded_on | promised_on |\n| 1 | 2025-12-16 | 2025-12-22 |"
    owed = list_due_reports(duties(AFTER, assignments=ONE, reminders=told))
    days = (date(2025, 12, 16), date(2025, 12, 22))
    assert shown(owed, ["reminded_on", "promised_on"]) == [days]


def test_nothing_owed_is_an_empty_frame_with_the_same_columns() -> None:
    empty = list_due_reports(duties(AFTER))
    full = list_due_reports(duties(AFTER, assignments=ONE))
    assert (len(empty), list(empty.columns)) == (0, COLUMNS)
    assert dict(empty.dtypes) == dict(full.dtypes)
