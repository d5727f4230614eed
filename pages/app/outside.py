"""The pages for somebody who is not let in, and for an unknown address."""

import streamlit as st

from locales.texts import escape_markdown
from locales.words import Words
from pages.app.visitor import Stranger
from pages.components.links import show_link
from pages.components.visit import Visit


def show_stranger_page(stranger: Stranger, words: Words, notice: str) -> None:
    """Why one is not let in, and the way on; above it a `notice`, if there is one."""
    if notice:
        st.error(escape_markdown(notice), icon=":material/error:")
    with st.container(key=stranger.value.replace("_", "-")):
        st.title(words.say(f"outside.{stranger}.title"), anchor=False)
        st.markdown(escape_markdown(words.say(f"outside.{stranger}.why", who=_find_claimed_name())))
        may_sign_in = stranger in (Stranger.NOT_SIGNED_IN, Stranger.RESTORED)
        if may_sign_in and st.button(words.say("outside.sign_in"), type="primary"):
            st.login()
        if stranger == Stranger.NO_ACCOUNT and st.button(words.say("outside.another")):
            st.logout()


def show_missing_page(visit: Visit) -> None:
    """There is no such page: the same whether it never was or is another role's."""
    words = visit.words
    st.title(words.say("nowhere.title"), anchor=False)
    st.markdown(escape_markdown(words.say("nowhere.why")))
    for url_path, page in visit.pages.items():
        show_link(visit, url_path, page.title)


def _find_claimed_name() -> str:
    """Whom the provider says one is."""
    return str(st.user.get("email") or st.user.get("name") or "") if st.user else ""
