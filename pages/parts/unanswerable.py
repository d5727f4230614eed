"""What the address asks for and cannot have: one plain sentence says what that was, and what is
shown instead."""

from datetime import date

import streamlit as st

from documents.official import clean_text
from locales.names import first_of
from locales.texts import escaped
from pages.parts import frames
from pages.parts.address_bar import FIRST_DAY, Unanswerable, settle_unanswerable
from pages.parts.visit import Visit

LONGEST = 40  # letters of what was asked for that are repeated
DAYS = frozenset({"ngay", "tu-ngay"})
UNITS = frozenset({"don-vi"})


def show_unanswerable(visit: Visit, place: str) -> None:
    """A sentence for each choice of the screen `place` that was asked for in vain."""
    for one in settle_unanswerable(place):
        st.info(escaped(describe_unanswerable(visit, one)), icon=":material/info:")


def describe_unanswerable(visit: Visit, one: Unanswerable) -> str:
    """The sentence, as plain text."""
    asked, say = shorten(one.asked), visit.words.say
    if not one.known:
        return say("unanswerable.unknown", name=shorten(one.name), asked=asked)
    if one.name in DAYS:
        return _describe_day(visit, one, asked)
    facts = {"asked": asked, "year": visit.year}
    if one.name in UNITS:
        units = frames.catalogue(visit).units
        known = units[units["code"] == one.asked]
        if len(known):
            return say("unanswerable.don-vi.idle", unit=first_of(known, visit.words), **facts)
    key = f"unanswerable.{one.name}"
    return say(key if visit.words.knows(key) else "unanswerable.other", **facts)


def shorten(asked: str) -> str:
    """What was asked for as it may be repeated: on one line, of letters that are shown, cut."""
    text = clean_text(asked)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _describe_day(visit: Visit, one: Unanswerable, asked: str) -> str:
    shown = date.fromisoformat(one.shown)
    try:
        day = date.fromisoformat(one.asked)
    except ValueError:
        return visit.words.say("unanswerable.day.none", asked=asked, shown=shown)
    when = "first" if day < FIRST_DAY else "future" if day > visit.today else "after"
    return visit.words.say(f"unanswerable.day.{when}", day=day, shown=shown, first=FIRST_DAY)
