"""The reporting years: their last day, whether it rolls over a weekend, and who has longer."""

from functools import partial

import pandas as pd
import streamlit as st

from actions.periods import roll_weekend
from actions.permissions import Verb, may
from locales.numbers import is_missing
from locales.texts import escape_markdown
from models.database import reading
from models.periods import is_rolling_over_weekend
from pages.catalogue.extensions import show_extensions
from pages.catalogue.next_year import show_next_year
from pages.components import frames, notes
from pages.components.acting import do, show_outcome
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.tables import show_table
from pages.components.visit import Visit


def show_periods(visit: Visit) -> None:
    """All years in a table; the rule and the extensions of the visit's own."""
    words = visit.words
    show_outcome()
    show_subtitle(words.say("catalogue.periods"))
    periods = frames.load_catalogue(visit).periods
    show_table(visit, once(_build_table, visit), key="periods")
    show_next_year(visit)
    own = periods[periods["year"] == visit.year]
    if own.empty or visit.issue is not None:
        return
    if may(visit.actor, Verb.SET) and visit.as_of == visit.today:
        _show_weekend_rule(visit, own.iloc[0])
    show_extensions(visit, own["last_day"].iloc[0].date())


def _build_table(visit: Visit) -> pd.DataFrame:
    words, periods = visit.words, frames.load_catalogue(visit).periods
    states = ["open" if is_missing(at) else "closed" for at in periods["closed_at"]]
    table = periods.assign(state=[words.say(f"catalogue.period.{state}") for state in states])
    latest_first = table.sort_values("year", ascending=False, ignore_index=True)
    return latest_first[["year", "data_from", "data_to", "last_day", "state"]]


def _show_weekend_rule(visit: Visit, period: "pd.Series") -> None:
    words, year = visit.words, visit.year
    rolls = once(_is_rolling, visit)
    labels = {answer: words.say(f"catalogue.weekend.{answer}") for answer in ("no", "yes")}
    lead = words.say("catalogue.weekend", year=year, day=period["last_day"], last=period["data_to"])
    with st.form("weekend"):
        choice = st.radio(
            escape_markdown(lead),
            list(labels),
            index=int(rolls),
            format_func=labels.__getitem__,
            horizontal=True,
            key=f"weekend-{year}-{rolls}",
        )
        pressed = st.form_submit_button(words.say("catalogue.weekend.keep"))
    notes.show_note(words.say("rules.from_now_on"))
    if pressed and (choice == "yes") != rolls:
        rule = partial(roll_weekend, visit.engine, year, rolls=choice == "yes")
        do(visit, rule, words.say("catalogue.weekend.kept", year=year))


def _is_rolling(visit: Visit) -> bool:
    with reading(visit.engine) as session:
        return is_rolling_over_weekend(session, visit.year)
