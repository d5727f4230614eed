"""Địa chỉ nhân đạo: who is nobody helping, and where? Counts by commune; no household."""

from functools import partial

import pandas as pd
import streamlit as st

from charts.coverage_list import coverage_list_rows
from charts.coverage_map import coverage_map_rows
from indicators.coverage import coverage
from indicators.link_share import agencies_without
from models.snapshots import Register
from pages.parts import comparisons, frames, notes
from pages.parts.empty import empty
from pages.parts.figures import figures
from pages.parts.headline import headline, subtitle
from pages.parts.names import full_names, short_names, with_units
from pages.parts.picture import draw
from pages.parts.tables import table
from pages.parts.visit import Visit
from pages.watch.address_figures import agencies_asked, linked, of_addresses

WORST = 3  # communes named in the sentence
LISTED = 20  # communes drawn in the list; the table holds them all


def show(visit: Visit) -> None:
    """The screen."""
    register = frames.register(visit, (visit.year - 1, visit.year))
    communes = frames.once(visit, "communes", partial(_communes, visit, register))
    if communes["whole"].notna().sum() == 0:
        empty(visit, "no_register", year=visit.year)
        return
    whole = frames.once(visit, "coverage", partial(coverage, register, by=()))
    headline(_sentence(visit, whole, communes))
    figures(visit, [*of_addresses(visit, register, whole), linked(visit, register)])
    _where(visit, communes)
    _gaps(visit, communes)
    _without(visit, register)


def _communes(visit: Visit, register: Register) -> pd.DataFrame:
    """Coverage of each commune in the visit's year, the most neglected first, by name."""
    told = coverage(register, structure_day=frames.structure_day(visit))
    named = with_units(
        told[told["year"] == visit.year], "commune_id", frames.catalogue(visit).units
    )
    named = named.assign(label=short_names(named, visit.words))
    return named.sort_values(
        ["nobody", "position"], ascending=[False, True], na_position="last", ignore_index=True
    )


def _sentence(visit: Visit, whole: pd.DataFrame, communes: pd.DataFrame) -> str:
    words = visit.words
    now = comparisons.of_year(whole, visit.year)
    worst = communes[communes["nobody"] > 0].head(WORST)
    if worst.empty:
        return words.say("addresses.all_helped", whole=now["whole"])
    places = "; ".join(
        words.say("addresses.place", name=name, count=int(count))
        for name, count in zip(full_names(worst, words), worst["nobody"], strict=True)
    )
    return words.say("addresses.sentence", nobody=now["nobody"], whole=now["whole"], places=places)


def _where(visit: Visit, communes: pd.DataFrame) -> None:
    """The map and the same in a list; a phone shows the list alone."""
    words = visit.words
    subtitle(words.say("addresses.where"))
    left, right = st.columns(2, gap="large")
    with left, st.container(key="wide-only"):
        rows = frames.once(visit, "map", partial(coverage_map_rows, communes, words))
        draw(visit, "coverage_map", rows, alt=words.say("addresses.map_alt"))
    with right:
        worst = communes[communes["nobody"] > 0].head(LISTED)
        rows = frames.once(visit, "list", partial(coverage_list_rows, worst, words))
        draw(visit, "coverage_list", rows, alt=words.say("addresses.list_alt"))
    notes.source(visit, "register")
    silent = communes.loc[communes["whole"].isna(), "label"]
    if len(silent):
        notes.note(words.say("addresses.no_data", count=len(silent), names=", ".join(silent)))


def _gaps(visit: Visit, communes: pd.DataFrame) -> None:
    subtitle(visit.words.say("addresses.gaps"))
    notes.note(visit.words.say("addresses.gaps_help"))
    shown = communes.rename(columns={"label": "unit", "whole": "addresses"})
    columns = ["unit", "addresses", "nobody", "several", "share", "committed", "last_review"]
    table(visit, shown[columns])


def _without(visit: Visit, register: Register) -> None:
    """The other side of the campaign: the agencies that stand by no address."""
    words = visit.words
    agencies = agencies_asked(visit)
    without = frames.once(visit, "without", partial(agencies_without, register, agencies))
    without = without[without["year"] == visit.year]
    if without.empty:
        return
    subtitle(words.say("addresses.without", count=len(without)))
    names = short_names(without, words)
    notes.note(words.say("addresses.without_names", names="; ".join(names)))
