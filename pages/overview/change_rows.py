"""The rows behind what moved: whose, which task, how it was and is, in which file and row."""

from functools import partial

import pandas as pd
import streamlit as st

from actions.erasure.read_register import Manner
from indicators.change.moved import list_moves
from indicators.change.steps import CAUSES, Steps
from indicators.definitions import DEFINITIONS
from locales.names import add_units, list_short_names, list_titles
from locales.numbers import is_missing
from locales.texts import escape_markdown
from locales.words import Words
from pages.components import frames
from pages.components.certificate import ASPECTS, PLACE
from pages.components.privacy import may_see_exact, may_see_files
from pages.components.register_reading import record_reading
from pages.components.tables import show_table
from pages.components.visit import Visit

ABSENT = ("moved.state.absent", "moved.state.absent")  # no dossier in force
UNASKED = ("moved.new", "moved.gone")
STATES = {"received": "report_state", "overdue": "report_state", "coverage": "moved.state"}


def open_rows(visit: Visit, path: Steps, figure: str) -> None:
    """Open the drawer of `figure`; where it lists addresses, the journal says who looked, and
    who may not know them is opened nothing: how many moved between two days tells of one."""
    if figure == "coverage":
        if not may_see_exact(visit):
            return
        record_reading(visit, Manner.VIEW, len(list_moves(path, figure)), figure="moved")
    title = visit.words.say(f"moved.figure.{figure}")
    drawer = st.dialog(title, width="large", position="right")
    drawer(partial(_show_rows, visit, path, figure))()


def _show_rows(visit: Visit, path: Steps, figure: str) -> None:
    words = visit.words
    definition = DEFINITIONS["moved"]
    for aspect in ASPECTS:
        text = escape_markdown(words.say(definition.key(aspect)))
        st.markdown(f"**{words.say(f'provenance.{aspect}')}** {text}")
    rows = list_moves(path, figure)
    for cause in CAUSES:
        behind = rows[rows["cause"] == cause]
        if len(behind):
            name = words.say(f"moved.cause.{cause}")
            text = words.say("moved.behind", cause=name, count=len(behind))
            with st.expander(text, key=f"moved-{cause}-open"):
                show_table(visit, _build_table(visit, behind, figure), key=f"moved-{cause}")


def _build_table(visit: Visit, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """The rows as their reader may see them."""
    words = visit.words
    family = STATES.get(figure, "state")
    new, gone = ABSENT if figure == "coverage" else UNASKED
    table_rows = rows.assign(
        state_before=_format_states(rows["state_before"], family, absent=new, words=words),
        state_after=_format_states(rows["state_after"], family, absent=gone, words=words),
    )
    table_rows = (
        _name_addresses(visit, table_rows)
        if figure == "coverage"
        else _name_units(visit, table_rows)
    )
    files = PLACE if may_see_files(visit) else []
    columns = ["address", "unit", "task", "state_before", "state_after", "count", "document_no"]
    return table_rows[[name for name in (*columns, *files) if name in table_rows]]


def _name_units(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    named = rows.assign(unit=list_short_names(rows, visit.words))
    return named.assign(task=list_titles(rows, visit.words)) if "title_vi" in rows else named


def _name_addresses(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """Each address and its commune."""
    dossiers = rows.rename(columns={"code": "address"}).drop(columns="kind")
    named = add_units(dossiers, "commune_id", frames.load_catalogue(visit).units)
    return named.assign(unit=list_short_names(named, visit.words))


def _format_states(states: pd.Series, family: str, *, absent: str, words: Words) -> list[str]:
    return [
        words.say(absent) if is_missing(state) else words.say(f"{family}.{state}")
        for state in states
    ]
