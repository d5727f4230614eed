"""Empty states, in words: what is not there, and what would bring it."""

import streamlit as st

from locales.texts import escaped
from pages.parts.visit import Visit


def empty(visit: Visit, name: str, **facts: object) -> None:
    """The state `name`: empty.<name>.title and, where there is one, empty.<name>.way_on."""
    words = visit.words
    with st.container(border=True):
        st.markdown(f"**{escaped(words.say(f'empty.{name}.title', **facts))}**")
        if words.knows(f"empty.{name}.way_on"):
            st.markdown(escaped(words.say(f"empty.{name}.way_on", **facts)))
