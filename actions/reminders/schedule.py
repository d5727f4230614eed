"""Set the reminder schedule of a period: on which days around the last day, and by what, to ask."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, delete
from sqlmodel import col, select

from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Channel, Period, Rung

MOST_DAYS = 366


class Step(NamedTuple):
    """One rung: days after the last day in time (below nought: before it), by what, and
    whether bodies that owe nothing are asked too."""

    days: int
    channel: Channel
    requested: bool = False


def set_reminder_schedule(
    engine: Engine, year: int, steps: Sequence[Step], *, actor: Actor, now: datetime
) -> None:
    """Put `steps` in place of the period's schedule; none leaves it without one.

    Raises Refused: not_allowed, period_unknown, rung_twice, rung_too_far.
    """
    with deed(engine, actor, Verb.SET, now=now) as under_way:
        session = under_way.session
        if session.get(Period, year) is None:
            raise Refused("period_unknown", year=year)
        _check(steps)
        rungs = session.exec(select(Rung).where(col(Rung.year) == year).order_by(col(Rung.days)))
        before = [(step.days, step.channel, step.requested) for step in rungs]
        session.execute(delete(Rung).where(col(Rung.year) == year))
        session.add_all(
            Rung(year=year, days=step.days, channel=step.channel.value, requested=step.requested)
            for step in steps
        )
        under_way.record_catalogue()
        after = [(step.days, step.channel.value, step.requested) for step in sorted(steps)]
        under_way.tell(f"ladder {year}", before={"rungs": before}, after={"rungs": after})


def _check(steps: Sequence[Step]) -> None:
    days: set[int] = set()
    for step in steps:
        if step.days in days:
            raise Refused("rung_twice", days=step.days)
        if abs(step.days) > MOST_DAYS:
            raise Refused("rung_too_far", days=step.days)
        days.add(step.days)
