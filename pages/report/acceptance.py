"""Acceptance: the button that keeps a file, what it was pressed for, and its receipt.

Session state holds of a press the number of the card, the token of what was seen and what was
decided; of a receipt the number of the batch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from actions.permissions import Verb, may
from actions.receive import AlreadyReceived, Choices, receive
from actions.refusals import Refused
from intake.arrivals import Arrival
from intake.findings import Outcome, must_confirm
from intake.plans import Plan
from locales.refusals import refusal_sentence
from locales.texts import escaped
from models.batches import StandingBatch, find_standing_batches
from models.database import reading
from pages.parts.sender_words import say_to_role
from pages.parts.visit import Visit
from pages.report.cell_corrections import find_correction_reason
from pages.report.decisions import decided, registered_again, sound_rows
from pages.report.letters import find_impossible_day
from pages.report.moment import moment
from pages.report.previews import Card

PRESSED, BATCHES, TOLD = "receive-pressed", "receive-batches", "receive-told"
REFUSED, TOGETHER = "receive-refused", "receive-together"
CHOSEN = "history-choice"


@dataclass(frozen=True)
class Press:
    """A press: for which card, for what was seen of it then, and what was decided."""

    number: int
    token: str
    choices: Choices


def mark_of(card: Card) -> str:
    """Tells what is received by itself from all else: the file, its sheet, and its sender where
    the file does not name one."""
    rows = card.seen.arrival.rows
    sender = rows.headed.sender if rows is not None else None
    return f"{card.seen.arrival.mark} {sender or ''}"


def state_of(card: Card) -> str:
    """What the file waits for: its outcome, or to be told whose it is."""
    findings = card.seen.arrival.findings
    missing = any(one.code == "file.sender_missing" for one in findings)
    return "sender" if missing else card.seen.arrival.outcome.value


def is_clean(visit: Visit, card: Card) -> bool:
    """Is there nothing to decide, to confirm or to look at before the file is received?"""
    if "clean" not in card.said:
        card.said["clean"] = _asks_nothing(card.seen.arrival)
    return bool(card.said["clean"]) and find_impossible_day(visit, card.seen.letter) is None


def _asks_nothing(arrival: Arrival) -> bool:
    if arrival.outcome != Outcome.ACCEPT or arrival.plan is None:
        return False
    changes = len(arrival.plan.writes) > 0 and not len(arrival.plan.held)
    return changes and sound_rows(arrival) > 0


def kept_key(card: Card) -> str:
    """The key of the card's receipt, which can be folded."""
    return f"card-kept-{card.number}"


def find_received(visit: Visit) -> Mapping[str, StandingBatch]:
    """The standing batches that were made in this sitting, by the marks of what was received."""
    made: dict[str, int] = st.session_state.get(BATCHES, {})
    if not made:
        return {}
    with reading(visit.engine) as session:
        standing = find_standing_batches(session, list(made.values()))
    return {mark: standing[number] for mark, number in made.items() if number in standing}


def settle(visit: Visit, cards: Sequence[Card]) -> None:
    """Do what a button was pressed for, each file in a transaction of its own: keep what was
    seen, or say why not. What changed since it was seen is shown again, never kept unseen."""
    pressed: Sequence[Press] = st.session_state.pop(PRESSED, ())
    if not pressed:
        return
    known = {card.number: card for card in cards}
    asked = [(known[one.number], one) for one in pressed if one.number in known]
    refused, progress = dict[int, str](), st.empty()
    for place, (card, press) in enumerate(asked):
        if len(asked) > 1:
            facts = {"place": place + 1, "total": len(asked), "file": card.seen.arrival.upload.name}
            told = visit.words.say("together.receiving", count=None, **facts)
            progress.progress(place / len(asked), text=escaped(told))
        sentence = _receive(visit, card, press)
        if sentence is not None:
            refused[card.number] = sentence
    st.session_state[REFUSED] = refused
    for card in cards:  # of the receipts the one just made lies open
        st.session_state[kept_key(card)] = [card.number] == [one.number for one in pressed]
    if len(asked) > 1:
        st.session_state[TOGETHER] = (
            len(asked) - len(refused),
            tuple(
                (known[number].seen.arrival.upload.name, sentence)
                for number, sentence in refused.items()
            ),
        )
    st.rerun()


