"""One task: its bodies, its measure, its totals over the years."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.completion import completion
from locales.names import list_short_names, list_titles
from locales.numbers import is_missing
from locales.texts import escape_markdown
from pages.components import frames, notes
from pages.components.cache import once
from pages.components.figures import Figure, show_figures
from pages.components.headline import show_headline, show_subtitle
from pages.components.links import show_link
from pages.components.privacy import may_see_files
from pages.components.states import format_result_state
from pages.components.tables import show_table
from pages.components.visit import Visit
from pages.plan.plan import format_clause
from pages.plan.task_figures import build_task_figures
from pages.plan.task_years import TaskHistory, draw_bodies, draw_totals


@dataclass(frozen=True)
class TaskView:
    """What the page of a task shows: its sentences, figures and bodies."""

    sentence: str
    description: str
    figures: list[Figure]
    task: TaskHistory
    units: pd.DataFrame


def show_task(visit: Visit, code: str, *, back: Callable[[], None]) -> None:
    """The task of `code` in the visit's year, and before it."""
    words = visit.words
    view = once(_build_view, visit, code)
    st.button(words.say("tasks.back"), type="tertiary", on_click=back)
    show_headline(visit, view.sentence)
    st.markdown(escape_markdown(view.description))
    show_figures(visit, view.figures)
    show_link(visit, "vi-sao", words.say("why.link"), ve="nhiem-vu", cua=code)
    draw_totals(visit, view.task)
    draw_bodies(visit, view.task)
    show_subtitle(words.say("task.units", count=len(view.units)))
    show_table(visit, view.units, key="task-units")
    notes.show_source(visit, "returns")


def _build_view(visit: Visit, code: str) -> TaskView:
    own = _load_results(visit, code)
    now = own[own["year"] == visit.year]
    return TaskView(
        sentence=_build_sentence(visit, now),
        description=_describe_task(visit, now),
        figures=build_task_figures(visit, own),
        task=TaskHistory.from_results(own, visit.words),
        units=_build_units_table(visit, now),
    )


def _load_results(visit: Visit, code: str) -> pd.DataFrame:
    """Its due results up to the visit's year."""
    results = frames.load_results(visit, [year for year in visit.years if year <= visit.year])
    return results[results["task_code"] == code].reset_index(drop=True)


def _build_sentence(visit: Visit, now: pd.DataFrame) -> str:
    words = visit.words
    counts = completion(now, by=()).iloc[0]
    if counts["nil"] and not counts["assigned"]:
        return words.say("task.nil", name=list_titles(now, words).iloc[0], year=visit.year)
    key = "task.not_due" if is_missing(counts["share"]) else "task.sentence"
    return words.say(
        key, name=list_titles(now, words).iloc[0], part=counts["part"], whole=counts["whole"],
        share=counts["share"], assigned=counts["assigned"],
    )  # fmt: skip


def _describe_task(visit: Visit, now: pd.DataFrame) -> str:
    """Its clause, its measure, and how it adds up."""
    words = visit.words
    task = now.iloc[0]
    measure = task["measure_vi"] if words.language == "vi" else task["measure_en"]
    phrases = [format_clause(words, task["clause"])]
    if not is_missing(measure):
        phrases.append(words.say("task.measure", measure=measure))
    phrases += [
        words.say(f"task.adds_up.{task['adds_up']}"),
        words.say(f"task.money.{task['money']}"),
    ]
    return " · ".join(phrases)


def _build_units_table(visit: Visit, now: pd.DataFrame) -> pd.DataFrame:
    """Its bodies in the plan's order; the supervisor sees no files."""
    words = visit.words
    rows = now.assign(
        unit=list_short_names(now, words),
        state=[format_result_state(words, state) for state in now["state"]],
        role=[words.say(f"role.{role}") for role in now["role"]],
    )
    columns = ["unit", "state", "role", "quantity", "value_vnd", "note"]
    if may_see_files(visit):
        columns += ["file_name", "sheet", "row"]
    return rows[columns]
