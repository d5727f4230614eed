"""A nil return: a unit's letter says that nothing arose in the whole period."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from actions.permissions import Verb, may, may_date_returns
from actions.refusals import Refused
from actions.returns.receive_nil import Declaration, receive_nil
from locales.names import list_full_names
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.database import reading
from models.results import find_standing_results
from models.submissions import find_nil_batch
from pages.components import frames
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.visit import Visit
from pages.returns.acceptance import CHOSEN
from pages.returns.letters import ask_letter, find_impossible_day, forget_letter

OUTCOME, ASKING = "nil-outcome", "nil-asking"
UNIT, YEAR, REPLACE = "nil-unit", "nil-year", "nil-replace"


@dataclass(frozen=True)
class ReportedState:
    """What stands of a unit for a year: the batch of a nil return, if its last return is one,
    and how many results contradict a nil return."""

    nil_batch: int | None
    contrary: int


def show_nil_panel(visit: Visit) -> None:
    """Choose the unit and the year, and record the declaration. A unit officer's unit is the
    own one, and the day received is today."""
    if not may(visit.actor, Verb.RECEIVE_NIL):
        return
    words, own = visit.words, visit.actor.unit_code is not None
    with st.expander(words.say("nil.title"), key="nil-panel"):
        st.markdown(escape_markdown(words.say("nil.lead_own" if own else "nil.lead")))
        _show_outcome()
        years = sorted(visit.years, reverse=True)
        with st.container(horizontal=True):
            at = years.index(visit.year) if visit.year in years else 0
            year = st.selectbox(words.say("nil.year"), years, index=at, key=YEAR)
            names = {} if year is None else _load_owing_units(visit, year)
            unit = st.selectbox(
                words.say("nil.unit"),
                list(names),
                index=0 if own and names else None,
                format_func=lambda number: names.get(number, ""),
                placeholder=words.say("nil.choose"),
                key=UNIT,
            )
        letter = ask_letter(visit, "nil")
        possible = find_impossible_day(visit, letter) is None
        if unit in names and year is not None and possible:
            _show_button(visit, Declaration(unit, year, letter), name=names[unit])


def _show_outcome() -> None:
    """What the last press did, once: done in green, a refusal as a warning."""
    for recorded, sentence in st.session_state.pop(OUTCOME, ()):
        (st.success if recorded else st.warning)(escape_markdown(sentence))


def _show_button(visit: Visit, declaration: Declaration, *, name: str) -> None:
    """The button, and before it what stands against it."""
    words, year = visit.words, declaration.year
    state = _load_state(visit, declaration.unit_id, year)
    if state.nil_batch is not None:
        _leave()
        sentence = words.say("nil.standing", unit=name, year=year, batch=state.nil_batch)
        st.info(escape_markdown(sentence))
        return
    replacing = False
    if state.contrary:
        count = state.contrary
        st.warning(escape_markdown(words.say("nil.reported", unit=name, year=year, count=count)))
        replacing = st.checkbox(words.say("nil.replace", count=count), key=REPLACE)
    st.button(
        escape_markdown(words.say("nil.press", unit=name, year=year)),
        type="primary",
        key="nil-press",
        disabled=bool(state.contrary) and not replacing,
        on_click=_set_asking,
        args=(declaration,),
    )
    if st.session_state.get(ASKING) == (declaration.unit_id, year):
        _confirm(visit, declaration, name, state.contrary if replacing else 0)


def _set_asking(declaration: Declaration) -> None:
    st.session_state[ASKING] = (declaration.unit_id, declaration.year)


def _leave() -> None:
    st.session_state.pop(ASKING, None)


def _confirm(visit: Visit, declaration: Declaration, name: str, withdrawn: int) -> None:
    """Say what will be kept, from which document, and what is withdrawn for it; then keep it."""
    words = visit.words

    @st.dialog(words.say("nil.ask_title"), on_dismiss=_leave)
    def ask() -> None:
        sentence = words.say("nil.ask", unit=name, year=declaration.year)
        st.markdown(escape_markdown(sentence))
        for line in _describe_letter(visit, declaration):
            st.markdown(escape_markdown(line))
        if withdrawn:
            st.warning(escape_markdown(words.say("nil.ask_withdrawn", count=withdrawn)))
        with st.container(horizontal=True):
            recording = partial(_record, visit, declaration, name, withdrawn)
            is_decided = st.button(
                words.say("nil.yes"), type="primary", key="nil-yes", on_click=recording
            )
            is_decided |= st.button(words.say("nil.no"), key="nil-no", on_click=_leave)
            if is_decided:
                st.rerun()

    ask()


def _describe_letter(visit: Visit, declaration: Declaration) -> list[str]:
    """The document that says so, or that its number or day was not given; when it came."""
    words, letter = visit.words, declaration.letter
    number, day = letter.document_no, letter.document_on
    lines = []
    if number and day:
        lines.append(words.say("nil.document", number=number, day=day))
    elif number:
        lines.append(words.say("nil.document_undated", number=number))
    elif day:
        lines.append(words.say("nil.document_unnumbered", day=day))
    else:
        lines.append(words.say("nil.document_missing"))
    if may_date_returns(visit.actor):
        lines.append(words.say("nil.received", day=letter.received_on))
    return lines


def _record(visit: Visit, declaration: Declaration, name: str, withdrawn: int) -> None:
    _leave()
    words = visit.words
    declaration = Declaration(
        declaration.unit_id, declaration.year, declaration.letter, replacing=bool(withdrawn)
    )
    try:
        batch = receive_nil(visit.engine, declaration, actor=visit.actor, now=read_moment(visit))
    except Refused as refused:
        st.session_state[OUTCOME] = ((False, build_refusal_sentence(refused, words)),)
        return
    outcome = [(True, words.say("nil.done", batch=batch, unit=name, year=declaration.year))]
    if withdrawn:
        outcome.append((True, words.say("nil.done_withdrawn", count=withdrawn)))
    st.session_state[OUTCOME] = tuple(outcome)
    st.session_state[CHOSEN] = batch  # the history shows it
    forget_letter("nil")
    st.session_state[REPLACE] = False
    if visit.actor.unit_code is None:
        st.session_state[UNIT] = None  # the next one is chosen anew


def _load_state(visit: Visit, unit_id: int, year: int) -> ReportedState:
    with reading(visit.engine) as session:
        batch = find_nil_batch(session, unit_id, year)
        results = find_standing_results(session, unit_id, year)
    return ReportedState(batch, int((~results["sent_back"]).sum()))


def _load_owing_units(visit: Visit, year: int) -> dict[int, str]:
    return once(_list_owing_units, visit, year)


def _list_owing_units(visit: Visit, year: int) -> dict[int, str]:
    """The units that owe a report for the year, in the plan's order: id → name and code; of
    an officer the own unit alone."""
    units = frames.load_catalogue(visit).units
    owing_units = units[units["unit_id"].isin(list(frames.find_owing(visit, year)))]
    if visit.actor.unit_code is not None:
        owing_units = owing_units[owing_units["code"] == visit.actor.unit_code]
    names = list_full_names(owing_units, visit.words) + " (" + owing_units["code"] + ")"
    return {
        int(number): str(name) for number, name in zip(owing_units["unit_id"], names, strict=True)
    }
