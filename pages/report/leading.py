"""Leading: a file that is here again leads to the batch it became."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from actions.receive import Preview
from pages.report.acceptance import CHOSEN

LED = "history-led"  # the batches led to


def lead(batches: pd.DataFrame, seen: Sequence[Preview]) -> None:
    """Choose, once, the batch of a file that is here again: who is told that it was received
    before wants that batch. What stood chosen can be older, where the line broke while it was
    being kept and the page was opened before it was."""
    standing = batches[batches["undone_at"].isna()]
    for arrival in (one.arrival for one in seen):
        if all(finding.code != "file.same_again" for finding in arrival.findings):
            continue
        of_sheet = standing["sheet"].isna() | (standing["sheet"] == arrival.sheet)
        same = standing.loc[(standing["digest"] == arrival.digest) & of_sheet, "batch_id"]
        led = st.session_state.get(LED, ())
        if not same.empty and (number := int(same.iloc[0])) not in led:
            st.session_state[CHOSEN], st.session_state[LED] = number, (*led, number)
