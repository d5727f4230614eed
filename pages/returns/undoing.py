"""Undoing a batch: asked first, then done, and told what it took back and what it left."""

from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

from actions.refusals import Refused
from actions.returns.undo import Undone, undo
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from locales.words import Words
from models.batches import NIL
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

ASKING, OUTCOME = "undo-asking", "undo-told"


def show_undo_button(visit: Visit, number: int) -> None:
    """The button that opens the question."""
    label = visit.words.say("undo.press", batch=number)
    st.button(label, key="undo", on_click=_set_asking, args=(number,))


def show_undo_question(visit: Visit, number: int, batch: Mapping[Hashable, Any]) -> None:
    """The question, where it was asked for; `batch` is a row as pandas gives it, untyped."""
    if st.session_state.get(ASKING) == number:
        _confirm(visit, number, batch)


def show_undo_outcome() -> None:
    """What the last undo did, once."""
    for sentence in st.session_state.pop(OUTCOME, ()):
        st.info(escape_markdown(sentence))


def _set_asking(number: int) -> None:
    st.session_state[ASKING] = number


def _leave() -> None:
    st.session_state.pop(ASKING, None)


def _confirm(visit: Visit, number: int, batch: Mapping[Hashable, Any]) -> None:
    """Ask, then undo. `batch` is a row as pandas gives it."""
    words = visit.words

    @st.dialog(words.say("undo.title"), on_dismiss=_leave)
    def ask() -> None:
        st.markdown(escape_markdown(_build_question(words, number, batch)))
        label = words.say("undo.yes", count=int(batch["rows_new"] + batch["rows_changed"]))
        if batch["layout"] == NIL:
            label = words.say("nil.undo.yes")
        with st.container(horizontal=True):
            if st.button(label, type="primary", key="undo-yes"):
                _undo(visit, number, nil=batch["layout"] == NIL)
                st.rerun()
            if st.button(words.say("undo.no"), key="undo-no"):
                _leave()
                st.rerun()

    ask()


def _build_question(words: Words, number: int, batch: Mapping[Hashable, Any]) -> str:
    if batch["layout"] == NIL:
        return words.say("nil.undo.ask", batch=number, unit=batch["units"])
    return words.say("undo.ask", batch=number, file=batch["file"])


def _undo(visit: Visit, number: int, *, nil: bool) -> None:
    _leave()
    try:
        result = undo(visit.engine, number, actor=visit.actor, now=read_moment(visit))
        st.session_state[OUTCOME] = tuple(_build_messages(result, visit.words, nil=nil))
    except Refused as refused:
        st.session_state[OUTCOME] = (build_refusal_sentence(refused, visit.words),)


def _build_messages(result: Undone, words: Words, *, nil: bool) -> list[str]:
    facts = {"taken_back": result.taken_back, "restored": result.restored}
    key = "nil.undo.done" if nil else "undo.done"
    messages = [words.say(key, count=None, batch=result.batch_id, **facts)]
    if result.kept_by:
        messages.append(words.say("undo.kept", kept=result.kept, files=", ".join(result.kept_by)))
    return messages
