"""A table with the tasks across, as it was read: a row for each task, by the numbers that the
findings name."""

import pandas as pd
import streamlit as st

from intake.corrections import get_sent_text
from locales.findings import name_field
from pages.components.tables import show_written_table
from pages.components.visit import Visit
from pages.returns.previews import Card

MOST_ROWS = 200


def show_turned_table(visit: Visit, card: Card) -> None:
    """The rows that were read of it; nothing of a table that was read as it stands."""
    rows, words = card.seen.arrival.rows, visit.words
    if rows is None or not rows.headers.table.is_rewritten:
        return
    headers = rows.headers
    numbers = rows.frame.index[:MOST_ROWS].tolist()
    columns = {words.say("receive.turned_row"): numbers} | {
        name_field(headers.layout.find_field(name), words): [
            get_sent_text(headers, (number, name)) for number in numbers
        ]
        for name in headers.columns
    }
    with st.expander(words.say("receive.turned"), expanded=True):
        show_written_table(words, pd.DataFrame(columns), key=f"turned-{card.number}")
