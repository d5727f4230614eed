"""The headline: the sentence that answers the screen's question."""

import streamlit as st

from locales.texts import escaped


def headline(sentence: str) -> None:
    """The answer in words with figures, large."""
    st.title(escaped(sentence), anchor=False)


def subtitle(text: str) -> None:
    """The message of a chart, or the name of a list."""
    st.subheader(escaped(text), anchor=False)
