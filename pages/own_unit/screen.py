"""Đơn vị tôi: what the officer's own unit owes, by when, in what state, and what to do now."""

import streamlit as st

from indicators.due_reports import SENT_BACK
from locales.texts import escaped
from pages.own_unit.contact import show_contact
from pages.own_unit.extension import show_extension_form, show_requests
from pages.own_unit.nil_return import show_nil_form
from pages.own_unit.own_report import OwnUnit, find_own_unit, may_act
from pages.own_unit.own_returns import show_blank_button, show_returns
from pages.own_unit.own_tasks import show_tasks
from pages.own_unit.reminders_received import show_reminders
from pages.own_unit.standing_sentence import build_notes, build_sentence
from pages.parts.acting import show_outcome
from pages.parts.empty import empty_screen
from pages.parts.headline import headline
from pages.parts.links import link
from pages.parts.notes import note
from pages.parts.visit import Visit


def show(visit: Visit) -> None:
    """The screen."""
    own = find_own_unit(visit)
    if own is None:
        empty_screen(visit, "own_unit")
        return
    headline(build_sentence(visit.words, own, year=visit.year, as_of=visit.as_of))
    show_outcome()
    for sentence in build_notes(visit.words, own):
        note(sentence)
    if own.report is not None and own.report["state"] == SENT_BACK and own.sent_back_reason:
        reason = visit.words.say("own.sent_back_reason", reason=own.sent_back_reason)
        st.warning(escaped(reason))
    _show_ways(visit, own)
    show_requests(visit, own)
    show_tasks(visit, own)
    show_reminders(visit, own)
    show_returns(visit, own)
    show_contact(visit, own)


def _show_ways(visit: Visit, own: OwnUnit) -> None:
    """The blank, the upload, a nil return and a request for more time, in one line."""
    if own.report is None or not may_act(visit):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own-ways"):
        link(
            visit,
            "nhap-bao-cao",
            visit.words.say("own.send_again" if own.is_received else "own.send"),
        )
        show_blank_button(visit, own)
        show_extension_form(visit, own)
        show_nil_form(visit, own)
