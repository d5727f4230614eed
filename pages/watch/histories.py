"""Histories: a figure of each body over the years, and why a year has none."""

from collections.abc import Mapping

import pandas as pd

from indicators.cells import NOT_ASKED
from indicators.completion import completion
from indicators.due_results import NIL, NOT_REPORTED
from indicators.naming import named
from indicators.obligations import REQUESTED
from indicators.totals import totals

BODY = ["unit_id", "label", "code", "position"]
NO_DATA, NOT_FALLEN_DUE = "no_data", "not_fallen_due"


def shares(results: pd.DataFrame, bodies: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    """Completion of each of `bodies` (BODY) in each of `years`: value and state.

    `results` are those of every body. One that reported nothing at all has no figure, but the
    mark of that: its 0 % would look like work that was begun. Where nobody reported anything of
    a year there are no data of it."""
    told = _completion_by_body(results)
    silent = (told["assigned"] > 0) & (told["not_reported"] == told["assigned"])
    cases = {
        NO_DATA: (told["assigned"] == 0) & ~told["nil"].gt(0)
        | silent & told["year"].isin(find_years_without_data(results)),
        NOT_REPORTED: silent,
        NIL: (told["assigned"] == 0) & (told["nil"] > 0),
        NOT_FALLEN_DUE: told["whole"] == 0,
    }
    state = named(cases, "", told.index)
    known = told.assign(value=told["share"].where(state == ""), state=state)
    return _every_year(known, bodies, years)


def _completion_by_body(results: pd.DataFrame) -> pd.DataFrame:
    """Completion by year and body; of a body that was only requested by itself, as on its own
    page: it enters no total."""
    by = ["year", "unit_id"]
    requested = results.groupby(by)["obligation"].transform(lambda told: (told == REQUESTED).all())
    requested = requested.astype(bool)
    return pd.concat(
        [completion(results[which], by=by) for which in (~requested, requested)], ignore_index=True
    )


def quantities(results: pd.DataFrame, bodies: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    """The quantity of one task (all of `results`), likewise."""
    told = totals(results, by=("year", "unit_id"))
    return _every_year(_why(told), bodies, years)


def of_task(results: pd.DataFrame, years: tuple[int, ...], amount: str) -> pd.DataFrame:
    """The total of one task in each of `years`: year, value, state. `amount` is quantity or
    value_vnd."""
    told = totals(results, by=("year",))
    each = pd.DataFrame({"year": list(years)}).merge(_why(told, amount), how="left", on="year")
    return each.assign(state=_state(each["state"], each["value"]))[["year", "value", "state"]]


def _why(told: pd.DataFrame, amount: str = "quantity") -> pd.DataFrame:
    absent = told[amount].isna()
    cases: Mapping[str, pd.Series] = {
        "": ~absent,
        NIL: (told["reported"] == 0) & (told["nil"] > 0),
        NOT_REPORTED: told["reported"] == 0,
    }
    return told.assign(
        value=told[amount].astype("float64"), state=named(cases, NO_DATA, told.index)
    )


def find_years_without_data(results: pd.DataFrame) -> list[int]:
    """The years of which nobody reported anything; `results` are those of every body."""
    is_silent = (results["state"] == NOT_REPORTED).groupby(results["year"]).all()
    return [int(year) for year in is_silent.index[is_silent]]


def begun(told: pd.DataFrame) -> pd.DataFrame:
    """The same without the years before any of the bodies was asked for anything, and before
    there were any data."""
    asked = told.loc[~told["state"].isin([NOT_ASKED, NO_DATA]), "year"]
    return told[told["year"] >= asked.min()] if len(asked) else told


def _every_year(known: pd.DataFrame, bodies: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    each = bodies[BODY].merge(pd.DataFrame({"year": list(years)}), how="cross")
    told = each.merge(
        known[["year", "unit_id", "value", "state"]], how="left", on=["year", "unit_id"]
    )
    return told.assign(state=_state(told["state"], told["value"]))


def _state(state: pd.Series, value: pd.Series) -> pd.Series:
    """Why there is no value; a year without any row was not asked for."""
    return state.where(state.notna() & (state != ""), NOT_ASKED).where(value.isna())
