"""Nhiệm vụ: which part of the plan is not moving?"""

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts import frames, notes
from pages.parts.address_bar import chosen, go
from pages.parts.empty import empty, empty_screen
from pages.parts.figures import figures
from pages.parts.headline import headline, subtitle
from pages.parts.no_data import show_no_data
from pages.parts.period import has_no_data
from pages.parts.picked import Codes
from pages.parts.picture import Pick, draw, first_ones
from pages.parts.reports_apart import show_reports_apart
from pages.parts.visit import Visit
from pages.watch.cell import cell_picked, open_picked, still_list
from pages.watch.groups import chosen_group
from pages.watch.origins import open_results
from pages.watch.part_seen import Part, cells_seen, part_seen
from pages.watch.task import show_task

CLAUSE_ASKED, TASK_ASKED = "muc-ke-hoach", "viec"
NONE = ""


def show(visit: Visit) -> None:
    """The screen: the plan by clauses, one clause by tasks, or one task by bodies."""
    results = frames.results(visit, (visit.year - 1, visit.year))
    clauses, tasks = frames.once(visit, "plan's codes", partial(_codes, results, visit.year))
    if not tasks:
        empty_screen(visit, "no_results", year=visit.year)
        return
    if has_no_data(visit):
        show_no_data(visit, "nhiem-vu")
        return
    task = chosen(TASK_ASKED, [NONE, *tasks], NONE)
    clause = chosen(CLAUSE_ASKED, [NONE, *clauses], NONE)
    if task:
        show_task(visit, task, back=lambda: go(TASK_ASKED, NONE))
        return
    chosen_part = partial(_part, results, clause)
    _show_part(visit, frames.once(visit, f"results {clause}", chosen_part))


def _codes(results: pd.DataFrame, year: int) -> tuple[list[str], list[str]]:
    """The clauses and the tasks of `year`."""
    now = results[results["year"] == year]
    return now["clause"].unique().tolist(), now["task_code"].unique().tolist()


def _part(results: pd.DataFrame, clause: str) -> Part:
    return Part(results[results["clause"] == clause] if clause else results, clause)


def _show_part(visit: Visit, part: Part) -> None:
    """Bars of clauses or tasks, then who carries them and how far."""
    words = visit.words
    seen = part_seen(visit, part)
    if part.clause:
        st.button(words.say("tasks.back"), type="tertiary", on_click=lambda: go(CLAUSE_ASKED, NONE))
    headline(visit, seen.sentence)
    figures(visit, seen.figures)
    subtitle(seen.message)
    asked = TASK_ASKED if part.clause else CLAUSE_ASKED
    opens = partial(_open_share, visit, part, seen.bars)
    pick = Pick(f"bars-{part.column}", lambda codes: go(asked, codes["code"]), opens)
    draw(visit, "completion", seen.bars, alt=seen.message, pick=pick)
    notes.note(words.say("tasks.order"))
    if seen.apart:
        notes.note(seen.apart)
    show_reports_apart(visit, seen.reports_apart)
    notes.hint(words.say(f"pick.{part.column}"), key="parts")
    notes.source(visit, "returns")
    _show_cells(visit, part)


def _open_share(visit: Visit, part: Part, bars: pd.DataFrame, codes: Codes) -> None:
    """The certificate of one bar's completion: what only requested bodies carry is counted by
    itself, and is no part of all."""
    code, rows = codes["code"], part.results
    if code:
        rows = rows[rows[part.column] == code]
    named = bars.loc[bars["code"] == code, "label"]
    if len(named):
        open_results(visit, rows, {}, of=str(named.iloc[0]))


def _show_cells(visit: Visit, part: Part) -> None:
    """The matrix, which a phone gets as a list; a cell opens its certificate."""
    cells = cells_seen(visit, part, chosen_group(visit))
    if cells.met.empty:
        empty(visit, "no_agencies")
        return
    with st.container(key="wide-only"):
        subtitle(cells.message)
        pick = Pick(f"matrix-{part.column}", opens=cell_picked, fields=("code", "column_code"))
        draw(visit, "matrix", cells.marks, alt=cells.message, pick=pick)
        first_ones(visit, cells.met["unit_id"].nunique())
        notes.note(visit.words.say("tasks.matrix_help"))
        notes.hint(visit.words.say("pick.cell"), key="matrix")
    still_list(visit, cells, key=f"still-{part.column}")
    notes.source(visit, "returns")
    open_picked(visit, part, cells)
