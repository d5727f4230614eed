"""Things that two files or sheets in the uploader write about differently, or a file of a part of
the year and what was received before: set side by side, and asked: add, replace, leave."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from actions.returns.receive import collect_elsewhere, set_beside
from intake.checks.overlaps import ADD, LEAVE, REPLACE, Difference
from intake.headers.headings import HeaderMap
from intake.reading.baselines import NIL, BaselineValue
from intake.references import Elsewhere, Key
from locales.findings import format_stored_value, name_field
from locales.texts import escape_markdown
from locales.words import Words
from models.batches import StandingBatch
from pages.components.tables import show_written_table
from pages.components.visit import Visit
from pages.returns.previews import Card

CHOICES = "receive-overlaps"
MOST_ROWS = 30  # set side by side


def settle_cards(
    visit: Visit, received: Sequence[tuple[Card, StandingBatch]], waiting: Sequence[Card]
) -> None:
    """Compare each waiting card with what was received of the upload and with those above it, as
    was chosen for it."""
    in_order = sorted(received, key=lambda pair: pair[1].number)
    elsewhere: dict[Key, Elsewhere] = {}
    for card, _ in in_order:
        elsewhere |= _collect(card)
    choices: dict[int, str] = st.session_state.get(CHOICES, {})
    for place, card in enumerate(waiting):
        overlap = choices.get(card.number)
        preview = set_beside(visit.engine, card.seen, elsewhere, overlap=overlap, actor=visit.actor)
        if (preview.elsewhere, preview.overlap) != (card.seen.elsewhere, card.seen.overlap):
            card.show_anew(preview)
        if place + 1 < len(waiting):
            elsewhere |= _collect(card)


def _collect(card: Card) -> Mapping[Key, Elsewhere]:
    """What the card's file says; worked out once."""
    if "elsewhere" not in card.said:
        card.said["elsewhere"] = collect_elsewhere([card.seen.arrival])
    elsewhere = card.said["elsewhere"]
    return elsewhere if isinstance(elsewhere, dict) else {}


def show_overlap(visit: Visit, card: Card) -> None:
    """What the file and others say of the same things, and the choice; nothing where they agree."""
    arrival, words = card.seen.arrival, visit.words
    if not arrival.overlapping or arrival.rows is None:
        return
    names = sorted({_name_other(one.other, words) for one in arrival.overlapping})
    rows = len({one.row for one in arrival.overlapping})
    received = "_received" if _are_received(arrival.overlapping) else ""
    with st.container(border=True, key=f"overlap-room-{card.number}"):
        lead = words.say(f"overlap.lead{received}", count=rows, names="; ".join(names))
        st.markdown(f"**{escape_markdown(lead)}**")
        table = _build_table(arrival.overlapping[:MOST_ROWS], arrival.rows.headers, words)
        show_written_table(words, table, key=f"overlap-table-{card.number}")
        offered = [ADD, REPLACE, LEAVE] if _can_add(arrival.overlapping) else [REPLACE, LEAVE]
        chosen = st.session_state.get(CHOICES, {}).get(card.number)
        key = f"overlap-{card.number}"
        st.radio(
            words.say("overlap.ask"),
            offered,
            index=offered.index(chosen) if chosen in offered else None,
            format_func=lambda choice: words.say(f"overlap.{choice}{received}"),
            key=key,
            on_change=_record_choice,
            args=(card.number, key),
        )


def _record_choice(number: int, key: str) -> None:
    """Kept apart from the widget: a folded card has none."""
    chosen = st.session_state.get(key)
    st.session_state[CHOICES] = st.session_state.get(CHOICES, {}) | {number: chosen}


def _can_add(differences: Sequence[Difference]) -> bool:
    return any(one.total is not None for one in differences)


def _are_received(differences: Sequence[Difference]) -> bool:
    """Is all that the file differs from what was received before?"""
    return all(one.other.batch is not None for one in differences)


def _name_other(other: Elsewhere, words: Words) -> str:
    """The other file or sheet, or what was received before."""
    if other.batch is None:
        return other.name
    name = words.say("overlap.file", name=other.name) if other.name else ""
    return words.say("overlap.received", batch=other.batch, other=name)


def _build_table(
    differences: Sequence[Difference], headers: HeaderMap, words: Words
) -> pd.DataFrame:
    fields = [headers.layout.find_field(one.field) for one in differences]
    pairs = list(zip(differences, fields, strict=True))

    def write(value: BaselineValue, place: int) -> str:
        if value == NIL:
            return words.say("overlap.nil")
        return format_stored_value(value, fields[place], words)

    columns = {
        "row": [one.row for one in differences],
        "column": [name_field(field, words) for _, field in pairs],
        "there": [write(one.other.values[one.field], n) for n, one in enumerate(differences)],
        "here": [write(one.value, n) for n, one in enumerate(differences)],
    }
    if _can_add(differences):
        columns["total"] = [write(one.total, n) for n, one in enumerate(differences)]
    headings = {name: words.say(f"overlap.{name}") for name in columns}
    if _are_received(differences):
        headings["there"] = words.say("overlap.there_received")
    return pd.DataFrame({headings[name]: column for name, column in columns.items()})
