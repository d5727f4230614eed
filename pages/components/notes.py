"""Notes beneath charts and lists: where the figures come from, and as of which day."""

import streamlit as st

from locales.texts import escape_markdown
from pages.components.visit import Visit


def show_source(visit: Visit, name: str) -> None:
    """“Nguồn: … · số liệu đến hết ngày …”. `name` is returns or register."""
    words = visit.words
    text = words.say("notes.source", source=words.say(f"notes.{name}"), day=visit.as_of)
    st.caption(escape_markdown(text))


def show_note(text: str) -> None:
    """A remark, small."""
    st.caption(escape_markdown(text))


def show_hint(text: str, *, key: str) -> None:
    """What can be done with what stands above: nothing on paper."""
    with st.container(key=f"screen-only-hint-{key}"):
        show_note(text)
