"""The snapshot: all that indicators need of some periods, as it was known on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col

from models.addresses import Dossier, find_recorded_dossiers, select_dossiers_in_force
from models.counted import Numbers
from models.periods import list_extensions, list_periods
from models.reminders import find_last_reminders
from models.results import list_results
from models.spans import end_of_day
from models.submissions import find_recorded_returns, list_submissions, select_standing_returns
from models.supports import (
    Support,
    find_recorded_supports,
    is_touching,
    select_supports_of_periods,
)
from models.tasks import find_assignments_due, list_tasks
from models.units import list_successions, list_units


@dataclass(frozen=True)
class Catalogue:
    """The frames that only the catalogue changes."""

    units: pd.DataFrame
    successions: pd.DataFrame
    tasks: pd.DataFrame
    periods: pd.DataFrame
    # What was worked out of these frames, which nobody changes: by its name and day.
    worked_out: dict[tuple[str, date], Any] = field(
        default_factory=dict, compare=False, repr=False, kw_only=True
    )


@dataclass(frozen=True)
class Duties:
    """What was owed in some years and what was known of it at the end of `as_of`."""

    as_of: date
    catalogue: Catalogue
    assignments: pd.DataFrame
    extensions: pd.DataFrame
    submissions: pd.DataFrame
    results: pd.DataFrame
    reminders: pd.DataFrame


@dataclass(frozen=True)
class Register:
    """The humanitarian addresses in force in some years and the help given to them; whose
    yearly reports stand as received (`returns`: year, unit_id); the records they were
    chosen of, where those are at hand; and what all other addresses add up to (`rest`), where
    `dossiers` and `supports` are of some only: what is counted is of all, rows are of those."""

    as_of: date
    catalogue: Catalogue
    dossiers: pd.DataFrame
    supports: pd.DataFrame
    returns: pd.DataFrame
    records: "Records | None" = None
    rest: "Rest | None" = None

    def of_year(self, year: int) -> "Register":
        """The same of one year alone."""
        dossiers, supports, returns = self.dossiers, self.supports, self.returns
        rest = None if self.rest is None else self.rest.of_year(year)
        return replace(
            self,
            dossiers=dossiers[dossiers["year"] == year],
            supports=supports[supports["year"] == year],
            returns=returns[returns["year"] == year],
            rest=rest,
        )


@dataclass(frozen=True)
class Rest:
    """The addresses that a register holds no rows of, added up (`models/counted.py`): `addresses`
    by year, home and commune, `help` by year, unit and home."""

    addresses: pd.DataFrame
    help: pd.DataFrame

    def of_year(self, year: int) -> "Rest":
        """The same of one year alone."""
        return Rest(
            self.addresses[self.addresses["year"] == year], self.help[self.help["year"] == year]
        )


@dataclass(frozen=True)
class Records:
    """Every version of the dossiers, of the help and of the returns, whenever it was the one
    known."""

    dossiers: pd.DataFrame
    supports: pd.DataFrame
    returns: pd.DataFrame


def read_catalogue(session: Session, as_of: date | None) -> Catalogue:
    """The catalogue as known at the end of `as_of`; as it stands where that is None."""
    return Catalogue(
        units=list_units(session, as_of),
        successions=list_successions(session, as_of),
        tasks=list_tasks(session, as_of),
        periods=list_periods(session, as_of),
    )


def read_duties(
    session: Session,
    years: Sequence[int],
    as_of: date,
    *,
    catalogue: Catalogue | None = None,
    assignments: pd.DataFrame | None = None,
) -> Duties:
    """Everything owed in `years`, with what was known at the end of `as_of`.

    A `catalogue` or the `assignments` of these years already at hand are not asked for again."""
    wanted = list(years)
    due_assignments = (
        find_assignments_due(session, wanted, as_of) if assignments is None else assignments
    )
    return Duties(
        as_of=as_of,
        catalogue=catalogue or read_catalogue(session, as_of),
        assignments=due_assignments,
        extensions=list_extensions(session, wanted, as_of),
        submissions=list_submissions(session, wanted, as_of),
        results=list_results(session, wanted, as_of),
        reminders=find_last_reminders(session, wanted, as_of),
    )


def read_records(session: Session) -> Records:
    """All that was ever recorded of addresses and help, and of returns."""
    return Records(
        find_recorded_dossiers(session),
        find_recorded_supports(session),
        find_recorded_returns(session),
    )


def read_records_of(
    session: Session, addresses: Sequence[int] | Numbers, periods: pd.DataFrame, since: date
) -> Records:
    """What was known of these addresses, and of help to them in these periods, at the end of
    `since` or of any later day; of every return."""
    edge = end_of_day(since)

    def is_known_since(table: type[Dossier] | type[Support]) -> ColumnElement[bool]:
        ended = col(table.superseded_at)
        return and_(col(table.address_id).in_(addresses), or_(ended.is_(None), ended >= edge))

    spans = zip(periods["data_from"], periods["data_to"], strict=True)
    touching = [is_touching(first.date(), last.date()) for first, last in spans]
    is_touched = and_(is_known_since(Support), or_(false(), *touching))
    return Records(
        find_recorded_dossiers(session, which=is_known_since(Dossier)),
        find_recorded_supports(session, which=is_touched),
        find_recorded_returns(session),
    )


def read_register(
    session: Session, years: Sequence[int], as_of: date, *, catalogue: Catalogue | None = None
) -> Register:
    """The register of addresses for `years`, as known at the end of `as_of`.

    A `catalogue` already at hand is not asked for again."""
    known = catalogue or read_catalogue(session, as_of)
    return select_register(read_records(session), years, as_of, catalogue=known)


def select_register(
    records: Records, years: Sequence[int], as_of: date, *, catalogue: Catalogue
) -> Register:
    """The same of what was asked for once: any day and year costs no question more."""
    periods = catalogue.periods
    chosen = periods[periods["year"].isin(list(years))].sort_values("year")
    return Register(
        as_of=as_of,
        catalogue=catalogue,
        dossiers=select_dossiers_in_force(records.dossiers, chosen, as_of),
        supports=select_supports_of_periods(records.supports, chosen, as_of),
        returns=select_standing_returns(records.returns, years, as_of),
        records=records,
    )
