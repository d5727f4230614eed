"""How the own office is reached, kept true by the office itself."""

from functools import partial

import streamlit as st

from actions.permissions import Verb, may
from actions.reminders.contacts import LONGEST, set_own_contact
from locales.numbers import is_missing
from locales.texts import escape_markdown
from pages.components.acting import do
from pages.components.headline import show_subtitle
from pages.components.visit import Visit
from pages.own_unit.own_report import OwnUnit, may_act


def show_contact(visit: Visit, own: OwnUnit) -> None:
    """The contact as the secretariat has it, and a form to change it."""
    words = visit.words
    contact = "" if is_missing(own.unit["contact"]) else str(own.unit["contact"])
    show_subtitle(words.say("own.contact"))
    st.markdown(escape_markdown(contact or words.say("own.contact_missing")))
    if not (may(visit.actor, Verb.SET_OWN_CONTACT) and may_act(visit)):
        return
    with (
        st.popover(words.say("own.contact_change"), key="own-contact-open"),
        st.form("own-contact", border=False),
    ):
        new_contact = st.text_input(
            words.say("own.contact_field"),
            contact,
            max_chars=LONGEST,
            help=words.say("own.contact_help"),
        )
        is_pressed = st.form_submit_button(words.say("own.contact_keep"), type="primary")
    if is_pressed and new_contact.strip() != contact:
        do(
            visit,
            partial(set_own_contact, visit.engine, new_contact),
            words.say("own.contact_kept"),
        )
