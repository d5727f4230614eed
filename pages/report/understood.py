"""All files dropped at once, a line for each and for each sheet of figures: what was
understood and what would change."""

import pandas as pd
import streamlit as st

from actions.receive import Preview
from documents.examination import counts
from locales.findings import title
from locales.words import Words
from pages.parts.tables import written_table
from pages.parts.visit import Visit
from pages.report.files import reading_of

NUMBERS = ("rows", "new", "changed", "unchanged", "left")


def understood(visit: Visit, seen: list[Preview]) -> None:
    """The table, where there are several files: one alone is told by its own card."""
    if len(seen) < 2:
        return
    words = visit.words
    st.subheader(
        words.say("receive.summary", count=len({one.arrival.digest for one in seen})), anchor=False
    )
    frame = pd.DataFrame([_line(one, words) for one in seen])
    names = {name: words.say(f"receive.understood.{name}") for name in frame}
    written_table(words, frame.rename(columns=names), key="understood")


def _line(seen: Preview, words: Words) -> dict[str, object]:
    arrival = seen.arrival
    told: dict[str, object] = {
        "file": " · ".join(filter(None, (arrival.upload.name, arrival.sheet))),
        "outcome": words.say(f"outcome.{arrival.outcome}"),
    }
    if arrival.rows is None or arrival.plan is None:
        return told | dict.fromkeys(("form", "reading"), "") | dict.fromkeys(NUMBERS, 0)
    form, reading = title(arrival.rows.headed.layout, words), reading_of(arrival, words)
    rows = len(arrival.rows.frame)
    return told | {"form": form, "reading": reading, "rows": rows} | counts(arrival.plan)