def _receive(visit: Visit, card: Card, press: Press) -> str | None:
    """Keep the card's file; the sentence that says why not, where it is refused."""
    seen = card.seen
    try:
        if press.token != seen.token:
            raise Refused("preview_stale", file=seen.arrival.upload.name)
        now = moment(visit)
        receipt = receive(visit.engine, seen, press.choices, actor=visit.actor, now=now)
    except AlreadyReceived as before:
        receipt = before.receipt
    except Refused as refused:
        return refusal_sentence(refused, visit.words)
    made = st.session_state.get(BATCHES, {})
    st.session_state[BATCHES] = made | {mark_of(card): receipt.batch_id}
    st.session_state[TOLD] = st.session_state[CHOSEN] = receipt.batch_id  # the history shows it
    return None


def tell(visit: Visit) -> None:
    """Say once what was kept: in passing of one file, in words of several."""
    words = visit.words
    number = st.session_state.pop(TOLD, None)
    together = st.session_state.pop(TOGETHER, None)
    if together is None:
        if number is not None:
            st.toast(words.say("receive.receipt", batch=number))
        return
    count, refused = together
    if count:
        st.success(escaped(words.say("together.received", count=count)))
    for file, sentence in refused:
        st.warning(escaped(words.say("together.refused", file=file, sentence=sentence)))


def tell_refusal(number: int) -> None:
    """Say once why this card's file was not kept."""
    sentence = st.session_state.get(REFUSED, {}).pop(number, None)
    if sentence is not None:
        st.warning(escaped(sentence))


def accept_button(visit: Visit, card: Card, *, key: str) -> None:
    """A button that says what will be kept and with how many rows; none where nothing can."""
    arrival, words = card.seen.arrival, visit.words
    if arrival.rows is None or arrival.plan is None:
        return
    if find_impossible_day(visit, card.seen.letter) is not None:
        return
    if arrival.outcome == Outcome.NOTHING:
        return
    again = registered_again(key)
    said = f"accept {words.language} {again}"
    if said not in card.said:
        card.said[said] = _label(visit, arrival, arrival.plan, again=again)
    if not card.said[said]:
        st.markdown(escaped(words.say("receive.nothing_sound")))
        return
    st.button(
        str(card.said[said]),
        type="primary",
        key=key,
        on_click=_press,
        args=(card.number, card.seen.token, key),
    )


def _label(visit: Visit, arrival: Arrival, plan: Plan, *, again: bool) -> str:
    """What the button says; empty where no row can be kept."""
    sound = sound_rows(arrival, again=again)
    rows = 0 if arrival.rows is None else len(arrival.rows.frame)
    waiting = 0 if may(visit.actor, Verb.ERASE) else len(plan.held)
    left = rows - sound - waiting
    if not sound and not waiting:
        return ""
    asked = must_confirm(arrival.findings)
    kind = ("_confirmed" if asked else "") + ("_sound" if left else "")
    if not sound:
        kind = "_waiting"
    return say_to_role(visit, f"receive.accept{kind}", count=sound or waiting, left=left)


def _press(number: int, token: str, key: str) -> None:
    reason, withdraw, again = decided(key)
    choices = Choices(
        True,
        True,
        withdraw=withdraw,
        again=again,
        reason=reason,
        correction_reason=find_correction_reason(number),
    )
    st.session_state[PRESSED] = (Press(number, token, choices),)


def press_together(presses: Sequence[tuple[int, str]]) -> None:
    """Receive these cards, each as it was seen, and only if there is nothing to decide of it."""
    st.session_state[PRESSED] = [
        Press(number, token, Choices(correction_reason=find_correction_reason(number)))
        for number, token in presses
    ]


def show_receipt(visit: Visit, batch: StandingBatch) -> None:
    """What was kept of a file."""
    words = visit.words
    counts = {"new": batch.new, "changed": batch.changed, "unchanged": batch.unchanged}
    told = words.say(
        "receive.receipt_counts", count=None, **counts, left=batch.left, digest=batch.digest[:12]
    )
    st.success(escaped(told), title=words.say("receive.receipt", batch=batch.number))
