"""Days that cannot be: a deed still to come, a return sent after it was received, a period that
has not begun, a day to come so far away that its year is mistyped."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session

from actions.refusals import Refused
from models import Period

if TYPE_CHECKING:
    from actions.returns.receive import Letter

MOST_AHEAD = timedelta(days=366)


def refuse_future(*days: date | None, today: date) -> None:
    """Raise Refused day_in_future for the first of `days` that is still to come."""
    for day in days:
        if day is not None and day > today:
            raise Refused("day_in_future", day=day, today=today)


def refuse_far(day: date | None, *, today: date) -> None:
    """Raise Refused day_too_far for a day more than MOST_AHEAD after today."""
    if day is not None and day > today + MOST_AHEAD:
        raise Refused("day_too_far", day=day, last=today + MOST_AHEAD)


def refuse_impossible_days(letter: "Letter", *, today: date) -> None:
    """Raise Refused where the days of a letter cannot be: day_in_future, sent_after_received,
    document_after_received."""
    refuse_future(letter.received_on, letter.sent_on, letter.document_on, today=today)
    if letter.sent_on is not None and letter.sent_on > letter.received_on:
        raise Refused("sent_after_received", sent=letter.sent_on, received=letter.received_on)
    if letter.document_on is not None and letter.document_on > letter.received_on:
        days = {"dated": letter.document_on, "received": letter.received_on}
        raise Refused("document_after_received", **days)


def refuse_days_before_period(
    session: Session, years: Iterable[int], letter: "Letter", *, today: date
) -> None:
    """Raise Refused period_not_begun where today a period of `years` is still to begin, and
    received_before_period where the letter came, was sent or was written before it began."""
    days = [letter.received_on, letter.sent_on, letter.document_on]
    first = min(day for day in days if day is not None)
    for year in sorted(set(years)):
        begins = refuse_unbegun_period(session, year, today=today)
        if begins is not None and first < begins:
            raise Refused("received_before_period", year=year, day=first, begins=begins)


def refuse_unbegun_period(session: Session, year: int, *, today: date) -> date | None:
    """The first day of the period, None where there is no such period. Raise Refused
    period_not_begun where it is still to begin."""
    period = session.get(Period, year)
    if period is not None and today < period.data_from:
        raise Refused("period_not_begun", year=year, day=period.data_from)
    return period.data_from if period is not None else None
