"""What the address asks for and cannot have: one plain sentence says what that was, and what is
shown instead."""

from datetime import date

import streamlit as st

from documents.printing.official import clean_text
from locales.names import name_first_of
from locales.texts import escape_markdown
from pages.components import frames
from pages.components.address_bar import FIRST_DAY, Unanswerable, settle_unanswerable
from pages.components.visit import Visit

LONGEST = 40  # letters of what was asked for that are repeated
DAYS = frozenset({"ngay", "tu-ngay"})
UNITS = frozenset({"don-vi"})


def show_unanswerable(visit: Visit, place: str) -> None:
    """A sentence for each choice of the screen `place` that was asked for in vain."""
    for choice in settle_unanswerable(place):
        st.info(escape_markdown(describe_unanswerable(visit, choice)), icon=":material/info:")


def describe_unanswerable(visit: Visit, choice: Unanswerable) -> str:
    """The sentence, as plain text."""
    requested, say = shorten(choice.requested), visit.words.say
    if not choice.known:
        return say("unanswerable.unknown", name=shorten(choice.name), asked=requested)
    if choice.name in DAYS:
        return _describe_day(visit, choice, requested)
    facts = {"asked": requested, "year": visit.year}
    if choice.name in UNITS:
        units = frames.load_catalogue(visit).units
        units = units[units["code"] == choice.requested]
        if len(units):
            return say("unanswerable.don-vi.idle", unit=name_first_of(units, visit.words), **facts)
    key = f"unanswerable.{choice.name}"
    return say(key if visit.words.knows(key) else "unanswerable.other", **facts)


def shorten(text: str) -> str:
    """What was asked for as it may be repeated: on one line, of letters that are shown, cut."""
    printed = clean_text(text)
    return printed if len(printed) <= LONGEST else f"{printed[:LONGEST]}…"


def _describe_day(visit: Visit, choice: Unanswerable, requested: str) -> str:
    replacement = date.fromisoformat(choice.replacement)
    try:
        day = date.fromisoformat(choice.requested)
    except ValueError:
        return visit.words.say("unanswerable.day.none", asked=requested, shown=replacement)
    when = "first" if day < FIRST_DAY else "future" if day > visit.today else "after"
    return visit.words.say(f"unanswerable.day.{when}", day=day, shown=replacement, first=FIRST_DAY)
