"""The units of the catalogue: who there is, and who there was."""

from functools import partial

import pandas as pd
import streamlit as st

from intake.folding import folded
from locales.names import full_names, short_names
from pages.manage.catalogue_unit import show_unit
from pages.parts import frames, notes
from pages.parts.address_bar import chosen, chosen_text, go, moved, tied
from pages.parts.headline import subtitle
from pages.parts.switch import switch
from pages.parts.tables import Opening, table
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
        sought = chosen_text(FIND, most=LONGEST_SOUGHT)
        st.text_input(
            words.say("catalogue.find"), key=tied(FIND, sought), on_change=moved(FIND), width=320
        )
        said = {name: words.say(f"catalogue.span.{name}") for name in (NOW, EVER)}
        span = switch(words.say("catalogue.span"), SPAN, said)
    found = frames.once(visit, f"units {span} {sought}", partial(_found, visit, span, sought))
    numbers = [str(number) for number in frames.catalogue(visit).units["unit_id"]]
    one = chosen(UNIT, [NONE, *numbers], NONE)
    if one:
        show_unit(visit, int(one))
    subtitle(words.say("catalogue.units", count=len(found)))
    notes.note(words.say("catalogue.units.pick"))
    shown = frames.once(visit, f"units shown {span} {sought}", partial(_shown, visit, found))
    opening = Opening(
        lambda place: go(UNIT, str(found["unit_id"].iloc[place])), essential=("unit", "code")
    )
    table(visit, shown, key="catalogue-units", opening=opening)


def _found(visit: Visit, span: str, sought: str) -> pd.DataFrame:
    known = frames.catalogue(visit).units
    kept = known[in_being(known, pd.Timestamp(visit.as_of))] if span == NOW else known
    names = kept["code"] + " " + kept["name_vi"] + " " + kept["name_en"] + " " + kept["short_vi"]
    there = [folded(sought) in folded(name) for name in names]
    return kept[there].reset_index(drop=True)


def _shown(visit: Visit, found: pd.DataFrame) -> pd.DataFrame:
    words = visit.words
    told = found.assign(unit=short_names(found, words), full_name=full_names(found, words))
    return told[["unit", "full_name", "code", "valid_from", "valid_to", "contact"]]
