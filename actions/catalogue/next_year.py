"""Next year: open the period after the last one with this year's tasks, look them through
first, and cancel it again while nothing was received for it.

An assignment without an end goes on by itself, so only what is not carried on is written: it
ends on the new period's first day, and one with another role begins there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, delete, func
from sqlmodel import Session, col, select

from actions.catalogue.assignments import ASKED_ONLY
from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from models import Assignment, Entry, Period, Record, Role, Rung, Unit
from models.periods import find_last_period
from models.spans import after_weekend, day_of, find_day_a_year_on
from models.tasks import find_assignments_due

OPENS = (11, 1)  # month and day of the year before from which a year may be opened
DAY = timedelta(days=1)
LADDER = "rung"


@dataclass(frozen=True)
class YearToOpen:
    """The year after the last period: its days, and the assignments that would go on by their
    numbers, with their roles."""

    year: int
    data_from: date
    data_to: date
    last_day: date
    weekend_rolls: bool
    carried: Mapping[int, str] = field(default_factory=dict)

    @property
    def opens_on(self) -> date:
        """The first day on which it may be opened."""
        return date(self.year - 1, *OPENS)


def plan_next_year(session: Session) -> YearToOpen | None:
    """What would be opened; None where there is no period to go on from."""
    last = find_last_period(session)
    if last is None:
        return None
    data_to = find_day_a_year_on(last.data_to)
    due = find_assignments_due(session, [last.year])
    ending = select(Assignment).where(col(Assignment.valid_to).is_not(None))
    ends = {row.id: row.valid_to for row in session.exec(ending)}
    carried = {
        int(number): str(role)
        for number, role in zip(due["assignment_id"], due["role"], strict=True)
        if (end := ends.get(int(number))) is None or end > data_to
    }
    return YearToOpen(
        year=last.year + 1,
        data_from=last.data_to + DAY,
        data_to=data_to,
        last_day=after_weekend(data_to) if last.weekend_rolls else data_to,
        weekend_rolls=last.weekend_rolls,
        carried=carried,
    )


def open_year(
    engine: Engine, year: int, changes: Mapping[int, Role | None], *, actor: Actor, now: datetime
) -> int:
    """Open the period after the last one, with its reminder schedule and the tasks of the year
    before; how many assignments go on. `changes` are by the number of an assignment: the role
    it has from the new period on, or None where it is not carried on.

    Raises Refused: not_allowed, year_none, year_not_next (`year` is not the one after the last
    period), year_too_early, assignment_not_carried (a change to one that does not go on),
    role_asked_only (an order to a body that can only be asked), and deed's own."""
    with deed(engine, actor, Verb.OPEN_YEAR, now=now) as under_way:
        session = under_way.session
        plan = plan_next_year(session)
        if plan is None:
            raise Refused("year_none")
        if plan.year != year:
            raise Refused("year_not_next", year=year, next=plan.year)
        if day_of(now) < plan.opens_on:
            raise Refused("year_too_early", year=year, day=plan.opens_on)
        changed = {
            number: role for number, role in changes.items() if plan.carried.get(number, "") != role
        }
        _check_changes(session, plan, changed)
        session.add(
            Period(
                year=year,
                data_from=plan.data_from,
                data_to=plan.data_to,
                last_day=plan.last_day,
                weekend_rolls=plan.weekend_rolls,
            )
        )
        session.flush()
        rungs = _copy_schedule(session, year)
        ended, added = _change_assignments(session, changed, plan.data_from)
        under_way.record_catalogue()
        going_on = len(plan.carried) - len(ended) + len(added)
        days = {"data_from": plan.data_from, "data_to": plan.data_to, "last_day": plan.last_day}
        facts = {**days, "assignments_carried": going_on, "rungs": rungs}
        ids = {"assignments_ended": ended, "assignments_added": added}
        under_way.tell(f"period {year}", before={}, after={**facts, **ids})
        return going_on


