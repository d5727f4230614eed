"""What a unit answered, written down: one touch for what a call mostly ends with, a form for
all else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from actions.refusals import Refused
from actions.reminders.remind import Answering, Reminding, check_answer, keep_answer, remind
from documents.printing.records import Plain, Record
from indicators.chasing import ChasingStep
from locales.refusals import build_refusal_sentence
from models.reminder_schedules import Channel
from models.spans import after_weekend
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

PROMISES = (1, 3, 7)  # days from today, each a touch
MESSAGE = "chasing-told"


def show_answer_form(visit: Visit, row: Record) -> None:
    """One touch for what a call mostly ends with; a form for all else."""
    words, key = visit.words, f"chased-{row['unit_id']}"
    for day in find_promise_days(visit.today):
        act = partial(_record_call, visit, row, promised=day)
        weekday = words.say(f"weekday.{day.weekday()}")
        label = words.say("chasing.called.promised", weekday=weekday, day=day)
        st.button(label, on_click=act, key=f"{key}-{day}", width="stretch")
    nobody = words.say("chasing.called.nobody")
    act = partial(_record_call, visit, row, promised=None, note=nobody)
    st.button(nobody, on_click=act, key=f"{key}-nobody", width="stretch")
    with st.form(f"{key}-form", border=False):
        promised = st.date_input(words.say("chasing.promised_on"), None, format="DD/MM/YYYY")
        answer = st.text_input(words.say("chasing.answer"), max_chars=500)
        if st.form_submit_button(words.say("chasing.keep_answer"), width="stretch"):
            _record_answer(visit, row, promised=promised, answer=answer)
            st.rerun()


def find_promise_days(today: date) -> list[date]:
    """The days offered at a touch, each once: PROMISES from today, or the Monday after where
    that is a weekend."""
    days = (after_weekend(today + timedelta(days=days)) for days in PROMISES)
    return list(dict.fromkeys(days))


def _record_call(
    visit: Visit, row: Record, *, promised: date | None, answer: str = "", note: str | None = None
) -> None:
    """Record a call of today, with the day of the schedule where the schedule asked for it. That
    nobody was there is a note: it is no answer of the unit."""
    entry = Reminding(
        unit_id=int(str(row["unit_id"])),
        year=int(str(row["year"])),
        channel=Channel.TELEPHONE.value,
        sent_on=visit.today,
        promised_on=promised,
        answer=answer or None,
        note=note,
    )
    if row["step"] == ChasingStep.NOW and row["channel"] == Channel.TELEPHONE:
        entry = replace(
            entry,
            rung_days=int(str(row["rung_days"])),
            rung_on=date.fromisoformat(str(row["rung_on"])),
        )
    _keep_entry(visit, row, entry)


def _record_answer(visit: Visit, row: Record, *, promised: date | None, answer: str) -> None:
    """An answer goes beside the last reminder; where there is none, or it was answered already,
    it was a call. One that says nothing is refused."""
    try:
        check_answer(answer, promised)
    except Refused as refused:
        st.session_state[MESSAGE] = build_refusal_sentence(refused, visit.words)
        return
    is_answered = row["answer"] is not None
    if row["reminder_id"] is None or is_answered or not answer.strip():
        _record_call(visit, row, promised=promised, answer=answer)
        return
    _keep_entry(visit, row, Answering(visit.today, answer.strip(), promised))


def _keep_entry(visit: Visit, row: Mapping[str, Plain], entry: Reminding | Answering) -> None:
    words = visit.words
    try:
        if isinstance(entry, Reminding):
            remind(visit.engine, entry, actor=visit.actor, now=read_moment(visit))
        else:
            number = int(str(row["reminder_id"]))
            keep_answer(visit.engine, number, entry, actor=visit.actor, now=read_moment(visit))
        st.session_state[MESSAGE] = words.say("chasing.kept", unit=row["name"])
    except Refused as refused:
        st.session_state[MESSAGE] = build_refusal_sentence(refused, words)
