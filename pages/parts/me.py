"""Me: under which name one is in, another password, and the way out."""

import streamlit as st

from actions.sign_ins import sign_out
from gate.addresses import CHANGE_PASSWORD, SET_FACTOR
from gate.cookies import token_of
from gate.ways import Way
from locales.texts import escaped
from pages.parts.visit import Visit, read_instant


def show_account_menu(visit: Visit) -> None:
    """What the header offers to whoever has signed in."""
    words = visit.words
    st.divider()
    role = words.say(f"user_role.{visit.actor.role}")
    st.caption(escaped(words.say("me.who", name=visit.actor.code, role=role)))
    if visit.way == Way.ACCOUNTS:
        st.link_button(words.say("me.password"), f".{CHANGE_PASSWORD}", type="tertiary")
        st.link_button(words.say("me.second_factor"), f".{SET_FACTOR}", type="tertiary")
    if st.button(words.say("me.sign_out"), key="sign-out"):
        leave(visit)


def leave(visit: Visit) -> None:
    """Sign out; the page is drawn again, for nobody."""
    if visit.way == Way.OIDC:
        st.logout()
        return
    sign_out(visit.engine, token_of(st.context.cookies.to_dict()), now=read_instant())
    st.rerun()
