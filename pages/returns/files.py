"""One file as it was understood: its form, its findings at their cells, what it would change. Of
several files those that ask for nothing are a line each, to be opened."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pandas as pd
import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from documents.returns.changes import MOST_ROWS, list_changes
from documents.returns.examination import count_plan
from intake.findings import Outcome
from intake.pipeline import Arrival
from locales.findings import name_encoding, name_layout
from locales.names import list_full_names
from locales.texts import escape_markdown
from locales.words import Words
from models.batches import StandingBatch
from pages.components import frames
from pages.components.cache import once
from pages.components.download_buttons import show_receipt_button, show_slip_button
from pages.components.tables import show_written_table
from pages.components.visit import Visit
from pages.returns.acceptance import (
    build_receipt_key,
    find_card_state,
    is_clean,
    show_accept_button,
    show_receipt,
    show_refusal,
)
from pages.returns.blank_comparison import show_comparison
from pages.returns.cell_corrections import show_cell_corrections
from pages.returns.decisions import show_decisions
from pages.returns.findings import show_findings
from pages.returns.letters import ask_letter, ask_sender, offer_below
from pages.returns.names import show_names
from pages.returns.overlaps import show_overlap
from pages.returns.previews import Card
from pages.returns.turned import show_turned_table
from pages.returns.twins import show_twins

MOST_NAMED = 3
MOST_UNFOLDED = 3  # files that are open at once, unless somebody opens more
UNFOLDED, LABELS = "receive-unfolded", "receive-labels"
COLOURS = {
    "accept": "green",
    "warn": "green",
    "ask": "blue",
    "sender": "blue",
    "rows": "orange",
    "nothing": "gray",
    "refuse": "red",
}


def unfold(asking: Sequence[Card]) -> None:
    """Open the first files that ask for something, once each: what somebody folds stays so."""
    unfolded: set[int] = st.session_state.setdefault(UNFOLDED, set())
    for card in asking[:MOST_UNFOLDED]:
        if card.number not in unfolded:
            unfolded.add(card.number)
            st.session_state[f"card-{card.number}"] = True


def show_file(
    visit: Visit, card: Card, batch: StandingBatch | None, *, alone: bool, below: Sequence[int]
) -> None:
    """The file's card: its receipt once it was kept, else all that decides it. `below` are the
    cards beneath it that wait."""
    with _open_card(visit, card, batch, alone=alone) as is_open:
        if is_open and batch is not None:
            _show_received(visit, card, batch)
        elif is_open:
            _show_waiting(visit, card, below)


@contextmanager
def _open_card(
    visit: Visit, card: Card, batch: StandingBatch | None, *, alone: bool
) -> Iterator[bool]:
    """The container of a file: in full where it is alone, else an expander. Yields whether it is
    open."""
    if alone:
        with st.container(border=True):
            st.markdown(_build_heading(visit, card, batch))
            yield True
        return
    key = f"card-{card.number}" if batch is None else build_receipt_key(card)
    if batch is not None:
        expander = _open_expander(_build_heading(visit, card, batch), key)
    else:  # in one place whatever it waits for: an expander that moves is folded
        with st.container(horizontal=True, wrap=False):
            expander = _open_expander(_build_heading(visit, card, batch), key)
            if not expander.open and is_clean(visit, card):
                show_accept_button(visit, card, key=f"accept-{card.number}")
    with expander:
        yield bool(expander.open)


def _open_expander(label: str, key: str) -> ExpanderContainer:
    """An expander that stays as it is, open or folded, when what its label says changes: to
    Streamlit it is another one then."""
    labels: dict[str, str] = st.session_state.setdefault(LABELS, {})
    if labels.get(key, label) != label:
        st.session_state[key] = bool(st.session_state.get(key))
    labels[key] = label
    return st.expander(label, key=key, on_change="rerun")


def _build_heading(visit: Visit, card: Card, batch: StandingBatch | None) -> str:
    """The file's name, whose it is, and what became or may become of it; built once a card."""
    key = f"heading {visit.words.language} {batch and batch.number}"
    if key not in card.said:
        card.said[key] = _format_heading(visit, card, batch)
    return str(card.said[key])


def _format_heading(visit: Visit, card: Card, batch: StandingBatch | None) -> str:
    arrival, words = card.seen.arrival, visit.words
    parts = [f"**{escape_markdown(arrival.upload.name)}**"]
    if arrival.sheet is not None:
        parts.append(escape_markdown(words.say("receive.sheet", sheet=arrival.sheet)))
    if senders := describe_senders(visit, card):
        parts.append(escape_markdown(senders))
    if batch is not None:
        outcome, colour = words.say("receive.receipt", batch=batch.number), "green"
    else:
        state = find_card_state(card)
        outcome, colour = words.say(f"became.{state}"), COLOURS[state]
    return " · ".join([*parts, f":{colour}-badge[{escape_markdown(outcome)}]"])


