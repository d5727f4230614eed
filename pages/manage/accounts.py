"""Accounts: add a user, change one, and give those who lost a password another link."""

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
    give_codes,
    kept_account,
)
from actions.permissions import Actor
from actions.refusals import Refused
from actions.second_factors import remove_second_factor
from gate.ways import Way
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.users import UserRole
from pages.manage.account_fields import fields_asked
from pages.manage.handouts import keep_handouts, show_handouts
from pages.parts.visit import Visit
from pages.report.moment import moment

TOLD = "users-told"


class Who(TypedDict):
    """Who does a deed, and under which instant it is recorded."""

    actor: Actor
    now: datetime


def tell(visit: Visit) -> None:
    """Say once what was done; what there is to hand over stays until it is hidden."""
    told = st.session_state.pop(TOLD, None)
    if told is not None:
        st.info(escaped(told))
    show_handouts(visit)


def add_account(visit: Visit, *, expanded: bool) -> None:
    """A form for a new user."""
    words = visit.words
    place = st.expander(words.say("users.add"), expanded=expanded, key="users-add-open")
    with place, st.form("user-add", border=False):
        code = st.text_input(
            words.say("users.column.code"), max_chars=64, help=words.say("users.code_help")
        )
        asked = fields_asked(visit, pd.Series({"code": "", "name": "", "role": UserRole.LEADER}))
        if st.form_submit_button(words.say("users.add_press"), type="primary"):
            account = kept_account(Account(code, *asked))
            said = words.say("users.added", user=account.code)
            _do(visit, said, lambda: _add(visit, account))


def change_account(visit: Visit, known: pd.DataFrame) -> None:
    """Choose a user, and what becomes of them."""
    words = visit.words
    users = {str(user["code"]): user for _, user in known.iterrows()}
    with st.expander(words.say("users.change"), key="users-change-open"):
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
                _do(visit, said, lambda: _give_code(visit, account))
            if user["has_factor"] and st.button(words.say("users.remove_factor"), key="no-factor"):
                said = words.say("users.factor_removed", user=chosen)
                _do(visit, said, lambda: remove_second_factor(visit.engine, chosen, **_who(visit)))


def _switch(visit: Visit, user: pd.Series) -> None:
    """Disable somebody, or let them in again."""
    code, words = str(user["code"]), visit.words
    disabled = pd.notna(user["disabled_at"])
    name, act = ("enable", enable_user) if disabled else ("disable", disable_user)
    if st.button(words.say(f"users.{name}"), key="user-switch"):
        said = words.say(f"users.{name}d", user=code)
        _do(visit, said, lambda: act(visit.engine, code, **_who(visit)))


def give_codes_again(visit: Visit, known: pd.DataFrame) -> None:
    """New links for all who have not set a password: those given before may have expired."""
    waiting = known[known["disabled_at"].isna() & known["password_set_at"].isna()]
    if waiting.empty or visit.way == Way.OIDC:
        return
    words, count = visit.words, len(waiting)
    if st.button(words.say("people.again", count=count), key="user-codes"):
        accounts = [_account_of(user) for _, user in waiting.iterrows()]
        said = words.say("people.again_done", count=count)
        _do(visit, said, lambda: _give_codes(visit, accounts))


def _account_of(user: pd.Series) -> Account:
    unit, email = user["unit_code"], user["email"]
    return Account(
        str(user["code"]),
        str(user["name"]),
        UserRole(user["role"]),
        None if pd.isna(unit) else str(unit),
        None if pd.isna(email) else str(email),
    )


def _add(visit: Visit, account: Account) -> None:
    who = _who(visit)
    code = add_user(visit.engine, account, **who)
    keep_handouts(visit, [account], {account.code: code}, given_at=who["now"])


def _give_code(visit: Visit, account: Account) -> None:
    who = _who(visit)
    code = give_code(visit.engine, account.code, **who)
    keep_handouts(visit, [account], {account.code: code}, given_at=who["now"])


def _give_codes(visit: Visit, accounts: list[Account]) -> None:
    who = _who(visit)
    codes = give_codes(visit.engine, [account.code for account in accounts], **who)
    keep_handouts(visit, accounts, codes, given_at=who["now"])


def _do(visit: Visit, said: str, act: Callable[[], None]) -> None:
    """Do it and say so at the next run, or say why not."""
    try:
        act()
        st.session_state[TOLD] = said
    except Refused as refused:
        st.session_state[TOLD] = refusal_sentence(refused, visit.words)
    st.rerun()


def _who(visit: Visit) -> Who:
    """Who does it, and when."""
    return {"actor": visit.actor, "now": moment(visit)}
