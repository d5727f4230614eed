"""Cơ quan, đơn vị: who is behind?"""

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from indicators.completion import completion
from locales.names import short_names, with_units
from pages.parts import comparisons, frames, notes
from pages.parts.address_bar import chosen, go
from pages.parts.empty import empty, empty_screen
from pages.parts.headline import headline
from pages.parts.no_data import show_no_data
from pages.parts.period import has_no_data
from pages.parts.visit import Visit
from pages.watch.agencies_said import counted, sentence
from pages.watch.agency import show_agency
from pages.watch.agency_charts import UNIT, against_last_year, bars, listed, over_the_years
from pages.watch.groups import chosen_group, of_filter
from pages.watch.orders import SLOWEST, chosen_order

NONE = ""


@dataclass(frozen=True)
class GroupSeen:
    """The bodies of a group in an order, and the sentence of them all."""

    sentence: str
    counted: str
    years_said: str
    shown: pd.DataFrame


def show(visit: Visit) -> None:
    """The screen: one agency where the address names one, else all of a group."""
    results = frames.results(visit, (visit.year - 1, visit.year))
    codes = frames.once(visit, "agencies' codes", partial(_codes, results, visit.year))
    if not codes:
        empty_screen(visit, "no_results", year=visit.year)
        return
    asked = chosen(UNIT, [NONE, *codes], NONE)
    if asked:
        show_agency(visit, results, asked, back=lambda: go(UNIT, NONE))
    elif has_no_data(visit):
        show_no_data(visit, "co-quan")
    else:
        _show_group(visit, results)


def _codes(results: pd.DataFrame, year: int) -> list[str]:
    return list(results.loc[results["year"] == year, "code"].unique())


def _show_group(visit: Visit, results: pd.DataFrame) -> None:
    said = st.container()
    with st.container(horizontal=True):
        group = chosen_group(visit)
        order = chosen_order(visit)
    name = f"{group} {order}"
    seen = frames.once(visit, f"group {name}", partial(_seen, visit, results, group, order=order))
    with said:
        headline(visit, seen.sentence)
    if seen.shown.empty:
        empty(visit, "no_agencies")
        return
    bars(visit, seen.shown, group, order=order)
    if seen.counted:
        notes.note(seen.counted)
    listed(visit, seen.shown, name)
    over_the_years(visit, seen.shown, name, message=seen.years_said)


def _seen(visit: Visit, results: pd.DataFrame, group: str, *, order: str) -> GroupSeen:
    units = frames.once(visit, "agencies", partial(_by_unit, visit, results))
    shown = _ordered(of_filter(units, group), order)
    return GroupSeen(
        sentence(visit, units, results),
        counted(visit, units),
        against_last_year(visit, shown),
        shown,
    )


def _by_unit(visit: Visit, results: pd.DataFrame) -> pd.DataFrame:
    """Completion per body judged this year beside last year's, in the plan's order."""
    told = completion(results, by=("year", "unit_id"))
    now = told[(told["year"] == visit.year) & (told["assigned"] > 0)]
    before = comparisons.last_year(told, visit.year, "unit_id")
    beside = now.merge(before, how="left", on="unit_id")
    named = with_units(beside, "unit_id", frames.catalogue(visit).units)
    named = named.assign(label=short_names(named, visit.words))
    return named.sort_values(["position", "code"], ignore_index=True)


def _ordered(units: pd.DataFrame, order: str) -> pd.DataFrame:
    slow = ["share", "progress", "position"]
    ordered = units.sort_values(slow) if order == SLOWEST else units
    return ordered.assign(position=range(len(ordered)))
