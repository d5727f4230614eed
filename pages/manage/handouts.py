"""Handouts: the links with which people set a password, given once and kept nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import streamlit as st

from actions.accounts import CODE_LASTS, Account
from documents.listing_books import XLSX
from documents.people_book import Handout, build_handout_book
from gate.addresses import SET_PASSWORD, password_link
from gate.ways import Way
from locales.names import full_names
from locales.texts import escaped
from pages.parts import frames
from pages.parts.site import find_site
from pages.parts.visit import Visit

KEPT = "handouts"


@dataclass(frozen=True)
class Handouts:
    """Those of one deed, and when they end."""

    people: tuple[Handout, ...]
    until: datetime


def keep_handouts(
    visit: Visit, accounts: Iterable[Account], codes: Mapping[str, str], *, given_at: datetime
) -> None:
    """Keep in this session what there is to hand over, until somebody says it was. `codes` are
    those of the accounts' sign-in names. Nothing where a provider says who somebody is."""
    if visit.way == Way.OIDC:
        return
    site, words = find_site(), visit.words
    known = frames.catalogue(visit).units
    there = known[known["valid_to"].isna()]
    units = dict(zip(there["code"], full_names(there, words), strict=True))
    people = tuple(
        Handout(
            user=account.code,
            name=account.name,
            role=words.say(f"user_role.{account.role}"),
            unit=units.get(account.unit_code or "", account.unit_code or ""),
            email=account.email or "",
            link=password_link(site, account.code, codes[account.code]),
            code=codes[account.code],
        )
        for account in accounts
        if account.code in codes
    )
    st.session_state[KEPT] = Handouts(people, given_at + CODE_LASTS)


def show_handouts(visit: Visit) -> None:
    """What is to be handed over, until it is hidden."""
    handouts: Handouts | None = st.session_state.get(KEPT)
    if handouts is None:
        return
    with st.container(border=True, key="handouts"):
        if len(handouts.people) == 1:
            _show_one(visit, handouts.people[0], handouts.until)
        else:
            _show_many(visit, handouts)
        if st.button(visit.words.say("people.handout.hide"), key="handouts-hide"):
            del st.session_state[KEPT]
            st.rerun()


def _show_one(visit: Visit, handout: Handout, until: datetime) -> None:
    words = visit.words
    st.markdown(f"**{escaped(words.say('people.handout.one', user=handout.user))}**")
    st.markdown(escaped(words.say("people.handout.lead", until=until)))
    st.code(handout.link, language=None, wrap_lines=True)
    page = password_link(find_site(), "").partition("?")[0] or SET_PASSWORD
    said = words.say("people.handout.code", page=page, user=handout.user)
    st.markdown(escaped(said))
    st.code(handout.code, language=None)


def _show_many(visit: Visit, handouts: Handouts) -> None:
    words, count = visit.words, len(handouts.people)
    st.markdown(f"**{escaped(words.say('people.handout.title', count=count))}**")
    st.markdown(escaped(words.say("people.handout.lead", until=handouts.until)))
    st.download_button(
        words.say("people.handout.take", count=count),
        partial(build_handout_book, handouts.people, handouts.until, words),
        f"{words.say('people.handout.file')}-{visit.today:%Y%m%d}.xlsx",
        XLSX,
        key="handouts-take",
        type="primary",
        on_click="ignore",
        icon=":material/download:",
    )
