"""Rows that may be one thing written twice: each pair with the ways to make it one, chosen with
one press and taken back with another. Two that are two are only confirmed."""

from dataclasses import dataclass

import streamlit as st

from actions.permissions import may_correct_returns
from intake.checks.twins import HOUSEHOLD_STORED, HOUSEHOLD_TWIN
from intake.corrections import CellCorrection, Place, get_sent_text
from intake.findings import Finding
from intake.headers.headings import HeaderMap
from intake.merging import Merging, list_mergings, list_twins
from locales.findings import name_field
from locales.texts import escape_markdown
from locales.words import Words
from pages.components.visit import Visit
from pages.returns.cell_corrections import correct_card_cells, find_correction_reason
from pages.returns.previews import Card

MERGED = "receive-merged"
MOST_PAIRS = 12  # of one file, at once
HOUSEHOLDS = frozenset({HOUSEHOLD_TWIN, HOUSEHOLD_STORED})
TOLD = {
    True: ("hamlet", "kind", "household_size", "needs"),
    False: ("address_code", "given_on", "value_vnd"),
}


@dataclass(frozen=True)
class Merged:
    """What was made one in a card's file: how that is told, and its cells."""

    told: str
    corrections: tuple[CellCorrection, ...]


def show_twins(visit: Visit, card: Card) -> None:
    """The pairs to choose for, and those that were made one; none for an officer, who sends a
    corrected file."""
    headers, words = card.seen.header_map, visit.words
    if headers is None or not may_correct_returns(visit.actor):
        return
    twins, merged = list_twins(card.seen.arrival), _list_merged(card)
    if not twins and not merged:
        return
    with st.container(border=True, key=f"twins-{card.number}"):
        if twins:
            title = words.say("twins.title", count=len(twins))
            st.markdown(f"**{escape_markdown(title)}**")
            st.caption(escape_markdown(words.say("twins.lead")))
        for place, twin in enumerate(twins[:MOST_PAIRS]):
            _show_pair(visit, card, twin, place=place)
        if len(twins) > MOST_PAIRS:
            more = words.say("twins.more", count=len(twins) - MOST_PAIRS)
            st.caption(escape_markdown(more))
        for place, choice in enumerate(merged):
            _show_merged(visit, card, choice, place=place)


def _show_pair(visit: Visit, card: Card, twin: Finding, *, place: int) -> None:
    headers, words = card.seen.header_map, visit.words
    if headers is None:
        return
    st.markdown(escape_markdown(_tell_pair(headers, twin, words)))
    with st.container(horizontal=True):
        for number, merging in enumerate(list_mergings(headers, twin)):
            label = words.say("twins.keep", kept=merging.kept)
            key = f"twin-{card.number}-{place}-{number}"
            if st.button(escape_markdown(label), key=key):
                _merge(visit, card, twin, merging)


def _tell_pair(headers: HeaderMap, twin: Finding, words: Words) -> str:
    """The two, and what they have in common as the sender wrote it."""
    own = words.say("twins.row", row=twin.row)
    other = twin.facts.get("other_row")
    beside = words.say("twins.row", row=other) if other else words.say("twins.register")
    common = [
        _tell_common(headers, (twin.row or 0, name), words)
        for name in TOLD[twin.code in HOUSEHOLDS]
        if name in headers.columns
    ]
    facts = {"value": twin.value or "", "other": twin.facts["other"]}
    common_text = " · ".join(filter(None, common))
    return words.say("twins.pair", own=own, beside=beside, common=common_text, **facts)


def _tell_common(headers: HeaderMap, place: Place, words: Words) -> str:
    """What a cell says; a number with the name of its column."""
    text = get_sent_text(headers, place)
    if not text.isdecimal():
        return text
    return f"{name_field(headers.layout.find_field(place[1]), words)}: {text}"


def _merge(visit: Visit, card: Card, twin: Finding, merging: Merging) -> None:
    """See the file anew with the two as one."""
    words = visit.words
    told = words.say(
        "twins.merged", one=twin.value or "", two=twin.facts["other"], kept=merging.kept
    )
    _set_merged(card, [*_list_merged(card), Merged(told, merging.corrections)])
    places = {(cell.row, cell.field) for cell in merging.corrections}
    others = [cell for cell in card.seen.corrections if (cell.row, cell.field) not in places]
    reason = find_correction_reason(card.number) or words.say("twins.reason")
    correct_card_cells(visit, card, [*others, *merging.corrections], reason)


def _show_merged(visit: Visit, card: Card, choice: Merged, *, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escape_markdown(choice.told))
        if st.button(visit.words.say("names.withdraw"), key=f"twin-back-{card.number}-{place}"):
            _set_merged(card, [each for each in _list_merged(card) if each != choice])
            rest = [cell for cell in card.seen.corrections if cell not in choice.corrections]
            correct_card_cells(visit, card, rest, find_correction_reason(card.number) or "")


def _list_merged(card: Card) -> list[Merged]:
    """What was made one and still is."""
    merged: dict[int, list[Merged]] = st.session_state.get(MERGED, {})
    standing = {*card.seen.corrections}
    return [each for each in merged.get(card.number, []) if standing.issuperset(each.corrections)]


def _set_merged(card: Card, merged: list[Merged]) -> None:
    st.session_state[MERGED] = st.session_state.get(MERGED, {}) | {card.number: merged}