def cancel_year(engine: Engine, year: int, *, actor: Actor, now: datetime) -> None:
    """Take the opening of the last period back, and what it changed of the assignments.

    Raises Refused: not_allowed, year_not_opened_here (it came with the catalogue), year_in_use
    (something was received, asked for or written for it), and deed's own."""
    with deed(engine, actor, Verb.CANCEL_YEAR, now=now) as under_way:
        session = under_way.session
        opening = find_opening(session, year)
        if opening is None:
            raise Refused("year_not_opened_here", year=year)
        if is_in_use(session, year):
            raise Refused("year_in_use", year=year)
        facts = json.loads(opening.after)
        ended, added = facts["assignments_ended"], facts["assignments_added"]
        period = session.get_one(Period, year)
        session.execute(delete(Assignment).where(col(Assignment.id).in_(added)))
        for number, valid_to in ended:
            assignment = session.get_one(Assignment, number)
            if assignment.valid_to == period.data_from:
                assignment.valid_to = date.fromisoformat(valid_to) if valid_to else None
        session.execute(delete(Rung).where(col(Rung.year) == year))
        session.delete(period)
        under_way.record_catalogue()
        under_way.tell(
            f"period {year}",
            before={"assignments_ended": ended, "assignments_added": added},
            after={},
        )


def may_cancel(session: Session, year: int) -> bool:
    """Was the year opened here, and is nothing kept of it yet?"""
    return find_opening(session, year) is not None and not is_in_use(session, year)


def find_opening(session: Session, year: int) -> Entry | None:
    """The journal's entry of the opening, where it stands; None where the period came otherwise
    or is not the last."""
    last = find_last_period(session)
    if last is None or last.year != year:
        return None
    entries = select(Entry).where(
        col(Entry.verb).in_([Verb.OPEN_YEAR, Verb.CANCEL_YEAR]), Entry.subject == f"period {year}"
    )
    latest = session.exec(entries.order_by(col(Entry.id).desc())).first()
    return latest if latest is not None and latest.verb == Verb.OPEN_YEAR else None


def is_in_use(session: Session, year: int) -> bool:
    """Does anything but the reminder schedule refer to the period?"""
    of_period = Record.metadata.tables["period"].c.year
    for table in Record.metadata.sorted_tables:
        for key in table.foreign_keys:
            if table.name == LADDER or key.column is not of_period:
                continue
            referring = select(func.count()).select_from(table).where(key.parent == year)
            if session.execute(referring).scalar_one():
                return True
    return False


def _check_changes(session: Session, plan: YearToOpen, changes: Mapping[int, Role | None]) -> None:
    for number, role in changes.items():
        if number not in plan.carried:
            raise Refused("assignment_not_carried", year=plan.year)
        unit = session.get_one(Unit, session.get_one(Assignment, number).unit_id)
        if unit.kind in ASKED_ONLY and role not in (None, Role.REQUESTED):
            raise Refused("role_asked_only", unit=unit.name_vi)


def _copy_schedule(session: Session, year: int) -> int:
    """Give the new period the reminder schedule of the year before; its number of steps."""
    rungs = session.exec(select(Rung).where(Rung.year == year - 1)).all()
    session.add_all(
        Rung(year=year, days=rung.days, channel=rung.channel, requested=rung.requested)
        for rung in rungs
    )
    return len(rungs)


def _change_assignments(
    session: Session, changes: Mapping[int, Role | None], first_day: date
) -> tuple[list[tuple[int, date | None]], list[int]]:
    """End each changed assignment on `first_day`, and begin those with another role; the
    numbers of the ended ones with the end they had, and of the new ones."""
    ended, added = [], []
    for number, role in changes.items():
        assignment = session.get_one(Assignment, number)
        later_end, assignment.valid_to = assignment.valid_to, first_day
        ended.append((number, later_end))
        if role is not None:
            begun = Assignment(
                task_id=assignment.task_id,
                unit_id=assignment.unit_id,
                role=role.value,
                valid_from=first_day,
                valid_to=later_end,
                certainty=assignment.certainty,
                note=assignment.note,
            )
            session.add(begun)
            added.append(begun)
    session.flush()
    return ended, [begun.id or 0 for begun in added]
