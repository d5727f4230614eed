"""Whom to call: a card for each report that is not there."""

from collections.abc import Hashable, Mapping
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from locales.names import full_names
from locales.numbers import missing
from locales.texts import escaped
from pages.parts.kept import Kept, Same
from pages.parts.links import link
from pages.parts.states import told_state
from pages.parts.telephones import dialled, telephones
from pages.parts.visit import Visit

NARROWEST = 290  # pixels
CARDS = Kept(64)


def callees(visit: Visit, reports: pd.DataFrame) -> None:
    """A card per row of `reports` (due reports), in their order."""
    told = CARDS.get((Same(reports), visit.words.language), partial(_told, visit, reports))
    wall = st.grid(3, min_column_width=NARROWEST, border=True)
    for report in told:
        with wall.cell(), st.container(gap="xsmall"):
            _card(visit, report)


def _told(visit: Visit, reports: pd.DataFrame) -> list[dict[Hashable, object]]:
    return reports.assign(name=full_names(reports, visit.words)).to_dict("records")


def _card(visit: Visit, report: Mapping[Hashable, object]) -> None:
    words = visit.words
    st.markdown(f"**{escaped(str(report['name']))}**")
    st.markdown(f":orange[**{escaped(told_state(words, report))}**]")
    for line in _lines(visit, report):
        st.caption(escaped(line))
    if not missing(report["contact"]):
        call(visit, str(report["contact"]))
    link(visit, "co-quan", words.say("callee.open"), don_vi=str(report["code"]))


def call(visit: Visit, contact: str) -> None:
    """A way to dial each number of `contact`."""
    for number in telephones(contact):
        label = escaped(visit.words.say("callee.call", number=number))
        st.link_button(label, dialled(number), icon=":material/call:")


def _lines(visit: Visit, report: Mapping[Hashable, object]) -> list[str]:
    """Contact, last reminder, promised day; each says so when there is none."""
    words = visit.words
    contact = report["contact"]
    said = words.say("callee.no_contact") if missing(contact) else str(contact)
    if missing(report["reminded_on"]):
        return [said, words.say("callee.never_reminded")]
    reminded = words.say("callee.reminded", day=report["reminded_on"])
    return [said, f"{reminded}; {_promise(visit, report['promised_on'])}"]


def _promise(visit: Visit, promised: object) -> str:
    """The day that was promised, and whether it has gone by."""
    words = visit.words
    if not isinstance(promised, date) or missing(promised):
        return words.say("callee.no_promise")
    passed = promised < pd.Timestamp(visit.as_of)
    return words.say("callee.promise_passed" if passed else "callee.promised", day=promised)
