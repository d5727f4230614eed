"""Điền trên màn hình: a unit's blank as a form, for whoever would rather type than send a file.

The address names the form (`dien`) and, for the secretariat, the unit (`dien-cho`)."""

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from documents.returns.blank_batch import find_units_on
from intake.headers.layouts import ADDRESSES, RESULTS
from locales.actors import name_actor
from locales.findings import name_layout
from locales.names import list_full_names, list_short_names
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.units import Level
from pages.components import frames
from pages.components.actors import find_people
from pages.components.address_bar import bind_widget, follow_widget, set_choice, sync_choice
from pages.components.cache import once
from pages.components.empty import show_empty_state
from pages.components.headline import show_headline
from pages.components.visit import Visit
from pages.returns.acceptance import show_messages
from pages.returns.screen import FORM
from pages.returns.screen import show as show_files_screen
from pages.returns.typed.cards import show_cards
from pages.returns.typed.checking import renew_check
from pages.returns.typed.form import FORMS, FormUnit, TypedForm, load_form
from pages.returns.typed.saving import OUTCOME, remove_draft, save_changes, take_refusals
from pages.returns.typed.sending import (
    find_receipt,
    forget_receipt,
    receive_pressed,
    show_sending,
    show_typed_receipt,
)

UNIT = "dien-cho"
NONE = ""


def show(visit: Visit) -> None:
    """The form, where the address names one; else the place for files."""
    chosen = sync_choice(FORM, [NONE, *FORMS], NONE)
    if not chosen or not may(visit.actor, Verb.SAVE_DRAFT):
        show_files_screen(visit)
        return
    show_messages(visit)
    words = visit.words
    show_headline(visit, words.say("typed.title", year=visit.year))
    st.button(
        words.say("typed.back"),
        key="typed-back",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=set_choice,
        args=(FORM, NONE),
    )
    unit = _choose_unit(visit)
    if unit is None:
        return
    name = _choose_form(visit, unit, chosen)
    try:
        form = load_form(visit, unit, name)
        if save_changes(visit, form.draft):
            forget_receipt(form.key)
            form = load_form(visit, unit, name)
    except Refused as refused:
        st.warning(escape_markdown(build_refusal_sentence(refused, words)))
        return
    _show_form(form)


def _show_form(form: TypedForm) -> None:
    visit, words = form.visit, form.visit.words
    checked = renew_check(form)
    receive_pressed(checked)
    _show_standing(form)
    for sentence in take_refusals():
        st.warning(escape_markdown(sentence))
    if (outcome := st.session_state.pop(OUTCOME, None)) is not None:
        st.success(escape_markdown(outcome))
    if (batch := find_receipt(form)) is not None:
        show_typed_receipt(form, batch)
    if form.layout.name == RESULTS.name and not form.rows:
        show_empty_state(visit, "nothing_to_type", unit=form.unit.name, year=visit.year)
        return
    if form.layout.name == RESULTS.name:
        done = sum(
            bool(row.stored) or bool(entry and any(entry.values.values()))
            for row in form.rows
            for entry in [form.draft.entries.get(row.key)]
        )
        sentence = words.say("typed.progress", done=done, count=len(form.rows))
        st.progress(done / len(form.rows), text=escape_markdown(sentence))
    show_cards(checked)
    show_sending(checked)
    if form.draft.entries:
        _offer_discarding(form)


def _show_standing(form: TypedForm) -> None:
    """Whose form it is, who saved it last and when, and that the year was published already."""
    words, last = form.visit.words, form.draft.last
    if last is None:
        st.caption(escape_markdown(words.say("typed.saved_never")))
    else:
        who = name_actor(last.saved_by, find_people(form.visit), words)
        st.caption(escape_markdown(words.say("typed.saved", who=who, at=last.saved_at)))
    if form.draft.is_closed:
        st.info(escape_markdown(words.say("typed.closed", year=form.visit.year)))


def _choose_unit(visit: Visit) -> FormUnit | None:
    """The officer's own unit, or one that the secretariat chooses; says so where there is none."""
    words = visit.words
    units = once(_list_units, visit)
    own = visit.actor.unit_code
    if own is not None:
        if own not in units:
            show_empty_state(visit, "own_unit")
            return None
        st.markdown(escape_markdown(units[own].name))
        return units[own]
    code = sync_choice(UNIT, [NONE, *units], NONE)
    chosen = st.selectbox(
        words.say("typed.unit"),
        list(units),
        None,
        format_func=lambda code: f"{units[code].name} ({code})",
        placeholder=words.say("nil.choose"),
        key=bind_widget(UNIT, code or None),
        on_change=follow_widget(UNIT),
    )
    return units.get(chosen or "")


def _list_units(visit: Visit) -> dict[str, FormUnit]:
    """The units in being today, by their codes."""
    units = find_units_on(frames.load_catalogue(visit).units, pd.Timestamp(visit.today))
    if visit.actor.unit_code is not None:
        units = units[units["code"] == visit.actor.unit_code]
    columns = (
        units["unit_id"],
        units["code"],
        list_short_names(units, visit.words),
        list_full_names(units, visit.words),
    )
    return {
        str(code): FormUnit(int(number), str(code), str(short), str(name))
        for number, code, short, name in zip(*columns, strict=True)
    }


def _choose_form(visit: Visit, unit: FormUnit, chosen: str) -> str:
    """The form of the address; only a commune keeps addresses."""
    units = frames.load_catalogue(visit).units
    level = units.loc[units["unit_id"] == unit.number, "level"].iloc[0]
    names = [name for name in FORMS if name != ADDRESSES.name or level == Level.COMMUNE]
    name = chosen if chosen in names else RESULTS.name
    st.pills(
        visit.words.say("blanks.form"),
        names,
        format_func=lambda name: name_layout(FORMS[name], visit.words),
        required=True,
        label_visibility="collapsed",
        key=bind_widget(FORM, name),
        on_change=follow_widget(FORM),
    )
    return name


def _offer_discarding(form: TypedForm) -> None:
    words = form.visit.words
    with st.popover(words.say("typed.discard"), type="tertiary", key="typed-discard-open"):
        st.markdown(escape_markdown(words.say("typed.discard_ask", count=len(form.draft.entries))))
        st.button(
            words.say("typed.discard_yes"), key="typed-discard", on_click=remove_draft, args=(form,)
        )
