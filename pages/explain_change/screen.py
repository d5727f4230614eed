"""Vì sao tăng, giảm: is a fall real, or a reorganisation?"""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from charts.causes import build_causes_rows
from indicators.coverage import coverage
from indicators.disclosure.published import round_causes
from pages.components import frames, notes
from pages.components.cache import once
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
    with sentence:
        show_headline(
            visit, once(describe_why, comparison.causes, visit.words, figure=figure, year=year)
        )
    _show_causes(visit, question, comparison)


def _load_comparison(visit: Visit, question: Question) -> YearComparison:
    if question.addresses:
        comparison = load_address_comparison(visit, question.before, question.commune_id)
        if may_see_exact(visit):
            return comparison
        causes = once(_round_causes, visit, question.before, comparison.causes)
        return replace(comparison, causes=causes)
    return load_duty_comparison(visit, question.before, question.whose)


def _round_causes(visit: Visit, before: int, causes: pd.DataFrame) -> pd.DataFrame:
    """The causes between the two years' coverage as everybody reads it on every screen."""
    if causes.empty:
        return causes
    register = frames.load_register(replace(visit, structure=Structure.THEN), (before, visit.year))
    shares = suppress_totals(visit, coverage(register, by=())).set_index("year")["share"]
    first, last = (float(shares[year]) for year in (before, visit.year))
    return round_causes(causes, first=first, last=last)


def _show_causes(visit: Visit, question: Question, comparison: YearComparison) -> None:
    """The verdict over the chart, what cannot be compared, and whose doing it was."""
    words = visit.words
    message = once(build_verdict, comparison.causes, words)
    show_subtitle(message)
    rows = once(build_causes_rows, comparison.causes, words, old=question.before, new=visit.year)
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
        show_units(visit, comparison)
