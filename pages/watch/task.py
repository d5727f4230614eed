"""One task: its bodies, its measure, its totals over the years."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from indicators.completion import completion
from locales.numbers import missing
from locales.texts import escaped
from models.users import UserRole
from pages.parts import frames, notes
from pages.parts.figures import figures
from pages.parts.headline import headline, subtitle
from pages.parts.names import short_names, titles
from pages.parts.states import result_state
from pages.parts.tables import table
from pages.parts.visit import Visit
from pages.watch.plan import clause_name
from pages.watch.task_figures import of_task
from pages.watch.task_years import bodies_over_years, totals_over_years


def show_task(visit: Visit, code: str, *, back: Callable[[], None]) -> None:
    """The task of `code` in the visit's year, and before it."""
    words = visit.words
    own = frames.once(visit, f"task {code}", lambda: _own(visit, code))
    now = own[own["year"] == visit.year]
    st.button(words.say("tasks.back"), type="tertiary", on_click=back)
    headline(_sentence(visit, now))
    st.markdown(escaped(_described(visit, now)))
    figures(visit, of_task(visit, own))
    totals_over_years(visit, own)
    bodies_over_years(visit, own)
    subtitle(words.say("task.units", count=len(now)))
    table(visit, _units(visit, now))
    notes.source(visit, "returns")


def _own(visit: Visit, code: str) -> pd.DataFrame:
    """Its due results up to the visit's year."""
    every = frames.results(visit, [year for year in visit.years if year <= visit.year])
    return every[every["task_code"] == code].reset_index(drop=True)


def _sentence(visit: Visit, now: pd.DataFrame) -> str:
    words = visit.words
    told = completion(now, by=()).iloc[0]
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
    if visit.actor.role != UserRole.SUPERVISOR:
        columns += ["file_name", "sheet", "row"]
    return told[columns]
