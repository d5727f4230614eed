"""Việc cần quyết hôm nay: the units with something open, each with who and a way on."""

from collections.abc import Callable, Hashable, Mapping, Sequence

import pandas as pd
import streamlit as st

from documents.overview.meeting import (
    Briefing,
    HeadlineFigure,
    build_meeting_page,
    format_decision,
    format_overdue,
    format_reply,
    format_unhelped,
)
from indicators.coverage import ACROSS, coverage
from indicators.decisions import list_decisions
from indicators.disclosure.published import suppress_coverage
from locales.numbers import is_missing
from locales.texts import escape_markdown
from pages.components import frames, notes
from pages.components.cache import once
from pages.components.callees import NARROWEST, find_end_day, show_call_buttons
from pages.components.empty import show_empty_state
from pages.components.figures import Figure
from pages.components.headline import show_subtitle
from pages.components.links import show_link
from pages.components.period import has_no_data, is_past
from pages.components.privacy import find_threshold, may_see_exact
from pages.components.visit import Visit, find_year_on
from pages.components.visit_from import YEAR
from pages.components.year_reports import YearReports

MOST_CARDS = 6  # cards; the meeting page and the screens behind have the rest


def show_decisions(
    visit: Visit, briefing: Callable[[], Briefing], year_reports: YearReports
) -> None:
    """The most pressing few as cards, the ways to all of them, and the meeting page."""
    if is_past(visit):
        _show_nothing_left(visit)
    elif not has_no_data(visit):
        _show_cards(visit, load_decisions(visit, year_reports, exactly=may_see_exact(visit)))
    _show_meeting_button(visit, briefing)


def _show_nothing_left(visit: Visit) -> None:
    """That nothing is left to decide, and the ways to what is, and to who sent nothing: nobody,
    where there are no data."""
    say = visit.words.say
    show_empty_state(visit, "past", year=visit.year)
    current = find_year_on(visit.years, visit.as_of)
    show_link(visit, "tong-quan", say("past.current", year=current), **{YEAR: str(current)})
    if not has_no_data(visit):
        show_link(visit, "qua-han", say("past.silent_ones", year=visit.year))


def _show_cards(visit: Visit, open_units: pd.DataFrame) -> None:
    words = visit.words
    if open_units.empty:
        show_empty_state(visit, "nothing_to_do")
    else:
        key = "decisions.title" if visit.as_of == visit.today else "decisions.title_on"
        show_subtitle(words.say(key, count=len(open_units), day=visit.as_of))
        notes.show_note(words.say("decisions.order"))
        grid = st.grid(3, min_column_width=NARROWEST, border=True)
        for line in open_units.head(MOST_CARDS).to_dict("records"):
            with grid.cell(), st.container(gap="xsmall"):
                _show_card(visit, line)
        if len(open_units) > MOST_CARDS:
            key = "decisions.rest_exact" if may_see_exact(visit) else "decisions.rest"
            notes.show_note(words.say(key, count=len(open_units) - MOST_CARDS))
    with st.container(horizontal=True):
        show_link(visit, "qua-han", words.say("decisions.more"))
        show_link(visit, "dia-chi", words.say("decisions.more_addresses"))


def load_decisions(
    visit: Visit, year_reports: YearReports, *, exactly: bool = False
) -> pd.DataFrame:
    """The list itself, for the visit's year: its counts of addresses `exactly`, or as everybody
    may read them, as on the meeting page, which is made to be handed round."""
    return once(_find_decisions, visit, year_reports.of_year, exactly=exactly)


def _find_decisions(visit: Visit, reports: pd.DataFrame, *, exactly: bool) -> pd.DataFrame:
    register = frames.load_register(visit, (visit.year - 1, visit.year))
    by_year = coverage(register, structure_day=frames.find_structure_day(visit))
    of_year = by_year[by_year["year"] == visit.year].reset_index(drop=True)
    communes = of_year
    if not exactly:
        crossed = coverage(register.of_year(visit.year), ACROSS)
        communes = suppress_coverage(of_year, crossed, least=find_threshold(visit))
    units = frames.load_catalogue(visit).units
    return list_decisions(reports, communes, units, as_of=pd.Timestamp(visit.as_of))


def build_briefing(
    visit: Visit, sentence: str, figures: Sequence[Figure], year_reports: YearReports
) -> Briefing:
    """What the meeting page says: the same as the screen."""
    numbers = [
        HeadlineFigure(figure.label, figure.value, figure.counted, figure.compared.text)
        for figure in figures
    ]
    open_units = load_decisions(visit, year_reports)
    is_over = is_past(visit)
    open_units = open_units.head(0) if is_over else open_units
    year, day = visit.year, visit.as_of
    return Briefing(sentence, numbers, open_units, year, day, sample=visit.sample, past=is_over)


def _show_card(visit: Visit, line: Mapping[Hashable, object]) -> None:
    words = visit.words
    name = line["name_vi" if words.language == "vi" else "name_en"]
    st.markdown(f"**{escape_markdown(str(name))}**")
    exactly = may_see_exact(visit)
    for open_matter in (format_overdue(line, words), format_unhelped(line, words, exactly=exactly)):
        if open_matter:
            st.markdown(f":orange[**{escape_markdown(open_matter)}**]")
    st.markdown(escape_markdown(format_decision(line, words, exactly=exactly)))
    contact, ended = line["contact"], find_end_day(visit, line["unit_id"])
    contact_line = words.say("callee.no_contact") if is_missing(contact) else str(contact)
    contact_line = words.say("callee.ended", day=ended) if ended else contact_line
    for remark in (contact_line, format_reply(line, words)):
        if remark:
            notes.show_note(remark)
    if not ended and not is_missing(contact):
        show_call_buttons(visit, str(contact))
    show_link(visit, "co-quan", words.say("callee.open"), don_vi=str(line["code"]))


def _show_meeting_button(visit: Visit, briefing: Callable[[], Briefing]) -> None:
    words = visit.words
    st.download_button(
        words.say("meeting.download"),
        lambda: build_meeting_page(briefing(), words),
        words.say("meeting.file", year=visit.year, day=visit.as_of.isoformat()),
        "application/pdf",
        on_click="ignore",
        icon=":material/print:",
    )
