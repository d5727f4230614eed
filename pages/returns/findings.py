"""Findings of a file, each at its cell: what is wrong first, then how grave it is."""

from itertools import islice

import pandas as pd
import streamlit as st

from intake.findings import Group, Severity, group_findings
from intake.headers.layouts import Layout
from intake.pipeline import Arrival
from locales.findings import (
    build_finding_sentence,
    has_more_cells,
    list_cells,
    list_other_rows,
)
from locales.texts import escape_markdown
from locales.words import Words

MOST_GROUPS = 30
MOST_CELLS = 1000  # of one group, listed where they are asked for
SEVERITIES: dict[Severity, tuple[str, str]] = {  # a mark and a colour beside the word
    Severity.REFUSE: ("■", "red"),
    Severity.ERROR: ("✕", "orange"),
    Severity.ASK: ("?", "blue"),
    Severity.WARNING: ("!", "yellow"),
    Severity.NOTE: ("·", "gray"),
}


def show_findings(arrival: Arrival, words: Words) -> None:
    """The gravest first; the same fault in many rows of a column is told once."""
    layout = arrival.rows.headers.layout if arrival.rows else None
    groups = group_findings(arrival.findings)
    for group in groups[:MOST_GROUPS]:
        _show_finding(group, words, layout=layout)
    if len(groups) > MOST_GROUPS:
        left = sum(group.count for group in groups[MOST_GROUPS:])
        st.caption(escape_markdown(words.say("receive.more_findings", count=left)))


def _show_finding(group: Group, words: Words, *, layout: Layout | None) -> None:
    """The first cell's sentence, how grave it is, and which other rows have the same."""
    first = group.first
    mark, colour = SEVERITIES[first.severity]
    with st.container(gap="xxsmall"):
        st.markdown(escape_markdown(build_finding_sentence(first, words, layout=layout)))
        with st.container(horizontal=True, vertical_alignment="center"):
            badge = f"{mark} {words.say(f'severity.{first.severity}')}"
            st.badge(escape_markdown(badge), color=colour)  # type: ignore[arg-type]  # as above
            if elsewhere := list_other_rows(group, words, layout=layout):
                st.caption(escape_markdown(elsewhere))
        if has_more_cells(group):
            _offer_cells(group, words, layout=layout)


def _offer_cells(group: Group, words: Words, *, layout: Layout | None) -> None:
    """Every cell of the group, folded: its row, what stands in it, what it is read as or nearest
    to."""
    with st.expander(escape_markdown(words.say("receive.all_cells", count=group.count))):
        asked = group.first.severity == Severity.ASK
        cells = [*islice(list_cells(group, words, layout=layout), MOST_CELLS)]
        columns = {
            words.say("changes.row"): [cell.row for cell in cells],
            words.say("receive.cells.value"): [cell.value for cell in cells],
        }
        if any(cell.meaning for cell in cells):
            heading = words.say(f"receive.cells.{'read_as' if asked else 'nearest'}")
            columns[heading] = [cell.meaning for cell in cells]
        st.dataframe(pd.DataFrame(columns), hide_index=True)
        if group.count > MOST_CELLS:
            st.caption(escape_markdown(words.say("receive.changes_first", count=MOST_CELLS)))
