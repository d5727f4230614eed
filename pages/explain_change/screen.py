"""Vì sao tăng, giảm: is a fall real, or a reorganisation?"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import pandas as pd
import streamlit as st

from charts.causes import build_causes_rows
from indicators.coverage import coverage
from indicators.disclosure.published import round_causes
from pages.components import frames, notes
from pages.components.empty import show_empty_screen
from pages.components.headline import show_headline, show_subtitle
from pages.components.picture import Pick, draw_chart
from pages.components.privacy import may_see_exact, suppress_totals
from pages.components.visit import Structure, Visit
from pages.explain_change.drawer import open_cause
from pages.explain_change.lists import show_breaks, show_days, show_gaps, show_units
from pages.explain_change.question import Question, choose_question
from pages.explain_change.sentences import build_verdict, describe_why
from pages.explain_change.year_comparison import (
    COVERAGE,
    YearComparison,
    list_years_before,
    load_address_comparison,
    load_duty_comparison,
)

Counted = TypeVar("Counted")


def show(visit: Visit) -> None:
    """The screen: a year beside an earlier one, of the province or of one of its parts."""
    earlier = list_years_before(visit)
    if not earlier:
        show_empty_screen(visit, "no_earlier", year=visit.year)
        return
    sentence = st.container()
    question = choose_question(visit, earlier)
    comparison = _load_comparison(visit, question)
    if comparison.causes.empty:
        with sentence:
            show_headline(
                visit, visit.words.say("why.nothing", old=question.before, new=visit.year)
            )
        notes.show_note(visit.words.say("why.nothing_way"))
        show_breaks(visit, comparison)
        return
    figure, year = comparison.figure, question.before
    describe = partial(describe_why, comparison.causes, visit.words, figure=figure, year=year)
    with sentence:
        show_headline(visit, _load_once(visit, question, "said", describe))
    _show_causes(visit, question, comparison)


def _load_comparison(visit: Visit, question: Question) -> YearComparison:
    if question.addresses:
        comparison = load_address_comparison(visit, question.before, question.commune_id)
        rounded = partial(_round_causes, visit, question, comparison)
        causes = (
            comparison.causes
            if may_see_exact(visit)
            else _load_once(visit, question, "rounded", rounded)
        )
        return replace(comparison, causes=causes)
    return load_duty_comparison(visit, question.before, question.whose)


def _round_causes(visit: Visit, question: Question, comparison: YearComparison) -> pd.DataFrame:
    """The causes between the two years' coverage as everybody reads it on every screen."""
    if comparison.causes.empty:
        return comparison.causes
    register = frames.load_register(
        replace(visit, structure=Structure.THEN), (question.before, visit.year)
    )
    shares = suppress_totals(visit, coverage(register, by=())).set_index("year")["share"]
    first, last = (float(shares[year]) for year in (question.before, visit.year))
    return round_causes(comparison.causes, first=first, last=last)


def _load_once(
    visit: Visit, question: Question, what: str, count: Callable[[], Counted]
) -> Counted:
    return frames.once(visit, f"why {what} {question}", count)


def _show_causes(visit: Visit, question: Question, comparison: YearComparison) -> None:
    """The verdict over the chart, what cannot be compared, and whose doing it was."""
    words = visit.words
    message = _load_once(
        visit, question, "verdict", partial(build_verdict, comparison.causes, words)
    )
    show_subtitle(message)
    build_rows = partial(
        build_causes_rows, comparison.causes, words, old=question.before, new=visit.year
    )
    rows = _load_once(visit, question, "drawn", build_rows)
    opens = partial(open_cause, visit, question, comparison)
    draw_chart(visit, "causes", rows, alt=message, pick=Pick("causes", opens=opens))
    notes.show_hint(words.say("pick.origin"), key="causes")
    show_breaks(visit, comparison)
    show_gaps(visit, comparison)
    show_days(visit, question.before)
    notes.show_note(words.say("why.exact"))
    notes.show_source(visit, "register" if comparison.figure == COVERAGE else "returns")
    if comparison.figure == COVERAGE and not may_see_exact(visit):
        notes.show_note(words.say("why.no_communes"))
    elif not question.of_one:
        show_units(visit, comparison, str(question))
