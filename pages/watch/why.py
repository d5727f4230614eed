"""Vì sao tăng, giảm: is a fall real, or a reorganisation?"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import pandas as pd
import streamlit as st

from charts.causes import build_causes_rows
from indicators.coverage import coverage
from indicators.published import causes_published
from pages.parts import frames, notes
from pages.parts.empty import empty_screen
from pages.parts.headline import headline, subtitle
from pages.parts.picture import Pick, draw
from pages.parts.privacy import exact, of_province
from pages.parts.visit import Structure, Visit
from pages.watch.why_asked import Asked, asked
from pages.watch.why_behind import open_cause
from pages.watch.why_lists import show_breaks, show_days, show_gaps, show_units
from pages.watch.why_seen import COVERAGE, Why, of_addresses, of_duties, years_before
from pages.watch.why_words import verdict, why_said

Counted = TypeVar("Counted")


def show(visit: Visit) -> None:
    """The screen: a year beside an earlier one, of the province or of one of its parts."""
    earlier = years_before(visit)
    if not earlier:
        empty_screen(visit, "no_earlier", year=visit.year)
        return
    sentence = st.container()
    question = asked(visit, earlier)
    why = _why(visit, question)
    if why.causes.empty:
        with sentence:
            headline(visit, visit.words.say("why.nothing", old=question.before, new=visit.year))
        notes.note(visit.words.say("why.nothing_way"))
        show_breaks(visit, why)
        return
    figure, year = why.figure, question.before
    said = partial(why_said, why.causes, visit.words, figure=figure, year=year)
    with sentence:
        headline(visit, _once(visit, question, "said", said))
    _split(visit, question, why)


def _why(visit: Visit, question: Asked) -> Why:
    if question.addresses:
        why = of_addresses(visit, question.before, question.commune_id)
        rounded = partial(_rounded_causes, visit, question, why)
        told = why.causes if exact(visit) else _once(visit, question, "rounded", rounded)
        return replace(why, causes=told)
    return of_duties(visit, question.before, question.whose)


def _rounded_causes(visit: Visit, question: Asked, why: Why) -> pd.DataFrame:
    """The causes between the two years' coverage as everybody reads it on every screen."""
    if why.causes.empty:
        return why.causes
    register = frames.register(
        replace(visit, structure=Structure.THEN), (question.before, visit.year)
    )
    told = of_province(visit, coverage(register, by=())).set_index("year")["share"]
    first, last = (float(told[year]) for year in (question.before, visit.year))
    return causes_published(why.causes, first=first, last=last)


def _once(visit: Visit, question: Asked, what: str, count: Callable[[], Counted]) -> Counted:
    return frames.once(visit, f"why {what} {question}", count)


def _split(visit: Visit, question: Asked, why: Why) -> None:
    """The verdict over the chart, what cannot be compared, and whose doing it was."""
    words = visit.words
    message = _once(visit, question, "verdict", partial(verdict, why.causes, words))
    subtitle(message)
    drawn = partial(build_causes_rows, why.causes, words, old=question.before, new=visit.year)
    rows = _once(visit, question, "drawn", drawn)
    opens = partial(open_cause, visit, question, why)
    draw(visit, "causes", rows, alt=message, pick=Pick("causes", opens=opens))
    notes.hint(words.say("pick.origin"), key="causes")
    show_breaks(visit, why)
    show_gaps(visit, why)
    show_days(visit, question.before)
    notes.note(words.say("why.exact"))
    notes.source(visit, "register" if why.figure == COVERAGE else "returns")
    if why.figure == COVERAGE and not exact(visit):
        notes.note(words.say("why.no_communes"))
    elif not question.of_one:
        show_units(visit, why, str(question))
