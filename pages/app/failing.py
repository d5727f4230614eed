"""A failing disk or database is described in words where the screen would be."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from actions.opening import find_proven_backup
from actions.refusals import Refused
from locales.refusals import build_refusal_sentence
from locales.stops import build_stop_sentence, build_stop_title
from locales.texts import escape_markdown
from locales.words import Words
from models.soundness import find_stop, find_storage_fault
from pages.components.visit import Visit


@contextmanager
def show_failures(visit: Visit) -> Iterator[None]:
    """Draw what is within; where storage fails, or an action was refused and no screen said
    so, say it. A fault of ours (a broken constraint, a wrong question) stays a fault."""
    try:
        yield
    except DBAPIError as fault:
        code = find_storage_fault(fault, visit.engine.url)
        if code is None:
            raise
        show_failure(visit.engine, visit.words, code)
    except Refused as refused:
        _show_error(visit.words, build_refusal_sentence(refused, visit.words))


def show_failure(engine: Engine, words: Words, code: str) -> None:
    """What storage refused, and what to do."""
    if find_stop(engine.url) is not None:
        show_stopped(engine, words)
    else:
        _show_error(words, build_refusal_sentence(Refused(code), words))


def show_stopped(engine: Engine, words: Words) -> None:
    """Since when nothing is written any more, why, and where the last proven backup is; nothing
    where all is well."""
    stop = find_stop(engine.url)
    if stop is None:
        return
    backup = find_proven_backup(engine)
    sentence = build_stop_sentence(stop, backup, words, place=backup.place if backup else "")
    st.error(
        escape_markdown(sentence), title=build_stop_title(stop, words), icon=":material/error:"
    )


def _show_error(words: Words, sentence: str) -> None:
    st.error(escape_markdown(sentence), title=words.say("failed.title"), icon=":material/error:")
    st.caption(escape_markdown(words.say("failed.way_on")))
