"""A nil return of the own unit: nothing arose in the whole period, signed by its officer."""

from functools import partial

import streamlit as st

from actions.permissions import Verb, may
from actions.returns.receive import Letter
from actions.returns.receive_nil import Declaration, receive_nil
from indicators.due_results import NOT_REPORTED
from locales.texts import escape_markdown
from pages.components.acting import do
from pages.components.visit import Visit
from pages.own_unit.own_report import OwnUnit

MOST_SIGNS = 60


def show_nil_form(visit: Visit, own: OwnUnit) -> None:
    """The statement to be confirmed; nothing where a report is there already. It is received
    today, whatever day it was signed."""
    words = visit.words
    is_reported = (own.results["state"] != NOT_REPORTED).any()
    if not may(visit.actor, Verb.RECEIVE_NIL) or own.is_received or is_reported:
        return
    name = own.unit["name_vi" if words.language == "vi" else "name_en"]
    place = st.popover(words.say("own.nil"), key="own-nil-open")
    with place, st.form("own-nil", border=False):
        st.markdown(escape_markdown(words.say("own.nil_lead")))
        is_signed = st.checkbox(words.say("own.nil_statement", name=name, year=visit.year))
        number = st.text_input(words.say("receive.document_no"), max_chars=MOST_SIGNS)
        day = st.date_input(words.say("letter.document_on"), None, format="DD/MM/YYYY")
        is_pressed = st.form_submit_button(
            words.say("own.nil_press", year=visit.year), type="primary"
        )
    if is_pressed and not is_signed:
        st.warning(escape_markdown(words.say("own.nil_unsigned")))
    elif is_pressed:
        letter = Letter(visit.today, document_no=number.strip() or None, document_on=day)
        act = partial(receive_nil, visit.engine, Declaration(own.unit_id, visit.year, letter))
        do(visit, act, words.say("own.nil_done", year=visit.year))
