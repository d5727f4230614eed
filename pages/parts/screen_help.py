"""The short help of a screen: what it is for, three steps, and whom it concerns."""

import streamlit as st

from locales.texts import escaped
from pages.parts.visit import Visit


def show_help(visit: Visit, screen: str) -> None:
    """A button that opens the help of `screen`; it is not printed."""
    words = visit.words
    key = f"help.{screen}"
    with (
        st.container(key=f"screen-only-help-{screen}", width="content"),
        st.popover(
            words.say("help.open"),
            type="tertiary",
            icon=":material/help:",
            key=f"help-open-{screen}",
        ),
    ):
        st.markdown(escaped(words.say(f"{key}.purpose")))
        steps = words.say(f"{key}.steps").splitlines()
        st.markdown("\n".join(f"{n}. {escaped(step)}" for n, step in enumerate(steps, 1)))
        st.caption(escaped(words.say("help.concerns", names=words.say(f"{key}.concerns"))))
