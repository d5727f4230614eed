"""Accounts: add a user, change one, and hand over the one-time code that a deed gave."""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

import pandas as pd
import streamlit as st

from actions.accounts import (
    Account,
    add_user,
    change_user,
    disable_user,
    enable_user,
    give_code,
    sign_in_name,
)
from actions.permissions import Actor
from actions.refusals import Refused
from gate.ways import Way
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.users import UserRole
from pages.manage.account_fields import fields_asked
from pages.parts.visit import Visit
from pages.report.moment import moment

TOLD, CODE = "users-told", "users-code"


class Who(TypedDict):
    """Who does a deed, and under which instant it is recorded."""

    actor: Actor
    now: datetime


def tell(visit: Visit) -> None:
    """Say once what was done; a one-time code is shown once, and nowhere kept."""
    told, code = st.session_state.pop(TOLD, None), st.session_state.pop(CODE, None)
    if told is not None:
        st.info(escaped(told))
    if code is not None and visit.way != Way.OIDC:
        st.markdown(escaped(visit.words.say("users.code_lead")))
        st.code(code, language=None)


def add_account(visit: Visit) -> None:
    """A form for a new user."""
    words = visit.words
    with st.expander(words.say("users.add"), expanded=False), st.form("user-add", border=False):
        code = st.text_input(
            words.say("users.column.code"), max_chars=64, help=words.say("users.code_help")
        )
        asked = fields_asked(visit, pd.Series({"code": "", "name": "", "role": UserRole.LEADER}))
        if st.form_submit_button(words.say("users.add_press"), type="primary"):
            account = Account(code, *asked)
            said = words.say("users.added", user=sign_in_name(code))
            _do(visit, said, lambda: add_user(visit.engine, account, **_who(visit)))


def change_account(visit: Visit, known: pd.DataFrame) -> None:
    """Choose a user, and what becomes of them."""
    words = visit.words
    users = {str(user["code"]): user for _, user in known.iterrows()}
    with st.expander(words.say("users.change")):
        chosen = st.selectbox(
            words.say("users.choose"),
            list(users),
            format_func=lambda code: f"{users[code]['name']} ({code})" if code in users else code,
            key="user-chosen",
        )
        if chosen not in users:
            return
        user = users[chosen]
        with st.form(f"user-change-{chosen}", border=False):
            account = Account(chosen, *fields_asked(visit, user))
            if st.form_submit_button(words.say("users.change_press")):
                said = words.say("users.changed", user=chosen)
                _do(visit, said, lambda: change_user(visit.engine, account, **_who(visit)))
        with st.container(horizontal=True):
            _switch(visit, user)
            if visit.way != Way.OIDC and st.button(words.say("users.give_code"), key="user-code"):
                said = words.say("users.code_given", user=chosen)
                _do(visit, said, lambda: give_code(visit.engine, chosen, **_who(visit)))


def _switch(visit: Visit, user: pd.Series) -> None:
    """Disable somebody, or let them in again."""
    code, words = str(user["code"]), visit.words
    disabled = pd.notna(user["disabled_at"])
    name, act = ("enable", enable_user) if disabled else ("disable", disable_user)
    if st.button(words.say(f"users.{name}"), key="user-switch"):
        said = words.say(f"users.{name}d", user=code)
        _do(visit, said, lambda: act(visit.engine, code, **_who(visit)))


def _do(visit: Visit, said: str, act: Callable[[], str | None]) -> None:
    """Do it and say so at the next run, or say why not."""
    try:
        st.session_state[CODE] = act()
        st.session_state[TOLD] = said
    except Refused as refused:
        st.session_state[TOLD] = refusal_sentence(refused, visit.words)
    st.rerun()


def _who(visit: Visit) -> Who:
    """Who does it, and when."""
    return {"actor": visit.actor, "now": moment(visit)}
