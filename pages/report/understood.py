"""All files dropped at once, a line for each and for each sheet with rows: whose it is, what was
understood, what would change, and what became of it."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from documents.examination import counts
from locales.findings import title
from locales.words import Words
from models.batches import Standing
from pages.parts.tables import written_table
from pages.parts.visit import Visit
from pages.report.acceptance import mark_of
from pages.report.files import reading_of, whose_of
from pages.report.previews import Card

NUMBERS = ("rows", "new", "changed", "unchanged", "left")
DRAWN = "receive-understood"
Line = dict[str, object]


def show_summary(visit: Visit, cards: Sequence[Card], received: Mapping[str, Standing]) -> None:
    """The table, where there are several files: one alone is told by its own card."""
    if len(cards) < 2:
        return
    words = visit.words
    files = len({card.seen.arrival.digest for card in cards})
    st.subheader(words.say("receive.summary", count=files), anchor=False)
    lines = [_line(visit, card, received.get(mark_of(card))) for card in cards]
    written_table(words, _frame_of(lines, words), key="understood")


def _frame_of(lines: list[Line], words: Words) -> pd.DataFrame:
    """The lines as a frame; the very same frame while they are the same, which is drawn once."""
    drawn: tuple[list[Line], str, pd.DataFrame] | None = st.session_state.get(DRAWN)
    if drawn is not None and drawn[:2] == (lines, words.language):
        return drawn[2]
    frame = pd.DataFrame(lines)
    named = frame.rename(columns={name: words.say(f"receive.understood.{name}") for name in frame})
    st.session_state[DRAWN] = lines, words.language, named
    return named


def _line(visit: Visit, card: Card, batch: Standing | None) -> Line:
    arrival, words = card.seen.arrival, visit.words
    line: Line = {
        "file": " · ".join(filter(None, (arrival.upload.name, arrival.sheet))),
        "unit": whose_of(visit, card),
        "became": words.say(f"became.{arrival.outcome}"),
    }
    numbers = dict.fromkeys(NUMBERS, 0)
    if batch is not None:
        line["became"] = words.say("became.received", batch=batch.number)
    if arrival.rows is None or arrival.plan is None:
        return line | numbers | {"form": "", "reading": ""}
    form, reading = title(arrival.rows.headed.layout, words), reading_of(arrival, words)
    numbers = {"rows": len(arrival.rows.frame)} | counts(arrival.plan)
    if batch is not None:
        numbers |= {name: getattr(batch, name) for name in NUMBERS[1:]}
    return line | numbers | {"form": form, "reading": reading}
