"""What was typed is checked as a file is, and sent by the same press."""

import streamlit as st

from actions.returns.drafts import DraftKey
from documents.returns.changes import MOST_ROWS, list_changes
from documents.returns.examination import count_plan
from intake.findings import Outcome, Severity
from locales.texts import escape_markdown
from models.batches import StandingBatch
from pages.components.download_buttons import show_receipt_button
from pages.components.tables import show_written_table
from pages.returns.acceptance import (
    build_card_mark,
    find_received_batches,
    receive_pressed_cards,
    show_accept_button,
    show_receipt,
    show_refusal,
)
from pages.returns.decisions import show_decisions
from pages.returns.letters import ask_letter
from pages.returns.typed.checking import FAULTY, CheckedForm
from pages.returns.typed.fields import show_finding
from pages.returns.typed.form import TypedForm
from pages.returns.typed.saving import forget_draft

MARKS, TOLD = "typed-marks", "typed-told"  # what may be, and what was, received here


def receive_pressed(checked: CheckedForm) -> None:
    """Receive the form where its button was pressed."""
    if checked.card is not None:
        receive_pressed_cards(checked.form.visit, [checked.card])


def find_receipt(form: TypedForm) -> StandingBatch | None:
    """The batch that this session's last sending of the form made, until something is typed."""
    marks: dict[DraftKey, set[str]] = st.session_state.get(MARKS, {})
    batches = find_received_batches(form.visit)
    received = [batches[mark] for mark in marks.get(form.key, ()) if mark in batches]
    return max(received, key=lambda batch: batch.number, default=None)


def forget_receipt(key: DraftKey) -> None:
    """Show the receipt no longer: something was typed since."""
    st.session_state.get(MARKS, {}).pop(key, None)


def show_typed_receipt(form: TypedForm, batch: StandingBatch) -> None:
    """What was received of it; what was left out of it stays in the draft."""
    told: set[int] = st.session_state.setdefault(TOLD, set())
    if batch.number not in told:
        told.add(batch.number)
        forget_draft(form.key)
    show_receipt(form.visit, batch)
    show_receipt_button(form.visit, batch.number, key=f"typed-receipt-{batch.number}")


def show_sending(checked: CheckedForm) -> None:
    """What sending it would do, what is to be decided before, and the button."""
    form, card, words = checked.form, checked.card, checked.form.visit.words
    st.subheader(words.say("typed.sending"), anchor=False)
    if card is None:
        st.markdown(escape_markdown(words.say("typed.nothing_yet")))
        return
    arrival, key = card.seen.arrival, f"accept-{card.number}"
    marks: dict[DraftKey, set[str]] = st.session_state.setdefault(MARKS, {})
    marks.setdefault(form.key, set()).add(build_card_mark(card))
    show_refusal(card.number)
    if arrival.outcome == Outcome.NOTHING:
        st.markdown(escape_markdown(words.say("typed.nothing_changed")))
        return
    for finding in checked.whole:
        show_finding(form, finding)
    if faulty := checked.count_rows(*FAULTY):
        st.markdown(escape_markdown(words.say("typed.faulty", count=faulty)))
    if asked := checked.count_rows(Severity.ASK):
        st.markdown(escape_markdown(words.say("typed.asked", count=asked)))
    if arrival.plan is None or arrival.outcome == Outcome.REFUSE:
        return
    counts = [
        words.say(f"receive.plan.{name}", count=count)
        for name, count in count_plan(arrival.plan).items()
        if count
    ]
    st.markdown(escape_markdown(" · ".join(counts)))
    if changed := len(arrival.plan.writes):
        with st.expander(words.say("receive.changes", count=changed), key="typed-changes"):
            show_written_table(words, list_changes(arrival, words), key="typed-changes-table")
            if changed > MOST_ROWS:
                st.caption(words.say("receive.changes_first", count=MOST_ROWS))
    ask_letter(form.visit, card.number)
    show_decisions(card.seen, words, key=key)
    show_accept_button(form.visit, card, key=key)
