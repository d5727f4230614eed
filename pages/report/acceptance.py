"""Acceptance: the button that keeps a file, what it was pressed for, and its receipt.

Session state holds ids only: of a press, the mark of the file (or of its sheet) and the
token of what was seen; of a receipt, the number of the batch.
"""

import streamlit as st

from actions.permissions import Verb, may
from actions.receive import AlreadyReceived, Choices, Preview, receive
from actions.refusals import Refused
from intake.findings import must_confirm
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models import Batch
from models.database import reading
from pages.parts.visit import Visit
from pages.report.decisions import decided, registered_again, sound_rows
from pages.report.moment import moment

PRESSED, BATCHES, TOLD = "receive-pressed", "receive-batches", "receive-told"
CHOSEN = "history-choice"


def batch_of(visit: Visit, seen: Preview) -> Batch | None:
    """The standing batch that this visitor made of the file, or None."""
    number = st.session_state.get(BATCHES, {}).get(seen.arrival.mark)
    if number is None:
        return None
    with reading(visit.engine) as session:
        batch = session.get(Batch, number)
    return batch if batch is not None and batch.undone_at is None else None


def settle(visit: Visit, seen: Preview) -> None:
    """Do what the button was pressed for, if it was pressed for this file: keep what was
    seen, or say why not. What changed since it was seen is shown again, never kept unseen."""
    mark, token, *said = st.session_state.get(PRESSED, ("", ""))
    if mark != seen.arrival.mark:
        return
    del st.session_state[PRESSED]
    try:
        if token != seen.token:
            raise Refused("preview_stale", file=seen.arrival.upload.name)
        reason, withdraw, again = said
        choices = Choices(True, True, withdraw=withdraw, again=again, reason=reason)
        receipt = receive(visit.engine, seen, choices, actor=visit.actor, now=moment(visit))
        number = receipt.batch_id
    except AlreadyReceived as before:
        number = before.receipt.batch_id
    except Refused as refused:
        st.warning(escaped(refusal_sentence(refused, visit.words)))
        return
    st.session_state[BATCHES] = st.session_state.get(BATCHES, {}) | {mark: number}
    st.session_state[TOLD] = st.session_state[CHOSEN] = number  # the history shows it
    st.rerun()


def tell(visit: Visit) -> None:
    """Say once, in passing, that a file was kept."""
    number = st.session_state.pop(TOLD, None)
    if number is not None:
        st.toast(visit.words.say("receive.receipt", batch=number))


def accept_button(visit: Visit, seen: Preview, *, key: str) -> None:
    """A button that says what will be kept and with how many rows; none where nothing can."""
    arrival, words = seen.arrival, visit.words
    if arrival.rows is None or arrival.plan is None:
        return
    sound = sound_rows(arrival, again=registered_again(key))
    waiting = 0 if may(visit.actor, Verb.ERASE) else len(arrival.plan.held)
    left = len(arrival.rows.frame) - sound - waiting
    if not sound and not waiting:
        st.markdown(escaped(words.say("receive.nothing_sound")))
        return
    asked = must_confirm(arrival.findings)
    kind = ("_confirmed" if asked else "") + ("_sound" if left else "")
    if not sound:
        kind = "_waiting"
    st.button(
        words.say(f"receive.accept{kind}", count=sound or waiting, left=left),
        type="primary",
        key=key,
        on_click=_press,
        args=(arrival.mark, seen.token, key),
    )


def _press(mark: str, token: str, key: str) -> None:
    st.session_state[PRESSED] = (mark, token, *decided(key))


def receipt(visit: Visit, batch: Batch) -> None:
    """What was kept of a file."""
    words = visit.words
    counts = {
        "new": batch.rows_new,
        "changed": batch.rows_changed,
        "unchanged": batch.rows_unchanged,
        "left": batch.rows_left,
    }
    told = words.say("receive.receipt_counts", count=None, **counts, digest=batch.digest[:12])
    st.success(escaped(told), title=words.say("receive.receipt", batch=batch.id))
