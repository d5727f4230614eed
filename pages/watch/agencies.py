"""Cơ quan, đơn vị: who is behind?"""

from functools import partial

import pandas as pd
import streamlit as st

from charts.completion import completion_rows
from indicators.completion import completion
from locales.numbers import missing
from pages.parts import comparisons, frames, notes
from pages.parts.address_bar import chosen, go, moved, tied
from pages.parts.empty import empty
from pages.parts.headline import headline, subtitle
from pages.parts.names import full_names, short_names, with_units
from pages.parts.picture import draw
from pages.parts.tables import table
from pages.parts.visit import Visit
from pages.watch.agency import show_agency
from pages.watch.groups import GROUP_FILTERS, of_filter

GROUP, UNIT = "nhom", "don-vi"
NONE = ""


def show(visit: Visit) -> None:
    """The screen: one agency where the address names one, else all of a group."""
    results = frames.results(visit, (visit.year - 1, visit.year))
    now = results[results["year"] == visit.year]
    if now.empty:
        empty(visit, "no_results", year=visit.year)
        return
    asked = chosen(UNIT, [NONE, *now["code"].unique()], NONE)
    if asked:
        show_agency(visit, results, asked, back=lambda: go(UNIT, NONE))
    else:
        _show_group(visit, results)


def _show_group(visit: Visit, results: pd.DataFrame) -> None:
    group = chosen(GROUP, list(GROUP_FILTERS), next(iter(GROUP_FILTERS)))
    units = frames.once(visit, "agencies", partial(_by_unit, visit, results))
    headline(_sentence(visit, units, results))
    _switch(visit, group)
    shown = of_filter(units, group)
    if shown.empty:
        empty(visit, "no_agencies")
        return
    subtitle(visit.words.say("agencies.chart"))
    rows = frames.once(visit, f"agencies {group}", partial(completion_rows, shown, visit.words))
    draw(visit, "completion", rows, alt=_sentence(visit, shown, results))
    notes.source(visit, "returns")
    subtitle(visit.words.say("agencies.table"))
    notes.note(visit.words.say("agencies.table_help"))
    _table(visit, shown)


def _by_unit(visit: Visit, results: pd.DataFrame) -> pd.DataFrame:
    """Completion per body judged this year, the furthest behind first, beside last year's."""
    told = completion(results, by=("year", "unit_id"))
    now = told[(told["year"] == visit.year) & (told["assigned"] > 0)]
    before = told.loc[told["year"] == visit.year - 1, ["unit_id", "share"]]
    beside = now.merge(before.rename(columns={"share": "share_before"}), how="left", on="unit_id")
    named = with_units(beside, "unit_id", frames.catalogue(visit).units)
    named = named.assign(label=short_names(named, visit.words))
    ordered = named.sort_values(["share", "progress", "position"], ignore_index=True)
    return ordered.drop(columns="position").rename_axis("position").reset_index()


def _sentence(visit: Visit, units: pd.DataFrame, results: pd.DataFrame) -> str:
    """How many bodies are below the province as a whole, and who is last."""
    words = visit.words
    years = frames.once(visit, "completion", partial(completion, results, by=("year",)))
    overall = comparisons.of_year(years, visit.year)["share"]
    if missing(overall) or units.empty:
        return words.say("agencies.not_due")
    below = units[units["share"] < overall]
    last = units.head(1)
    return words.say(
        "agencies.sentence",
        below=len(below),
        whole=len(units),
        overall=overall,
        name=full_names(last, words).iloc[0],
        share=last["share"].iloc[0],
    )


def _switch(visit: Visit, group: str) -> None:
    st.segmented_control(
        visit.words.say("agencies.group"),
        list(GROUP_FILTERS),
        format_func=lambda name: visit.words.say(f"agencies.group.{name}"),
        required=True,
        label_visibility="collapsed",
        key=tied(GROUP, group),
        on_change=moved(GROUP),
    )


def _table(visit: Visit, units: pd.DataFrame) -> None:
    codes = units["code"].tolist()
    shown = units.rename(columns={"label": "unit", "part": "done", "whole": "fallen_due"})

    def open_chosen() -> None:
        for place in st.session_state["agencies"]["selection"]["rows"]:
            go(UNIT, codes[place])

    columns = ["unit", "share", "done", "fallen_due", "not_reported", "share_before"]
    table(visit, shown[columns], key="agencies", on_select=open_chosen)
