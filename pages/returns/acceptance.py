"""Acceptance: the button that keeps a file, what it was pressed for, and its receipt.

Session state holds of a press the number of the card, the token of what was seen and what was
decided; of a receipt the number of the batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.returns.batch_access import select_own_batches
from actions.returns.receive import AlreadyReceived, Choices, receive
from intake.change_plan import Plan
from intake.checks.overlaps import UNDECIDED
from intake.findings import Outcome, must_confirm
from intake.pipeline import Arrival
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from models.batches import StandingBatch, find_standing_batches
from models.database import reading
from pages.components.deed_time import read_moment
from pages.components.sender_words import say_to_role
from pages.components.visit import Visit
from pages.returns.cell_corrections import find_correction_reason
from pages.returns.decisions import count_sound_rows, is_registered_again, read_decisions
from pages.returns.letters import find_impossible_day
from pages.returns.previews import Card

PRESSED, BATCHES, RECEIVED = "receive-pressed", "receive-batches", "receive-told"
REFUSED, TOGETHER = "receive-refused", "receive-together"
CHOSEN = "history-choice"


@dataclass(frozen=True)
class Press:
    """A press: for which card, for what was seen of it then, and what was decided."""

    number: int
    token: str
    choices: Choices


def build_card_mark(card: Card) -> str:
    """Identifies what is received as one batch: the file, its sheet, and its sender where the file
    does not name one."""
    rows = card.seen.arrival.rows
    sender = rows.headers.sender if rows is not None else None
    return f"{card.seen.arrival.mark} {sender or ''}"


def find_card_state(card: Card) -> str:
    """What the file waits for: its outcome, or to be told whose it is."""
    findings = card.seen.arrival.findings
    missing = any(finding.code == "file.sender_missing" for finding in findings)
    return "sender" if missing else card.seen.arrival.outcome.value


def is_clean(visit: Visit, card: Card) -> bool:
    """Is there nothing to decide, to confirm or to look at before the file is received?"""
    if "clean" not in card.said:
        card.said["clean"] = _has_no_question(card.seen.arrival)
    return bool(card.said["clean"]) and find_impossible_day(visit, card.seen.letter) is None


def _has_no_question(arrival: Arrival) -> bool:
    if arrival.outcome != Outcome.ACCEPT or arrival.plan is None or arrival.overlapping:
        return False
    changes = len(arrival.plan.writes) > 0 and not len(arrival.plan.waiting)
    return changes and count_sound_rows(arrival) > 0


def build_receipt_key(card: Card) -> str:
    """The key of the card's receipt, which can be folded."""
    return f"card-kept-{card.number}"


def find_received_batches(visit: Visit) -> Mapping[str, StandingBatch]:
    """The standing batches that were made in this session, by the marks of their cards."""
    batch_numbers: dict[str, int] = st.session_state.get(BATCHES, {})
    if not batch_numbers:
        return {}
    with reading(visit.engine) as session:
        numbers = select_own_batches(session, visit.actor, batch_numbers.values())
        batches = find_standing_batches(session, numbers)
    return {mark: batches[number] for mark, number in batch_numbers.items() if number in batches}


def receive_pressed_cards(visit: Visit, cards: Sequence[Card]) -> None:
    """Receive the files whose buttons were pressed, each in a transaction of its own, and store
    why one was refused. A file whose preview changed since is shown again, never received."""
    presses: Sequence[Press] = st.session_state.pop(PRESSED, ())
    if not presses:
        return
    cards_by_number = {card.number: card for card in cards}
    pressed_cards = [
        (cards_by_number[press.number], press)
        for press in presses
        if press.number in cards_by_number
    ]
    refused, progress = dict[int, str](), st.empty()
    for place, (card, press) in enumerate(pressed_cards):
        if len(pressed_cards) > 1:
            facts = {
                "place": place + 1,
                "total": len(pressed_cards),
                "file": card.seen.arrival.upload.name,
            }
            progress_text = visit.words.say("together.receiving", count=None, **facts)
            progress.progress(place / len(pressed_cards), text=escape_markdown(progress_text))
        sentence = _receive(visit, card, press)
        if sentence is not None:
            refused[card.number] = sentence
    st.session_state[REFUSED] = refused
    for card in cards:  # of the receipts the one just made lies open
        st.session_state[build_receipt_key(card)] = [card.number] == [
            press.number for press in presses
        ]
    if len(pressed_cards) > 1:
        st.session_state[TOGETHER] = (
            len(pressed_cards) - len(refused),
            tuple(
                (cards_by_number[number].seen.arrival.upload.name, sentence)
                for number, sentence in refused.items()
            ),
        )
    st.rerun()


