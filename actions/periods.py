"""Close a period once its report is published, or open it again. A closed period still takes
late returns; each is marked as come after."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Period
from models.settings import renew_catalogue_token


def close_period(engine: Engine, year: int, *, actor: Actor, now: datetime) -> None:
    """From `now` on what comes for the year is late. Raises Refused: not_allowed,
    period_unknown, period_closed_before."""
    with deed(engine, actor, Verb.CLOSE_PERIOD, now=now) as under_way:
        period = _period(under_way.session, year)
        if period.closed_at is not None:
            raise Refused("period_closed_before", year=year)
        period.closed_at = now
        renew_catalogue_token(under_way.session)
        under_way.tell(f"period {year}", before={"closed": False}, after={"closed": True})


def reopen_period(engine: Engine, year: int, *, actor: Actor, now: datetime) -> None:
    """What comes for the year is no longer late by its closing. Raises Refused: not_allowed,
    period_unknown, period_not_closed."""
    with deed(engine, actor, Verb.REOPEN_PERIOD, now=now) as under_way:
        period = _period(under_way.session, year)
        if period.closed_at is None:
            raise Refused("period_not_closed", year=year)
        before = {"closed": True, "closed_at": period.closed_at.isoformat()}
        period.closed_at = None
        renew_catalogue_token(under_way.session)
        under_way.tell(f"period {year}", before=before, after={"closed": False})


def _period(session: Session, year: int) -> Period:
    period = session.get(Period, year)
    if period is None:
        raise Refused("period_unknown", year=year)
    return period
