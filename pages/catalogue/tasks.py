"""The tasks of the plan: how each adds up, and who is asked for it in the visit's year."""

import pandas as pd

from locales.names import add_units, list_full_names, list_titles
from pages.components import frames, notes
from pages.components.address_bar import set_choice, sync_choice
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.tables import Opening, show_table
from pages.components.visit import Visit

TASK, NONE = "ma-viec", ""


def show_tasks(visit: Visit) -> None:
    """The list, and the bodies asked for the one that was chosen of it."""
    words = visit.words
    tasks = frames.load_catalogue(visit).tasks
    code = sync_choice(TASK, [NONE, *tasks["task_code"]], NONE)
    if code:
        _show_assignments(visit, tasks[tasks["task_code"] == code])
    show_subtitle(words.say("catalogue.tasks", count=len(tasks), year=visit.year))
    notes.show_note(words.say("catalogue.tasks.pick"))
    table = once(_build_table, visit)
    opening = Opening(
        lambda place: set_choice(TASK, str(tasks["task_code"].iloc[place])),
        essential=("part", "given"),
    )
    show_table(visit, table, key="catalogue-tasks", opening=opening)


def _build_table(visit: Visit) -> pd.DataFrame:
    words, tasks = visit.words, frames.load_catalogue(visit).tasks
    assignments = frames.load_assignments(visit)
    counts = assignments[assignments["year"] == visit.year].groupby("task_id").size()
    measures = tasks["measure_vi" if words.language == "vi" else "measure_en"]
    table = tasks.assign(
        part=list_titles(tasks, words),
        measure=measures,
        given=tasks["task_id"].map(counts).fillna(0).astype("Int64"),
        adds_up=[words.say(f"catalogue.adds_up.{code}") for code in tasks["adds_up"]],
        money=[words.say(f"catalogue.money.{code}") for code in tasks["money"]],
    )
    return table[["part", "clause", "given", "measure", "adds_up", "money"]]


def _show_assignments(visit: Visit, task: pd.DataFrame) -> None:
    """Who is asked, in the plan's order of bodies."""
    words, number = visit.words, int(task["task_id"].iloc[0])
    bodies = once(_list_bodies, visit, number)
    title = str(list_titles(task, words).iloc[0])
    show_subtitle(words.say("catalogue.tasks.given", task=title, count=len(bodies)))
    show_table(visit, bodies, key="catalogue-given")


def _list_bodies(visit: Visit, task: int) -> pd.DataFrame:
    words, assignments = visit.words, frames.load_assignments(visit)
    mine = assignments[(assignments["task_id"] == task) & (assignments["year"] == visit.year)]
    table = add_units(mine, "unit_id", frames.load_catalogue(visit).units)
    table = table.sort_values(["position", "code"], ignore_index=True)
    table = table.assign(
        unit=list_full_names(table, words),
        role=[words.say(f"role.{role}") for role in table["role"]],
    )
    return table[["unit", "role"]]
