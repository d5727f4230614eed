"""Accounts: add a user, change one, and give those who lost a password another link."""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

import pandas as pd
import streamlit as st

from actions.accounts.accounts import (
    Account,
    add_user,
    change_user,
    disable_user,
    enable_user,
    give_code,
    give_codes,
    normalise_account,
)
from actions.accounts.second_factors import remove_second_factor
from actions.permissions import Actor
from actions.refusals import Refused
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.users import UserRole
from pages.admin.account_fields import ask_account_fields
from pages.admin.handouts import keep_handouts, show_handouts
from pages.components.deed_time import read_moment
from pages.components.visit import Visit
from server.auth.modes import SignInMode

MESSAGE = "users-told"


class Authorship(TypedDict):
    """Who does a deed, and under which instant it is recorded."""

    actor: Actor
    now: datetime


def show_messages(visit: Visit) -> None:
    """Say once what was done; what there is to hand over stays until it is hidden."""
    message = st.session_state.pop(MESSAGE, None)
    if message is not None:
        st.info(escape_markdown(message))
    show_handouts(visit)


def add_account(visit: Visit, *, expanded: bool) -> None:
    """A form for a new user."""
    words = visit.words
    place = st.expander(words.say("users.add"), expanded=expanded, key="users-add-open")
    with place, st.form("user-add", border=False):
        code = st.text_input(
            words.say("users.column.code"), max_chars=64, help=words.say("users.code_help")
        )
        fields = ask_account_fields(
            visit, pd.Series({"code": "", "name": "", "role": UserRole.LEADER})
        )
        if st.form_submit_button(words.say("users.add_press"), type="primary"):
            account = normalise_account(Account(code, *fields))
            message = words.say("users.added", user=account.code)
            _do(visit, message, lambda: _add(visit, account))


def change_account(visit: Visit, users: pd.DataFrame) -> None:
    """Choose a user, and what becomes of them."""
    words = visit.words
    users_by_code = {str(user["code"]): user for _, user in users.iterrows()}
    with st.expander(words.say("users.change"), key="users-change-open"):
        user_code = st.selectbox(
            words.say("users.choose"),
            list(users_by_code),
            format_func=lambda code: (
                f"{users_by_code[code]['name']} ({code})" if code in users_by_code else code
            ),
            key="user-chosen",
        )
        if user_code not in users_by_code:
            return
        user = users_by_code[user_code]
        with st.form(f"user-change-{user_code}", border=False):
            account = Account(user_code, *ask_account_fields(visit, user))
            if st.form_submit_button(words.say("users.change_press")):
                message = words.say("users.changed", user=user_code)
                _do(
                    visit,
                    message,
                    lambda: change_user(visit.engine, account, **_read_authorship(visit)),
                )
        with st.container(horizontal=True):
            _show_switch(visit, user)
            if visit.way != SignInMode.OIDC and st.button(
                words.say("users.give_code"), key="user-code"
            ):
                message = words.say("users.code_given", user=user_code)
                _do(visit, message, lambda: _give_code(visit, account))
            if user["has_factor"] and st.button(words.say("users.remove_factor"), key="no-factor"):
                message = words.say("users.factor_removed", user=user_code)
                _do(
                    visit,
                    message,
                    lambda: remove_second_factor(
                        visit.engine, user_code, **_read_authorship(visit)
                    ),
                )


def _show_switch(visit: Visit, user: pd.Series) -> None:
    """Disable somebody, or let them in again."""
    code, words = str(user["code"]), visit.words
    is_disabled = pd.notna(user["disabled_at"])
    name, act = ("enable", enable_user) if is_disabled else ("disable", disable_user)
    if st.button(words.say(f"users.{name}"), key="user-switch"):
        message = words.say(f"users.{name}d", user=code)
        _do(visit, message, lambda: act(visit.engine, code, **_read_authorship(visit)))


def give_codes_again(visit: Visit, users: pd.DataFrame) -> None:
    """New links for all who have not set a password: those given before may have expired."""
    waiting_users = users[users["disabled_at"].isna() & users["password_set_at"].isna()]
    if waiting_users.empty or visit.way == SignInMode.OIDC:
        return
    words, count = visit.words, len(waiting_users)
    if st.button(words.say("people.again", count=count), key="user-codes"):
        accounts = [_build_account(user) for _, user in waiting_users.iterrows()]
        message = words.say("people.again_done", count=count)
        _do(visit, message, lambda: _give_codes(visit, accounts))


def _build_account(user: pd.Series) -> Account:
    unit, email = user["unit_code"], user["email"]
    return Account(
        str(user["code"]),
        str(user["name"]),
        UserRole(user["role"]),
        None if pd.isna(unit) else str(unit),
        None if pd.isna(email) else str(email),
    )


def _add(visit: Visit, account: Account) -> None:
    authorship = _read_authorship(visit)
    code = add_user(visit.engine, account, **authorship)
    keep_handouts(visit, [account], {account.code: code}, given_at=authorship["now"])


def _give_code(visit: Visit, account: Account) -> None:
    authorship = _read_authorship(visit)
    code = give_code(visit.engine, account.code, **authorship)
    keep_handouts(visit, [account], {account.code: code}, given_at=authorship["now"])


def _give_codes(visit: Visit, accounts: list[Account]) -> None:
    authorship = _read_authorship(visit)
    codes = give_codes(visit.engine, [account.code for account in accounts], **authorship)
    keep_handouts(visit, accounts, codes, given_at=authorship["now"])


def _do(visit: Visit, message: str, act: Callable[[], None]) -> None:
    """Do `act` and keep `message` for the next run, or why it was refused."""
    try:
        act()
        st.session_state[MESSAGE] = message
    except Refused as refused:
        st.session_state[MESSAGE] = build_refusal_sentence(refused, visit.words)
    st.rerun()


def _read_authorship(visit: Visit) -> Authorship:
    """The visitor and the time under which a deed is recorded."""
    return {"actor": visit.actor, "now": read_moment(visit)}
