"""Load the catalogue: the plan as data a province edits, from CSV into the tables.

New lines are inserted, changed ones updated by their identity, nothing is deleted; a
second load of the same files changes nothing but the journal.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col
from sqlmodel import select as select_records

from actions.catalogue.assignments import resolve_assignments
from actions.catalogue.checks import check_periods, check_rungs, check_unique, check_units
from actions.catalogue.faults import CatalogueFault, CatalogueFaulty, FaultCollector
from actions.catalogue.files import Rows, load_rows, parse_lines
from actions.catalogue.left_out import Files, make_left_out_check
from actions.catalogue.lines import (
    AssignmentLine,
    PeriodLine,
    RungLine,
    SuccessionLine,
    TaskLine,
    UnitLine,
)
from actions.catalogue.rows import IDENTITY, Row, Stored, store_rows
from actions.catalogue.soundness import check_catalogue
from actions.deeds import deed
from actions.erasure.read_again import record_reading_where_none_kept
from actions.permissions import Actor, Verb
from models import Period, Record, Rung, Task, Unit


@dataclass(frozen=True)
class CatalogueCounts:
    """Rows kept of each kind after a load, and how many of them it added or changed."""

    units: int
    successions: int
    tasks: int
    assignments: int
    periods: int
    new: int = 0
    changed: int = 0


def load_catalogue(engine: Engine, actor: Actor, folder: Path, *, now: datetime) -> CatalogueCounts:
    """Bring the tables to what the files of `folder` say.

    Raises Refused("not_allowed"), or CatalogueFaulty with every cell that cannot stand; then
    nothing is kept.
    """
    with deed(engine, actor, Verb.LOAD_CATALOGUE, now=now) as under_way:
        session, collector = under_way.session, FaultCollector()
        before = _count_rows(session, [])
        stored = store_files(session, _load_files(folder, collector), collector)
        under_way.record_catalogue()
        record_reading_where_none_kept(session)
        after = _count_rows(session, stored)
        under_way.tell("catalogue", before=asdict(before), after=asdict(after))
    return after


def _load_files(folder: Path, collector: FaultCollector) -> dict[str, Rows]:
    """The files that can be read at all."""
    files = {}
    for file in FILES:
        try:
            files[file] = load_rows(folder, file)
        except CatalogueFaulty as fault:
            collector.faults += fault.found
    return files


def store_files(
    session: Session, files: Files, collector: FaultCollector | None = None
) -> list[Stored]:
    """Bring the tables to what `files` say, units and tasks first: successions and assignments
    point at them. Raises CatalogueFaulty with all that they, and the tables as they then are
    (catalogue_sound.py), have at fault."""
    collector = collector or FaultCollector()
    stored = [
        store_rows(session, name, rows(session, files, collector))
        for file, (name, rows) in TABLES.items()
        if file in files
    ]
    if RungLine.file in files:
        rungs = check_rungs(
            parse_lines(RungLine, files[RungLine.file], collector.faults), collector
        )
        _give_schedules(session, rungs)
    check_catalogue(session, files, collector)
    collector.refuse(FILES)
    return stored


def _build_unit_rows(_session: Session, files: Files, collector: FaultCollector) -> list[Row]:
    lines = parse_lines(UnitLine, files[UnitLine.file], collector.faults)
    return [line.values() for line in check_units(lines, collector)]


def _build_task_rows(_session: Session, files: Files, collector: FaultCollector) -> list[Row]:
    lines = check_unique(
        parse_lines(TaskLine, files[TaskLine.file], collector.faults), "code", collector
    )
    collector.lines |= {("task", line.code): line.line for line in lines}
    return [line.values() for line in lines]


def _build_period_rows(_session: Session, files: Files, collector: FaultCollector) -> list[Row]:
    lines = parse_lines(PeriodLine, files[PeriodLine.file], collector.faults)
    return [line.values() for line in check_periods(lines, collector)]


def _give_schedules(session: Session, lines: list[RungLine]) -> None:
    """A proposal for the periods that have no schedule; the secretariat's own stay as they are."""
    climbed = set(session.exec(select_records(Rung.year)))
    for year in session.exec(select_records(Period.year)):
        if year not in climbed:
            session.add_all(
                Rung(
                    year=year, days=line.days, channel=line.channel.value, requested=line.requested
                )
                for line in lines
            )


