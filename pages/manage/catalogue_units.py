"""The units of the catalogue: who there is, and who there was."""

from functools import partial

import pandas as pd
import streamlit as st

from intake.folding import folded
from locales.names import full_names, short_names
from pages.manage.catalogue_unit import show_unit
from pages.parts import frames, notes
from pages.parts.address_bar import bind_widget, follow_widget, set_choice, sync_choice, sync_text
from pages.parts.headline import show_subtitle
from pages.parts.switch import show_switch
from pages.parts.tables import Opening, show_table
from pages.parts.visit import Visit

FIND, SPAN, UNIT = "tim", "thoi", "so-hieu"
NOW, EVER, NONE = "nay", "moi-luc", ""
LONGEST_SOUGHT = 80  # letters


def in_being(units: pd.DataFrame, day: pd.Timestamp) -> "pd.Series[bool]":
    """Which of the units there were on `day`."""
    return (units["valid_from"] <= day) & ~(units["valid_to"] <= day)


def units(visit: Visit) -> None:
    """The list, and the one that was chosen of it."""
    words = visit.words
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sought = sync_text(FIND, most=LONGEST_SOUGHT)
        st.text_input(
            words.say("catalogue.find"),
            key=bind_widget(FIND, sought),
            on_change=follow_widget(FIND),
            width=320,
        )
        said = {name: words.say(f"catalogue.span.{name}") for name in (NOW, EVER)}
        span = show_switch(words.say("catalogue.span"), SPAN, said)
    found = frames.once(visit, f"units {span} {sought}", partial(_found, visit, span, sought))
    numbers = [str(number) for number in frames.load_catalogue(visit).units["unit_id"]]
    one = sync_choice(UNIT, [NONE, *numbers], NONE)
    if one:
        show_unit(visit, int(one))
    show_subtitle(words.say("catalogue.units", count=len(found)))
    notes.show_note(words.say("catalogue.units.pick"))
    shown = frames.once(visit, f"units shown {span} {sought}", partial(_shown, visit, found))
    opening = Opening(
        lambda place: set_choice(UNIT, str(found["unit_id"].iloc[place])),
        essential=("unit", "code"),
    )
    show_table(visit, shown, key="catalogue-units", opening=opening)


def _found(visit: Visit, span: str, sought: str) -> pd.DataFrame:
    known = frames.load_catalogue(visit).units
    kept = known[in_being(known, pd.Timestamp(visit.as_of))] if span == NOW else known
    names = kept["code"] + " " + kept["name_vi"] + " " + kept["name_en"] + " " + kept["short_vi"]
    there = [folded(sought) in folded(name) for name in names]
    return kept[there].reset_index(drop=True)


def _shown(visit: Visit, found: pd.DataFrame) -> pd.DataFrame:
    words = visit.words
    told = found.assign(unit=short_names(found, words), full_name=full_names(found, words))
    return told[["unit", "full_name", "code", "valid_from", "valid_to", "contact"]]
