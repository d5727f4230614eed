"""One task: its bodies, its measure, its totals over the years."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.completion import completion
from locales.names import short_names, titles
from locales.numbers import missing
from locales.texts import escaped
from pages.parts import frames, notes
from pages.parts.figures import Figure, figures
from pages.parts.headline import headline, subtitle
from pages.parts.links import link
from pages.parts.privacy import names_files
from pages.parts.states import result_state
from pages.parts.tables import table
from pages.parts.visit import Visit
from pages.watch.plan import clause_name
from pages.watch.task_figures import of_task
from pages.watch.task_years import OneTask, bodies_over_years, totals_over_years


@dataclass(frozen=True)
class TaskSeen:
    """The task, thought through once: its words, its figures, its bodies."""

    sentence: str
    described: str
    figures: list[Figure]
    task: OneTask
    units: pd.DataFrame


def show_task(visit: Visit, code: str, *, back: Callable[[], None]) -> None:
    """The task of `code` in the visit's year, and before it."""
    words = visit.words
    seen = frames.once(visit, f"task {code}", lambda: _seen(visit, code))
    st.button(words.say("tasks.back"), type="tertiary", on_click=back)
    headline(visit, seen.sentence)
    st.markdown(escaped(seen.described))
    figures(visit, seen.figures)
    link(visit, "vi-sao", words.say("why.link"), ve="nhiem-vu", cua=code)
    totals_over_years(visit, seen.task)
    bodies_over_years(visit, seen.task)
    subtitle(words.say("task.units", count=len(seen.units)))
    table(visit, seen.units, key="task-units")
    notes.source(visit, "returns")


def _seen(visit: Visit, code: str) -> TaskSeen:
    own = _own(visit, code)
    now = own[own["year"] == visit.year]
    return TaskSeen(
        sentence=_sentence(visit, now),
        described=_described(visit, now),
        figures=of_task(visit, own),
        task=OneTask.of(own, visit.words),
        units=_units(visit, now),
    )


def _own(visit: Visit, code: str) -> pd.DataFrame:
    """Its due results up to the visit's year."""
    every = frames.results(visit, [year for year in visit.years if year <= visit.year])
    return every[every["task_code"] == code].reset_index(drop=True)


def _sentence(visit: Visit, now: pd.DataFrame) -> str:
    words = visit.words
    told = completion(now, by=()).iloc[0]
    if told["nil"] and not told["assigned"]:
        return words.say("task.nil", name=titles(now, words).iloc[0], year=visit.year)
    key = "task.not_due" if missing(told["share"]) else "task.sentence"
    return words.say(
        key, name=titles(now, words).iloc[0], part=told["part"], whole=told["whole"],
        share=told["share"], assigned=told["assigned"],
    )  # fmt: skip


def _described(visit: Visit, now: pd.DataFrame) -> str:
    """Its clause, its measure, and how it adds up."""
    words = visit.words
    task = now.iloc[0]
    measure = task["measure_vi"] if words.language == "vi" else task["measure_en"]
    said = [clause_name(words, task["clause"])]
    if not missing(measure):
        said.append(words.say("task.measure", measure=measure))
    said += [words.say(f"task.adds_up.{task['adds_up']}"), words.say(f"task.money.{task['money']}")]
    return " · ".join(said)


def _units(visit: Visit, now: pd.DataFrame) -> pd.DataFrame:
    """Its bodies in the plan's order; the supervisor sees no files."""
    words = visit.words
    told = now.assign(
        unit=short_names(now, words),
        state=[result_state(words, state) for state in now["state"]],
        role=[words.say(f"role.{role}") for role in now["role"]],
    )
    columns = ["unit", "state", "role", "quantity", "value_vnd", "note"]
    if names_files(visit):
        columns += ["file_name", "sheet", "row"]
    return told[columns]