def _show_received(visit: Visit, card: Card, batch: StandingBatch) -> None:
    show_receipt(visit, batch)
    with st.container(horizontal=True):
        show_receipt_button(visit, batch.number, key=f"receipt-{card.number}")
        show_slip_button(visit, card.seen.arrival, key=f"slip-{card.number}")


def _show_waiting(visit: Visit, card: Card, below: Sequence[int]) -> None:
    arrival, words, key = card.seen.arrival, visit.words, f"accept-{card.number}"
    _show_reading(arrival, words)
    show_turned_table(visit, card)
    show_refusal(card.number)
    _ask_sender(visit, card)
    show_findings(arrival, words)
    show_overlap(visit, card)
    show_names(visit, card)
    show_twins(visit, card)
    show_cell_corrections(visit, card)
    show_comparison(arrival, words, key=str(card.number))
    _show_changes(arrival, words, key=str(card.number))
    if arrival.plan is not None and arrival.outcome != Outcome.NOTHING:
        ask_letter(visit, card.number)
        offer_below(visit, card.number, below)
    show_decisions(card.seen, words, key=key)
    with st.container(horizontal=True):
        show_accept_button(visit, card, key=key)
        show_slip_button(visit, arrival, key=f"slip-{card.number}")


def _ask_sender(visit: Visit, card: Card) -> None:
    """Whose a file without a column of units is; an officer's is the own unit's."""
    header = card.seen.header_map
    if header is None or header.sender_field is None or visit.actor.unit_code is not None:
        return
    names = once(_list_senders, visit, communes_only=header.layout.name == "addresses")
    rows = card.seen.arrival.rows
    guessed = rows is not None and rows.headers.sender_by != "given"
    ask_sender(visit, card.number, list(names), lambda code: names[code], guessed=guessed)


def _list_senders(visit: Visit, *, communes_only: bool) -> dict[str, str]:
    """The units that may have sent a file: by their codes, how they are offered."""
    units = frames.load_catalogue(visit).units
    day = pd.Timestamp(visit.today)
    is_standing = (units["valid_from"] <= day) & ~(units["valid_to"] <= day)
    if communes_only:
        is_standing &= units["level"] == "commune"
    offered_units = units[is_standing]
    names = list_full_names(offered_units, visit.words) + " (" + offered_units["code"] + ")"
    return dict(zip(offered_units["code"], names, strict=True))


def _show_reading(arrival: Arrival, words: Words) -> None:
    if arrival.rows is None or arrival.plan is None:
        return
    form, rows = name_layout(arrival.rows.headers.layout, words), len(arrival.rows.frame)
    sentence = words.say(
        "receive.read_as", form=form, reading=_describe_reading(arrival, words), rows=rows
    )
    st.caption(escape_markdown(sentence))
    counts = [
        words.say(f"receive.plan.{name}", count=count)
        for name, count in count_plan(arrival.plan).items()
        if count
    ]
    st.markdown(escape_markdown(" · ".join(counts)))


def describe_senders(visit: Visit, card: Card) -> str:
    """The bodies and years that the rows speak of, the first few by name."""
    key = f"whose {visit.words.language}"
    if key not in card.said:
        card.said[key] = _name_senders(visit, card.seen.arrival)
    return str(card.said[key])


def _name_senders(visit: Visit, arrival: Arrival) -> str:
    frame = pd.DataFrame() if arrival.rows is None else arrival.rows.frame
    if "unit_id" not in frame:
        return ""
    words, units = visit.words, frames.load_catalogue(visit).units
    senders = units[units["unit_id"].isin(frame["unit_id"].dropna())]
    names = list(list_full_names(senders, words))
    sender_names = "; ".join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        sender_names = words.say(
            "receive.whose.more", names=sender_names, count=len(names) - MOST_NAMED
        )
    years: list[int] = [] if "year" not in frame else frame["year"].dropna().unique().tolist()
    year_numbers = ", ".join(str(int(year)) for year in sorted(years))
    return (
        words.say("receive.whose", names=sender_names, years=year_numbers)
        if sender_names and year_numbers
        else sender_names
    )


def _describe_reading(arrival: Arrival, words: Words) -> str:
    """How the bytes were read: encoding and separator, or the sheet."""
    table = arrival.table
    if table is None:
        return ""
    if table.sheet is not None:
        return words.say("receive.sheet", sheet=table.sheet)
    return (
        f"{name_encoding(str(table.encoding), words)}, {words.say(f'delimiter.{table.delimiter}')}"
    )


def _show_changes(arrival: Arrival, words: Words, *, key: str) -> None:
    if arrival.plan is None or arrival.plan.writes.empty:
        return
    count = len(arrival.plan.writes)
    with st.expander(words.say("receive.changes", count=count), key=f"changes-{key}-open"):
        show_written_table(words, list_changes(arrival, words), key=f"changes-{key}")
        if count > MOST_ROWS:
            st.caption(words.say("receive.changes_first", count=MOST_ROWS))
