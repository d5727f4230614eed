"""A nil return in one press: a unit's letter says that nothing arose in the whole period."""

from functools import partial

import streamlit as st

from actions.permissions import Verb, may
from actions.receive import Letter
from actions.receive_nil import receive_nil
from actions.refusals import Refused
from locales.names import full_names
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.database import reading
from models.submissions import submissions_known
from models.tasks import assignments_due
from pages.parts import frames
from pages.parts.visit import Visit
from pages.report.letters import ask_letter, has_days_in_order
from pages.report.moment import moment

OUTCOME = "nil-told"


def nil_return(visit: Visit) -> None:
    """Choose the unit and the year, and say how the letter came."""
    if not may(visit.actor, Verb.RECEIVE_NIL):
        return
    words = visit.words
    with st.expander(words.say("nil.title"), expanded=OUTCOME in st.session_state):
        st.markdown(escaped(words.say("nil.lead")))
        if told := st.session_state.pop(OUTCOME, None):
            st.info(escaped(told))
        years = _years(visit)
        with st.container(horizontal=True):
            at = years.index(visit.year) if visit.year in years else 0
            year = st.selectbox(words.say("nil.year"), years, index=at, key="nil-year")
            names = {} if year is None else _units_owing(visit, year)
            unit = st.selectbox(
                words.say("nil.unit"),
                list(names),
                index=None,
                format_func=lambda number: names[number],
                placeholder=words.say("nil.choose"),
                key="nil-unit",
            )
        letter = ask_letter(visit, "nil")
        if unit is not None and year is not None and has_days_in_order(letter):
            _press(visit, letter, unit=(unit, names[unit]), year=year)


def _press(visit: Visit, letter: Letter, *, unit: tuple[int, str], year: int) -> None:
    words, (number, name) = visit.words, unit
    if _has_sent(visit, number, year):
        st.warning(escaped(words.say("nil.already", unit=name, year=year)))
    label = words.say("nil.press", unit=name, year=year)
    if not st.button(escaped(label), type="primary", key="nil-press"):
        return
    try:
        now = moment(visit)
        receive_nil(visit.engine, number, year, letter=letter, actor=visit.actor, now=now)
        st.session_state[OUTCOME] = words.say("nil.done", unit=name, year=year)
    except Refused as refused:
        st.session_state[OUTCOME] = refusal_sentence(refused, words)
    st.rerun()


def _units_owing(visit: Visit, year: int) -> dict[int, str]:
    return frames.once(visit, f"owing {year}", partial(_units, visit, year))


def _units(visit: Visit, year: int) -> dict[int, str]:
    """The units that owe a report for the year, in the plan's order: id → name and code."""
    with reading(visit.engine) as session:
        owed = assignments_due(session, [year])["unit_id"]
    known = frames.catalogue(visit).units
    asked = known[known["unit_id"].isin(owed.unique())]
    names = full_names(asked, visit.words) + " (" + asked["code"] + ")"
    return {int(number): str(name) for number, name in zip(asked["unit_id"], names, strict=True)}


def _years(visit: Visit) -> list[int]:
    years = frames.catalogue(visit).periods["year"]
    return sorted((int(year) for year in years), reverse=True)


def _has_sent(visit: Visit, unit: int, year: int) -> bool:
    with reading(visit.engine) as session:
        sent = submissions_known(session, [year], visit.today)
    return bool(((sent["unit_id"] == unit) & ~sent["sent_back"]).any())
