"""Who the visitor is, looked up in the database at every run: an open page keeps its websocket
for hours, and its sign-in may end meanwhile."""

import time
from enum import StrEnum

import streamlit as st
from sqlalchemy import Engine
from streamlit.user_info import UserInfoProxy
from streamlit.web.server.server_util import get_cookie_secret

from actions.accounts.sign_ins import find_admissible_actor
from actions.permissions import Actor, build_actor
from models.database import reading
from models.sign_ins import LONGEST, find_end_of_all
from models.users import find_claimed_user
from pages.components.visit import read_instant
from server.auth.cookies import read_token
from server.auth.modes import SignInMode
from server.auth.providers import ENDED, parse_sign_in


class Stranger(StrEnum):
    """Why somebody is not let in."""

    UNSERVED = "unserved"  # a trial over real data: the checks at the start were evaded
    SIGNED_OUT = "signed_out"
    NOT_SIGNED_IN = "not_signed_in"  # the provider has not been asked yet
    RESTORED = "restored"  # signed in before the data were restored
    NO_ACCOUNT = "no_account"  # the provider knows them, we do not


def identify_visitor(engine: Engine, way: SignInMode, *, sample: bool) -> Actor | Stranger | None:
    """Who may come in; None in a trial, where one is whom one likes."""
    if way == SignInMode.TRIAL:
        return None if sample else Stranger.UNSERVED
    if way == SignInMode.ACCOUNTS:
        token = read_token(st.context.cookies.to_dict())
        actor = find_admissible_actor(engine, token, now=read_instant()) if token else None
        return actor or Stranger.SIGNED_OUT
    return _identify_claimed(engine, st.user)


def _identify_claimed(engine: Engine, claims: UserInfoProxy) -> Actor | Stranger:
    """Our user of the provider's claims. Streamlit's cookie lasts 30 days; ours, a working
    day. An address that the provider says is not verified is anybody's."""
    arrived = parse_sign_in(st.context.cookies, get_cookie_secret())
    if not claims.is_logged_in or arrived is None or ENDED.has(arrived.mark):
        return Stranger.NOT_SIGNED_IN
    if time.time() - arrived.at > LONGEST.total_seconds():
        return Stranger.NOT_SIGNED_IN
    email = str(claims.get("email") or "") if claims.get("email_verified") is not False else ""
    with reading(engine) as session:
        ended = find_end_of_all(session)
        if ended is not None and arrived.at < ended.timestamp() <= time.time():
            return Stranger.RESTORED
        user = find_claimed_user(session, subject=str(claims.get("sub") or ""), email=email)
    if user is None or user.disabled_at is not None:
        return Stranger.NO_ACCOUNT
    return build_actor(user)
