"""The headline: the sentence that answers the screen's question, and the help beside it."""

import streamlit as st

from locales.texts import escape_markdown
from pages.components.visit import Visit


def show_headline(visit: Visit, sentence: str) -> None:
    """The answer in words with figures, large, and at its right end the help of the screen."""
    with st.container(horizontal=True, gap="small", key="headline"):
        st.title(escape_markdown(sentence), anchor=False)
        if visit.screen:
            _show_help(visit)


def show_subtitle(text: str) -> None:
    """The message of a chart, or the name of a list."""
    st.subheader(escape_markdown(text), anchor=False)


def _show_help(visit: Visit) -> None:
    """A question mark that opens the help of the visit's screen; it is not printed. Its word
    is for who cannot see it: the style sheet hides it."""
    words = visit.words
    key = f"help.{visit.screen}"
    with (
        st.container(key="screen-only-help", width="content"),
        st.popover(
            words.say("help.open"),
            type="tertiary",
            icon=":material/help:",
            key=f"help-open-{visit.screen}",
        ),
    ):
        st.markdown(escape_markdown(words.say(f"{key}.purpose")))
        steps = words.say(f"{key}.steps").splitlines()
        st.markdown("\n".join(f"{n}. {escape_markdown(step)}" for n, step in enumerate(steps, 1)))
        st.caption(escape_markdown(words.say("help.concerns", names=words.say(f"{key}.concerns"))))
