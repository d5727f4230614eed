"""The snapshot: all that indicators need of some periods, as it was known on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
from sqlmodel import Session

from models.addresses import dossiers_in_force, dossiers_recorded
from models.periods import extensions_known, periods_known
from models.reminders import last_reminders
from models.results import results_known
from models.submissions import returns_recorded, returns_standing, submissions_known
from models.supports import supports_recorded, supports_touching
from models.tasks import assignments_due, tasks_known
from models.units import successions_known, units_known


@dataclass(frozen=True)
class Catalogue:
    """The frames that only the catalogue changes."""

    units: pd.DataFrame
    successions: pd.DataFrame
    tasks: pd.DataFrame
    periods: pd.DataFrame


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
    yearly reports stand as received (`returns`: year, unit_id); and the records they were
    chosen of, where those are at hand."""

    as_of: date
    catalogue: Catalogue
    dossiers: pd.DataFrame
    supports: pd.DataFrame
    returns: pd.DataFrame
    records: "Records | None" = None

    def of_year(self, year: int) -> "Register":
        """The same of one year alone."""
        dossiers, supports, returns = self.dossiers, self.supports, self.returns
        return replace(
            self,
            dossiers=dossiers[dossiers["year"] == year],
            supports=supports[supports["year"] == year],
            returns=returns[returns["year"] == year],
        )


@dataclass(frozen=True)
class Records:
    """Every version of the dossiers, of the help and of the returns, whenever it was the one
    known."""

    dossiers: pd.DataFrame
    supports: pd.DataFrame
    returns: pd.DataFrame


def catalogue_of(session: Session, as_of: date | None) -> Catalogue:
    """The catalogue as known at the end of `as_of`; as it stands where that is None."""
    return Catalogue(
        units=units_known(session, as_of),
        successions=successions_known(session, as_of),
        tasks=tasks_known(session, as_of),
        periods=periods_known(session, as_of),
    )


def duties_of(
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
    owed = assignments_due(session, wanted, as_of) if assignments is None else assignments
    return Duties(
        as_of=as_of,
        catalogue=catalogue or catalogue_of(session, as_of),
        assignments=owed,
        extensions=extensions_known(session, wanted, as_of),
        submissions=submissions_known(session, wanted, as_of),
        results=results_known(session, wanted, as_of),
        reminders=last_reminders(session, wanted, as_of),
    )


def records_of(session: Session) -> Records:
    """All that was ever recorded of addresses and help, and of returns."""
    return Records(
        dossiers_recorded(session), supports_recorded(session), returns_recorded(session)
    )


def register_of(
    session: Session, years: Sequence[int], as_of: date, *, catalogue: Catalogue | None = None
) -> Register:
    """The register of addresses for `years`, as known at the end of `as_of`.

    A `catalogue` already at hand is not asked for again."""
    known = catalogue or catalogue_of(session, as_of)
    return register_in(records_of(session), years, as_of, catalogue=known)


def register_in(
    records: Records, years: Sequence[int], as_of: date, *, catalogue: Catalogue
) -> Register:
    """The same of what was asked for once: any day and year costs no question more."""
    periods = catalogue.periods
    chosen = periods[periods["year"].isin(list(years))].sort_values("year")
    return Register(
        as_of=as_of,
        catalogue=catalogue,
        dossiers=dossiers_in_force(records.dossiers, chosen, as_of),
        supports=supports_touching(records.supports, chosen, as_of),
        returns=returns_standing(records.returns, years, as_of),
        records=records,
    )
