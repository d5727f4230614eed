"""All files dropped at once, a line for each and for each sheet with rows: whose it is, what was
understood, what would change, and what became of it."""

from collections.abc import Mapping, Sequence
from typing import cast

import pandas as pd
import streamlit as st

from documents.returns.examination import count_plan
from locales.findings import name_layout
from locales.words import Words
from models.batches import StandingBatch
from pages.components.visit import Visit
from pages.returns.acceptance import build_card_mark, find_card_state
from pages.returns.files import describe_senders
from pages.returns.previews import Card

NUMBERS = ("rows", "new", "changed", "unchanged", "left")
TALLEST, ROW = 460, 35  # pixels
TABLE = "receive-understood"
Line = dict[str, object]


def show_summary(visit: Visit, cards: Sequence[Card], batches: Mapping[str, StandingBatch]) -> None:
    """The table, where there are several files: one alone is told by its own card."""
    if len(cards) < 2:
        return
    words = visit.words
    uploads = (card.seen.arrival for card in cards)
    files = len({(arrival.upload.name, arrival.digest) for arrival in uploads})
    st.subheader(words.say("receive.summary", count=files), anchor=False)
    lines = [_build_line(visit, card, batches.get(build_card_mark(card))) for card in cards]
    height = min(TALLEST, ROW * (len(lines) + 1) + 3)
    with st.container(key="wide-understood"):  # a phone has the cards' own lines
        st.dataframe(_build_table(lines, words), hide_index=True, placeholder="", height=height)


def _build_table(lines: list[Line], words: Words) -> pd.DataFrame:
    """The lines as a frame. While they are the same it is the identical object, so
    that it is drawn once."""
    stored: tuple[list[Line], str, pd.DataFrame] | None = st.session_state.get(TABLE)
    if stored is not None and stored[:2] == (lines, words.language):
        return stored[2]
    frame = pd.DataFrame(lines)
    table = frame.rename(columns={name: words.say(f"receive.understood.{name}") for name in frame})
    st.session_state[TABLE] = lines, words.language, table
    return table


def _build_line(visit: Visit, card: Card, batch: StandingBatch | None) -> Line:
    """What the table says of a file: of one that was received what became of its rows."""
    key = f"line {visit.words.language}"
    if key not in card.said:
        card.said[key] = _describe_waiting(visit, card)
    line = cast(Line, card.said[key])
    if batch is None:
        return line
    outcome = visit.words.say("became.received", batch=batch.number)
    return line | {"became": outcome} | {name: getattr(batch, name) for name in NUMBERS[1:]}


def _describe_waiting(visit: Visit, card: Card) -> Line:
    arrival, words = card.seen.arrival, visit.words
    line: Line = {
        "file": " · ".join(filter(None, (arrival.upload.name, arrival.sheet))),
        "unit": describe_senders(visit, card),
        "became": words.say(f"became.{find_card_state(card)}"),
    }
    if arrival.rows is None or arrival.plan is None:
        return line | dict.fromkeys(NUMBERS, 0) | {"form": ""}
    numbers = {"rows": len(arrival.rows.frame)} | count_plan(arrival.plan)
    return line | numbers | {"form": name_layout(arrival.rows.headers.layout, words)}
