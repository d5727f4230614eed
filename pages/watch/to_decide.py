"""Việc cần quyết hôm nay: the units with something open, each with who and a way on."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from documents.meeting import (
    Briefing,
    Number,
    decision_said,
    meeting_page,
    nobody_said,
    overdue_said,
    reply_said,
)
from indicators.coverage import ACROSS, coverage
from indicators.decisions import decisions
from indicators.published import coverage_published
from locales.numbers import missing
from locales.texts import escaped
from pages.parts import frames, notes
from pages.parts.callees import NARROWEST, call, ended_on
from pages.parts.empty import empty
from pages.parts.figures import Figure
from pages.parts.headline import subtitle
from pages.parts.links import link
from pages.parts.period import has_no_data, past
from pages.parts.privacy import exact, least
from pages.parts.visit import Visit
from pages.watch.past import nothing_left
from pages.watch.standing import Standing

SHOWN = 6  # cards; the meeting page and the screens behind have the rest


def show_decisions(visit: Visit, briefing: Callable[[], Briefing], now: Standing) -> None:
    """The most pressing few as cards, the ways to all of them, and the meeting page."""
    if past(visit):
        nothing_left(visit)
    elif not has_no_data(visit):
        _show(visit, to_decide(visit, now, exactly=exact(visit)))
    _meeting(visit, briefing)


def _show(visit: Visit, listed: pd.DataFrame) -> None:
    words = visit.words
    if listed.empty:
        empty(visit, "nothing_to_do")
    else:
        key = "decisions.title" if visit.as_of == visit.today else "decisions.title_on"
        subtitle(words.say(key, count=len(listed), day=visit.as_of))
        notes.note(words.say("decisions.order"))
        wall = st.grid(3, min_column_width=NARROWEST, border=True)
        for line in listed.head(SHOWN).to_dict("records"):
            with wall.cell(), st.container(gap="xsmall"):
                _card(visit, line)
        if len(listed) > SHOWN:
            key = "decisions.rest_exact" if exact(visit) else "decisions.rest"
            notes.note(words.say(key, count=len(listed) - SHOWN))
    with st.container(horizontal=True):
        link(visit, "qua-han", words.say("decisions.more"))
        link(visit, "dia-chi", words.say("decisions.more_addresses"))


def to_decide(visit: Visit, now: Standing, *, exactly: bool = False) -> pd.DataFrame:
    """The list itself, for the visit's year: its counts of addresses `exactly`, or as everybody
    may read them, as on the meeting page, which is made to be handed round."""
    name = "decisions exactly" if exactly else "decisions"
    return frames.once(visit, name, partial(_decided, visit, now.of_year, exactly=exactly))


def _decided(visit: Visit, reports: pd.DataFrame, *, exactly: bool) -> pd.DataFrame:
    register = frames.register(visit, (visit.year - 1, visit.year))
    told = coverage(register, structure_day=frames.structure_day(visit))
    of_year = told[told["year"] == visit.year].reset_index(drop=True)
    communes = of_year
    if not exactly:
        crossed = coverage(register.of_year(visit.year), ACROSS)
        communes = coverage_published(of_year, crossed, least=least(visit))
    units = frames.catalogue(visit).units
    return decisions(reports, communes, units, as_of=pd.Timestamp(visit.as_of))


def briefed(visit: Visit, sentence: str, shown: Sequence[Figure], now: Standing) -> Briefing:
    """What the meeting page says: the same as the screen."""
    told = [Number(one.label, one.value, one.counted, one.compared.said) for one in shown]
    listed = to_decide(visit, now)
    over = past(visit)
    listed = listed.head(0) if over else listed
    year, day = visit.year, visit.as_of
    return Briefing(sentence, told, listed, year, day, sample=visit.sample, past=over)


def _card(visit: Visit, line: Mapping[Hashable, object]) -> None:
    words = visit.words
    name = line["name_vi" if words.language == "vi" else "name_en"]
    st.markdown(f"**{escaped(str(name))}**")
    exactly = exact(visit)
    for open_matter in (overdue_said(line, words), nobody_said(line, words, exactly=exactly)):
        if open_matter:
            st.markdown(f":orange[**{escaped(open_matter)}**]")
    st.markdown(escaped(decision_said(line, words, exactly=exactly)))
    contact, ended = line["contact"], ended_on(visit, line["unit_id"])
    said = words.say("callee.no_contact") if missing(contact) else str(contact)
    said = words.say("callee.ended", day=ended) if ended else said
    for remark in (said, reply_said(line, words)):
        if remark:
            notes.note(remark)
    if not ended and not missing(contact):
        call(visit, str(contact))
    link(visit, "co-quan", words.say("callee.open"), don_vi=str(line["code"]))


def _meeting(visit: Visit, briefing: Callable[[], Briefing]) -> None:
    words = visit.words
    st.download_button(
        words.say("meeting.download"),
        lambda: meeting_page(briefing(), words),
        words.say("meeting.file", year=visit.year, day=visit.as_of.isoformat()),
        "application/pdf",
        on_click="ignore",
        icon=":material/print:",
    )
