"""One task over the years: its total, and each body's share of it."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from charts.amounts import build_amounts_rows
from charts.matrix import build_matrix_rows
from charts.reorganisations import find_reorganisations, name_reorganisations
from charts.small_multiples import build_small_multiples_rows
from indicators.cells import find_slowest_states
from locales.names import add_units, list_short_names
from locales.words import Words
from models.tasks import AddsUp
from pages.components import frames, histories, notes
from pages.components.body_groups import choose_group, filter_group
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.origins import open_body, open_total
from pages.components.picture import Pick, draw_chart
from pages.components.visit import Visit

ADDABLE = (AddsUp.SUM.value, AddsUp.STOCK.value)


@dataclass(frozen=True)
class TaskHistory:
    """Its due results up to the visit's year, its code, measure, and how it adds up."""

    own: pd.DataFrame
    code: str
    measure: str
    adds_up: str

    @classmethod
    def from_results(cls, own: pd.DataFrame, words: Words) -> "TaskHistory":
        """The task that `own` are the results of."""
        task = own.iloc[-1]
        measure = task["measure_vi"] if words.language == "vi" else task["measure_en"]
        unit_name = words.say("task.bodies") if pd.isna(measure) else str(measure)
        return cls(own, str(task["task_code"]), unit_name, str(task["adds_up"]))


def draw_totals(visit: Visit, task: TaskHistory) -> None:
    """The total of each year, with the reorganisations; nothing for what is never totalled."""
    if task.adds_up == AddsUp.NONE.value:
        return
    rows, message = once(_build_totals, visit, task)
    show_subtitle(message)
    pick = Pick("task-years", opens=partial(open_total, visit, task.own), fields=("year",))
    draw_chart(visit, "amounts", rows, alt=message, pick=pick)
    notes.show_hint(visit.words.say("pick.origin"), key="task-years")
    notes.show_note(visit.words.say("task.marks"))
    notes.show_source(visit, "returns")


def draw_bodies(visit: Visit, task: TaskHistory) -> None:
    """Each body's amounts as thin lines, or its states as marks where nothing is counted."""
    words = visit.words
    is_added = task.adds_up in ADDABLE
    message = words.say("task.bodies_years" if is_added else "task.states_years")
    show_subtitle(message)
    group = choose_group(visit)
    name = f"task {task.code} bodies {group}"
    rows = once(_build_body_rows, visit, task, group)
    if rows.empty:
        notes.show_note(words.say("empty.no_agencies.title"))
        return
    fields = ("code", "year" if is_added else "column_code")
    opens = partial(open_body, visit, task.own, name="totals" if is_added else "")
    pick = Pick(name, opens=opens, fields=fields)
    draw_chart(
        visit, "small_multiples" if is_added else "matrix", rows, alt=f"{message}.", pick=pick
    )
    notes.show_hint(words.say("pick.cell"), key="task-bodies")
    notes.show_source(visit, "returns")


def _build_totals(visit: Visit, task: TaskHistory) -> tuple[pd.DataFrame, str]:
    words = visit.words
    history = histories.build_task_history(task.own, _list_years(visit), "quantity")
    catalogue = frames.load_catalogue(visit)
    carried_by = catalogue.units["unit_id"].isin(task.own["unit_id"])
    rules = name_reorganisations(catalogue, words, catalogue.units.loc[carried_by, "code"])
    values = dict(zip(history["year"], history["value"], strict=True))
    message = words.say(
        "task.years",
        measure=task.measure,
        year=visit.year,
        value=values.get(visit.year),
        last=visit.year - 1,
        before=values.get(visit.year - 1),
    )
    return build_amounts_rows(history, words, reorganised=rules), message


def _build_body_rows(visit: Visit, task: TaskHistory, group: str) -> pd.DataFrame:
    words = visit.words
    bodies = _list_bodies(visit, task.own, group)
    if task.adds_up in ADDABLE:
        histories_by_body = histories.build_quantity_histories(task.own, bodies, _list_years(visit))
        reorganisations = find_reorganisations(frames.load_catalogue(visit), words)
        return build_small_multiples_rows(
            histories_by_body, words, reorganisations=reorganisations, shares=False
        )
    results = task.own[task.own["unit_id"].isin(bodies["unit_id"])]
    body_cells = find_slowest_states(results, "unit_id", "year").merge(bodies, on="unit_id")
    years = body_cells["year"].astype("str")
    columns = body_cells.assign(column=years, column_code=years, column_position=body_cells["year"])
    return build_matrix_rows(columns, words)


def _list_bodies(visit: Visit, own: pd.DataFrame, group: str) -> pd.DataFrame:
    """The bodies that carry it this year, in the plan's order."""
    now = filter_group(own[own["year"] == visit.year], group)
    bodies = add_units(
        now[["unit_id"]].drop_duplicates(), "unit_id", frames.load_catalogue(visit).units
    ).sort_values(["position", "code"], ignore_index=True)
    return bodies.assign(label=list_short_names(bodies, visit.words), position=range(len(bodies)))


def _list_years(visit: Visit) -> tuple[int, ...]:
    return tuple(year for year in sorted(visit.years) if year <= visit.year)
