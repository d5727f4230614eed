"""How long files are kept as they came, and what has been kept longer."""

import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.retain import YEARS, edge_of, retain, years_kept
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.batches import files_kept_before
from models.database import reading
from models.settings import setting
from pages.parts.visit import Visit
from pages.report.moment import moment


def retention(visit: Visit) -> None:
    """How many files are past their time, and the button that empties them."""
    if not may(visit.actor, Verb.RETAIN):
        return
    words = visit.words
    with reading(visit.engine) as session:
        years = years_kept(setting(session, YEARS))
        edge = edge_of(visit.today, years)
        files = files_kept_before(session, edge)
    st.subheader(words.say("retain.title"), anchor=False)
    st.markdown(escaped(words.say("retain.said", years=years, day=edge, count=files)))
    if files and st.button(words.say("retain.press", count=files), key="retain"):
        try:
            done = retain(visit.engine, actor=visit.actor, now=moment(visit))
            st.success(escaped(words.say("retain.done", count=done)))
        except Refused as refused:
            st.warning(escaped(refusal_sentence(refused, words)))
