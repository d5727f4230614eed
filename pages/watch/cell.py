"""One cell of the matrix: picked in the picture or in the list, it opens its certificate."""

from functools import partial

import pandas as pd
import streamlit as st

from indicators.birth import birth_of_results
from indicators.cells import NOT_ASKED
from pages.parts import notes
from pages.parts.birth import Origin, open_birth
from pages.parts.empty import empty
from pages.parts.headline import subtitle
from pages.parts.picture import Codes
from pages.parts.states import result_state
from pages.parts.tables import table
from pages.parts.visit import Visit
from pages.watch.plan import still

OPENED = "cell-opened"


def cell_picked(codes: Codes) -> None:
    """Remember the cell; the run that follows opens it."""
    st.session_state[OPENED] = (codes["code"], codes["column_code"])


def still_list(visit: Visit, results: pd.DataFrame, column: str, *, met: pd.DataFrame) -> None:
    """What is not moving, as a list that a phone and a keyboard reach; a row opens its cell."""
    words = visit.words
    waiting = still(met)
    if waiting.empty:
        empty(visit, "all_moving")
    else:
        subtitle(words.say("tasks.still", count=len(waiting)))
        notes.note(words.say("tasks.still_help"))
        key = f"still-{column}"

        def open_chosen() -> None:
            for place in st.session_state[key]["selection"]["rows"]:
                row = waiting.iloc[place]
                st.session_state[OPENED] = (row["code"], row["column_code"])

        table(visit, _told(visit, waiting), key=key, on_select=open_chosen)
    _open(visit, results, column, met=met)


def _told(visit: Visit, waiting: pd.DataFrame) -> pd.DataFrame:
    states = [result_state(visit.words, state) for state in waiting["state"]]
    told = waiting.assign(unit=waiting["label"], state=states)
    return told[["unit", "part", "state", "done", "assigned"]]


def _open(visit: Visit, results: pd.DataFrame, column: str, *, met: pd.DataFrame) -> None:
    """The certificate of the cell that was picked just now, if it was asked for at all."""
    unit, part = st.session_state.pop(OPENED, ("", ""))
    found = met[(met["code"] == unit) & (met["column_code"] == part)]
    asked = found[found["state"] != NOT_ASKED]
    if asked.empty:
        return
    cell = asked.iloc[0]
    selection = {"year": visit.year, "unit_id": int(cell["unit_id"]), column: part}
    birth = partial(birth_of_results, "completion", results, selection)
    of = visit.words.say("tasks.cell", name=cell["label"], part=cell["part"], year=visit.year)
    open_birth(visit, Origin("completion", birth, of=of))
