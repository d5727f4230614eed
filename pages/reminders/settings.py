"""What letters say of who writes them, and the year's schedule of reminders: set by
the secretariat."""

import hashlib

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from actions.refusals import Refused
from actions.reminders.schedule import Step, set_reminder_schedule
from actions.settings import set_value
from documents.printing.letterheads import PARTS, PREFIX, PaperSetting, find_setting
from locales.refusals import build_refusal_sentence
from locales.texts import escape_markdown
from locales.words import words_in
from models import Channel
from models.database import reading
from models.settings import read_settings_under
from pages.components.cache import once
from pages.components.deed_time import read_moment
from pages.components.visit import Visit

MESSAGE = "settings-told"
MOST_LETTERS = 2000


def load_letterhead(visit: Visit) -> dict[str, str]:
    """What is set for letters, read once a state of the data."""
    return once(_read_letterhead, visit)


def _read_letterhead(visit: Visit) -> dict[str, str]:
    with reading(visit.engine) as session:
        return read_settings_under(session, PREFIX)


def show_settings(visit: Visit, schedule: pd.DataFrame) -> None:
    """Both settings, in expanders; nothing for who may not set them. `schedule` is the year's
    schedule."""
    if not may(visit.actor, Verb.SET):
        return
    words = visit.words
    if message := st.session_state.pop(MESSAGE, None):
        st.info(escape_markdown(message))
    with st.expander(words.say("schedule.title", year=visit.year), key="schedule-open"):
        _show_schedule(visit, schedule)
    with st.expander(words.say("letterhead.title"), key="letterhead-open"):
        _show_letterhead(visit)


def _show_schedule(visit: Visit, schedule: pd.DataFrame) -> None:
    """The reminders of the schedule as an editable table; a new row is a new reminder."""
    words, config = visit.words, st.column_config
    st.caption(escape_markdown(words.say("schedule.lead")))
    names = {channel.value: words.say(f"chasing.channel.{channel}") for channel in Channel}
    table = schedule.assign(channel=schedule["channel"].map(names).astype("object"))
    edited = st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        key=f"schedule-{visit.year}-{hashlib.sha256(table.to_csv().encode()).hexdigest()[:12]}",
        column_config={
            "days": config.NumberColumn(words.say("schedule.days"), format="%d", required=True),
            "channel": config.SelectboxColumn(
                words.say("schedule.channel"), options=list(names.values()), required=True
            ),
            "requested": config.CheckboxColumn(words.say("schedule.requested"), default=False),
        },
    )
    if st.button(words.say("schedule.keep"), key="schedule-keep"):
        _keep_schedule(visit, edited, {label: code for code, label in names.items()})
        st.rerun()


def _keep_schedule(visit: Visit, edited: pd.DataFrame, codes: dict[str, str]) -> None:
    rows = edited.dropna(subset=["days", "channel"])
    steps = [
        Step(int(days), Channel(codes[str(channel)]), bool(requested) and not pd.isna(requested))
        for days, channel, requested in zip(
            rows["days"], rows["channel"], rows["requested"].fillna(value=False), strict=True
        )
    ]
    try:
        set_reminder_schedule(
            visit.engine, visit.year, steps, actor=visit.actor, now=read_moment(visit)
        )
        st.session_state[MESSAGE] = visit.words.say("schedule.kept", count=len(steps))
    except Refused as refused:
        st.session_state[MESSAGE] = build_refusal_sentence(refused, visit.words)


def _show_letterhead(visit: Visit) -> None:
    """Every part of a paper that the facts leave open; empty is printed as …"""
    words, papers = visit.words, words_in("vi")
    st.caption(escape_markdown(words.say("letterhead.lead")))
    stored = load_letterhead(visit)
    with st.form("letterhead", border=False):
        texts = {
            part: _show_field(visit, part, find_setting(stored, part.name, papers))
            for part in PARTS
        }
        if not st.form_submit_button(words.say("letterhead.keep")):
            return
    changed = {
        part: text
        for part, text in texts.items()
        if text != find_setting(stored, part.name, papers)
    }
    for part, text in changed.items():
        now = read_moment(visit)
        set_value(visit.engine, PREFIX + part.name, text, actor=visit.actor, now=now)
    st.session_state[MESSAGE] = words.say("letterhead.kept", count=len(changed))
    st.rerun()


def _show_field(visit: Visit, part: PaperSetting, value: str) -> str:
    label = visit.words.say(f"letterhead.{part.name}")
    if part.several:
        text = st.text_area(label, value, max_chars=MOST_LETTERS, height=80)
    else:
        text = st.text_input(label, value, max_chars=MOST_LETTERS)
    return str(text).strip()
