"""Nhiệm vụ: which part of the plan is not moving?"""

from functools import partial

import pandas as pd
import streamlit as st

from charts.completion import completion_rows
from charts.matrix import matrix_rows
from indicators.cells import NOT_ASKED
from indicators.completion import completion
from locales.numbers import missing
from pages.parts import comparisons, frames, notes
from pages.parts.address_bar import chosen, go
from pages.parts.empty import empty
from pages.parts.figures import figures
from pages.parts.headline import headline, subtitle
from pages.parts.picture import Pick, draw
from pages.parts.visit import Visit
from pages.watch.cell import cell_picked, still_list
from pages.watch.groups import chosen_group
from pages.watch.plan import CLAUSE, TASK, meetings, message, still, told
from pages.watch.plan_figures import of_part
from pages.watch.task import show_task

CLAUSE_ASKED, TASK_ASKED = "muc", "viec"
NONE = ""


def show(visit: Visit) -> None:
    """The screen: the plan by clauses, one clause by tasks, or one task by bodies."""
    results = frames.results(visit, (visit.year - 1, visit.year))
    now = results[results["year"] == visit.year]
    if now.empty:
        empty(visit, "no_results", year=visit.year)
        return
    task = chosen(TASK_ASKED, [NONE, *now["task_code"].unique()], NONE)
    clause = chosen(CLAUSE_ASKED, [NONE, *now["clause"].unique()], NONE)
    if task:
        show_task(visit, task, back=lambda: go(TASK_ASKED, NONE))
    elif clause:
        of_clause = frames.once(
            visit, f"results {clause}", lambda: results[results["clause"] == clause]
        )
        _show_part(visit, of_clause, TASK)
    else:
        _show_part(visit, results, CLAUSE)


def _show_part(visit: Visit, results: pd.DataFrame, column: str) -> None:
    """Bars of clauses or tasks, then who carries them and how far."""
    words = visit.words
    parts = told(visit, results, column)
    if column == TASK:
        st.button(words.say("tasks.back"), type="tertiary", on_click=lambda: go(CLAUSE_ASKED, NONE))
    headline(_sentence(visit, parts, results, column=column))
    figures(visit, of_part(visit, results))
    said = message(visit, parts, column)
    subtitle(said)
    clauses = "+".join(results["clause"].unique())
    rows = frames.once(visit, f"bars {clauses}", partial(completion_rows, parts, words))
    asked = CLAUSE_ASKED if column == CLAUSE else TASK_ASKED
    pick = Pick(f"bars-{column}", lambda codes: go(asked, codes["code"]))
    draw(visit, "completion", rows, alt=said, pick=pick)
    notes.note(words.say(f"tasks.pick.{column}"))
    notes.source(visit, "returns")
    _matrix(visit, results, column)


def _matrix(visit: Visit, results: pd.DataFrame, column: str) -> None:
    words = visit.words
    group = chosen_group(visit)
    name = f"cells {column} {group} {'+'.join(results['clause'].unique())}"
    met = frames.once(visit, name, partial(meetings, visit, results, column, group=group))
    if met.empty:
        empty(visit, "no_agencies")
        return
    said = words.say(
        "tasks.matrix",
        count=met["unit_id"].nunique(),
        still=len(still(met)),
        asked=int((met["state"] != NOT_ASKED).sum()),
    )
    with st.container(key="wide-only"):
        subtitle(said)
        rows = frames.once(visit, f"{name} drawn", partial(matrix_rows, met, words))
        draw(visit, "matrix", rows, alt=said, pick=Pick(f"matrix-{column}", cell_picked))
        notes.note(words.say("tasks.matrix_help"))
    still_list(visit, results, column, met=met)


def _sentence(visit: Visit, parts: pd.DataFrame, results: pd.DataFrame, *, column: str) -> str:
    """The slowest part, and how many clauses are below the whole."""
    words = visit.words
    whole = comparisons.of_year(completion(results, by=("year",)), visit.year)
    known = _ranked(parts)
    if known.empty or missing(whole["share"]):
        return words.say("tasks.not_due")
    last = known.iloc[0]
    facts = {
        "name": last["label"],
        "part": last["part"],
        "whole": last["whole"],
        "share": last["share"],
        "overall": whole["share"],
        "below": int((known["share"] < whole["share"]).sum()),
        "parts": len(known),
    }
    key = "tasks.sentence" if column == CLAUSE else "tasks.clause_sentence"
    return words.say(key, clause=results["clause"].iloc[0], **facts)


def _ranked(parts: pd.DataFrame) -> pd.DataFrame:
    """What has fallen due and is owed, the slowest first."""
    owed = parts[~parts["requested"]] if not parts["requested"].all() else parts
    return owed.dropna(subset=["share"]).sort_values(["share", "position"])
