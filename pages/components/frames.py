"""Frames of the database and of the indicators, computed once per state of the data for all.

Each question is asked once (pages/components/cache.py): results and reports stand on the same
duties, and everything of a day on the catalogue of that day. What comes out is shared: nobody
may change it in place.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pandas as pd
from sqlalchemy import Engine

from actions.counting import Counted, Summing, find_counted, read_summed_registers
from actions.permissions import Actor
from indicators.change.steps import DaySnapshot
from indicators.circumstances import Choice
from indicators.counted_addresses import digest_catalogue
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from indicators.structure import Homes, carry_units, find_homes, move_to_structure, place_register
from locales.names import OF_A_UNIT, add_units
from models.addresses import find_recorded_dossiers
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
    select_register,
)
from models.spans import CutDay, day_of, end_of_day
from models.submissions import find_recorded_returns, select_standing_returns
from models.supports import find_recorded_supports
from models.tasks import find_assignments_due
from pages.components.cache import hold, once
from pages.components.visit import ANYBODY, DataVersion, Snapshot, Structure, Visit

Years = tuple[int, ...]


def load_results(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due results of `years`, in the units of the visit's structure."""
    return once(_select_results, visit.snapshot.for_anybody, _order_years(years), visit.structure)


def load_reports(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """Due reports of `years`, each under the unit of its day."""
    return once(_select_reports, visit.snapshot.for_anybody, _order_years(years))


def load_carried_reports(visit: Visit, years: Sequence[int]) -> pd.DataFrame:
    """The same, each under the unit that the visit's structure has for it; of today's units one
    may have several."""
    return once(_carry_reports, visit.snapshot.for_anybody, _order_years(years), visit.structure)


def load_register(
    visit: Visit,
    years: Sequence[int],
    *,
    split: Choice | None = None,
    commune_id: int | None = None,
) -> Register:
    """The register of `years` to be counted, its communes in the visit's structure: where it can
    be, rows of a few addresses (among them those of one commune) and what all others add up to,
    by `split` too."""
    snapshot, ordered = visit.snapshot.for_anybody, _order_years(years)
    summing = Summing(visit.structure == Structure.NOW, split, commune_id)
    summed = hold(_sum_register, snapshot, ordered, summing)
    return load_whole_register(visit, years) if summed is None else summed


def load_whole_register(visit: Visit, years: Sequence[int]) -> Register:
    """The same with the rows of every address."""
    return hold(_join_registers, visit.snapshot.for_anybody, _order_years(years), visit.structure)


def load_submissions(visit: Visit) -> pd.DataFrame:
    """The returns known of every period (models/submissions.py)."""
    return hold(_read_duties, visit.snapshot.for_anybody).submissions


def load_catalogue(visit: Visit) -> Catalogue:
    """Units, successions, tasks and periods, as known on the visit's day."""
    return _load_catalogue(visit.snapshot)


def load_assignments(visit: Visit) -> pd.DataFrame:
    """What falls due in every period, and of whom (models/tasks.py)."""
    return hold(_read_duties, visit.snapshot.for_anybody).assignments


def load_catalogue_on(engine: Engine, version: int, actor: Actor, as_of: date) -> Catalogue:
    """The same before there is a visit."""
    data = DataVersion(engine, version, actor.role.value)
    return _load_catalogue(Snapshot(data, actor.unit_code, as_of))


def load_issues(engine: Engine, version: int) -> tuple[Issued, ...]:
    """Every published report, the newest first."""
    return once(_list_issues, DataVersion(engine, version, ANYBODY))


def load_snapshots(visit: Visit, days: tuple[date, ...]) -> list[DaySnapshot]:
    """What was known of the visit's year at the end of each of `days`, to be counted: each unit
    as of its day, and of addresses that did not change in between their sums."""
    snapshot = visit.snapshot.for_anybody
    registers = hold(_sum_registers, snapshot, (visit.year,), days, Summing())
    if registers is None:
        return [load_snapshot(visit, day) for day in days]
    return [
        DaySnapshot(hold(_read_duties, replace(snapshot, as_of=day)), register).of_year(visit.year)
        for day, register in zip(days, registers, strict=True)
    ]


def load_snapshot(visit: Visit, day: date) -> DaySnapshot:
    """All that was known of the visit's year at the end of `day`, each unit as of its day."""
    snapshot = replace(visit.snapshot.for_anybody, as_of=day)
    register = hold(_select_year_register, snapshot, visit.year)
    return DaySnapshot(hold(_read_duties, snapshot), register).of_year(visit.year)


def find_owing(visit: Visit, year: int) -> frozenset[int]:
    """The ids of the units that owe a report or a result of `year`."""
    return once(_find_owing, visit, year)


def _find_owing(visit: Visit, year: int) -> frozenset[int]:
    with reading(visit.engine) as session:
        assigned = find_assignments_due(session, [year], visit.as_of)
    return frozenset(int(unit) for unit in assigned["unit_id"])


def find_structure_day(visit: Visit) -> date | None:
    """The day whose units everything was carried to; None where each keeps its own."""
    return visit.as_of if visit.structure == Structure.NOW else None


def _order_years(years: Sequence[int]) -> Years:
    return tuple(sorted(set(years)))


def _list_issues(data: DataVersion) -> tuple[Issued, ...]:
    with reading(data.engine) as session:
        return tuple(list_issues(session))


def _load_catalogue(snapshot: Snapshot) -> Catalogue:
    return once(_find_catalogue, snapshot)


def _find_catalogue(snapshot: Snapshot) -> Catalogue:
    """All days between two changes of the catalogue share the one read on the earlier's."""
    as_of = _find_catalogue_day(snapshot)
    return hold(_read_catalogue, replace(snapshot.for_anybody, as_of=as_of))


def _find_catalogue_day(snapshot: Snapshot) -> date:
    """The day of the last change of the catalogue known on the snapshot's day, and of that day no
    more than its moment; the snapshot's own day where there was none."""
    changes = _load_rule_changes(snapshot)
    place = bisect_left(changes, end_of_day(snapshot.as_of))
    last = changes[place - 1] if place else None
    return CutDay.at(day_of(last), last) if last else snapshot.as_of


def _load_rule_changes(snapshot: Snapshot) -> tuple[datetime, ...]:
    return once(_find_rule_changes, snapshot.for_anybody.data)


def _find_rule_changes(data: DataVersion) -> tuple[datetime, ...]:
    with reading(data.engine) as session:
        return find_rule_changes(session)


def _read_catalogue(snapshot: Snapshot) -> Catalogue:
    frozen = _load_frozen(snapshot)
    if frozen is not None:
        return frozen.catalogue
    with reading(snapshot.data.engine) as session:
        return read_catalogue(session, snapshot.as_of)


def _load_frozen(snapshot: Snapshot) -> Frozen | None:
    """The catalogue kept with the issue; None where none is looked at, or it keeps none: the
    rules have versions, and only issues of before that carry a copy."""
    return None if snapshot.issue is None else hold(_thaw_catalogue, snapshot.data, snapshot.issue)


def _thaw_catalogue(data: DataVersion, issue: int) -> Frozen | None:
    with reading(data.engine) as session:
        content = read_issue_catalogue(session, issue)
    return thaw_catalogue(content) if content else None


def _read_duties(snapshot: Snapshot) -> Duties:
    """Everything owed in every period: results and reports are counted from it."""
    catalogue = _load_catalogue(snapshot)
    years = [int(year) for year in catalogue.periods["year"]]
    assigned = hold(_find_assignments, replace(snapshot, unit_code=None), tuple(years))
    with reading(snapshot.data.engine) as session:
        return read_duties(
            session, years, snapshot.as_of, catalogue=catalogue, assignments=assigned
        )


def _find_assignments(snapshot: Snapshot, years: Years) -> pd.DataFrame:
    """What the catalogue of the snapshot's day gives to whom, of the units of each year or of
    that day."""
    frozen = _load_frozen(snapshot)
    if frozen is not None:
        return frozen.assignments
    with reading(snapshot.data.engine) as session:
        return find_assignments_due(session, [*years], snapshot.as_of)


def _select_results(snapshot: Snapshot, years: Years, structure: Structure) -> pd.DataFrame:
    return _select_years(hold(_list_results, snapshot, structure), years)


def _list_results(snapshot: Snapshot, structure: Structure) -> pd.DataFrame:
    due = list_due_results(hold(_read_duties, snapshot))
    if structure == Structure.THEN:
        return due
    return move_to_structure(due, "unit_id", _find_successors(snapshot))


def _select_reports(snapshot: Snapshot, years: Years) -> pd.DataFrame:
    return _select_years(hold(_list_reports, snapshot), years)


def _list_reports(snapshot: Snapshot) -> pd.DataFrame:
    return list_due_reports(hold(_read_duties, snapshot))


def _carry_reports(snapshot: Snapshot, years: Years, structure: Structure) -> pd.DataFrame:
    own = once(_select_reports, snapshot, years)
    if structure == Structure.THEN:
        return own
    unit_columns = own.columns.intersection(OF_A_UNIT)
    moved = move_to_structure(own, "unit_id", _find_successors(snapshot))
    units = _load_catalogue(snapshot).units
    return add_units(moved.drop(columns=unit_columns), "unit_id", units)


def _find_successors(snapshot: Snapshot) -> pd.DataFrame:
    """Where each unit stands on the snapshot's day."""
    catalogue = _load_catalogue(snapshot)
    return carry_units(catalogue.units, catalogue.successions, snapshot.as_of)


def _select_years(frame: pd.DataFrame, years: Years) -> pd.DataFrame:
    return frame[frame["year"].isin(years)].reset_index(drop=True)


def _sum_register(snapshot: Snapshot, years: Years, summing: Summing) -> Register | None:
    registers = hold(_sum_registers, snapshot, years, (snapshot.as_of,), summing)
    return None if registers is None else registers[0]


def _sum_registers(
    snapshot: Snapshot,
    years: Years,
    days: tuple[date, ...],
    summing: Summing,
) -> tuple[Register, ...] | None:
    """Only whose reports stand is asked anew after a write that left addresses and help as they
    were. None where there are no sums: of a published report, and as `actions.counting` says."""
    if snapshot.issue is not None:
        return None
    of_register = replace(snapshot, data=snapshot.data.of_register)
    change = _find_last_change(snapshot)
    summed = hold(_read_sums, of_register, years, days, summing=summing, last_change=change)
    if summed is None:
        return None
    returns = hold(_read_returns, snapshot.data)
    return tuple(
        replace(
            register,
            catalogue=_load_catalogue(replace(snapshot, as_of=day)),
            returns=select_standing_returns(returns, years, day),
        )
        for day, register in zip(days, summed, strict=True)
    )


def _read_sums(
    snapshot: Snapshot,
    years: Years,
    days: tuple[date, ...],
    *,
    summing: Summing,
    last_change: datetime | None,
) -> list[Register] | None:
    counted = hold(_find_counted, snapshot.data, last_change)
    catalogues = [_load_catalogue(replace(snapshot, as_of=day)) for day in days]
    if counted is None or any(digest_catalogue(known) != counted.catalogue for known in catalogues):
        return None
    with reading(snapshot.data.engine) as session:
        return read_summed_registers(
            session, years, days, catalogue=catalogues[-1], counted=counted, summing=summing
        )


def _find_counted(data: DataVersion, last_change: datetime | None) -> Counted | None:
    with reading(data.engine) as session:
        return find_counted(session, hold(_read_latest_catalogue, data, last_change))


def _join_registers(snapshot: Snapshot, years: Years, structure: Structure) -> Register:
    by_year = [hold(_select_year_register, snapshot, year) for year in years]
    register = Register(
        as_of=snapshot.as_of,
        catalogue=_load_catalogue(snapshot),
        dossiers=_join_years([register.dossiers for register in by_year]),
        supports=_join_years([register.supports for register in by_year]),
        returns=_join_years([register.returns for register in by_year]),
    )
    if structure == Structure.THEN:
        return register
    return place_register(register, _load_homes(snapshot), on_day=snapshot.as_of)


def _select_year_register(snapshot: Snapshot, year: int) -> Register:
    """A year by itself: a screen of two years and a screen of all ask for none twice. Only whose
    reports stand is asked anew after a write that left addresses and help as they were."""
    placed = hold(
        _place_year,
        replace(snapshot, data=snapshot.data.of_register),
        year,
        _find_catalogue_day(snapshot),
        _find_last_change(snapshot),
    )
    returns = hold(_read_returns, snapshot.data)
    return replace(
        placed,
        catalogue=_load_catalogue(snapshot),
        returns=select_standing_returns(returns, [year], snapshot.as_of),
        records=None if placed.records is None else replace(placed.records, returns=returns),
    )


def _place_year(
    snapshot: Snapshot, year: int, catalogue_day: date, last_change: datetime | None
) -> Register:
    """A year's register by the catalogue of `catalogue_day`; whose reports stand is of the moment
    the addresses and help last changed."""
    records = Records(
        *hold(_read_recorded_register, snapshot.data), hold(_read_returns, snapshot.data)
    )
    catalogue = hold(_read_catalogue, replace(snapshot, as_of=catalogue_day))
    register = select_register(records, [year], snapshot.as_of, catalogue=catalogue)
    return place_register(register, hold(_find_homes, snapshot.data, last_change))


def _load_homes(snapshot: Snapshot) -> Homes:
    return hold(_find_homes, snapshot.data.of_register, _find_last_change(snapshot))


def _find_last_change(snapshot: Snapshot) -> datetime | None:
    """The last change of the catalogue there was, be it after the snapshot's day."""
    changes = _load_rule_changes(snapshot)
    return changes[-1] if changes else None


def _find_homes(data: DataVersion, last_change: datetime | None) -> Homes:
    """Where every address was recorded to be, by the catalogue as it stands."""
    latest = hold(_read_latest_catalogue, data, last_change)
    return find_homes(hold(_read_recorded_register, data)[0], latest)


def _read_latest_catalogue(data: DataVersion, _last_change: datetime | None) -> Catalogue:
    with reading(data.engine) as session:
        return read_catalogue(session, None)


def _read_recorded_register(data: DataVersion) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every version of the dossiers and of the help: each day and year is taken from them."""
    with reading(data.engine) as session:
        return find_recorded_dossiers(session), find_recorded_supports(session)


def _read_returns(data: DataVersion) -> pd.DataFrame:
    with reading(data.engine) as session:
        return find_recorded_returns(session)


def _join_years(years: list[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat(years, ignore_index=True) if len(years) > 1 else years[0]
