"""Erasing an address that somebody asked to have erased: asked twice, then done and told."""

import streamlit as st

from actions.erasure.erase import erase
from actions.permissions import Verb, may
from actions.refusals import Refused
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.database import reading
from models.erasures import Ground, count_erasures
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

MESSAGES = "erase-told"


def show_erasure(visit: Visit) -> None:
    """The form; only for who may erase."""
    if not may(visit.actor, Verb.ERASE):
        return
    words = visit.words
    st.subheader(words.say("erase.title"), anchor=False)
    for sentence in st.session_state.pop(MESSAGES, ()):
        st.info(escape_markdown(sentence))
    with reading(visit.engine) as session:
        count = count_erasures(session)
    st.markdown(escape_markdown(words.say("erase.lead", count=count)))
    with st.form("erase", clear_on_submit=True):
        code = st.text_input(words.say("erase.code"), max_chars=32)
        ground = st.selectbox(
            words.say("erase.ground"),
            [option.value for option in Ground],
            format_func=lambda option: words.say(f"journal.value.{option}"),
        )
        sure = st.checkbox(words.say("erase.sure"))
        pressed = st.form_submit_button(words.say("erase.press"))
    if pressed and not sure:
        st.warning(escape_markdown(words.say("erase.not_sure")))
    elif pressed:
        with st.spinner(words.say("erase.erasing")):
            st.session_state[MESSAGES] = tuple(_erase_address(visit, code, Ground(ground)))
        st.rerun()


def _erase_address(visit: Visit, code: str, ground: Ground) -> list[str]:
    words = visit.words
    try:
        result = erase(visit.engine, code, ground, actor=visit.actor, now=read_moment(visit))
    except Refused as refused:
        return [build_refusal_sentence(refused, words)]
    sentences = [words.say("erase.done", count=None, **vars(result)), words.say("erase.backups")]
    if result.scans:
        sentences.append(words.say("erase.scans", scans=result.scans))
    if result.copies:
        sentences.append(words.say("erase.copies", copies=result.copies))
    if result.entries:
        sentences.append(words.say("erase.entries", entries=result.entries))
    return sentences
