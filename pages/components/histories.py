"""Histories: a figure of each body over the years, and why a year has none."""

from collections.abc import Mapping

import pandas as pd

from indicators.cells import NOT_ASKED
from indicators.completion import completion
from indicators.due_results import NIL, NOT_REPORTED
from indicators.naming import name_first_match
from indicators.obligations import REQUESTED
from indicators.totals import totals

BODY = ["unit_id", "label", "code", "position"]
NO_DATA, NOT_FALLEN_DUE = "no_data", "not_fallen_due"


def build_share_histories(
    results: pd.DataFrame, bodies: pd.DataFrame, years: tuple[int, ...]
) -> pd.DataFrame:
    """Completion of each of `bodies` (BODY) in each of `years`: value and state.

    `results` are those of every body. One that reported nothing at all has no figure, but the
    mark of that: its 0 % would look like work that was begun. Where nobody reported anything of
    a year there are no data of it."""
    completions = _count_completion(results)
    silent = (completions["assigned"] > 0) & (
        completions["not_reported"] == completions["assigned"]
    )
    cases = {
        NO_DATA: (completions["assigned"] == 0) & ~completions["nil"].gt(0)
        | silent & completions["year"].isin(find_years_without_data(results)),
        NOT_REPORTED: silent,
        NIL: (completions["assigned"] == 0) & (completions["nil"] > 0),
        NOT_FALLEN_DUE: completions["whole"] == 0,
    }
    state = name_first_match(cases, "", completions.index)
    known = completions.assign(value=completions["share"].where(state == ""), state=state)
    return _fill_years(known, bodies, years)


def _count_completion(results: pd.DataFrame) -> pd.DataFrame:
    """Completion by year and body; of a body that was only requested by itself, as on its own
    page: it enters no total."""
    by = ["year", "unit_id"]
    requested = results.groupby(by)["obligation"].transform(
        lambda obligations: (obligations == REQUESTED).all()
    )
    requested = requested.astype(bool)
    return pd.concat(
        [completion(results[which], by=by) for which in (~requested, requested)], ignore_index=True
    )


def build_quantity_histories(
    results: pd.DataFrame, bodies: pd.DataFrame, years: tuple[int, ...]
) -> pd.DataFrame:
    """The quantity of one task (all of `results`), likewise."""
    totals_by_year = totals(results, by=("year", "unit_id"))
    return _fill_years(_explain_absence(totals_by_year), bodies, years)


def build_task_history(results: pd.DataFrame, years: tuple[int, ...], amount: str) -> pd.DataFrame:
    """The total of one task in each of `years`: year, value, state. `amount` is quantity or
    value_vnd."""
    totals_by_year = totals(results, by=("year",))
    history = pd.DataFrame({"year": list(years)}).merge(
        _explain_absence(totals_by_year, amount), how="left", on="year"
    )
    return history.assign(state=_fill_states(history["state"], history["value"]))[
        ["year", "value", "state"]
    ]


def _explain_absence(totals_by_year: pd.DataFrame, amount: str = "quantity") -> pd.DataFrame:
    absent = totals_by_year[amount].isna()
    cases: Mapping[str, pd.Series] = {
        "": ~absent,
        NIL: (totals_by_year["reported"] == 0) & (totals_by_year["nil"] > 0),
        NOT_REPORTED: totals_by_year["reported"] == 0,
    }
    return totals_by_year.assign(
        value=totals_by_year[amount].astype("float64"),
        state=name_first_match(cases, NO_DATA, totals_by_year.index),
    )


def find_years_without_data(results: pd.DataFrame) -> list[int]:
    """The years of which nobody reported anything; `results` are those of every body."""
    is_silent = (results["state"] == NOT_REPORTED).groupby(results["year"]).all()
    return [int(year) for year in is_silent.index[is_silent]]


def drop_leading_years(history: pd.DataFrame) -> pd.DataFrame:
    """The same without the years before any of the bodies was asked for anything, and before
    there were any data."""
    first_years = history.loc[~history["state"].isin([NOT_ASKED, NO_DATA]), "year"]
    return history[history["year"] >= first_years.min()] if len(first_years) else history


def _fill_years(known: pd.DataFrame, bodies: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    grid = bodies[BODY].merge(pd.DataFrame({"year": list(years)}), how="cross")
    history = grid.merge(
        known[["year", "unit_id", "value", "state"]], how="left", on=["year", "unit_id"]
    )
    return history.assign(state=_fill_states(history["state"], history["value"]))


def _fill_states(state: pd.Series, value: pd.Series) -> pd.Series:
    """Why there is no value; a year without any row was not asked for."""
    return state.where(state.notna() & (state != ""), NOT_ASKED).where(value.isna())
