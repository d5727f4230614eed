"""Extensions of the visit's year: who has longer and why, given and taken back here."""

from datetime import date, timedelta
from functools import partial

import pandas as pd
import streamlit as st

from actions.permissions import Verb, may
from actions.reminders.extensions import MOST_LATER, Extending, extend, withdraw_extension
from locales.names import add_units, list_full_names
from models.database import reading
from models.periods import list_granted_extensions
from pages.catalogue.units import is_in_being
from pages.components import frames
from pages.components.acting import do
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.request_cards import show_answered_requests, show_open_requests
from pages.components.tables import show_table
from pages.components.visit import Visit

LONGEST_REASON = 500


def show_extensions(visit: Visit, last_day: date) -> None:
    """Those that stand, and the ways to change them; `last_day` is that of all."""
    words = visit.words
    show_open_requests(visit)
    extensions = once(_load_extensions, visit)
    if extensions.empty:
        show_subtitle(words.say("catalogue.extensions.none", year=visit.year))
    else:
        show_subtitle(words.say("catalogue.extensions", year=visit.year, count=len(extensions)))
        show_table(visit, once(_build_table, extensions), key="extensions")
    if may(visit.actor, Verb.EXTEND) and visit.as_of == visit.today:
        _show_extend_form(visit, last_day)
        if len(extensions):
            _show_withdraw_form(visit, extensions)
    show_answered_requests(visit)


def _build_table(extensions: pd.DataFrame) -> pd.DataFrame:
    return extensions[["unit", "last_day", "reason", "granted_on"]]


def _load_extensions(visit: Visit) -> pd.DataFrame:
    with reading(visit.engine) as session:
        rows = list_granted_extensions(session, visit.year, visit.as_of)
    extensions = add_units(rows, "unit_id", frames.load_catalogue(visit).units)
    days = extensions["recorded_at"].dt.tz_convert("Asia/Ho_Chi_Minh").dt.tz_localize(None)
    return extensions.assign(
        unit=list_full_names(extensions, visit.words), granted_on=days.dt.normalize()
    )


def _show_extend_form(visit: Visit, last_day: date) -> None:
    words = visit.words
    units = frames.load_catalogue(visit).units
    current = units[is_in_being(units, pd.Timestamp(visit.as_of))]
    names = dict(zip(current["unit_id"], list_full_names(current, words), strict=True))
    first = last_day + timedelta(days=1)
    proposed = max(first, visit.today + timedelta(days=1))
    place = st.expander(words.say("catalogue.extend"), key="extend-open")
    with place, st.form("extend", border=False):
        unit_ids = st.multiselect(
            words.say("catalogue.extend.whom"), list(names), format_func=names.__getitem__
        )
        until = st.date_input(
            words.say("catalogue.extend.until"),
            min(proposed, last_day + MOST_LATER),
            format="DD/MM/YYYY",
        )
        why = st.text_input(words.say("catalogue.extend.why"), max_chars=LONGEST_REASON)
        pressed = st.form_submit_button(words.say("catalogue.extend.press"), type="primary")
    if pressed:
        extension = Extending(visit.year, until, why)
        act = partial(extend, visit.engine, [int(number) for number in unit_ids], extension)
        do(visit, act, words.say("catalogue.extend.done", count=len(unit_ids), day=until))


def _show_withdraw_form(visit: Visit, extensions: pd.DataFrame) -> None:
    words = visit.words
    names = dict(zip(extensions["unit_id"], extensions["unit"], strict=True))
    with st.form("withdraw"):
        unit_id = st.selectbox(
            words.say("catalogue.withdraw.which"), list(names), format_func=names.__getitem__
        )
        pressed = st.form_submit_button(words.say("catalogue.withdraw.press"))
    if pressed and unit_id in names:
        act = partial(withdraw_extension, visit.engine, int(unit_id), visit.year)
        do(visit, act, words.say("catalogue.withdraw.done", name=names[unit_id]))
