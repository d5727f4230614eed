"""What was received: every batch, newest first; take one back, or fetch the file it kept."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from actions.kept import kept_batch, kept_batches
from actions.permissions import Verb, may
from actions.receive import Preview
from intake.layouts import LAYOUTS
from locales.findings import title
from locales.numbers import missing
from locales.texts import escaped
from locales.words import Words
from models.batches import batches_known
from models.database import reading
from models.issues import batches_after
from pages.parts import frames
from pages.parts.tables import written_table
from pages.parts.visit import Visit
from pages.report.acceptance import CHOSEN
from pages.report.handing import receipt_button
from pages.report.leading import lead
from pages.report.undoing import undo_asked, undo_button, undo_told

MOST = 2000  # batches looked through
COUNTS = ("new", "changed", "unchanged", "left")


def history(visit: Visit, seen: Sequence[Preview]) -> None:
    """The batches and what may be done with one; a unit officer's are the own unit's. `seen`
    are the files that lie above."""
    words = visit.words
    st.subheader(words.say("receive.history"), anchor=False)
    undo_told()
    batches, shown = frames.once(visit, f"batches {visit.today}", partial(_batches, visit))
    if batches.empty:
        st.markdown(escaped(words.say("receive.no_history")))
        return
    written_table(words, shown, key="history")
    lead(batches, seen)
    _one(visit, batches)


def _batches(visit: Visit) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The batches this visitor may see, and the same as a table."""
    with reading(visit.engine) as session:
        every = batches_known(session, visit.today, most=MOST)
        batches = kept_batches(session, visit.actor, every)
        after = batches_after(session)
    batches = batches.assign(after=batches["batch_id"].isin(after))
    return batches, _shown(batches, visit.words)


def _shown(batches: pd.DataFrame, words: Words) -> pd.DataFrame:
    forms = {layout.name: title(layout, words) for layout in LAYOUTS}
    states = [
        words.say(_state(at, after=after))
        for at, after in zip(batches["undone_at"], batches["after"], strict=True)
    ]
    told = {
        "batch": batches["batch_id"],
        "state": states,
        "file": batches["file_name"],
        "form": batches["layout"].map(forms),
        "at": [words.say("history.moment", at=at) for at in batches["recorded_at"]],
        "by": batches["received_by"],
        **{name: batches[f"rows_{name}"] for name in COUNTS},
    }
    return pd.DataFrame({words.say(f"history.{name}"): column for name, column in told.items()})


def _state(undone_at: object, *, after: bool) -> str:
    if not missing(undone_at):
        return "history.undone"
    return "history.after_publishing" if after else "history.standing"


def _one(visit: Visit, batches: pd.DataFrame) -> None:
    words = visit.words
    known = {int(batch["batch_id"]): batch for batch in batches.to_dict("records")}
    chosen = st.selectbox(
        words.say("history.choose"),
        list(known),
        format_func=lambda number: words.say(
            "history.choice",
            batch=number,
            file=known[number]["file_name"],
            at=known[number]["recorded_at"],
        ),
        key=CHOSEN,
    )
    if chosen not in known:
        return
    batch = known[chosen]
    with st.container(horizontal=True):
        if pd.isna(batch["emptied_at"]):  # else its time of keeping is over
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
    if may(visit.actor, Verb.UNDO):
        undo_asked(visit, chosen, batch)


def _content(visit: Visit, number: int) -> bytes:
    with reading(visit.engine) as session:
        batch = kept_batch(session, visit.actor, number)
    return batch.content if batch is not None else b""
