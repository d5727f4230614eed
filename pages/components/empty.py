"""Empty states, in words: what is not there, and what would bring it."""

import streamlit as st

from locales.texts import escape_markdown
from pages.components.headline import show_headline
from pages.components.visit import Visit


def show_empty_state(visit: Visit, name: str, **facts: object) -> None:
    """The state `name`: empty.<name>.title and, where there is one, empty.<name>.way_on."""
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(visit.words.say(f'empty.{name}.title', **facts))}**")
        _show_way_on(visit, name, **facts)


def show_empty_screen(visit: Visit, name: str, **facts: object) -> None:
    """The same where the screen has nothing else to say: it is the headline."""
    show_headline(visit, visit.words.say(f"empty.{name}.title", **facts))
    _show_way_on(visit, name, **facts)


def _show_way_on(visit: Visit, name: str, **facts: object) -> None:
    if visit.words.knows(f"empty.{name}.way_on"):
        st.markdown(escape_markdown(visit.words.say(f"empty.{name}.way_on", **facts)))
