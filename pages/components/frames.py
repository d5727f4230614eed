"""Frames of the database and of the indicators, computed once per state of the data for all.

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
from indicators.change.steps import DaySnapshot
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from indicators.structure import Homes, carry_units, find_homes, move_to_structure, place_register
from locales.names import OF_A_UNIT, add_units
from models.database import reading
from models.frozen import Frozen, thaw_catalogue
from models.issues import Issued, list_issues, read_issue_catalogue
from models.rule_versions import find_rule_changes
from models.snapshots import (
    Catalogue,
    Duties,
    Records,
    Register,
    read_catalogue,
    read_duties,
    read_records,
    select_register,
)
from models.spans import end_of_day
from models.tasks import find_assignments_due
from pages.components.cache import SingleFlightCache
from pages.components.visit import Structure, Visit

SNAPSHOT_CACHE = SingleFlightCache(48)  # whole duties, registers, catalogues; the oldest goes first
ANSWER_CACHE = SingleFlightCache(800)
Years = tuple[int, ...]
Counted = TypeVar("Counted")


class DataKey(NamedTuple):
    """Which data, and for which role: the database and its version; and the issue whose
    catalogue takes the place of today's, if any."""

    place: str
    version: int
    role: str
    issue: int | None = None


class SnapshotKey(NamedTuple):
    """A holding as of a day, for the readers of one unit or of none."""

    data_key: DataKey
    unit_code: str | None
    as_of: date


