"""Days that cannot be: of a return that was sent after it came, or comes tomorrow, or is of a
period that has not begun."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session

from actions.refusals import Refused
from models import Period

if TYPE_CHECKING:
    from actions.receive import Letter


def refuse_future(*days: date | None, today: date) -> None:
    """Raise Refused day_in_future for the first of `days` that is still to come."""
    for day in days:
        if day is not None and day > today:
            raise Refused("day_in_future", day=day, today=today)


def refuse_impossible_days(letter: "Letter", *, today: date) -> None:
    """Raise Refused where the days of a letter cannot be: day_in_future, sent_after_received."""
    refuse_future(letter.received_on, letter.sent_on, letter.document_on, today=today)
    if letter.sent_on is not None and letter.sent_on > letter.received_on:
        raise Refused("sent_after_received", sent=letter.sent_on, received=letter.received_on)


def refuse_unbegun(
    session: Session, years: Iterable[int], letter: "Letter", *, today: date
) -> None:
    """Raise Refused period_not_begun where today a period of `years` is still to begin, and
    received_before_period where the letter came, or was sent, before it began."""
    for year in sorted(set(years)):
        period = session.get(Period, year)
        if period is None:
            continue
        if today < period.data_from:
            raise Refused("period_not_begun", year=year, day=period.data_from)
        first = min(letter.received_on, letter.sent_on or letter.received_on)
        if first < period.data_from:
            raise Refused("received_before_period", year=year, day=first, begins=period.data_from)