def _receive(visit: Visit, card: Card, press: Press) -> str | None:
    """Keep the card's file; the sentence that says why not, where it is refused."""
    preview = card.seen
    try:
        if press.token != preview.token:
            raise Refused("preview_stale", file=preview.arrival.upload.name)
        now = read_moment(visit)
        receipt = receive(visit.engine, preview, press.choices, actor=visit.actor, now=now)
    except AlreadyReceived as before:
        receipt = before.receipt
    except Refused as refused:
        return build_refusal_sentence(refused, visit.words)
    batch_numbers = st.session_state.get(BATCHES, {})
    st.session_state[BATCHES] = batch_numbers | {build_card_mark(card): receipt.batch_id}
    st.session_state[RECEIVED] = st.session_state[CHOSEN] = receipt.batch_id  # the history shows it
    return None


def show_messages(visit: Visit) -> None:
    """Say once what was kept: in passing of one file, in words of several."""
    words = visit.words
    number = st.session_state.pop(RECEIVED, None)
    together = st.session_state.pop(TOGETHER, None)
    if together is None:
        if number is not None:
            st.toast(words.say("receive.receipt", batch=number))
        return
    count, refused = together
    if count:
        st.success(escape_markdown(words.say("together.received", count=count)))
    for file, sentence in refused:
        st.warning(escape_markdown(words.say("together.refused", file=file, sentence=sentence)))


def show_refusal(number: int) -> None:
    """Say once why this card's file was not kept."""
    sentence = st.session_state.get(REFUSED, {}).pop(number, None)
    if sentence is not None:
        st.warning(escape_markdown(sentence))


def show_accept_button(visit: Visit, card: Card, *, key: str) -> None:
    """A button that says what will be kept and with how many rows; none where nothing can."""
    arrival, words = card.seen.arrival, visit.words
    if arrival.rows is None or arrival.plan is None:
        return
    if find_impossible_day(visit, card.seen.letter) is not None:
        return
    if arrival.outcome == Outcome.NOTHING:
        return
    if any(finding.code in UNDECIDED for finding in arrival.findings):
        st.markdown(escape_markdown(words.say("overlap.undecided")))
        return
    again = is_registered_again(key)
    label_key = f"accept {words.language} {again}"
    if label_key not in card.said:
        card.said[label_key] = _build_label(visit, arrival, arrival.plan, again=again)
    if not card.said[label_key]:
        st.markdown(escape_markdown(words.say("receive.nothing_sound")))
        return
    st.button(
        str(card.said[label_key]),
        type="primary",
        key=key,
        on_click=_record_press,
        args=(card.number, card.seen.token, key),
    )


def _build_label(visit: Visit, arrival: Arrival, plan: Plan, *, again: bool) -> str:
    """What the button says; empty where no row can be kept."""
    sound = count_sound_rows(arrival, again=again)
    rows = 0 if arrival.rows is None else len(arrival.rows.frame)
    waiting = 0 if may(visit.actor, Verb.ERASE) else len(plan.waiting)
    left = rows - sound - waiting
    if not sound and not waiting:
        return ""
    needs_confirmation = must_confirm(arrival.findings)
    kind = ("_confirmed" if needs_confirmation else "") + ("_sound" if left else "")
    if not sound:
        kind = "_waiting"
    return say_to_role(visit, f"receive.accept{kind}", count=sound or waiting, left=left)


def _record_press(number: int, token: str, key: str) -> None:
    reason, withdraw, again = read_decisions(key)
    choices = Choices(
        True,
        True,
        withdraw=withdraw,
        again=again,
        reason=reason,
        correction_reason=find_correction_reason(number),
    )
    st.session_state[PRESSED] = (Press(number, token, choices),)


def record_presses(presses: Sequence[tuple[int, str]]) -> None:
    """Have these cards received at the next run: each by the token of its preview, and only if
    there is nothing to decide of it."""
    st.session_state[PRESSED] = [
        Press(number, token, Choices(correction_reason=find_correction_reason(number)))
        for number, token in presses
    ]


def show_receipt(visit: Visit, batch: StandingBatch) -> None:
    """What was kept of a file."""
    words = visit.words
    counts = {"new": batch.new, "changed": batch.changed, "unchanged": batch.unchanged}
    sentence = words.say(
        "receive.receipt_counts", count=None, **counts, left=batch.left, digest=batch.digest[:12]
    )
    st.success(escape_markdown(sentence), title=words.say("receive.receipt", batch=batch.number))
