"""Nhiệm vụ: which part of the plan is not moving?"""

from functools import partial

import pandas as pd
import streamlit as st

from pages.components import frames, notes
from pages.components.address_bar import set_choice, sync_choice
from pages.components.body_groups import choose_group
from pages.components.cache import once
from pages.components.clicks import Codes
from pages.components.empty import show_empty_screen, show_empty_state
from pages.components.figures import show_figures
from pages.components.headline import show_headline, show_subtitle
from pages.components.no_data import show_no_data
from pages.components.origins import open_results
from pages.components.period import has_no_data
from pages.components.picture import Pick, draw_chart, note_first_rows
from pages.components.reports_apart import show_reports_apart
from pages.components.visit import Visit
from pages.plan.cell import open_remembered_cell, remember_cell, show_still_cells
from pages.plan.plan_view import PlanPart, load_cells_view, load_part_view
from pages.plan.task import show_task

CLAUSE_CHOICE, TASK_CHOICE = "muc-ke-hoach", "viec"
NONE = ""


def show(visit: Visit) -> None:
    """The screen: the plan by clauses, one clause by tasks, or one task by bodies."""
    results = frames.load_results(visit, (visit.year - 1, visit.year))
    clauses, tasks = once(_list_codes, results, visit.year)
    if not tasks:
        show_empty_screen(visit, "no_results", year=visit.year)
        return
    if has_no_data(visit):
        show_no_data(visit, "nhiem-vu")
        return
    task = sync_choice(TASK_CHOICE, [NONE, *tasks], NONE)
    clause = sync_choice(CLAUSE_CHOICE, [NONE, *clauses], NONE)
    if task:
        show_task(visit, task, back=lambda: set_choice(TASK_CHOICE, NONE))
        return
    _show_part(visit, once(_select_part, results, clause))


def _list_codes(results: pd.DataFrame, year: int) -> tuple[list[str], list[str]]:
    """The clauses and the tasks of `year`."""
    now = results[results["year"] == year]
    return now["clause"].unique().tolist(), now["task_code"].unique().tolist()


def _select_part(results: pd.DataFrame, clause: str) -> PlanPart:
    return PlanPart(results[results["clause"] == clause] if clause else results, clause)


def _show_part(visit: Visit, part: PlanPart) -> None:
    """Bars of clauses or tasks, then who carries them and how far."""
    words = visit.words
    view = load_part_view(visit, part)
    if part.clause:
        st.button(
            words.say("tasks.back"),
            type="tertiary",
            on_click=lambda: set_choice(CLAUSE_CHOICE, NONE),
        )
    show_headline(visit, view.sentence)
    show_figures(visit, view.figures)
    show_subtitle(view.message)
    choice = TASK_CHOICE if part.clause else CLAUSE_CHOICE
    opens = partial(_open_share, visit, part, view.bars)
    pick = Pick(f"bars-{part.column}", lambda codes: set_choice(choice, codes["code"]), opens)
    draw_chart(visit, "completion", view.bars, alt=view.message, pick=pick)
    notes.show_note(words.say("tasks.order"))
    if view.apart:
        notes.show_note(view.apart)
    show_reports_apart(visit, view.reports_apart)
    notes.show_hint(words.say(f"pick.{part.column}"), key="parts")
    notes.show_source(visit, "returns")
    _show_cells(visit, part)


def _open_share(visit: Visit, part: PlanPart, bars: pd.DataFrame, codes: Codes) -> None:
    """The certificate of one bar's completion: what only requested bodies carry is counted by
    itself, and is no part of all."""
    code, rows = codes["code"], part.results
    if code:
        rows = rows[rows[part.column] == code]
    labels = bars.loc[bars["code"] == code, "label"]
    if len(labels):
        open_results(visit, rows, {}, of=str(labels.iloc[0]))


def _show_cells(visit: Visit, part: PlanPart) -> None:
    """The matrix, which a phone gets as a list; a cell opens its certificate."""
    cells = load_cells_view(visit, part, choose_group(visit))
    if cells.every_cell.empty:
        show_empty_state(visit, "no_agencies")
        return
    with st.container(key="wide-only"):
        show_subtitle(cells.message)
        pick = Pick(f"matrix-{part.column}", opens=remember_cell, fields=("code", "column_code"))
        draw_chart(visit, "matrix", cells.marks, alt=cells.message, pick=pick)
        note_first_rows(visit, cells.every_cell["unit_id"].nunique())
        notes.show_note(visit.words.say("tasks.matrix_help"))
        notes.show_hint(visit.words.say("pick.cell"), key="matrix")
    show_still_cells(visit, cells, key=f"still-{part.column}")
    notes.show_source(visit, "returns")
    open_remembered_cell(visit, part, cells)
