"""Extensions of the visit's year: who has longer and why, given and taken back here."""

from datetime import date, timedelta
from functools import partial

import pandas as pd
import streamlit as st

from actions.extensions import MOST_LATER, Extending, extend, withdraw_extension
from actions.permissions import Verb, may
from locales.names import full_names, with_units
from models.database import reading
from models.periods import list_granted_extensions
from pages.manage.catalogue_units import in_being
from pages.parts import frames
from pages.parts.acting import do
from pages.parts.headline import show_subtitle
from pages.parts.request_cards import show_answered_requests, show_open_requests
from pages.parts.tables import show_table
from pages.parts.visit import Visit

LONGEST_REASON = 500


def extensions(visit: Visit, last_day: date) -> None:
    """Those that stand, and the ways to change them; `last_day` is that of all."""
    words = visit.words
    show_open_requests(visit)
    standing = frames.once(visit, "extensions", partial(_standing, visit))
    if standing.empty:
        show_subtitle(words.say("catalogue.extensions.none", year=visit.year))
    else:
        show_subtitle(words.say("catalogue.extensions", year=visit.year, count=len(standing)))
        columns = ["unit", "last_day", "reason", "granted_on"]
        shown = frames.once(visit, "extensions shown", lambda: standing[columns])
        show_table(visit, shown, key="extensions")
    if may(visit.actor, Verb.EXTEND) and visit.as_of == visit.today:
        _extend(visit, last_day)
        if len(standing):
            _withdraw(visit, standing)
    show_answered_requests(visit)


def _standing(visit: Visit) -> pd.DataFrame:
    with reading(visit.engine) as session:
        kept = list_granted_extensions(session, visit.year, visit.as_of)
    named = with_units(kept, "unit_id", frames.load_catalogue(visit).units)
    days = named["recorded_at"].dt.tz_convert("Asia/Ho_Chi_Minh").dt.tz_localize(None)
    return named.assign(unit=full_names(named, visit.words), granted_on=days.dt.normalize())


def _extend(visit: Visit, last_day: date) -> None:
    words = visit.words
    known = frames.load_catalogue(visit).units
    there = known[in_being(known, pd.Timestamp(visit.as_of))]
    names = dict(zip(there["unit_id"], full_names(there, words), strict=True))
    first = last_day + timedelta(days=1)
    proposed = max(first, visit.today + timedelta(days=1))
    place = st.expander(words.say("catalogue.extend"), key="extend-open")
    with place, st.form("extend", border=False):
        whom = st.multiselect(
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
        asked = Extending(visit.year, until, why)
        given = partial(extend, visit.engine, [int(one) for one in whom], asked)
        do(visit, given, words.say("catalogue.extend.done", count=len(whom), day=until))


def _withdraw(visit: Visit, standing: pd.DataFrame) -> None:
    words = visit.words
    names = dict(zip(standing["unit_id"], standing["unit"], strict=True))
    with st.form("withdraw"):
        one = st.selectbox(
            words.say("catalogue.withdraw.which"), list(names), format_func=names.__getitem__
        )
        pressed = st.form_submit_button(words.say("catalogue.withdraw.press"))
    if pressed and one in names:
        back = partial(withdraw_extension, visit.engine, int(one), visit.year)
        do(visit, back, words.say("catalogue.withdraw.done", name=names[one]))
