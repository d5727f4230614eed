"""The units of the catalogue: who there is, and who there was."""

import pandas as pd
import streamlit as st

from intake.text.normalisation import normalise_text
from locales.names import list_full_names, list_short_names
from pages.catalogue.unit import show_unit
from pages.components import frames, notes
from pages.components.address_bar import (
    bind_widget,
    follow_widget,
    set_choice,
    sync_choice,
    sync_text,
)
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.switch import show_switch
from pages.components.tables import Opening, show_table
from pages.components.visit import Visit

FIND, SPAN, UNIT = "tim", "thoi", "so-hieu"
NOW, EVER, NONE = "nay", "moi-luc", ""
LONGEST_QUERY = 80  # letters


def is_in_being(units: pd.DataFrame, day: pd.Timestamp) -> "pd.Series[bool]":
    """Which of the units there were on `day`."""
    return (units["valid_from"] <= day) & ~(units["valid_to"] <= day)


def show_units(visit: Visit) -> None:
    """The list, and the one that was chosen of it."""
    words = visit.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        query = sync_text(FIND, most=LONGEST_QUERY)
        st.text_input(
            words.say("catalogue.find"),
            key=bind_widget(FIND, query),
            on_change=follow_widget(FIND),
            width=320,
        )
        labels = {name: words.say(f"catalogue.span.{name}") for name in (NOW, EVER)}
        span = show_switch(words.say("catalogue.span"), SPAN, labels)
    units = once(_find_units, visit, span, query)
    numbers = [str(number) for number in frames.load_catalogue(visit).units["unit_id"]]
    unit_id = sync_choice(UNIT, [NONE, *numbers], NONE)
    if unit_id:
        show_unit(visit, int(unit_id))
    show_subtitle(words.say("catalogue.units", count=len(units)))
    notes.show_note(words.say("catalogue.units.pick"))
    table = once(_build_table, visit, units)
    opening = Opening(
        lambda place: set_choice(UNIT, str(units["unit_id"].iloc[place])),
        essential=("unit", "code"),
    )
    show_table(visit, table, key="catalogue-units", opening=opening)


def _find_units(visit: Visit, span: str, query: str) -> pd.DataFrame:
    units = frames.load_catalogue(visit).units
    candidates = units[is_in_being(units, pd.Timestamp(visit.as_of))] if span == NOW else units
    names = (
        candidates["code"]
        + " "
        + candidates["name_vi"]
        + " "
        + candidates["name_en"]
        + " "
        + candidates["short_vi"]
    )
    is_match = [normalise_text(query) in normalise_text(name) for name in names]
    return candidates[is_match].reset_index(drop=True)


def _build_table(visit: Visit, units: pd.DataFrame) -> pd.DataFrame:
    words = visit.words
    table = units.assign(
        unit=list_short_names(units, words), full_name=list_full_names(units, words)
    )
    return table[["unit", "full_name", "code", "valid_from", "valid_to", "contact"]]
