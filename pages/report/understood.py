"""All files dropped at once, a line for each and for each sheet with rows: whose it is, what was
understood, what would change, and what became of it."""

from collections.abc import Mapping, Sequence
from typing import cast

import pandas as pd
import streamlit as st

from documents.examination import count_plan
from locales.findings import title
from locales.words import Words
from models.batches import StandingBatch
from pages.parts.visit import Visit
from pages.report.acceptance import build_card_mark, find_card_state
from pages.report.files import whose_of
from pages.report.previews import Card

NUMBERS = ("rows", "new", "changed", "unchanged", "left")
TALLEST, ROW = 460, 35  # pixels
DRAWN = "receive-understood"
Line = dict[str, object]


def show_summary(
    visit: Visit, cards: Sequence[Card], received: Mapping[str, StandingBatch]
) -> None:
    """The table, where there are several files: one alone is told by its own card."""
    if len(cards) < 2:
        return
    words = visit.words
    uploads = (card.seen.arrival for card in cards)
    files = len({(arrival.upload.name, arrival.digest) for arrival in uploads})
    st.subheader(words.say("receive.summary", count=files), anchor=False)
    lines = [_line(visit, card, received.get(build_card_mark(card))) for card in cards]
    height = min(TALLEST, ROW * (len(lines) + 1) + 3)
    with st.container(key="wide-understood"):  # a phone has the cards' own lines
        st.dataframe(_frame_of(lines, words), hide_index=True, placeholder="", height=height)


def _frame_of(lines: list[Line], words: Words) -> pd.DataFrame:
    """The lines as a frame; the very same frame while they are the same, which is drawn once."""
    drawn: tuple[list[Line], str, pd.DataFrame] | None = st.session_state.get(DRAWN)
    if drawn is not None and drawn[:2] == (lines, words.language):
        return drawn[2]
    frame = pd.DataFrame(lines)
    named = frame.rename(columns={name: words.say(f"receive.understood.{name}") for name in frame})
    st.session_state[DRAWN] = lines, words.language, named
    return named


def _line(visit: Visit, card: Card, batch: StandingBatch | None) -> Line:
    """What the table says of a file: of one that was received what became of its rows."""
    key = f"line {visit.words.language}"
    if key not in card.said:
        card.said[key] = _line_waiting(visit, card)
    line = cast(Line, card.said[key])
    if batch is None:
        return line
    became = visit.words.say("became.received", batch=batch.number)
    return line | {"became": became} | {name: getattr(batch, name) for name in NUMBERS[1:]}


def _line_waiting(visit: Visit, card: Card) -> Line:
    arrival, words = card.seen.arrival, visit.words
    line: Line = {
        "file": " · ".join(filter(None, (arrival.upload.name, arrival.sheet))),
        "unit": whose_of(visit, card),
        "became": words.say(f"became.{find_card_state(card)}"),
    }
    if arrival.rows is None or arrival.plan is None:
        return line | dict.fromkeys(NUMBERS, 0) | {"form": ""}
    numbers = {"rows": len(arrival.rows.frame)} | count_plan(arrival.plan)
    return line | numbers | {"form": title(arrival.rows.headed.layout, words)}
