"""Failing: a disk or database that does not answer, told in words where the screen would be."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from sqlalchemy.exc import DBAPIError

from actions.refusals import Refused
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.database import storage_fault
from pages.parts.visit import Visit


@contextmanager
def failing_in_words(visit: Visit) -> Iterator[None]:
    """Draw what is within; where storage fails, or an action was refused and no screen said
    so, say it. A fault of ours (a broken constraint, a wrong question) stays a fault."""
    try:
        yield
    except DBAPIError as fault:
        code = storage_fault(fault)
        if code is None:
            raise
        _told(visit, Refused(code))
    except Refused as refused:
        _told(visit, refused)


def _told(visit: Visit, refused: Refused) -> None:
    words = visit.words
    st.error(
        escaped(refusal_sentence(refused, words)),
        title=words.say("failed.title"),
        icon=":material/error:",
    )
    st.caption(escaped(words.say("failed.way_on")))
