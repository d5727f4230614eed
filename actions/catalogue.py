"""Load the catalogue: the plan as data a province edits, from CSV into the tables.

New lines are inserted, changed ones updated by their identity, nothing is deleted; a
second load of the same files changes nothing but the journal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col
from sqlmodel import select as select_records

from actions.catalogue_assignments import assigned
from actions.catalogue_files import AnyLine, Rows, lines_of, rows_in
from actions.catalogue_lines import (
    AssignmentLine,
    PeriodLine,
    RungLine,
    SuccessionLine,
    TaskLine,
    UnitLine,
)
from actions.catalogue_rows import IDENTITY, Row, Stored, store_rows
from actions.catalogue_sound import check_catalogue
from actions.deeds import deed
from actions.permissions import Actor, Verb
from intake.personal_numbers import names_somebody
from models import Period, Record, Rung, Task, Unit
from models.settings import renew_catalogue_token

MOST_DAYS = 366  # around the last day
FRIDAY = 4  # as date.weekday() counts
FIRST_YEAR, LAST_YEAR = 2000, 2100  # a reporting year


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

    Raises Refused("not_allowed"), or Refused("catalogue_malformed", file, line, column,
    value) at the first cell that cannot stand; then nothing is kept.
    """
    with deed(engine, actor, Verb.LOAD_CATALOGUE, now=now) as under_way:
        renew_catalogue_token(under_way.session)
        session = under_way.session
        before = _counts(session, [])
        stored = store_files(session, {file: rows_in(folder, file) for file in FILES})
        after = _counts(session, stored)
        under_way.tell("catalogue", before=asdict(before), after=asdict(after))
    return after


def store_files(session: Session, files: Mapping[str, Rows]) -> list[Stored]:
    """Bring the tables to what `files` say, units and tasks first: successions and assignments
    point at them. Raises Refused: catalogue_malformed, and what catalogue_sound.py says of the
    tables as they then are."""
    stored = [
        store_rows(session, name, rows(session, files[file]))
        for file, (name, rows) in TABLES.items()
        if file in files
    ]
    if RungLine.file in files:
        _give_ladders(session, _checked_rungs(lines_of(RungLine, files[RungLine.file])))
    check_catalogue(session)
    return stored


def _units(_session: Session, rows: Rows) -> list[Row]:
    return [line.values() for line in _checked_units(lines_of(UnitLine, rows))]


def _tasks(_session: Session, rows: Rows) -> list[Row]:
    return [line.values() for line in _once(lines_of(TaskLine, rows), "code")]


def _periods(_session: Session, rows: Rows) -> list[Row]:
    return [line.values() for line in _checked_periods(lines_of(PeriodLine, rows))]


def _checked_units(lines: list[UnitLine]) -> list[UnitLine]:
    """The lines, once sure that no code belongs to two units on one day."""
    free_from: dict[str, date | None] = {}
    for line in sorted(lines, key=lambda line: (line.code, line.valid_from)):
        if line.valid_to and line.valid_to <= line.valid_from:
            raise line.malformed("valid_to", line.valid_to)
        if names_somebody(line.contact or ""):
            raise line.malformed("contact", line.contact)
        free = free_from.get(line.code, date.min)
        if free is None or free > line.valid_from:
            raise line.malformed("valid_from", line.valid_from)
        free_from[line.code] = line.valid_to
    return lines


def _checked_periods(lines: list[PeriodLine]) -> list[PeriodLine]:
    for line in lines:
        if line.data_to <= line.data_from:
            raise line.malformed("data_to", line.data_to)
        if line.last_day < line.data_from:
            raise line.malformed("last_day", line.last_day)
        if line.weekend_rolls and line.last_day.weekday() > FRIDAY:
            raise line.malformed("last_day", line.last_day)
        if not FIRST_YEAR <= line.year <= LAST_YEAR:
            raise line.malformed("year", line.year)
    return _once(lines, "year")


def _checked_rungs(lines: list[RungLine]) -> list[RungLine]:
    for line in lines:
        if abs(line.days) > MOST_DAYS:
            raise line.malformed("days", line.days)
    return _once(lines, "days")


def _give_ladders(session: Session, lines: list[RungLine]) -> None:
    """A proposal for the periods that have no ladder; the secretariat's own stay as they are."""
    climbed = set(session.exec(select_records(Rung.year)))
    for year in session.exec(select_records(Period.year)):
        if year not in climbed:
            session.add_all(
                Rung(year=year, days=one.days, channel=one.channel.value, requested=one.requested)
                for one in lines
            )


def _once(lines: list[AnyLine], column: str) -> list[AnyLine]:
    """The lines, once sure that no two say the same in `column`."""
    seen: set[object] = set()
    for line in lines:
        value = getattr(line, column)
        if value in seen:
            raise line.malformed(column, value)
        seen.add(value)
    return lines


def _successions(session: Session, rows_sent: Rows) -> list[Row]:
    known = {(unit.code, unit.valid_from): unit.id for unit in session.exec(select_records(Unit))}
    rows: dict[tuple[object, ...], Row] = {}
    for line in lines_of(SuccessionLine, rows_sent):
        came_from = known.get((line.from_code, line.from_valid_from))
        went_to = _went_to(line, known)
        if came_from is None:
            raise line.malformed("from_code", f"{line.from_code} {line.from_valid_from}")
        identity = (came_from, went_to, line.on_day)
        if identity in rows:
            raise line.malformed("on_day", line.on_day)
        codes = ("from_code", "from_valid_from", "to_code", "to_valid_from")
        rows[identity] = line.values(*codes) | {
            "from_unit_id": came_from,
            "to_unit_id": went_to,
        }
    return list(rows.values())


def _went_to(line: SuccessionLine, known: Mapping[tuple[str, date], int | None]) -> int | None:
    """The successor's id; None where the file leaves it open."""
    if line.to_code is None and line.to_valid_from is None:
        return None
    said = (line.to_code or "", line.to_valid_from or date.min)
    if said not in known:
        raise line.malformed("to_code", f"{line.to_code} {line.to_valid_from}")
    return known[said]


def _assignments(session: Session, rows: Rows) -> list[Row]:
    units = session.exec(select_records(Unit).order_by(col(Unit.position))).all()
    tasks = dict(session.exec(select_records(Task.code, Task.id)).all())
    return assigned(lines_of(AssignmentLine, rows), units=units, tasks=tasks)


def _counts(session: Session, stored: Sequence[Stored]) -> CatalogueCounts:
    kept = {
        f"{name}s": session.execute(
            select(func.count()).select_from(Record.metadata.tables[name])
        ).scalar_one()
        for name in IDENTITY
    }
    new, changed = sum(len(one.new) for one in stored), sum(len(one.changed) for one in stored)
    return CatalogueCounts(**kept, new=new, changed=changed)


TABLES: dict[str, tuple[str, Callable[[Session, Rows], list[Row]]]] = {  # file → table, its rows
    UnitLine.file: ("unit", _units),
    TaskLine.file: ("task", _tasks),
    PeriodLine.file: ("period", _periods),
    SuccessionLine.file: ("succession", _successions),
    AssignmentLine.file: ("assignment", _assignments),
}
FILES = (*TABLES, RungLine.file)
