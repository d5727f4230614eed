"""Frames: questions and indicators, counted once per state of the data and shared by all.

Keyed by the database, its version, the reader's role and unit, the as-of day, the years, and
the published report that is looked at; never by time. Each question is asked once: results and
reports stand on the same duties, and everything of a day on the catalogue of that day. What
comes out is shared: nobody may change it in place.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

import pandas as pd
from sqlalchemy import Engine

from actions.permissions import Actor
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from indicators.steps import DaySnapshot
from indicators.structure import Homes, carry_units, find_homes, move_to_structure, place_register
from locales.names import OF_A_UNIT, with_units
from models.database import reading
from models.frozen import Frozen, thawed
from models.issues import Issued, catalogue_kept, issues_published
from models.rule_versions import find_rule_changes
from models.snapshots import (
    Catalogue,
    Duties,
    Records,
    Register,
    catalogue_of,
    duties_of,
    records_of,
    register_in,
)
from models.spans import end_of_day
from models.tasks import assignments_due
from pages.parts.kept import SingleFlightCache
from pages.parts.visit import Structure, Visit

OF_A_MOMENT = SingleFlightCache(48)  # whole duties, registers, catalogues; the oldest goes first
SMALL = SingleFlightCache(800)
Years = tuple[int, ...]
Counted = TypeVar("Counted")


class Holding(NamedTuple):
    """Which data, and for which role: the database and its version; and the issue whose
    catalogue takes the place of today's, if any."""

    place: str
    version: int
    role: str
    issue: int | None = None


class Moment(NamedTuple):
    """A holding as of a day, for the readers of one unit or of none."""

    held: Holding
    unit_code: str | None
    as_of: date


