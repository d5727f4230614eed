"""Extensions: a later last day for some units, with its reason; given and taken back in
versions, so that any past day still knows its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.deeds import Deed, deed
from actions.identities import refuse_personal
from actions.impossible_days import refuse_unbegun_period
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Extension, Period, Unit
from models.spans import day_of

LONGEST = 500  # letters of a reason
MOST_LATER = timedelta(days=366)  # after the period's own last day


@dataclass(frozen=True)
class Extending:
    """A new last day in time, until 24:00, and why."""

    year: int
    last_day: date
    reason: str


def extend(
    engine: Engine,
    unit_ids: Collection[int],
    extending: Extending,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Give each unit the new day, in place of one given before; all of them or none.

    Raises Refused: not_allowed, period_unknown, period_not_begun, extension_period_closed,
    unit_unknown, extension_of_nobody, extension_not_later (than the period's own last day),
    extension_too_far, extension_unit_ended, reason_missing, longer_than, text_personal.
    """
    refuse_personal(extending.reason)
    with deed(engine, actor, Verb.EXTEND, now=now) as under_way:
        before, after = write_extensions(under_way, unit_ids, extending)
        under_way.tell(f"extensions {extending.year}", before=before, after=after)


def write_extensions(
    under_way: Deed, unit_ids: Collection[int], extending: Extending
) -> tuple[dict[str, object], dict[str, object]]:
    """Write the new day for each unit within a deed under way; gives the days before and after by
    unit code, with the reason. Raises Refused as `extend` does."""
    session, reason = under_way.session, " ".join(extending.reason.split())
    _check(session, replace(extending, reason=reason), today=day_of(under_way.now))
    units = _find_units(session, unit_ids)
    _check_there(units, session.get_one(Period, extending.year))
    before = _end_extensions(under_way, units, extending.year)
    for unit in units:
        session.add(
            Extension(
                unit_id=unit.id or 0,
                year=extending.year,
                last_day=extending.last_day,
                reason=reason,
                recorded_at=under_way.now,
            )
        )
    after: dict[str, object] = {unit.code: extending.last_day.isoformat() for unit in units}
    return before, after | {"reason": reason}


def _check(session: Session, extending: Extending, *, today: date) -> None:
    period = session.get(Period, extending.year)
    if period is None:
        raise Refused("period_unknown", year=extending.year)
    refuse_unbegun_period(session, extending.year, today=today)
    if period.closed_at is not None:
        raise Refused("extension_period_closed", year=extending.year)
    if extending.last_day > period.last_day + MOST_LATER:
        days = {"day": extending.last_day, "last": period.last_day + MOST_LATER}
        raise Refused("extension_too_far", **days)
    if extending.last_day <= period.last_day:
        raise Refused("extension_not_later", day=period.last_day)
    if not extending.reason:
        raise Refused("reason_missing")
    if len(extending.reason) > LONGEST:
        raise Refused("longer_than", most=LONGEST)


def _check_there(units: Sequence[Unit], period: Period) -> None:
    """A unit that ended before the last day of data owes nothing."""
    for unit in units:
        if unit.valid_to is not None and unit.valid_to <= period.data_to:
            raise Refused("extension_unit_ended", name=unit.name_vi, day=unit.valid_to)


def withdraw_extension(
    engine: Engine, unit_id: int, year: int, *, actor: Actor, now: datetime
) -> None:
    """The period's own last day counts again. Raises Refused: not_allowed, unit_unknown,
    extension_unknown."""
    with deed(engine, actor, Verb.EXTEND, now=now) as under_way:
        before = _end_extensions(under_way, _find_units(under_way.session, [unit_id]), year)
        if not before:
            raise Refused("extension_unknown")
        under_way.tell(f"extensions {year}", before=before, after=dict.fromkeys(before))


def _find_units(session: Session, unit_ids: Collection[int]) -> Sequence[Unit]:
    if not unit_ids:
        raise Refused("extension_of_nobody")
    units = session.exec(select(Unit).where(col(Unit.id).in_(unit_ids)).order_by(Unit.code)).all()
    strange = set(unit_ids) - {unit.id for unit in units}
    if strange:
        raise Refused("unit_unknown", unit=min(strange))
    return units


def _end_extensions(under_way: Deed, units: Sequence[Unit], year: int) -> dict[str, object]:
    """End what stands for these units; the day that each had."""
    codes = {unit.id: unit.code for unit in units}
    standing = under_way.session.exec(
        select(Extension).where(
            col(Extension.unit_id).in_(codes),
            Extension.year == year,
            col(Extension.superseded_at).is_(None),
        )
    ).all()
    for extension in standing:
        extension.superseded_at = under_way.now
    under_way.session.flush()  # before what takes its place
    return {codes[extension.unit_id]: extension.last_day.isoformat() for extension in standing}
