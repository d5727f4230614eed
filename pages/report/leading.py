"""Leading: a file that is here again leads to the batch it became."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from actions.receive import Preview
from pages.report.acceptance import CHOSEN

LED = "history-led"  # the batches led to


def choose_received_batch(batches: pd.DataFrame, previews: Sequence[Preview]) -> None:
    """Choose, once, the batch of a file that is here again: who is told that it was received
    before wants that batch. What stood chosen can be older, where the line broke while it was
    being kept and the page was opened before it was."""
    standing_batches = batches[batches["undone_at"].isna()]
    for arrival in (preview.arrival for preview in previews):
        if all(finding.code != "file.same_again" for finding in arrival.findings):
            continue
        of_sheet = standing_batches["sheet"].isna() | (standing_batches["sheet"] == arrival.sheet)
        same = standing_batches.loc[
            (standing_batches["digest"] == arrival.digest) & of_sheet, "batch_id"
        ]
        chosen_before = st.session_state.get(LED, ())
        if not same.empty and (number := int(same.iloc[0])) not in chosen_before:
            st.session_state[CHOSEN], st.session_state[LED] = number, (*chosen_before, number)
