"""One file as it was understood: its form, its findings at their cells, what it would change."""

import pandas as pd
import streamlit as st

from actions.receive import Preview
from documents.changes import MOST_ROWS, changes
from documents.examination import counts
from intake.arrivals import Arrival
from intake.findings import Outcome
from locales.findings import encoding_name, title
from locales.names import full_names
from locales.texts import escaped
from locales.words import Words
from pages.parts import frames
from pages.parts.tables import written_table
from pages.parts.visit import Visit
from pages.report.acceptance import accept_button, batch_of, receipt, settle
from pages.report.comparisons import three_sides
from pages.report.decisions import decisions
from pages.report.findings import show_findings
from pages.report.handing import receipt_button, slip_button

MOST_NAMED = 3
OUTCOMES = {
    Outcome.ACCEPT: "green",
    Outcome.WARN: "green",
    Outcome.ASK: "blue",
    Outcome.ROWS: "orange",
    Outcome.REFUSE: "red",
}


def file(visit: Visit, seen: Preview, *, number: int) -> None:
    """The file's card: its receipt once it was kept, else all that decides it."""
    arrival, words = seen.arrival, visit.words
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{escaped(arrival.upload.name)}**", width="content")
            if arrival.sheet is not None:
                st.markdown(escaped(words.say("receive.sheet", sheet=arrival.sheet)))
            batch = batch_of(visit, seen)
            if batch is None:
                outcome = arrival.outcome
                st.badge(words.say(f"outcome.{outcome}"), color=OUTCOMES[outcome])  # type: ignore[arg-type]  # its Literal is not exported
        if batch is not None:
            receipt(visit, batch)
            with st.container(horizontal=True):
                receipt_button(visit, batch.id or 0, key=f"receipt-{number}")
                slip_button(arrival, words, key=f"slip-{number}")
            return
        _understood(visit, arrival)
        settle(visit, seen)
        show_findings(arrival, words)
        three_sides(arrival, words, key=str(number))
        _changes(arrival, words, key=str(number))
        decisions(seen, words, key=f"accept-{number}")
        with st.container(horizontal=True):
            accept_button(visit, seen, key=f"accept-{number}")
            slip_button(arrival, words, key=f"slip-{number}")


def _understood(visit: Visit, arrival: Arrival) -> None:
    words = visit.words
    if arrival.rows is None or arrival.plan is None:
        return
    whose = whose_of(visit, arrival)
    if whose:
        st.markdown(escaped(whose))
    form, rows = title(arrival.rows.headed.layout, words), len(arrival.rows.frame)
    told = words.say("receive.read_as", form=form, reading=reading_of(arrival, words), rows=rows)
    st.caption(escaped(told))
    planned = [
        words.say(f"receive.plan.{name}", count=count)
        for name, count in counts(arrival.plan).items()
        if count
    ]
    st.markdown(escaped(" · ".join(planned)))


def whose_of(visit: Visit, arrival: Arrival) -> str:
    """The bodies and years that the rows speak of, the first few by name."""
    frame = pd.DataFrame() if arrival.rows is None else arrival.rows.frame
    if "unit_id" not in frame:
        return ""
    words, known = visit.words, frames.catalogue(visit).units
    named = known[known["unit_id"].isin(frame["unit_id"].dropna())]
    names = list(full_names(named, words))
    told = "; ".join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        told = words.say("receive.whose.more", names=told, count=len(names) - MOST_NAMED)
    years: list[int] = [] if "year" not in frame else frame["year"].dropna().unique().tolist()
    said = ", ".join(str(int(year)) for year in sorted(years))
    return words.say("receive.whose", names=told, years=said) if told and said else told


def reading_of(arrival: Arrival, words: Words) -> str:
    """How the bytes were read: encoding and separator, or the sheet."""
    table = arrival.table
    if table is None:
        return ""
    if table.sheet is not None:
        return words.say("receive.sheet", sheet=table.sheet)
    return (
        f"{encoding_name(str(table.encoding), words)}, {words.say(f'delimiter.{table.delimiter}')}"
    )


def _changes(arrival: Arrival, words: Words, *, key: str) -> None:
    if arrival.plan is None or arrival.plan.writes.empty:
        return
    count = len(arrival.plan.writes)
    with st.expander(words.say("receive.changes", count=count)):
        written_table(words, changes(arrival, words), key=f"changes-{key}")
        if count > MOST_ROWS:
            st.caption(words.say("receive.changes_first", count=MOST_ROWS))
