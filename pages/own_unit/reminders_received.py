"""The reminders that the unit got, with their day and text, and its answer to each."""

from datetime import date
from functools import partial

import streamlit as st

from actions.permissions import Verb, may
from actions.reminders.remind import TEXT, Answering, answer_reminder, is_answered_by_office
from documents.printing.letterheads import PREFIX
from documents.reminders.cases import build_cases
from documents.reminders.letters import LetterContext, build_letter
from documents.reminders.mail import build_plain_text
from documents.reminders.run import read_grace_days
from locales.numbers import is_missing
from locales.texts import escape_markdown
from locales.words import words_in
from models.database import reading
from models.pursuits import read_pursuit
from models.reminder_schedules import Channel
from models.settings import read_settings_under
from pages.components.acting import do
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.visit import Visit
from pages.own_unit.own_report import OwnUnit, Row, may_act

WRITTEN = (Channel.LETTER.value, Channel.EMAIL.value)


def show_reminders(visit: Visit, own: OwnUnit) -> None:
    """A card for each, the latest first."""
    if own.reminders.empty:
        return
    show_subtitle(visit.words.say("own.reminders", count=len(own.reminders)))
    for reminder in reversed(own.reminders.to_dict("records")):
        with st.container(border=True, gap="xsmall"):
            _show_reminder(visit, own, reminder)


def _show_reminder(visit: Visit, own: OwnUnit, reminder: Row) -> None:
    words, number = visit.words, int(reminder["reminder_id"])
    st.markdown(f"**{escape_markdown(_build_title(visit, reminder))}**")
    if not is_missing(reminder["answer"]):
        answer = words.say("own.answered", day=reminder["answered_on"], answer=reminder["answer"])
        st.markdown(escape_markdown(answer))
    if not is_missing(reminder["promised_on"]):
        st.markdown(escape_markdown(words.say("own.promised", day=reminder["promised_on"])))
    with st.container(horizontal=True):
        text = _find_text(visit, own, reminder)
        if text:
            with st.popover(words.say("own.reminder_text"), key=f"own-text-open-{number}"):
                for paragraph in text.split("\n\n"):
                    st.markdown(escape_markdown(paragraph))
        if _may_answer(visit, own, reminder):
            with st.popover(words.say("own.answer"), key=f"own-answer-open-{number}"):
                _show_answer_form(visit, number)


def _may_answer(visit: Visit, own: OwnUnit, reminder: Row) -> bool:
    """Is there something to answer, and no answer that the office wrote down itself?"""
    answer, author = (
        None if is_missing(value) else str(value)
        for value in (reminder["answer"], reminder["answered_by"])
    )
    is_asked = may(visit.actor, Verb.ANSWER_REMINDER) and may_act(visit) and not own.is_received
    return is_asked and not is_answered_by_office(answer, author)


def _build_title(visit: Visit, reminder: Row) -> str:
    """By what, on which day, under which number."""
    words, channel = visit.words, str(reminder["channel"])
    is_known = words.knows(f"own.reminded.{channel}")
    key = f"own.reminded.{channel}" if is_known else "own.reminded.other"
    title = words.say(key, day=reminder["sent_on"])
    is_numbered = not is_missing(reminder["letter_no"])
    return (
        f"{title}, {words.say('own.numbered', number=reminder['letter_no'])}"
        if is_numbered
        else title
    )


def _show_answer_form(visit: Visit, number: int) -> None:
    words = visit.words
    with st.form(f"own-answer-{number}", border=False):
        answer = st.text_area(words.say("own.answer_field"), max_chars=TEXT, height=80)
        promised = st.date_input(words.say("own.promise_field"), None, format="DD/MM/YYYY")
        is_pressed = st.form_submit_button(words.say("own.answer_press"), type="primary")
    if is_pressed:
        answering = Answering(visit.today, str(answer), promised)
        act = partial(answer_reminder, visit.engine, number, answering)
        do(visit, act, words.say("own.answer_done"))


def _find_text(visit: Visit, own: OwnUnit, reminder: Row) -> str:
    """The text of a letter or message, as written for this unit from what was known that day;
    empty for a call, and where nothing was missing any more at the end of the day."""
    if reminder["channel"] not in WRITTEN:
        return ""
    return once(_write_text, visit, own.unit_id, reminder["sent_on"].date())


def _write_text(visit: Visit, unit_id: int, day: date) -> str:
    papers = words_in("vi")
    with reading(visit.engine) as session:
        settings = read_settings_under(session, PREFIX)
        pursuit = read_pursuit(session, visit.year, day)
    cases = build_cases(pursuit, grace=read_grace_days(settings), words=papers)
    own = next((case for case in cases if case.unit_id == unit_id), None)
    return (
        build_plain_text(build_letter(own, LetterContext(settings, papers)), papers) if own else ""
    )
