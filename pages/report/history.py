"""What was received: every batch, newest first; take one back, or fetch the file it kept."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from actions.kept import fetchable, kept_copy
from actions.permissions import Verb, may
from actions.receive import Preview
from locales.texts import escaped
from models.batches import NIL
from models.database import reading
from models.submissions import find_batch_returns
from pages.parts import frames
from pages.parts.sender_words import say_to_role
from pages.parts.sending_back import show_sending_back
from pages.parts.tables import show_written_table
from pages.parts.visit import Visit
from pages.report.acceptance import CHOSEN
from pages.report.cell_corrections import show_batch_corrections
from pages.report.handing import receipt_button
from pages.report.history_seen import batches_offered, batches_seen
from pages.report.leading import lead
from pages.report.scans import show_scans
from pages.report.undoing import undo_asked, undo_button, undo_told

A_PAGE = 10  # batches of the table shown at once


def history(visit: Visit, seen: Sequence[Preview]) -> None:
    """The batches and what may be done with one; a unit officer's are the own unit's. `seen`
    are the files that lie above."""
    words = visit.words
    st.subheader(words.say("receive.history"), anchor=False)
    undo_told()
    batches, shown = frames.once(
        visit, f"batches {visit.today} {visit.actor.code}", partial(batches_seen, visit)
    )
    if batches.empty:
        st.markdown(escaped(say_to_role(visit, "receive.no_history")))
        return
    _show_table(visit, shown)
    lead(batches, seen)
    _one(visit, batches)


def _show_table(visit: Visit, shown: pd.DataFrame) -> None:
    """A page of the batches, newest first, and the way to the older ones."""
    page, pages = 1, -(-len(shown) // A_PAGE)
    if pages > 1:
        page = min(st.pagination(pages, key="history-page"), pages)
    start = (page - 1) * A_PAGE
    known = f"batches page {page} {visit.today} {visit.actor.code}"
    rows = frames.once(visit, known, partial(_cut, shown, start))
    show_written_table(visit.words, rows, key="history")


def _cut(shown: pd.DataFrame, start: int) -> pd.DataFrame:
    return shown.iloc[start : start + A_PAGE]


def _one(visit: Visit, batches: pd.DataFrame) -> None:
    words = visit.words
    told = partial(batches_offered, batches, words)
    offered = frames.once(visit, f"batches offered {visit.today} {visit.actor.code}", told)
    chosen = st.selectbox(
        words.say("history.choose"),
        list(offered),
        format_func=lambda number: offered[number][0],
        key=CHOSEN,
    )
    if chosen not in offered:
        return
    batch = offered[chosen][1]
    given = fetchable(visit.actor, layout=batch["layout"], left=int(batch["rows_left"]))
    if not given:
        st.caption(escaped(words.say("history.waiting")))
    with st.container(horizontal=True):
        if given and batch["layout"] != NIL and pd.isna(batch["emptied_at"]):
            st.download_button(
                words.say("history.download"),
                partial(_content, visit, chosen),
                file_name=str(batch["file_name"]),
                on_click="ignore",
                key=f"kept-{chosen}",
            )
        receipt_button(visit, chosen, key=f"kept-receipt-{chosen}")
        if pd.isna(batch["undone_at"]) and may(visit.actor, Verb.UNDO):
            undo_button(visit, chosen)
    show_batch_corrections(visit, chosen)
    if may(visit.actor, Verb.UNDO):
        undo_asked(visit, chosen, batch)
    is_undone = not pd.isna(batch["undone_at"])
    show_scans(visit, chosen, is_undone=is_undone)
    if not is_undone:
        show_sending_back(visit, _returns(visit, chosen), key=f"history-{chosen}")


def _returns(visit: Visit, number: int) -> pd.DataFrame:
    def ask() -> pd.DataFrame:
        with reading(visit.engine) as session:
            return find_batch_returns(session, number)

    return frames.once(visit, f"returns of {number}", ask)


def _content(visit: Visit, number: int) -> bytes:
    with reading(visit.engine) as session:
        return kept_copy(session, visit.actor, number)
