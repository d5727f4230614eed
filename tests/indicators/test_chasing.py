"""Which rung a report stands on, and what comes next: told by the days alone."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest

from indicators.chasing import DECIDED, ChasingStep, list_reports_to_chase
from models.pursuits import Pursuit
from tests.indicators.tables import duties, shown

ONE = "| assignment_id | task_id | unit_id |\n| 1 | 1 | 1 |"
ASKED = "| assignment_id | task_id | unit_id | role |\n| 1 | 1 | 3 | requested |"
TWO_TASKS = f"{ONE}\n| 2 | 2 | 1 |\n| 3 | 3 | 1 |"
LADDER = ((-14, "letter", True), (0, "telephone", False), (3, "letter", False))
LAST_DAY = date(2025, 12, 14)
RETURNS = "| submission_id | unit_id | sent_on | received_on | sent_back | nil |\n"
SENT = f"{RETURNS}| 1 | 1 | 2025-12-10 | 2025-12-10 | no | no |"
ANOTHER = SENT.replace("| 1 | 1 |", "| 1 | 2 |")  # without any nobody is behind
RETURNED = SENT.replace("| no | no", "| yes | no")


@dataclass(frozen=True)
class Contact:
    """One line of the ledger, of unit 1 unless said otherwise."""

    on: str
    channel: str = "letter"
    rung: int | None = None
    promised: str | None = None
    unit: int = 1


def ledger(*contacts: Contact) -> pd.DataFrame:
    told = {
        "reminder_id": list(range(1, len(contacts) + 1)),
        "unit_id": [one.unit for one in contacts],
        "letter_no": [None] * len(contacts),
        "channel": [one.channel for one in contacts],
        "sent_on": pd.to_datetime([one.on for one in contacts]).as_unit("s"),
        "promised_on": pd.to_datetime([one.promised for one in contacts]).as_unit("s"),
        "answer": [None] * len(contacts),
        "rung_days": pd.array([one.rung for one in contacts], dtype="Int64"),
    }
    return pd.DataFrame(told)


def pursued(
    day: str,
    *contacts: Contact,
    schedule: tuple[tuple[int, str, bool], ...] = LADDER,
    returned: str | None = None,
    **drawn: str,
) -> Pursuit:
    drawn = {"assignments": ONE, "submissions": ANOTHER} | drawn
    back = pd.DataFrame({"unit_id": [1] if returned else [], "reason": ["sai"] if returned else []})
    back["until"] = pd.to_datetime([None] * len(back)).as_unit("s")
    back["returned_at"] = pd.to_datetime([f"{returned}T03:00Z"] if returned else [], utc=True)
    return Pursuit(
        year=2025,
        duties=duties(date.fromisoformat(day), **drawn),
        schedule=pd.DataFrame(schedule, columns=["days", "channel", "requested"]),
        ledger=ledger(*contacts),
        returned=back,
    )


def told(pursuit: Pursuit) -> tuple[object, ...]:
    (row,) = shown(list_reports_to_chase(pursuit), ["step", "rung_days", "channel", "next_on"])
    return row


@pytest.mark.parametrize(
    ("day", "contacts", "expected"),
    [
        ("2025-11-29", (), (ChasingStep.WAITING, None, "letter", date(2025, 11, 30))),
        ("2025-11-30", (), (ChasingStep.NOW, -14, "letter", date(2025, 11, 30))),
        # nobody asked for days: the rung stays open
        ("2025-12-10", (), (ChasingStep.NOW, -14, "letter", date(2025, 11, 30))),
        # several rungs were missed: only the last counts
        ("2026-01-20", (), (ChasingStep.NOW, 3, "letter", date(2025, 12, 17))),
        (
            "2025-12-10",
            (Contact("2025-12-02", rung=-14),),
            (ChasingStep.WAITING, -14, "telephone", date(2025, 12, 14)),
        ),
        # somebody wrote of his own accord after the rung was reached
        (
            "2025-12-10",
            (Contact("2025-12-02"),),
            (ChasingStep.WAITING, -14, "telephone", date(2025, 12, 14)),
        ),
        # a call is no letter
        (
            "2025-12-10",
            (Contact("2025-12-02", "telephone"),),
            (ChasingStep.NOW, -14, "letter", date(2025, 11, 30)),
        ),
        # an earlier rung, asked late, is not this one
        (
            "2025-12-20",
            (Contact("2025-12-18", rung=0),),
            (ChasingStep.NOW, 3, "letter", date(2025, 12, 17)),
        ),
        ("2025-12-20", (Contact("2025-12-17", rung=3),), (ChasingStep.ENDED, 3, None, None)),
        (
            "2025-12-20",
            (Contact("2025-12-16", "telephone", promised="2025-12-20"),),
            (ChasingStep.PROMISED, 3, "telephone", date(2025, 12, 20)),
        ),
        # the promised day is over and nobody asked since
        (
            "2025-12-23",
            (Contact("2025-12-17", rung=3, promised="2025-12-22"),),
            (ChasingStep.BROKEN, 3, "telephone", date(2025, 12, 22)),
        ),
        (
            "2025-12-24",
            (
                Contact("2025-12-17", rung=3, promised="2025-12-22"),
                Contact("2025-12-23", "telephone"),
            ),
            (ChasingStep.ENDED, 3, None, None),
        ),
        # what another unit was asked is nothing to this one
        (
            "2025-12-20",
            (Contact("2025-12-18", rung=3, unit=2),),
            (ChasingStep.NOW, 3, "letter", date(2025, 12, 17)),
        ),
    ],
)
def test_the_days_decide(
    day: str, contacts: tuple[Contact, ...], *, expected: tuple[object, ...]
) -> None:
    assert told(pursued(day, *contacts)) == expected


@pytest.mark.parametrize("assignments", [ONE, ASKED])
def test_where_nobody_at_all_sent_a_return_nobody_is_chased(assignments: str) -> None:
    before, after = (
        list_reports_to_chase(pursued(day, assignments=assignments, submissions=""))
        for day in ("2025-12-14", "2025-12-20")
    )
    assert (len(before), len(after)) == (1, 0)


def test_once_the_next_period_is_over_nobody_is_asked_for_the_report() -> None:
    assert len(list_reports_to_chase(pursued("2026-12-14"))) == 1
    assert list_reports_to_chase(pursued("2026-12-15")).empty


def test_without_a_schedule_nothing_comes_next() -> None:
    assert told(pursued("2025-12-20", schedule=())) == (ChasingStep.NO_SCHEDULE, None, None, None)


def test_an_extension_moves_the_whole_schedule_and_opens_its_rungs_again() -> None:
    put_off = "| unit_id | extended_to |\n| 1 | 2025-12-30 |"
    letter = Contact("2025-12-18", rung=3)
    assert told(pursued("2025-12-20", letter, extensions=put_off))[:2] == (ChasingStep.WAITING, -14)
    assert told(pursued("2026-01-02", letter, extensions=put_off)) == (
        *(ChasingStep.NOW, 3, "letter"),
        date(2026, 1, 2),
    )


@pytest.mark.parametrize(
    ("day", "step"),
    [("2025-11-30", ChasingStep.NOW), ("2026-01-30", ChasingStep.NOW), ("2025-11-20", "waiting")],
)
def test_a_requested_body_stands_on_the_rungs_that_are_for_it(day: str, step: str) -> None:
    reached, rung, channel, _ = told(pursued(day, assignments=ASKED))
    assert (reached, channel) == (step, "letter")
    assert rung in (-14, None)


def test_a_report_that_came_is_not_chased() -> None:
    assert list_reports_to_chase(pursued("2025-12-20", submissions=SENT)).empty


def test_a_report_without_some_tasks_is_chased_for_them() -> None:
    results = "| result_id | assignment_id | submission_id | status |\n| 1 | 2 | 1 | done |"
    asked = pursued("2025-12-20", assignments=TWO_TASKS, submissions=SENT, results=results)
    assert shown(list_reports_to_chase(asked), ["lack", "unreported", "step"]) == [
        ("tasks", 1, ChasingStep.NOW)
    ]


def test_a_signed_nil_lacks_nothing() -> None:
    nil = SENT.replace("| no | no", "| no | yes")
    assert list_reports_to_chase(
        pursued("2025-12-20", assignments=TWO_TASKS, submissions=nil)
    ).empty


def test_a_report_sent_back_is_asked_for_once_more() -> None:
    before = Contact("2025-12-17", rung=3)
    asked = pursued("2025-12-20", before, submissions=RETURNED, returned="2025-12-19")
    assert shown(list_reports_to_chase(asked), ["lack", "reason", "step", "rung_on"]) == [
        ("again", "sai", ChasingStep.NOW, date(2025, 12, 19))
    ]
    since = Contact("2025-12-19", rung=3)
    asked = pursued("2025-12-20", before, since, submissions=RETURNED, returned="2025-12-19")
    assert shown(list_reports_to_chase(asked), ["step"]) == [(ChasingStep.ENDED,)]


@pytest.mark.parametrize("day", ["2025-12-10", "2025-12-24"])
def test_a_promise_made_before_it_was_sent_back_is_kept_by_now(day: str) -> None:
    kept = Contact("2025-12-08", "telephone", promised=day)
    asked = pursued("2025-12-20", kept, submissions=RETURNED, returned="2025-12-19", schedule=())
    assert shown(list_reports_to_chase(asked), ["step"]) == [(ChasingStep.NO_SCHEDULE,)]
    again = Contact("2025-12-19", "telephone", promised="2025-12-24")
    asked = pursued(
        "2025-12-20", kept, again, submissions=RETURNED, returned="2025-12-19", schedule=()
    )
    assert shown(list_reports_to_chase(asked), ["step", "next_on"]) == [
        (ChasingStep.PROMISED, date(2025, 12, 24))
    ]


def test_nobody_owing_gives_an_empty_frame_of_the_same_columns() -> None:
    empty = list_reports_to_chase(pursued("2025-12-20", assignments=""))
    assert empty.empty
    assert set(DECIDED) <= set(empty.columns)
