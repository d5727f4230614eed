"""A nil return: a unit's letter says that nothing arose in the whole period."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from actions.permissions import Verb, may, may_date_returns
from actions.receive_nil import Declaration, receive_nil
from actions.refusals import Refused
from locales.names import full_names
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.database import reading
from models.results import find_standing_results
from models.submissions import find_nil_batch
from pages.parts import frames
from pages.parts.visit import Visit
from pages.report.acceptance import CHOSEN
from pages.report.letters import ask_letter, find_impossible_day, forget_letter
from pages.report.moment import moment

OUTCOME, ASKING = "nil-outcome", "nil-asking"
UNIT, YEAR, REPLACE = "nil-unit", "nil-year", "nil-replace"


@dataclass(frozen=True)
class Standing:
    """What stands of a unit for a year: the batch of a nil return, if its last return is one,
    and how many results contradict a nil return."""

    nil_batch: int | None
    contrary: int


def nil_return(visit: Visit) -> None:
    """Choose the unit and the year, and record the declaration. A unit officer's unit is the
    own one, and the day received is today."""
    if not may(visit.actor, Verb.RECEIVE_NIL):
        return
    words, own = visit.words, visit.actor.unit_code is not None
    with st.expander(words.say("nil.title"), key="nil-panel"):
        st.markdown(escaped(words.say("nil.lead_own" if own else "nil.lead")))
        _show_outcome()
        years = _years(visit)
        with st.container(horizontal=True):
            at = years.index(visit.year) if visit.year in years else 0
            year = st.selectbox(words.say("nil.year"), years, index=at, key=YEAR)
            names = {} if year is None else _units_owing(visit, year)
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
            _ask(visit, Declaration(unit, year, letter), name=names[unit])


def _show_outcome() -> None:
    """What the last press did, once: done in green, a refusal as a warning."""
    for recorded, sentence in st.session_state.pop(OUTCOME, ()):
        (st.success if recorded else st.warning)(escaped(sentence))


def _ask(visit: Visit, declared: Declaration, *, name: str) -> None:
    """The button, and before it what stands against it."""
    words, year = visit.words, declared.year
    standing = _standing(visit, declared.unit_id, year)
    if standing.nil_batch is not None:
        _leave()
        sentence = words.say("nil.standing", unit=name, year=year, batch=standing.nil_batch)
        st.info(escaped(sentence))
        return
    replacing = False
    if standing.contrary:
        count = standing.contrary
        st.warning(escaped(words.say("nil.reported", unit=name, year=year, count=count)))
        replacing = st.checkbox(words.say("nil.replace", count=count), key=REPLACE)
    st.button(
        escaped(words.say("nil.press", unit=name, year=year)),
        type="primary",
        key="nil-press",
        disabled=bool(standing.contrary) and not replacing,
        on_click=_set_asking,
        args=(declared,),
    )
    if st.session_state.get(ASKING) == (declared.unit_id, year):
        _confirm(visit, declared, name, standing.contrary if replacing else 0)


def _set_asking(declared: Declaration) -> None:
    st.session_state[ASKING] = (declared.unit_id, declared.year)


def _leave() -> None:
    st.session_state.pop(ASKING, None)


def _confirm(visit: Visit, declared: Declaration, name: str, withdrawn: int) -> None:
    """Say what will be kept, from which document, and what is withdrawn for it; then keep it."""
    words = visit.words

    @st.dialog(words.say("nil.ask_title"), on_dismiss=_leave)
    def ask() -> None:
        sentence = words.say("nil.ask", unit=name, year=declared.year)
        st.markdown(escaped(sentence))
        for line in _describe_letter(visit, declared):
            st.markdown(escaped(line))
        if withdrawn:
            st.warning(escaped(words.say("nil.ask_withdrawn", count=withdrawn)))
        with st.container(horizontal=True):
            recording = partial(_record, visit, declared, name, withdrawn)
            is_decided = st.button(
                words.say("nil.yes"), type="primary", key="nil-yes", on_click=recording
            )
            is_decided |= st.button(words.say("nil.no"), key="nil-no", on_click=_leave)
            if is_decided:
                st.rerun()

    ask()


def _describe_letter(visit: Visit, declared: Declaration) -> list[str]:
    """The document that says so, or that its number or day was not given; when it came."""
    words, letter = visit.words, declared.letter
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


def _record(visit: Visit, declared: Declaration, name: str, withdrawn: int) -> None:
    _leave()
    words = visit.words
    declared = Declaration(
        declared.unit_id, declared.year, declared.letter, replacing=bool(withdrawn)
    )
    try:
        batch = receive_nil(visit.engine, declared, actor=visit.actor, now=moment(visit))
    except Refused as refused:
        st.session_state[OUTCOME] = ((False, refusal_sentence(refused, words)),)
        return
    outcome = [(True, words.say("nil.done", batch=batch, unit=name, year=declared.year))]
    if withdrawn:
        outcome.append((True, words.say("nil.done_withdrawn", count=withdrawn)))
    st.session_state[OUTCOME] = tuple(outcome)
    st.session_state[CHOSEN] = batch  # the history shows it
    forget_letter("nil")
    st.session_state[REPLACE] = False
    if visit.actor.unit_code is None:
        st.session_state[UNIT] = None  # the next one is chosen anew


def _standing(visit: Visit, unit_id: int, year: int) -> Standing:
    with reading(visit.engine) as session:
        batch = find_nil_batch(session, unit_id, year)
        results = find_standing_results(session, unit_id, year)
    return Standing(batch, int((~results["sent_back"]).sum()))


def _units_owing(visit: Visit, year: int) -> dict[int, str]:
    return frames.once(visit, f"owing names {year}", partial(_units, visit, year))


def _units(visit: Visit, year: int) -> dict[int, str]:
    """The units that owe a report for the year, in the plan's order: id → name and code; of
    an officer the own unit alone."""
    known = frames.load_catalogue(visit).units
    asked = known[known["unit_id"].isin(list(frames.find_owing(visit, year)))]
    if visit.actor.unit_code is not None:
        asked = asked[asked["code"] == visit.actor.unit_code]
    names = full_names(asked, visit.words) + " (" + asked["code"] + ")"
    return {int(number): str(name) for number, name in zip(asked["unit_id"], names, strict=True)}


def _years(visit: Visit) -> list[int]:
    years = frames.load_catalogue(visit).periods["year"]
    return sorted((int(year) for year in years), reverse=True)
