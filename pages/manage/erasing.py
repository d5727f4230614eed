"""Erasing an address that somebody asked to have erased: asked twice, then done and told."""

import streamlit as st

from actions.erase import erase
from actions.permissions import Verb, may
from actions.refusals import Refused
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.database import reading
from models.erasures import Ground, count_erasures
from pages.parts.visit import Visit
from pages.report.moment import moment

TOLD = "erase-told"


def erasing(visit: Visit) -> None:
    """The form; only for who may erase."""
    if not may(visit.actor, Verb.ERASE):
        return
    words = visit.words
    st.subheader(words.say("erase.title"), anchor=False)
    for told in st.session_state.pop(TOLD, ()):
        st.info(escaped(told))
    with reading(visit.engine) as session:
        count = count_erasures(session)
    st.markdown(escaped(words.say("erase.lead", count=count)))
    with st.form("erase", clear_on_submit=True):
        code = st.text_input(words.say("erase.code"), max_chars=32)
        ground = st.selectbox(
            words.say("erase.ground"),
            [one.value for one in Ground],
            format_func=lambda one: words.say(f"journal.value.{one}"),
        )
        sure = st.checkbox(words.say("erase.sure"))
        pressed = st.form_submit_button(words.say("erase.press"))
    if pressed and not sure:
        st.warning(escaped(words.say("erase.not_sure")))
    elif pressed:
        with st.spinner(words.say("erase.erasing")):
            st.session_state[TOLD] = tuple(_done(visit, code, Ground(ground)))
        st.rerun()


def _done(visit: Visit, code: str, ground: Ground) -> list[str]:
    words = visit.words
    try:
        done = erase(visit.engine, code, ground, actor=visit.actor, now=moment(visit))
    except Refused as refused:
        return [refusal_sentence(refused, words)]
    told = [words.say("erase.done", count=None, **vars(done)), words.say("erase.backups")]
    if done.scans:
        told.append(words.say("erase.scans", scans=done.scans))
    if done.copies:
        told.append(words.say("erase.copies", copies=done.copies))
    if done.entries:
        told.append(words.say("erase.entries", entries=done.entries))
    return told
