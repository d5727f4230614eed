"""The ledger of reminders of the year, newest first, and taking back what was written into it
by mistake."""

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.reminders.remind import withdraw_answer, withdraw_reminders
from documents.printing.records import Record, to_records
from locales.actors import name_actor
from locales.names import add_units, list_full_names
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from locales.words import Words
from models.pursuits import Pursuit
from pages.components.actors import find_people
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.tables import ROW, TALLEST, show_written_table
from pages.components.visit import Visit
from pages.reminders.cards import name_channel

COLUMNS = ("day", "unit", "channel", "letter_no", "promised", "answer", "delivery", "by")
SELECTION, REASON, MESSAGE = "ledger-picked", "ledger-reason", "ledger-told"
MOST_REASON = 200


def show_ledger(visit: Visit, pursuit: Pursuit) -> None:
    """All that stands in the ledger of the year, folded away."""
    words = visit.words
    if message := st.session_state.pop(MESSAGE, None):
        st.info(escape_markdown(message))
    if pursuit.ledger.empty:
        return
    lines = once(_build_lines, pursuit, words)
    with st.expander(
        words.say("ledger.title", year=visit.year, count=len(lines)), key="ledger-open"
    ):
        table = once(_build_table, visit, pursuit)
        show_written_table(
            words, table, key="ledger", options={"height": min(TALLEST, ROW * (len(lines) + 1) + 3)}
        )
        if may(visit.actor, Verb.REMIND) and visit.as_of == visit.today:
            _show_withdrawal(visit, lines)


def _build_lines(pursuit: Pursuit, words: Words) -> list[Record]:
    """The lines with the names of their units, newest first."""
    rows = add_units(pursuit.ledger, "unit_id", pursuit.duties.catalogue.units)
    return to_records(rows.assign(name=list_full_names(rows, words)))[::-1]


def _build_table(visit: Visit, pursuit: Pursuit) -> pd.DataFrame:
    words, people = visit.words, find_people(visit)
    lines = once(_build_lines, pursuit, words)
    rows = [_build_row(line, people, words) for line in lines]
    return pd.DataFrame(rows, columns=[words.say(f"ledger.{name}") for name in COLUMNS])


def _build_row(line: Record, people: Mapping[str, str], words: Words) -> tuple[str, ...]:
    delivery = words.say(f"ledger.delivery.{line['delivery']}") if line["delivery"] else ""
    return (
        _format_day(line["sent_on"], words),
        str(line["name"]),
        name_channel(str(line["channel"]), words),
        str(line["letter_no"] or ""),
        _format_day(line["promised_on"], words),
        str(line["answer"] or line["note"] or ""),
        delivery,
        name_actor(str(line["recorded_by"]), people, words),
    )


def _format_day(value: object, words: Words) -> str:
    return words.say("ledger.of_day", day=pd.Timestamp(str(value)).date()) if value else ""


def _show_withdrawal(visit: Visit, lines: list[Record]) -> None:
    """Pick lines, say why, and take them back; of a single line that has an answer, the answer
    alone can be taken back."""
    words = visit.words
    labels = {int(str(line["reminder_id"])): _build_label(line, words) for line in lines}
    answers = {int(str(line["reminder_id"])) for line in lines if line["answer"]}
    selection = st.multiselect(
        words.say("ledger.pick"),
        list(labels),
        format_func=lambda number: labels.get(number, ""),
        key=SELECTION,
        placeholder=words.say("ledger.pick_none"),
    )
    numbers = [number for number in selection if number in labels]
    if not numbers:
        return
    st.text_input(
        words.say("ledger.reason"),
        words.say("ledger.reason_usual"),
        key=REASON,
        max_chars=MOST_REASON,
    )
    with st.container(horizontal=True):
        label = words.say("ledger.withdraw", count=len(numbers))
        withdrawing = partial(_withdraw, visit, numbers)
        st.button(label, on_click=withdrawing, key="ledger-withdraw", type="primary")
        if len(numbers) == 1 and numbers[0] in answers:
            taking = partial(_withdraw_answer, visit, numbers[0])
            st.button(words.say("ledger.withdraw_answer"), on_click=taking, key="ledger-answer")


def _build_label(line: Record, words: Words) -> str:
    day, name, channel, number, promised, answer, *_ = _build_row(line, {}, words)
    if promised:
        promised = words.say("chasing.promised", day=pd.Timestamp(str(line["promised_on"])).date())
    return " · ".join(part for part in (day, name, channel, number, promised, answer) if part)


def _withdraw(visit: Visit, numbers: list[int]) -> None:
    words, reason = visit.words, str(st.session_state.get(REASON, ""))
    try:
        count = withdraw_reminders(
            visit.engine, numbers, reason, actor=visit.actor, now=read_moment(visit)
        )
        _record_success(words.say("ledger.withdrawn", count=count))
    except Refused as refused:
        st.session_state[MESSAGE] = build_refusal_sentence(refused, words)


def _withdraw_answer(visit: Visit, number: int) -> None:
    words, reason = visit.words, str(st.session_state.get(REASON, ""))
    try:
        withdraw_answer(visit.engine, number, reason, actor=visit.actor, now=read_moment(visit))
        _record_success(words.say("ledger.answer_withdrawn"))
    except Refused as refused:
        st.session_state[MESSAGE] = build_refusal_sentence(refused, words)


def _record_success(message: str) -> None:
    st.session_state[MESSAGE] = message
    st.session_state[SELECTION] = []
