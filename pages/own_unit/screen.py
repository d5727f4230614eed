"""Đơn vị tôi: what the officer's own unit owes, by when, in what state, and what to do now."""

import streamlit as st

from indicators.due_reports import SENT_BACK
from locales.numbers import is_missing
from locales.texts import escape_markdown
from pages.components.acting import show_outcome
from pages.components.empty import show_empty_screen
from pages.components.headline import show_headline
from pages.components.links import show_link, show_link_button
from pages.components.notes import show_note
from pages.components.visit import Visit
from pages.own_unit.contact import show_contact
from pages.own_unit.extension import show_extension_form, show_requests
from pages.own_unit.nil_return import show_nil_form
from pages.own_unit.own_report import OwnUnit, find_own_unit, may_act
from pages.own_unit.own_returns import show_blank_button, show_returns
from pages.own_unit.own_tasks import show_tasks
from pages.own_unit.reminders_received import show_reminders
from pages.own_unit.standing_sentence import build_notes, build_sentence


def show(visit: Visit) -> None:
    """The screen."""
    own = find_own_unit(visit)
    if own is None:
        show_empty_screen(visit, "own_unit")
        return
    show_headline(visit, build_sentence(visit.words, own, year=visit.year, as_of=visit.as_of))
    show_outcome()
    for sentence in build_notes(visit.words, own):
        show_note(sentence)
    _show_sending_back(visit, own)
    _show_ways(visit, own)
    show_requests(visit, own)
    show_tasks(visit, own)
    show_reminders(visit, own)
    show_returns(visit, own)
    show_contact(visit, own)


def _show_sending_back(visit: Visit, own: OwnUnit) -> None:
    """Why the last return was sent back, and until when it is asked for again."""
    is_back = own.report is not None and own.report["state"] == SENT_BACK
    if not is_back or own.sent_back is None:
        return
    sentences = [visit.words.say("own.sent_back_reason", reason=own.sent_back["reason"])]
    if not is_missing(own.sent_back["until"]):
        sentences.append(visit.words.say("own.sent_back_until", day=own.sent_back["until"]))
    st.warning("  \n".join(map(escape_markdown, sentences)))


def _show_ways(visit: Visit, own: OwnUnit) -> None:
    """The blank, the upload, a nil return and a request for more time, in one line."""
    if own.report is None or not may_act(visit):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own-ways"):
        if own.is_received:
            show_link(visit, "nhap-bao-cao", visit.words.say("own.send_again"))
        else:
            show_link_button(visit, "nhap-bao-cao", visit.words.say("own.send"))
        show_link(visit, "nhap-bao-cao", visit.words.say("typed.begin"), dien="results")
        show_blank_button(visit, own)
        show_extension_form(visit, own)
        show_nil_form(visit, own)
