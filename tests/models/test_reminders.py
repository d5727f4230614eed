"""The latest reminder of a unit and year, as known on a day."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from models import Reminder
from models.database import reading
from models.reminders import find_last_reminders
from tests.models.conftest import keep
from tests.models.rows import row


@pytest.mark.parametrize(
    ("as_of", "reminded", "promised"),
    [
        (date(2026, 12, 9), [], []),
        (date(2026, 12, 10), ["2026-12-10"], ["NaT"]),
        (date(2026, 12, 16), ["2026-12-16"], ["2026-12-20"]),
    ],
)
def test_the_latest_reminder_of_each_day(
    province: Engine, as_of: date, *, reminded: list[str], promised: list[str]
) -> None:
    call = {
        **{"channel": "telephone", "rung_days": None, "rung_on": None},
        "sent_on": date(2026, 12, 16),
        "promised_on": date(2026, 12, 20),
        "recorded_at": datetime(2026, 12, 16, 3, 0, tzinfo=UTC),
    }
    keep(province, [row(Reminder), row(Reminder, id=2, **call)])
    with reading(province) as session:
        frame = find_last_reminders(session, [2026], as_of)
    assert frame["reminded_on"].astype("str").tolist() == reminded
    assert frame["promised_on"].dt.strftime("%Y-%m-%d").fillna("NaT").tolist() == promised


def test_a_promise_stands_beside_a_later_letter_and_its_answer(province: Engine) -> None:
    letter = {"channel": "letter", "rung_days": None, "rung_on": None}
    sent = {"sent_on": date(2026, 12, 20), "recorded_at": datetime(2026, 12, 20, 3, 0, tzinfo=UTC)}
    first = row(Reminder, promised_on=date(2026, 12, 22), answered_on=date(2026, 12, 10))
    answered = {"answered_on": date(2026, 12, 20), "answer": "Đang trình ký"}
    keep(province, [first, row(Reminder, id=2, **letter, **sent, **answered)])
    with reading(province) as session:
        frame = find_last_reminders(session, [2026], date(2026, 12, 20))
    days = frame[["reminded_on", "promised_on", "answered_on"]].iloc[0]
    assert [day.date().day for day in days] == [20, 22, 20]
