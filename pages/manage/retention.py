"""How long files and sign-ins are kept, and what has been kept longer."""

import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.retain import past_terms, retain, terms_of
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.database import reading
from pages.parts.visit import Visit
from pages.report.moment import read_moment


def show_retention(visit: Visit) -> None:
    """How much is past its time, and the button that ends its keeping."""
    if not may(visit.actor, Verb.RETAIN):
        return
    words, now = visit.words, read_moment(visit)
    with reading(visit.engine) as session:
        terms = terms_of(session, now)
        past = past_terms(session, terms, now)
    st.subheader(words.say("retain.title"), anchor=False)
    facts = {"years": terms.years, "day": terms.first_day, "days": terms.days}
    st.markdown(escaped(words.say("retain.terms", count=None, **facts, **vars(past))))
    count = past.files + past.sign_ins + past.codes + past.copies
    if count and st.button(words.say("retain.end", count=count), key="retain"):
        try:
            result = retain(visit.engine, actor=visit.actor, now=now)
            st.success(escaped(words.say("retain.ended", count=None, **vars(result))))
        except Refused as refused:
            st.warning(escaped(refusal_sentence(refused, words)))
