"""Close a period once its report is published, or open it again: a closed period still takes
late returns, each marked as come after. Let its last day roll over a weekend, or not."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import deed
from actions.impossible_days import refuse_unbegun_period
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Period
from models.spans import after_weekend, day_of


def close_period(engine: Engine, year: int, *, actor: Actor, now: datetime) -> None:
    """From `now` on what comes for the year is late. Raises Refused: not_allowed,
    period_unknown, period_not_begun, period_closed_before."""
    with deed(engine, actor, Verb.CLOSE_PERIOD, now=now) as under_way:
        period = _get_period(under_way.session, year)
        refuse_unbegun_period(under_way.session, year, today=day_of(now))
        if period.closed_at is not None:
            raise Refused("period_closed_before", year=year)
        period.closed_at = now
        under_way.record_catalogue()
        under_way.tell(f"period {year}", before={"closed": False}, after={"closed": True})


def reopen_period(engine: Engine, year: int, *, actor: Actor, now: datetime) -> None:
    """What comes for the year is no longer late by its closing. Raises Refused: not_allowed,
    period_unknown, period_not_closed."""
    with deed(engine, actor, Verb.REOPEN_PERIOD, now=now) as under_way:
        period = _get_period(under_way.session, year)
        if period.closed_at is None:
            raise Refused("period_not_closed", year=year)
        before = {"closed": True, "closed_at": period.closed_at.isoformat()}
        period.closed_at = None
        under_way.record_catalogue()
        under_way.tell(f"period {year}", before=before, after={"closed": False})


def roll_weekend(engine: Engine, year: int, *, rolls: bool, actor: Actor, now: datetime) -> None:
    """Let the last day in time be the last day of data, or, where that falls on a weekend and
    `rolls`, the Monday after (plan, clause III.13; whether it does is the office's to say).
    Raises Refused: not_allowed, period_unknown."""
    with deed(engine, actor, Verb.SET, now=now) as under_way:
        period = _get_period(under_way.session, year)
        before = _list_last_day_facts(period)
        period.weekend_rolls = rolls
        period.last_day = after_weekend(period.data_to) if rolls else period.data_to
        under_way.record_catalogue()
        under_way.tell(f"period {year}", before=before, after=_list_last_day_facts(period))


def _list_last_day_facts(period: Period) -> dict[str, object]:
    return {"weekend_rolls": period.weekend_rolls, "last_day": period.last_day.isoformat()}


def _get_period(session: Session, year: int) -> Period:
    period = session.get(Period, year)
    if period is None:
        raise Refused("period_unknown", year=year)
    return period
