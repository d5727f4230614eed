"""The catalogue as a whole, after a change: what was stored before and what a file added may
each be sound and not stand together. A row is known by its code and first day; so a first day
corrected adds a second row beside the one meant."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from sqlmodel import Session, col, select

from actions.catalogue.faults import CatalogueFault, FaultCollector
from actions.catalogue.left_out import Files, make_perhaps_left_out_check
from actions.catalogue.lines import AssignmentLine, PeriodLine, TaskLine, UnitLine
from models import Assignment, Period, Task, Unit
from models.frames import select_columns


class Span(NamedTuple):
    """Something that may stand once at a time: how its row is known, what it is, and its
    half-open days."""

    row: tuple[object, ...]
    what: tuple[str, ...]
    since: date
    until: date | None


def check_catalogue(session: Session, files: Files, collector: FaultCollector) -> None:
    """Find where the tables cannot stand: one code, or one task of one unit, or one day of data,
    twice on a day; two units whose codes differ by noughts in front alone; more than one task
    that is the yearly report. What a line that was left out is of may yet become sound, so
    nothing is said of it."""
    session.flush()
    unit, task, duty, year = (
        make_perhaps_left_out_check(kind.file, files, collector, column=column)
        for kind, column in (
            (UnitLine, "code"),
            (TaskLine, "code"),
            (AssignmentLine, "task_code"),
            (PeriodLine, "year"),
        )
    )
    units = [span for span in _list_unit_spans(session) if not unit(span.what[0])]
    collector.faults += [
        *_find_overlaps(UnitLine.file, units, collector),
        *_find_codes_alike(units, collector),
    ]
    if not collector.has_faults(UnitLine.file):  # a group means other units by then
        duties = [span for span in _list_assignment_spans(session) if not duty(span.what[0])]
        collector.faults += _find_overlaps(AssignmentLine.file, duties, collector)
    periods = [span for span in _list_period_spans(session) if not year(str(span.row[1]))]
    collector.faults += _find_overlaps(PeriodLine.file, periods, collector)
    reporting = sorted(session.exec(select(Task.code).where(col(Task.reporting))).all())
    if len(reporting) > 1 and not any(map(task, reporting)):
        line = max(collector.lines.get(("task", code), 0) for code in reporting)
        codes = ", ".join(reporting)
        collector.faults.append(
            CatalogueFault(TaskLine.file, line, "reporting", codes, "reporting")
        )


def _list_unit_spans(session: Session) -> list[Span]:
    return [
        Span(("unit", unit.code, unit.valid_from), (unit.code,), unit.valid_from, unit.valid_to)
        for unit in session.exec(select(Unit))
    ]


def _list_assignment_spans(session: Session) -> list[Span]:
    query = (
        select_columns(
            Task.code, Unit.code, col(Unit.id), Assignment.valid_from, Assignment.valid_to
        )
        .select_from(Assignment)
        .join(Task, col(Task.id) == col(Assignment.task_id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
    )
    return [
        Span(("assignment", task, number, since), (task, unit, str(number)), since, until)
        for task, unit, number, since, until in session.execute(query).all()
    ]


def _list_period_spans(session: Session) -> list[Span]:
    return [
        Span(("period", period.year), (), period.data_from, period.data_to + timedelta(days=1))
        for period in session.exec(select(Period))
    ]


def _find_overlaps(
    file: str, spans: Iterable[Span], collector: FaultCollector
) -> Iterator[CatalogueFault]:
    column = "data_from" if file == PeriodLine.file else "valid_from"
    ordered = sorted(spans, key=lambda span: (span.what, span.since))
    for _, same in groupby(ordered, key=lambda span: span.what):
        for first, second in pairwise(same):
            if first.until is None or first.until > second.since:
                line = collector.lines.get(second.row) or collector.lines.get(first.row, 0)
                days = {"first": first.since, "day": second.since}
                yield CatalogueFault(file, line, column, " ".join(first.what[:2]), "together", days)


def _find_codes_alike(spans: Iterable[Span], collector: FaultCollector) -> Iterator[CatalogueFault]:
    """A spreadsheet that takes 01786 for a number makes a second unit of it."""
    ordered = sorted(spans, key=lambda span: (span.what[0].lstrip("0"), span.since))
    for _, alike in groupby(ordered, key=lambda span: span.what[0].lstrip("0")):
        lines = {span.what[0]: collector.lines.get(span.row, 0) for span in alike}
        first, *others = sorted(lines)
        for code in others:
            line = lines[code] or lines[first]
            yield CatalogueFault(UnitLine.file, line, "code", code, "alike", {"first": first})
