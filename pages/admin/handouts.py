"""Handouts: the links with which people set a password, given once and kept nowhere."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial

import streamlit as st

from actions.accounts.accounts import CODE_LASTS, Account
from documents.accounts.people_book import Handout, build_handout_book, find_first_end
from documents.printing.listing_books import XLSX
from locales.names import list_full_names
from locales.texts import escape_markdown
from pages.components import frames
from pages.components.site import find_site
from pages.components.visit import Visit
from server.auth.modes import SignInMode
from server.url_paths import SET_PASSWORD, build_password_link

HANDOUTS = "handouts"


def keep_handouts(
    visit: Visit, accounts: Iterable[Account], codes: Mapping[str, str], *, given_at: datetime
) -> None:
    """Keep in this session what there is to hand over beside what still is, until somebody says
    it was. `codes` are those of the accounts' sign-in names; of a link given anew the earlier one
    has ended. Nothing where a provider says who somebody is."""
    if visit.way == SignInMode.OIDC:
        return
    site, words = find_site(), visit.words
    all_units = frames.load_catalogue(visit).units
    current_units = all_units[all_units["valid_to"].isna()]
    units = dict(zip(current_units["code"], list_full_names(current_units, words), strict=True))
    people = tuple(
        Handout(
            user=account.code,
            name=account.name,
            role=words.say(f"user_role.{account.role}"),
            unit=units.get(account.unit_code or "", account.unit_code or ""),
            email=account.email or "",
            link=build_password_link(site, account.code, codes[account.code]),
            code=codes[account.code],
            until=given_at + CODE_LASTS,
        )
        for account in accounts
        if account.code in codes
    )
    earlier = tuple(
        handout
        for handout in st.session_state.get(HANDOUTS, ())
        if handout.user not in codes and handout.until > given_at
    )
    st.session_state[HANDOUTS] = (*earlier, *people)


def show_handouts(visit: Visit) -> None:
    """What is to be handed over, until it is hidden."""
    handouts: tuple[Handout, ...] = st.session_state.get(HANDOUTS, ())
    if not handouts:
        return
    with st.container(border=True, key="handouts"):
        if len(handouts) == 1:
            _show_one(visit, handouts[0])
        else:
            _show_many(visit, handouts)
        if st.button(visit.words.say("people.handout.hide"), key="handouts-hide"):
            del st.session_state[HANDOUTS]
            st.rerun()


def _show_one(visit: Visit, handout: Handout) -> None:
    words = visit.words
    st.markdown(f"**{escape_markdown(words.say('people.handout.one', user=handout.user))}**")
    st.markdown(escape_markdown(words.say("people.handout.lead", until=handout.until)))
    st.code(handout.link, language=None, wrap_lines=True)
    page = build_password_link(find_site(), "").partition("?")[0] or SET_PASSWORD
    sentence = words.say("people.handout.code", page=page, user=handout.user)
    st.markdown(escape_markdown(sentence))
    st.code(handout.code, language=None)


def _show_many(visit: Visit, handouts: tuple[Handout, ...]) -> None:
    words, count = visit.words, len(handouts)
    st.markdown(f"**{escape_markdown(words.say('people.handout.title', count=count))}**")
    st.markdown(escape_markdown(words.say("people.handout.lead", until=find_first_end(handouts))))
    st.download_button(
        words.say("people.handout.take", count=count),
        partial(build_handout_book, handouts, words),
        f"{words.say('people.handout.file')}-{visit.today:%Y%m%d}.xlsx",
        XLSX,
        key="handouts-take",
        type="primary",
        on_click="ignore",
        icon=":material/download:",
    )
