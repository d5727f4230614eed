"""The headline: the sentence that answers the screen's question."""

import streamlit as st

from locales.texts import escaped
from pages.parts.screen_help import show_help
from pages.parts.visit import Visit


def show_headline(visit: Visit, sentence: str) -> None:
    """The answer in words with figures, large, and at its right end the help of the screen."""
    with st.container(horizontal=True, gap="small", key="headline"):
        st.title(escaped(sentence), anchor=False)
        if visit.screen:
            show_help(visit)


def show_subtitle(text: str) -> None:
    """The message of a chart, or the name of a list."""
    st.subheader(escaped(text), anchor=False)
