"""The tasks of the plan: how each adds up, and who is asked for it in the visit's year."""

from functools import partial

import pandas as pd

from locales.names import full_names, titles, with_units
from pages.parts import frames, notes
from pages.parts.address_bar import set_choice, sync_choice
from pages.parts.headline import show_subtitle
from pages.parts.tables import Opening, show_table
from pages.parts.visit import Visit

TASK, NONE = "ma-viec", ""


def tasks(visit: Visit) -> None:
    """The list, and the bodies asked for the one that was chosen of it."""
    words = visit.words
    known = frames.load_catalogue(visit).tasks
    one = sync_choice(TASK, [NONE, *known["task_code"]], NONE)
    if one:
        _given(visit, known[known["task_code"] == one])
    show_subtitle(words.say("catalogue.tasks", count=len(known), year=visit.year))
    notes.show_note(words.say("catalogue.tasks.pick"))
    shown = frames.once(visit, "tasks shown", partial(_shown, visit))
    opening = Opening(
        lambda place: set_choice(TASK, str(known["task_code"].iloc[place])),
        essential=("part", "given"),
    )
    show_table(visit, shown, key="catalogue-tasks", opening=opening)


def _shown(visit: Visit) -> pd.DataFrame:
    words, known = visit.words, frames.load_catalogue(visit).tasks
    owed = frames.load_assignments(visit)
    given = owed[owed["year"] == visit.year].groupby("task_id").size()
    measures = known["measure_vi" if words.language == "vi" else "measure_en"]
    told = known.assign(
        part=titles(known, words),
        measure=measures,
        given=known["task_id"].map(given).fillna(0).astype("Int64"),
        adds_up=[words.say(f"catalogue.adds_up.{one}") for one in known["adds_up"]],
        money=[words.say(f"catalogue.money.{one}") for one in known["money"]],
    )
    return told[["part", "clause", "given", "measure", "adds_up", "money"]]


def _given(visit: Visit, task: pd.DataFrame) -> None:
    """Who is asked, in the plan's order of bodies."""
    words, number = visit.words, int(task["task_id"].iloc[0])
    asked = frames.once(visit, f"task given {number}", partial(_asked, visit, number))
    title = str(titles(task, words).iloc[0])
    show_subtitle(words.say("catalogue.tasks.given", task=title, count=len(asked)))
    show_table(visit, asked, key="catalogue-given")


def _asked(visit: Visit, task: int) -> pd.DataFrame:
    words, owed = visit.words, frames.load_assignments(visit)
    mine = owed[(owed["task_id"] == task) & (owed["year"] == visit.year)]
    told = with_units(mine, "unit_id", frames.load_catalogue(visit).units)
    told = told.sort_values(["position", "code"], ignore_index=True)
    told = told.assign(
        unit=full_names(told, words), role=[words.say(f"role.{role}") for role in told["role"]]
    )
    return told[["unit", "role"]]
