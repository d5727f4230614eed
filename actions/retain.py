"""Retain: kept files whose time of keeping has ended are emptied; the rows stay."""

from datetime import date, datetime

from sqlalchemy import Engine, func, update
from sqlmodel import col, select

from actions.deeds import deed
from actions.erase import wipe
from actions.permissions import Actor, Verb
from models import Batch
from models.settings import setting
from models.spans import day_of

YEARS, USUAL_YEARS = "retention_years", 10  # the setting


def years_kept(said: str | None) -> int:
    """How many years a file is kept: the setting, where it is a whole number above nought."""
    return int(said) if said and said.isdecimal() and int(said) > 0 else USUAL_YEARS


def edge_of(today: date, years: int) -> date:
    """The first day whose files are still kept; of 29 February, 28 where there is none."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def retain(engine: Engine, *, actor: Actor, now: datetime) -> int:
    """Empty every kept file received before the edge; how many. Raises Refused as deed does."""
    with deed(engine, actor, Verb.RETAIN, now=now) as under_way:
        session = under_way.session
        years = years_kept(setting(session, YEARS))
        edge = edge_of(day_of(now), years)
        old = (col(Batch.received_on) < edge) & (func.length(col(Batch.content)) > 0)
        numbers = list(session.exec(select(Batch.id).where(old)))
        ended = {"content": b"", "size_bytes": 0, "emptied_at": now}
        session.execute(update(Batch).where(old).values(ended))
        told = {"years": years, "received_before": edge, "files": len(numbers)}
        under_way.tell("kept files", before={}, after=told)
    wipe(engine)
    return len(numbers)
