"""One cell of the matrix: picked in the picture or in the list, it opens its certificate."""

from functools import partial

import streamlit as st

from indicators.cells import NOT_ASKED
from indicators.provenance import find_result_provenance
from pages.components import notes
from pages.components.certificate import FigureSource, open_certificate
from pages.components.clicks import Codes
from pages.components.empty import show_empty_state
from pages.components.headline import show_subtitle
from pages.components.period import is_running
from pages.components.tables import Opening, show_table
from pages.components.visit import Visit
from pages.plan.plan_view import CellsView, PlanPart

OPENED = "cell-opened"


def remember_cell(codes: Codes) -> None:
    """Remember the cell; the run that follows opens it."""
    st.session_state[OPENED] = (codes["code"], codes["column_code"])


def show_still_cells(visit: Visit, cells: CellsView, *, key: str) -> None:
    """What is not moving, as a list that a phone and a keyboard reach; a row opens its cell."""
    words = visit.words
    if cells.waiting.empty:
        show_empty_state(visit, "all_moving")
        return
    show_subtitle(
        words.say("running.still" if is_running(visit) else "tasks.still", count=len(cells.waiting))
    )
    notes.show_hint(words.say("tasks.still_help"), key="still")

    def open_row(place: int) -> None:
        row = cells.waiting.iloc[place]
        st.session_state[OPENED] = (row["code"], row["column_code"])

    opening = Opening(open_row, essential=("unit", "part", "state"))
    show_table(visit, cells.listed, key=key, opening=opening)


def open_remembered_cell(visit: Visit, part: PlanPart, cells: CellsView) -> None:
    """The certificate of the cell that was picked just now, if it was asked for at all."""
    if OPENED not in st.session_state:
        return
    unit, column = st.session_state.pop(OPENED)
    every_cell = cells.every_cell
    matching = every_cell[(every_cell["code"] == unit) & (every_cell["column_code"] == column)]
    asked_cells = matching[matching["state"] != NOT_ASKED]
    if asked_cells.empty:
        return
    cell = asked_cells.iloc[0]
    selection = {"year": visit.year, "unit_id": int(cell["unit_id"]), part.column: column}
    provenance = partial(find_result_provenance, "completion", part.results, selection)
    of = visit.words.say("tasks.cell", name=cell["label"], part=cell["part"], year=visit.year)
    open_certificate(visit, FigureSource("completion", provenance, of=of))
