"""What was received: every batch, newest first; take one back, or fetch the file it kept."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from actions.returns.batch_access import load_own_copy, may_fetch
from actions.returns.receive import Preview
from locales.texts import escape_markdown
from models.batches import NIL
from models.database import reading
from models.submissions import find_batch_returns
from pages.components.cache import once
from pages.components.download_buttons import show_receipt_button
from pages.components.sender_words import say_to_role
from pages.components.sending_back import show_sending_back
from pages.components.tables import show_written_table
from pages.components.visit import Visit
from pages.returns.acceptance import CHOSEN
from pages.returns.batch_list import build_batch_options, load_batches
from pages.returns.cell_corrections import show_batch_corrections
from pages.returns.scans import show_scans
from pages.returns.undoing import show_undo_button, show_undo_outcome, show_undo_question

A_PAGE = 10  # batches of the table shown at once
CHOSEN_BEFORE = "history-led"  # the batches that were chosen because their file came again


def show_history(visit: Visit, previews: Sequence[Preview]) -> None:
    """The batches and what may be done with one; a unit officer's are the own unit's. `previews`
    are of the files above."""
    words = visit.words
    st.subheader(words.say("receive.history"), anchor=False)
    show_undo_outcome()
    batches, table = once(load_batches, visit, visit.actor)
    if batches.empty:
        st.markdown(escape_markdown(say_to_role(visit, "receive.no_history")))
        return
    _show_table(visit, table)
    _choose_received_batch(batches, previews)
    _show_batch(visit, batches)


def _show_table(visit: Visit, table: pd.DataFrame) -> None:
    """A page of the batches, newest first, and the way to the older ones."""
    page, pages = 1, -(-len(table) // A_PAGE)
    if pages > 1:
        page = min(st.pagination(pages, key="history-page"), pages)
    show_written_table(visit.words, once(_select_page, table, page), key="history")


def _select_page(table: pd.DataFrame, page: int) -> pd.DataFrame:
    """The rows of a page, from 1."""
    return table.iloc[(page - 1) * A_PAGE : page * A_PAGE]


def _show_batch(visit: Visit, batches: pd.DataFrame) -> None:
    words = visit.words
    options = once(build_batch_options, batches, words)
    batch_id = st.selectbox(
        words.say("history.choose"),
        list(options),
        format_func=lambda number: options[number][0],
        key=CHOSEN,
    )
    if batch_id not in options:
        return
    batch = options[batch_id][1]
    is_fetched = may_fetch(visit.actor, batch)
    if not is_fetched:
        st.caption(escape_markdown(words.say("history.waiting")))
    with st.container(horizontal=True):
        if is_fetched and batch["layout"] != NIL and pd.isna(batch["emptied_at"]):
            st.download_button(
                words.say("history.download"),
                partial(_read_content, visit, batch_id),
                file_name=str(batch["file_name"]),
                on_click="ignore",
                key=f"kept-{batch_id}",
            )
        show_receipt_button(visit, batch_id, key=f"kept-receipt-{batch_id}")
        if pd.isna(batch["undone_at"]) and may(visit.actor, Verb.UNDO):
            show_undo_button(visit, batch_id)
    show_batch_corrections(visit, batch_id)
    if may(visit.actor, Verb.UNDO):
        show_undo_question(visit, batch_id, batch)
    is_undone = not pd.isna(batch["undone_at"])
    show_scans(visit, batch_id, is_undone=is_undone)
    if not is_undone:
        show_sending_back(visit, once(_find_returns, visit, batch_id), key=f"history-{batch_id}")


def _find_returns(visit: Visit, number: int) -> pd.DataFrame:
    with reading(visit.engine) as session:
        return find_batch_returns(session, number)


def _read_content(visit: Visit, number: int) -> bytes:
    with reading(visit.engine) as session:
        return load_own_copy(session, visit.actor, number)


def _choose_received_batch(batches: pd.DataFrame, previews: Sequence[Preview]) -> None:
    """Choose, once, the batch that was received of a file that is dropped again. Another batch may
    stand chosen, where the connection broke while the file was being received."""
    standing_batches = batches[batches["undone_at"].isna()]
    for arrival in (preview.arrival for preview in previews):
        if all(finding.code != "file.same_again" for finding in arrival.findings):
            continue
        of_sheet = standing_batches["sheet"].isna() | (standing_batches["sheet"] == arrival.sheet)
        same = standing_batches.loc[
            (standing_batches["digest"] == arrival.digest) & of_sheet, "batch_id"
        ]
        chosen_before = st.session_state.get(CHOSEN_BEFORE, ())
        if not same.empty and (number := int(same.iloc[0])) not in chosen_before:
            st.session_state[CHOSEN] = number
            st.session_state[CHOSEN_BEFORE] = (*chosen_before, number)