def load_results(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due results of `years`, in the units of the visit's structure."""
    snapshot, ordered, structure = _build_snapshot_key(visit), _order_years(years), visit.structure
    return ANSWER_CACHE.get(
        ("results", snapshot, ordered, structure),
        lambda: _select_years(_load_results(visit.engine, snapshot, structure), ordered),
    )


def load_reports(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due reports of `years`, each under the unit of its day."""
    snapshot, ordered = _build_snapshot_key(visit), _order_years(years)
    return ANSWER_CACHE.get(
        ("reports", snapshot, ordered),
        lambda: _select_years(_load_reports(visit.engine, snapshot), ordered),
    )


def load_carried_reports(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """The same, each under the unit that the visit's structure has for it; of today's units one
    may have several."""
    own = load_reports(visit, years)
    if visit.structure == Structure.THEN:
        return own
    catalogue = load_catalogue(visit)
    onward = carry_units(catalogue.units, catalogue.successions, visit.as_of)
    unit_columns = own.columns.intersection(OF_A_UNIT)
    carried_rows = move_to_structure(own, "unit_id", onward).drop(columns=unit_columns)
    return add_units(carried_rows, "unit_id", catalogue.units)


def load_register(visit: Visit, years: Sequence[int]) -> Register:
    """The register of `years`, its communes in the visit's structure."""
    snapshot, ordered, structure = _build_snapshot_key(visit), _order_years(years), visit.structure
    return SNAPSHOT_CACHE.get(
        ("registers", snapshot, ordered, structure),
        lambda: _load_register(visit.engine, snapshot, ordered, structure=structure),
    )


def load_submissions(visit: Visit) -> pd.DataFrame:
    """The returns known of every period (models/submissions.py)."""
    return _load_duties(visit.engine, _build_snapshot_key(visit)).submissions


def load_catalogue(visit: Visit) -> Catalogue:
    """Units, successions, tasks and periods, as known on the visit's day."""
    return _load_catalogue(visit.engine, _build_snapshot_key(visit))


def load_assignments(visit: Visit) -> pd.DataFrame:
    """What falls due in every period, and of whom (models/tasks.py)."""
    return _load_duties(visit.engine, _build_snapshot_key(visit)).assignments


def load_catalogue_on(engine: Engine, version: int, actor: Actor, as_of: date) -> Catalogue:
    """The same before there is a visit."""
    return _load_catalogue(
        engine, SnapshotKey(_build_data_key(engine, version, actor), actor.unit_code, as_of)
    )


def load_issues(engine: Engine, version: int) -> tuple[Issued, ...]:
    """Every published report, the newest first."""

    def ask() -> tuple[Issued, ...]:
        with reading(engine) as session:
            return tuple(list_issues(session))

    return ANSWER_CACHE.get(("issues", str(engine.url), version), ask)


def load_snapshot(visit: Visit, day: date) -> DaySnapshot:
    """All that was known of the visit's year at the end of `day`, each unit as of its day."""
    snapshot = _build_snapshot_key(visit)._replace(as_of=day)
    duties = _load_duties(visit.engine, snapshot)
    return DaySnapshot(duties, _load_year_register(visit.engine, snapshot, visit.year)).of_year(
        visit.year
    )


def once(visit: Visit, name: str, count: Callable[[], Counted]) -> Counted:
    """What `count` gives, counted once for this data, reader, year, structure and language.

    `name` tells it from every other answer: `count` may depend on nothing else of the visit.
    """
    scope = (name, visit.year, visit.structure, visit.words.language)
    return ANSWER_CACHE.get((_build_snapshot_key(visit), scope), count)


def find_owing(visit: Visit, year: int) -> frozenset[int]:
    """The ids of the units that owe a report or a result of `year`."""

    def ask() -> frozenset[int]:
        with reading(visit.engine) as session:
            assigned = find_assignments_due(session, [year], visit.as_of)
        return frozenset(int(unit) for unit in assigned["unit_id"])

    return once(visit, f"owing {year}", ask)


def find_structure_day(visit: Visit) -> date | None:
    """The day whose units everything was carried to; None where each keeps its own."""
    return visit.as_of if visit.structure == Structure.NOW else None


def _build_snapshot_key(visit: Visit) -> SnapshotKey:
    data_key = _build_data_key(visit.engine, visit.version, visit.actor)
    data_key = data_key._replace(issue=visit.issue.id if visit.issue else None)
    return SnapshotKey(data_key, visit.actor.unit_code, visit.as_of)


def _build_data_key(engine: Engine, version: int, actor: Actor) -> DataKey:
    return DataKey(str(engine.url), version, actor.role.value)


def _order_years(years: Sequence[int]) -> Years:
    return tuple(sorted(set(years)))


def _find_rule_change(engine: Engine, snapshot: SnapshotKey) -> datetime | None:
    """The last change of the catalogue that was known on the moment's day: all days between two
    changes share their answers."""

    def ask() -> tuple[datetime, ...]:
        with reading(engine) as session:
            return find_rule_changes(session)

    data_key = snapshot.data_key
    changes = ANSWER_CACHE.get(("rule changes", data_key.place, data_key.version), ask)
    place = bisect_left(changes, end_of_day(snapshot.as_of))
    return changes[place - 1] if place else None


def _load_catalogue(engine: Engine, snapshot: SnapshotKey) -> Catalogue:
    data_key, as_of = snapshot.data_key, snapshot.as_of

    def ask() -> Catalogue:
        frozen = _load_frozen(engine, data_key)
        if frozen is not None:
            return frozen.catalogue
        with reading(engine) as session:
            return read_catalogue(session, as_of)

    return SNAPSHOT_CACHE.get(("catalogue", data_key, _find_rule_change(engine, snapshot)), ask)


def _load_frozen(engine: Engine, data_key: DataKey) -> Frozen | None:
    """The catalogue kept with the issue; None where none is looked at, or it keeps none: the
    rules have versions, and only issues of before that carry a copy."""
    number = data_key.issue
    if number is None:
        return None

    def ask() -> Frozen | None:
        with reading(engine) as session:
            content = read_issue_catalogue(session, number)
        return thaw_catalogue(content) if content else None

    return SNAPSHOT_CACHE.get(("frozen", data_key.place, number), ask)


def _load_duties(engine: Engine, snapshot: SnapshotKey) -> Duties:
    """Everything owed in every period: results and reports are counted from it."""

    def ask() -> Duties:
        catalogue = _load_catalogue(engine, snapshot)
        years = [int(year) for year in catalogue.periods["year"]]
        assigned = _load_assignments(engine, snapshot, years)
        with reading(engine) as session:
            return read_duties(
                session, years, snapshot.as_of, catalogue=catalogue, assignments=assigned
            )

    return SNAPSHOT_CACHE.get(("duties", snapshot), ask)


def _load_assignments(engine: Engine, snapshot: SnapshotKey, years: list[int]) -> pd.DataFrame:
    """What the catalogue of the moment's day gives to whom, of the units of each year or of the
    day looked at."""
    data_key, as_of = snapshot.data_key, snapshot.as_of

    def ask() -> pd.DataFrame:
        frozen = _load_frozen(engine, data_key)
        if frozen is not None:
            return frozen.assignments
        with reading(engine) as session:
            return find_assignments_due(session, years, as_of)

    return SNAPSHOT_CACHE.get(("assignments", data_key, as_of), ask)


def _load_results(engine: Engine, snapshot: SnapshotKey, structure: Structure) -> pd.DataFrame:
    def count() -> pd.DataFrame:
        due = list_due_results(_load_duties(engine, snapshot))
        if structure == Structure.THEN:
            return due
        catalogue = _load_catalogue(engine, snapshot)
        return move_to_structure(
            due, "unit_id", carry_units(catalogue.units, catalogue.successions, snapshot.as_of)
        )

    return SNAPSHOT_CACHE.get(("results", snapshot, structure), count)


def _load_reports(engine: Engine, snapshot: SnapshotKey) -> pd.DataFrame:
    return SNAPSHOT_CACHE.get(
        ("reports", snapshot), lambda: list_due_reports(_load_duties(engine, snapshot))
    )


def _select_years(frame: pd.DataFrame, years: Years) -> pd.DataFrame:
    return frame[frame["year"].isin(years)].reset_index(drop=True)


def _load_register(
    engine: Engine, snapshot: SnapshotKey, years: Years, *, structure: Structure
) -> Register:
    by_year = [_load_year_register(engine, snapshot, year) for year in years]
    register = Register(
        as_of=snapshot.as_of,
        catalogue=_load_catalogue(engine, snapshot),
        dossiers=_join_years([register.dossiers for register in by_year]),
        supports=_join_years([register.supports for register in by_year]),
        returns=_join_years([register.returns for register in by_year]),
    )
    if structure == Structure.THEN:
        return register
    return place_register(register, _load_homes(engine, snapshot.data_key), on_day=snapshot.as_of)


def _load_year_register(engine: Engine, snapshot: SnapshotKey, year: int) -> Register:
    """A year by itself: a screen of two years and a screen of all ask for none twice."""

    def ask() -> Register:
        catalogue = _load_catalogue(engine, snapshot)
        recorded = _load_records(engine, snapshot.data_key)
        register = select_register(recorded, [year], snapshot.as_of, catalogue=catalogue)
        return place_register(register, _load_homes(engine, snapshot.data_key))

    return SNAPSHOT_CACHE.get(("register", snapshot, year), ask)


def _load_homes(engine: Engine, data_key: DataKey) -> Homes:
    """Where every address was recorded to be."""

    def ask() -> Homes:
        with reading(engine) as session:
            latest = read_catalogue(session, None)
        return find_homes(_load_records(engine, data_key), latest)

    return SNAPSHOT_CACHE.get(("homes", data_key._replace(issue=None)), ask)


def _load_records(engine: Engine, data_key: DataKey) -> Records:
    """Every version of the register: each day and year is taken from it."""

    def ask() -> Records:
        with reading(engine) as session:
            return read_records(session)

    return SNAPSHOT_CACHE.get(("records", data_key._replace(issue=None)), ask)


def _join_years(years: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(years, ignore_index=True) if len(years) > 1 else years[0]
