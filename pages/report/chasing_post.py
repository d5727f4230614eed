"""The letters to sign: their files as one ZIP, then the ledger, then the e-mail."""

import os
from collections.abc import Sequence
from functools import partial

import streamlit as st

from actions.mail_server import MailServer, mail_server
from actions.permissions import Verb, may
from actions.refusals import Refused
from documents.chasing_cases import Case, cases_of
from documents.chasing_run import (
    grace_days,
    outgoing,
    to_write,
)
from indicators.chasing import Lack
from locales.refusals import refusal_sentence
from locales.texts import escaped
from locales.words import words_in
from models.pursuits import Pursuit
from pages.parts import frames
from pages.parts.visit import Visit
from pages.report.chasing_deeds import BLANK, NUMBER, ONE, TOLD, keep, run_of, send, zipped
from pages.report.chasing_settings import letterhead_kept


def post(visit: Visit, pursuit: Pursuit, *, lacks: Sequence[Lack]) -> None:
    """The panel of letters to those that lack one of `lacks`; nothing where none is to be
    written now."""
    words = visit.words
    for told in st.session_state.pop(TOLD, []):
        st.info(escaped(told))
    kept = letterhead_kept(visit)
    counted = partial(cases_of, pursuit, grace=grace_days(kept), words=words_in("vi"))
    known = frames.once(visit, "cases", counted)
    cases = [case for case in to_write(known) if case.lack in lacks]
    if not cases or not may(visit.actor, Verb.REMIND):
        return
    with st.container(border=True):
        st.markdown(f"**{escaped(words.say('letters.title', count=len(cases)))}**")
        st.caption(escaped(words.say("letters.lead")))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(words.say("letters.number"), key=NUMBER, max_chars=6, width=180)
            st.toggle(words.say("letters.one"), key=ONE)
            st.toggle(words.say("letters.blank"), key=BLANK)
        with st.container(horizontal=True):
            st.download_button(
                words.say("letters.download", count=len(cases)),
                partial(zipped, visit, cases, kept),
                file_name=f"letters-{visit.year}-{visit.as_of:%Y%m%d}.zip",
                mime="application/zip",
                on_click="ignore",
                type="primary",
            )
            if visit.as_of == visit.today:
                _press(visit, cases, kept)


def _press(visit: Visit, cases: list[Case], kept: dict[str, str]) -> None:
    words = visit.words
    with st.popover(words.say("letters.keep", count=len(cases))):
        first = str(st.session_state.get(NUMBER, "")).strip()
        asked = "letters.keep.ask" if first else "letters.keep.ask_unnumbered"
        st.markdown(escaped(words.say(asked, count=len(cases), first=first)))
        label = words.say("letters.keep.yes", count=len(cases))
        keeping = partial(keep, visit, cases, kept)
        st.button(label, on_click=keeping, type="primary", key="letters-keep")
    server = _server(visit)
    if server is None:
        return
    mailed = len(outgoing(run_of(visit, cases, kept), visit.today))
    label = words.say("letters.send", count=mailed)
    sending = partial(send, visit, cases, kept)
    st.button(label, on_click=sending, key="letters-send", disabled=not mailed)


def _server(visit: Visit) -> MailServer | None:
    """The mail server; where it is named amiss, that is said."""
    try:
        return mail_server(os.environ)
    except Refused as refused:
        st.warning(escaped(refusal_sentence(refused, visit.words)))
        return None
