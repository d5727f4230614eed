"""The catalogue as a whole, after a change: what was stored before and what a file added may
each be sound and not stand together. A row is known by its code and first day; so a first day
corrected adds a second row beside the one meant."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from sqlmodel import Session, col, select

from actions.catalogue_faults import Fault, Told
from actions.catalogue_left_out import Files, perhaps_left_out
from actions.catalogue_lines import AssignmentLine, PeriodLine, TaskLine, UnitLine
from models import Assignment, Period, Task, Unit
from models.frames import select_columns


class Span(NamedTuple):
    """Something that may stand once at a time: how its row is known, what it is, and its
    half-open days."""

    row: tuple[object, ...]
    what: tuple[str, ...]
    since: date
    until: date | None


def check_catalogue(session: Session, files: Files, told: Told) -> None:
    """Find where the tables cannot stand: one code, or one task of one unit, or one day of data,
    twice on a day; two units whose codes differ by noughts in front alone; more than one task
    that is the yearly report. What a line that was left out is of may yet become sound, so
    nothing is said of it."""
    session.flush()
    unit, task, duty, year = (
        perhaps_left_out(kind.file, files, told, column=column)
        for kind, column in (
            (UnitLine, "code"),
            (TaskLine, "code"),
            (AssignmentLine, "task_code"),
            (PeriodLine, "year"),
        )
    )
    units = [one for one in _units(session) if not unit(one.what[0])]
    told.faults += [*_once_at_a_time(UnitLine.file, units, told), *_unlike(units, told)]
    if not told.faulty(UnitLine.file):  # a group means other units by then
        duties = [one for one in _assignments(session) if not duty(one.what[0])]
        told.faults += _once_at_a_time(AssignmentLine.file, duties, told)
    periods = [one for one in _periods(session) if not year(str(one.row[1]))]
    told.faults += _once_at_a_time(PeriodLine.file, periods, told)
    reporting = sorted(session.exec(select(Task.code).where(col(Task.reporting))).all())
    if len(reporting) > 1 and not any(map(task, reporting)):
        line = max(told.lines.get(("task", code), 0) for code in reporting)
        said = ", ".join(reporting)
        told.faults.append(Fault(TaskLine.file, line, "reporting", said, "reporting"))


def _units(session: Session) -> list[Span]:
    return [
        Span(("unit", one.code, one.valid_from), (one.code,), one.valid_from, one.valid_to)
        for one in session.exec(select(Unit))
    ]


def _assignments(session: Session) -> list[Span]:
    asked = (
        select_columns(
            Task.code, Unit.code, col(Unit.id), Assignment.valid_from, Assignment.valid_to
        )
        .select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
    )
    return [
        Span(("assignment", task, number, since), (task, unit, str(number)), since, until)
        for task, unit, number, since, until in session.execute(asked).all()
    ]


def _periods(session: Session) -> list[Span]:
    return [
        Span(("period", one.year), (), one.data_from, one.data_to + timedelta(days=1))
        for one in session.exec(select(Period))
    ]


def _once_at_a_time(file: str, spans: Iterable[Span], told: Told) -> Iterator[Fault]:
    column = "data_from" if file == PeriodLine.file else "valid_from"
    ordered = sorted(spans, key=lambda one: (one.what, one.since))
    for _, same in groupby(ordered, key=lambda one: one.what):
        for first, second in pairwise(same):
            if first.until is None or first.until > second.since:
                line = told.lines.get(second.row) or told.lines.get(first.row, 0)
                days = {"first": first.since, "day": second.since}
                yield Fault(file, line, column, " ".join(first.what[:2]), "together", days)


def _unlike(spans: Iterable[Span], told: Told) -> Iterator[Fault]:
    """A spreadsheet that takes 01786 for a number makes a second unit of it."""
    ordered = sorted(spans, key=lambda one: (one.what[0].lstrip("0"), one.since))
    for _, alike in groupby(ordered, key=lambda one: one.what[0].lstrip("0")):
        lines = {one.what[0]: told.lines.get(one.row, 0) for one in alike}
        first, *others = sorted(lines)
        for code in others:
            line = lines[code] or lines[first]
            yield Fault(UnitLine.file, line, "code", code, "alike", {"first": first})
