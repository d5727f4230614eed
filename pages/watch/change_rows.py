"""The rows behind what moved: whose, which task, how it was and is, in which file and row."""

from functools import partial

import pandas as pd
import streamlit as st

from actions.read_register import Manner
from indicators.definitions import DEFINITIONS
from indicators.moved import moves
from indicators.steps import CAUSES, Steps
from locales.names import short_names, titles, with_units
from locales.numbers import missing
from locales.texts import escaped
from locales.words import Words
from pages.parts import frames
from pages.parts.birth import ASPECTS, PLACE
from pages.parts.looks import look
from pages.parts.privacy import exact, names_files
from pages.parts.tables import table
from pages.parts.visit import Visit

ABSENT = ("moved.state.absent", "moved.state.absent")  # no dossier in force
UNASKED = ("moved.new", "moved.gone")
STATES = {"received": "report_state", "overdue": "report_state", "coverage": "moved.state"}


def open_rows(visit: Visit, told: Steps, figure: str) -> None:
    """Open the drawer of `figure`; where it lists addresses, the journal says who looked, and
    who may not know them is opened nothing: how many moved between two days tells of one."""
    if figure == "coverage":
        if not exact(visit):
            return
        look(visit, Manner.VIEW, len(moves(told, figure)), figure="moved")
    title = visit.words.say(f"moved.figure.{figure}")
    drawer = st.dialog(title, width="large", position="right")
    drawer(partial(_listed, visit, told, figure))()


def _listed(visit: Visit, told: Steps, figure: str) -> None:
    words = visit.words
    definition = DEFINITIONS["moved"]
    for aspect in ASPECTS:
        said = escaped(words.say(definition.key(aspect)))
        st.markdown(f"**{words.say(f'birth.{aspect}')}** {said}")
    rows = moves(told, figure)
    for cause in CAUSES:
        behind = rows[rows["cause"] == cause]
        if len(behind):
            name = words.say(f"moved.cause.{cause}")
            said = words.say("moved.behind", cause=name, count=len(behind))
            with st.expander(said, key=f"moved-{cause}-open"):
                table(visit, _shown(visit, behind, figure), key=f"moved-{cause}")


def _shown(visit: Visit, rows: pd.DataFrame, figure: str) -> pd.DataFrame:
    """The rows as their reader may see them."""
    words = visit.words
    family = STATES.get(figure, "state")
    new, gone = ABSENT if figure == "coverage" else UNASKED
    told = rows.assign(
        state_before=_states(rows["state_before"], family, absent=new, words=words),
        state_after=_states(rows["state_after"], family, absent=gone, words=words),
    )
    told = _of_addresses(visit, told) if figure == "coverage" else _of_units(visit, told)
    files = PLACE if names_files(visit) else []
    columns = ["address", "unit", "task", "state_before", "state_after", "count", "document_no"]
    return told[[name for name in (*columns, *files) if name in told]]


def _of_units(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    named = rows.assign(unit=short_names(rows, visit.words))
    return named.assign(task=titles(rows, visit.words)) if "title_vi" in rows else named


def _of_addresses(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    """Each address and its commune."""
    kept = rows.rename(columns={"code": "address"}).drop(columns="kind")
    named = with_units(kept, "commune_id", frames.catalogue(visit).units)
    return named.assign(unit=short_names(named, visit.words))


def _states(states: pd.Series, family: str, *, absent: str, words: Words) -> list[str]:
    return [
        words.say(absent) if missing(each) else words.say(f"{family}.{each}") for each in states
    ]