def _build_succession_rows(session: Session, files: Files, collector: FaultCollector) -> list[Row]:
    known = {(unit.code, unit.valid_from): unit for unit in session.exec(select_records(Unit))}
    unsure = make_left_out_check(UnitLine.file, files, collector)
    rows: dict[tuple[object, ...], Row] = {}
    for line in parse_lines(SuccessionLine, files[SuccessionLine.file], collector.faults):
        came_from = known.get((line.from_code, line.from_valid_from))
        went_to = known.get((line.to_code or "", line.to_valid_from or date.min))
        ends = (
            ("from_code", line.from_code, line.from_valid_from, came_from),
            ("to_code", line.to_code, line.to_valid_from, went_to),
        )
        for column, code, day, unit in ends:
            named = column == "from_code" or code is not None or day is not None
            if named and unit is None and not unsure(code):
                value = " ".join(str(part) for part in (code, day) if part)
                collector.faults.append(line.fault(column, value, why="unit_unknown"))
        collector.faults += _find_faults_of_day(line, came_from, went_to)
        from_id, to_id = (unit.id if unit else None for unit in (came_from, went_to))
        identity = (from_id, to_id, line.on_day)
        if came_from is not None and identity in rows:
            collector.faults.append(line.fault("on_day", line.on_day, why="twice"))
        codes = ("from_code", "from_valid_from", "to_code", "to_valid_from")
        rows[identity] = line.values(*codes) | {"from_unit_id": from_id, "to_unit_id": to_id}
    return [row for row in rows.values() if row["from_unit_id"] is not None]


def _find_faults_of_day(
    line: SuccessionLine, came_from: Unit | None, went_to: Unit | None
) -> Iterator[CatalogueFault]:
    """A unit passes on what it had while it is there, its last day included; another takes it
    over from its own first day on."""
    day = line.on_day
    left = came_from is not None and not (came_from.valid_from < day <= (came_from.valid_to or day))
    entered = went_to is not None and (
        day < went_to.valid_from or (went_to.valid_to is not None and went_to.valid_to <= day)
    )
    for unit, wrong in ((came_from, left), (went_to, entered)):
        if unit is not None and wrong:
            facts = {"unit": unit.name_vi, "since": unit.valid_from, "until": unit.valid_to or "…"}
            yield line.fault("on_day", day, why="unit_not_there", **facts)
            return


def _build_assignment_rows(session: Session, files: Files, collector: FaultCollector) -> list[Row]:
    units = session.exec(select_records(Unit).order_by(col(Unit.position))).all()
    tasks = dict(session.exec(select_records(Task.code, Task.id)).all())
    lines = parse_lines(AssignmentLine, files[AssignmentLine.file], collector.faults)
    unit_unsure, task_unsure = (
        make_left_out_check(kind.file, files, collector) for kind in (UnitLine, TaskLine)
    )
    bodies, codes = {unit.code for unit in units}, tasks.keys()
    lines = [
        line
        for line in lines
        if (line.body in bodies or not unit_unsure(line.body))
        and (line.task_code in codes or not task_unsure(line.task_code))
    ]
    return resolve_assignments(lines, units, tasks=tasks, collector=collector)


def _count_rows(session: Session, stored: Sequence[Stored]) -> CatalogueCounts:
    totals = {
        f"{name}s": session.execute(
            select(func.count()).select_from(Record.metadata.tables[name])
        ).scalar_one()
        for name in IDENTITY
    }
    new, changed = (
        sum(len(table.new) for table in stored),
        sum(len(table.changed) for table in stored),
    )
    return CatalogueCounts(**totals, new=new, changed=changed)


# file → table, its rows
TABLES: dict[str, tuple[str, Callable[[Session, Files, FaultCollector], list[Row]]]] = {
    UnitLine.file: ("unit", _build_unit_rows),
    TaskLine.file: ("task", _build_task_rows),
    PeriodLine.file: ("period", _build_period_rows),
    SuccessionLine.file: ("succession", _build_succession_rows),
    AssignmentLine.file: ("assignment", _build_assignment_rows),
}
FILES = (*TABLES, RungLine.file)