def results(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due results of `years`, in the units of the visit's structure."""
    moment, ordered, structure = _moment(visit), _ordered(years), visit.structure
    return SMALL.get(
        ("results", moment, ordered, structure),
        lambda: _in_years(_results(visit.engine, moment, structure), ordered),
    )


def reports(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due reports of `years`, each under the unit of its day."""
    moment, ordered = _moment(visit), _ordered(years)
    return SMALL.get(
        ("reports", moment, ordered), lambda: _in_years(_reports(visit.engine, moment), ordered)
    )


def reports_carried(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """The same, each under the unit that the visit's structure has for it; of today's units one
    may have several."""
    own = reports(visit, years)
    if visit.structure == Structure.THEN:
        return own
    known = catalogue(visit)
    onward = carry_units(known.units, known.successions, visit.as_of)
    named = own.columns.intersection(OF_A_UNIT)
    moved = move_to_structure(own, "unit_id", onward).drop(columns=named)
    return with_units(moved, "unit_id", known.units)


def register(visit: Visit, years: Sequence[int]) -> Register:
    """The register of `years`, its communes in the visit's structure."""
    moment, ordered, structure = _moment(visit), _ordered(years), visit.structure
    return OF_A_MOMENT.get(
        ("registers", moment, ordered, structure),
        lambda: _register(visit.engine, moment, ordered, structure=structure),
    )


def submissions(visit: Visit) -> pd.DataFrame:
    """The returns known of every period (models/submissions.py)."""
    return _duties(visit.engine, _moment(visit)).submissions


def catalogue(visit: Visit) -> Catalogue:
    """Units, successions, tasks and periods, as known on the visit's day."""
    return _catalogue(visit.engine, _moment(visit))


def assignments(visit: Visit) -> pd.DataFrame:
    """What falls due in every period, and of whom (models/tasks.py)."""
    return _duties(visit.engine, _moment(visit)).assignments


def catalogue_held(engine: Engine, version: int, actor: Actor, as_of: date) -> Catalogue:
    """The same before there is a visit."""
    return _catalogue(engine, Moment(_holding(engine, version, actor), actor.unit_code, as_of))


def issues_held(engine: Engine, version: int) -> tuple[Issued, ...]:
    """Every published report, the newest first."""

    def ask() -> tuple[Issued, ...]:
        with reading(engine) as session:
            return tuple(issues_published(session))

    return SMALL.get(("issues", str(engine.url), version), ask)


def known(visit: Visit, day: date) -> DaySnapshot:
    """All that was known of the visit's year at the end of `day`, each unit as of its day."""
    moment = _moment(visit)._replace(as_of=day)
    duties = _duties(visit.engine, moment)
    return DaySnapshot(duties, _register_of_year(visit.engine, moment, visit.year)).of_year(
        visit.year
    )


def once(visit: Visit, name: str, count: Callable[[], Counted]) -> Counted:
    """What `count` gives, counted once for this data, reader, year, structure and language.

    `name` tells it from every other answer: `count` may depend on nothing else of the visit.
    """
    asked = (name, visit.year, visit.structure, visit.words.language)
    return SMALL.get((_moment(visit), asked), count)


def find_owing(visit: Visit, year: int) -> frozenset[int]:
    """The ids of the units that owe a report or a result of `year`."""

    def ask() -> frozenset[int]:
        with reading(visit.engine) as session:
            owed = assignments_due(session, [year], visit.as_of)
        return frozenset(int(unit) for unit in owed["unit_id"])

    return once(visit, f"owing {year}", ask)


def structure_day(visit: Visit) -> date | None:
    """The day whose units everything was carried to; None where each keeps its own."""
    return visit.as_of if visit.structure == Structure.NOW else None


def _moment(visit: Visit) -> Moment:
    held = _holding(visit.engine, visit.version, visit.actor)
    held = held._replace(issue=visit.issue.id if visit.issue else None)
    return Moment(held, visit.actor.unit_code, visit.as_of)


def _holding(engine: Engine, version: int, actor: Actor) -> Holding:
    return Holding(str(engine.url), version, actor.role.value)


def _ordered(years: Sequence[int]) -> Years:
    return tuple(sorted(set(years)))


def _rules_since(engine: Engine, moment: Moment) -> datetime | None:
    """The last change of the catalogue that was known on the moment's day: all days between two
    changes share their answers."""

    def ask() -> tuple[datetime, ...]:
        with reading(engine) as session:
            return find_rule_changes(session)

    held = moment.held
    changes = SMALL.get(("rule changes", held.place, held.version), ask)
    place = bisect_left(changes, end_of_day(moment.as_of))
    return changes[place - 1] if place else None


def _catalogue(engine: Engine, moment: Moment) -> Catalogue:
    held, as_of = moment.held, moment.as_of

    def ask() -> Catalogue:
        frozen = _frozen(engine, held)
        if frozen is not None:
            return frozen.catalogue
        with reading(engine) as session:
            return catalogue_of(session, as_of)

    return OF_A_MOMENT.get(("catalogue", held, _rules_since(engine, moment)), ask)


def _frozen(engine: Engine, held: Holding) -> Frozen | None:
    """The catalogue kept with the issue; None where none is looked at, or it keeps none: the
    rules have versions, and only issues of before that carry a copy."""
    number = held.issue
    if number is None:
        return None

    def ask() -> Frozen | None:
        with reading(engine) as session:
            kept = catalogue_kept(session, number)
        return thawed(kept) if kept else None

    return OF_A_MOMENT.get(("frozen", held.place, number), ask)


def _duties(engine: Engine, moment: Moment) -> Duties:
    """Everything owed in every period: results and reports are counted from it."""

    def ask() -> Duties:
        known = _catalogue(engine, moment)
        years = [int(year) for year in known.periods["year"]]
        owed = _assignments(engine, moment, years)
        with reading(engine) as session:
            return duties_of(session, years, moment.as_of, catalogue=known, assignments=owed)

    return OF_A_MOMENT.get(("duties", moment), ask)


def _assignments(engine: Engine, moment: Moment, years: list[int]) -> pd.DataFrame:
    """What the catalogue of the moment's day gives to whom, of the units of each year or of the
    day looked at."""
    held, as_of = moment.held, moment.as_of

    def ask() -> pd.DataFrame:
        frozen = _frozen(engine, held)
        if frozen is not None:
            return frozen.assignments
        with reading(engine) as session:
            return assignments_due(session, years, as_of)

    return OF_A_MOMENT.get(("assignments", held, as_of), ask)


def _results(engine: Engine, moment: Moment, structure: Structure) -> pd.DataFrame:
    def count() -> pd.DataFrame:
        owed = list_due_results(_duties(engine, moment))
        if structure == Structure.THEN:
            return owed
        known = _catalogue(engine, moment)
        return move_to_structure(
            owed, "unit_id", carry_units(known.units, known.successions, moment.as_of)
        )

    return OF_A_MOMENT.get(("results", moment, structure), count)


def _reports(engine: Engine, moment: Moment) -> pd.DataFrame:
    return OF_A_MOMENT.get(("reports", moment), lambda: list_due_reports(_duties(engine, moment)))


def _in_years(frame: pd.DataFrame, years: Years) -> pd.DataFrame:
    return frame[frame["year"].isin(years)].reset_index(drop=True)


def _register(engine: Engine, moment: Moment, years: Years, *, structure: Structure) -> Register:
    by_year = [_register_of_year(engine, moment, year) for year in years]
    found = Register(
        as_of=moment.as_of,
        catalogue=_catalogue(engine, moment),
        dossiers=_joined([register.dossiers for register in by_year]),
        supports=_joined([register.supports for register in by_year]),
        returns=_joined([register.returns for register in by_year]),
    )
    if structure == Structure.THEN:
        return found
    return place_register(found, _homes(engine, moment.held), on_day=moment.as_of)


def _register_of_year(engine: Engine, moment: Moment, year: int) -> Register:
    """A year by itself: a screen of two years and a screen of all ask for none twice."""

    def ask() -> Register:
        known = _catalogue(engine, moment)
        recorded = _records(engine, moment.held)
        register = register_in(recorded, [year], moment.as_of, catalogue=known)
        return place_register(register, _homes(engine, moment.held))

    return OF_A_MOMENT.get(("register", moment, year), ask)


def _homes(engine: Engine, held: Holding) -> Homes:
    """Where every address was recorded to be."""

    def ask() -> Homes:
        with reading(engine) as session:
            latest = catalogue_of(session, None)
        return find_homes(_records(engine, held), latest)

    return OF_A_MOMENT.get(("homes", held._replace(issue=None)), ask)


def _records(engine: Engine, held: Holding) -> Records:
    """Every version of the register: each day and year is taken from it."""

    def ask() -> Records:
        with reading(engine) as session:
            return records_of(session)

    return OF_A_MOMENT.get(("records", held._replace(issue=None)), ask)


def _joined(years: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(years, ignore_index=True) if len(years) > 1 else years[0]
