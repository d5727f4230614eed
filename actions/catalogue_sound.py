"""The catalogue as a whole, after a change: what was stored before and what a file added may
each be sound and not stand together. A row is known by its code and first day; so a first day
corrected adds a second row beside the one meant."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from sqlmodel import Session, col, select

from actions.refusals import Refused
from models import Assignment, Period, Task, Unit
from models.frames import columns


class Span(NamedTuple):
    """Something that may stand once at a time: what, and its half-open days."""

    what: tuple[str, ...]
    since: date
    until: date | None


def check_catalogue(session: Session) -> None:
    """Raise Refused where the tables cannot stand: catalogue_twice (one code, or one task of
    one unit, or one day of data, twice on a day), catalogue_alike (two units whose codes differ
    by noughts in front alone), catalogue_reporting (more than one task is the yearly report)."""
    session.flush()
    _once_at_a_time("units", _units(session))
    _once_at_a_time("assignments", _assignments(session))
    _once_at_a_time("periods", _periods(session))
    _unlike(_units(session))
    reporting = session.exec(select(Task.code).where(col(Task.reporting))).all()
    if len(reporting) > 1:
        raise Refused("catalogue_reporting", tasks=", ".join(sorted(reporting)))


def _units(session: Session) -> list[Span]:
    return [Span((one.code,), one.valid_from, one.valid_to) for one in session.exec(select(Unit))]


def _assignments(session: Session) -> list[Span]:
    asked = (
        columns(Task.code, Unit.code, col(Unit.id), Assignment.valid_from, Assignment.valid_to)
        .select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
    )
    rows = session.execute(asked).all()
    return [Span((task, unit, str(number)), since, to) for task, unit, number, since, to in rows]


def _periods(session: Session) -> list[Span]:
    return [
        Span((), one.data_from, one.data_to + timedelta(days=1))
        for one in session.exec(select(Period))
    ]


def _once_at_a_time(sheet: str, spans: Iterable[Span]) -> None:
    ordered = sorted(spans, key=lambda one: (one.what, one.since))
    for _, same in groupby(ordered, key=lambda one: one.what):
        for first, second in pairwise(same):
            if first.until is None or first.until > second.since:
                name = " ".join(first.what[:2])
                raise Refused(
                    "catalogue_twice", sheet=sheet, what=name, first=first.since, day=second.since
                )


def _unlike(spans: Iterable[Span]) -> None:
    """A spreadsheet that takes 01786 for a number makes a second unit of it."""
    ordered = sorted(spans, key=lambda one: (one.what[0].lstrip("0"), one.since))
    for _, alike in groupby(ordered, key=lambda one: one.what[0].lstrip("0")):
        codes = sorted({one.what[0] for one in alike})
        if len(codes) > 1:
            raise Refused("catalogue_alike", first=codes[0], second=codes[1])
