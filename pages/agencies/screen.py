"""Cơ quan, đơn vị: who is behind?"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.completion import completion
from locales.names import add_units, list_short_names
from pages.agencies.agency import show_agency
from pages.agencies.charts import UNIT, describe_years, draw_bars, draw_years, show_units_table
from pages.agencies.sentence import build_sentence, explain_count
from pages.components import comparisons, frames, notes
from pages.components.address_bar import set_choice, sync_choice
from pages.components.body_groups import choose_group, filter_group
from pages.components.cache import once
from pages.components.empty import show_empty_screen, show_empty_state
from pages.components.headline import show_headline
from pages.components.no_data import show_no_data
from pages.components.period import has_no_data
from pages.components.switch import show_switch
from pages.components.visit import Visit

NONE = ""
ORDER = "xep"
PLAN, SLOWEST = "ke-hoach", "cham"  # the plan's order of bodies, or the furthest behind first


@dataclass(frozen=True)
class GroupView:
    """The bodies of a group in an order, and the sentence of them all."""

    sentence: str
    count_explanation: str
    years_message: str
    units: pd.DataFrame


def show(visit: Visit) -> None:
    """The screen: one agency where the address names one, else all of a group."""
    results = frames.load_results(visit, (visit.year - 1, visit.year))
    codes = once(_list_codes, results, visit.year)
    if not codes:
        show_empty_screen(visit, "no_results", year=visit.year)
        return
    code = sync_choice(UNIT, [NONE, *codes], NONE)
    if code:
        show_agency(visit, results, code, back=lambda: set_choice(UNIT, NONE))
    elif has_no_data(visit):
        show_no_data(visit, "co-quan")
    else:
        _show_group(visit, results)


def _list_codes(results: pd.DataFrame, year: int) -> list[str]:
    return list(results.loc[results["year"] == year, "code"].unique())


def _show_group(visit: Visit, results: pd.DataFrame) -> None:
    head = st.container()
    with st.container(horizontal=True):
        group = choose_group(visit)
        order = _choose_order(visit)
    view = once(_build_view, visit, results, group, order=order)
    with head:
        show_headline(visit, view.sentence)
    if view.units.empty:
        show_empty_state(visit, "no_agencies")
        return
    draw_bars(visit, view.units, group, order=order)
    if view.count_explanation:
        notes.show_note(view.count_explanation)
    show_units_table(visit, view.units)
    draw_years(visit, view.units, view.years_message)


def _build_view(visit: Visit, results: pd.DataFrame, group: str, *, order: str) -> GroupView:
    units = once(_compare_units, visit, results)
    ordered = _order_units(filter_group(units, group), order)
    return GroupView(
        build_sentence(visit, units, results),
        explain_count(visit, units),
        describe_years(visit, ordered),
        ordered,
    )


def _compare_units(visit: Visit, results: pd.DataFrame) -> pd.DataFrame:
    """Completion per body judged this year beside last year's, in the plan's order."""
    by_year = completion(results, by=("year", "unit_id"))
    now = by_year[(by_year["year"] == visit.year) & (by_year["assigned"] > 0)]
    before = comparisons.find_last_year(by_year, visit.year, "unit_id")
    beside = now.merge(before, how="left", on="unit_id")
    compared = add_units(beside, "unit_id", frames.load_catalogue(visit).units)
    compared = compared.assign(label=list_short_names(compared, visit.words))
    return compared.sort_values(["position", "code"], ignore_index=True)


def _choose_order(visit: Visit) -> str:
    """The order of the address bar, and the switch that changes it."""
    labels = {name: visit.words.say(f"agencies.order.{name}") for name in (PLAN, SLOWEST)}
    return show_switch(visit.words.say("agencies.order"), ORDER, labels)


def _order_units(units: pd.DataFrame, order: str) -> pd.DataFrame:
    slow = ["share", "progress", "position"]
    ordered = units.sort_values(slow) if order == SLOWEST else units
    return ordered.assign(position=range(len(ordered)))
