"""One task over the years: its total, and each body's share of it."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from charts.amounts import build_amounts_rows
from charts.matrix import build_matrix_rows
from charts.reorganisations import find_reorganisations, name_reorganisations
from charts.small_multiples import build_small_multiples_rows
from indicators.cells import cells
from locales.names import short_names, with_units
from locales.words import Words
from models.tasks import AddsUp
from pages.parts import frames, notes
from pages.parts.headline import subtitle
from pages.parts.picture import Pick, draw
from pages.parts.visit import Visit
from pages.watch import histories
from pages.watch.groups import chosen_group, of_filter
from pages.watch.origins import open_body, open_total

ADDED = (AddsUp.SUM.value, AddsUp.STOCK.value)


@dataclass(frozen=True)
class OneTask:
    """Its due results up to the visit's year, its code, measure, and how it adds up."""

    own: pd.DataFrame
    code: str
    measure: str
    adds_up: str

    @classmethod
    def of(cls, own: pd.DataFrame, words: Words) -> "OneTask":
        """The task that `own` are the results of."""
        task = own.iloc[-1]
        measure = task["measure_vi"] if words.language == "vi" else task["measure_en"]
        said = words.say("task.bodies") if pd.isna(measure) else str(measure)
        return cls(own, str(task["task_code"]), said, str(task["adds_up"]))


def totals_over_years(visit: Visit, task: OneTask) -> None:
    """The total of each year, with the reorganisations; nothing for what is never totalled."""
    if task.adds_up == AddsUp.NONE.value:
        return
    rows, message = frames.once(visit, f"task {task.code} years", partial(_totals, visit, task))
    subtitle(message)
    pick = Pick("task-years", opens=partial(open_total, visit, task.own), fields=("year",))
    draw(visit, "amounts", rows, alt=message, pick=pick)
    notes.hint(visit.words.say("pick.origin"), key="task-years")
    notes.note(visit.words.say("task.marks"))
    notes.source(visit, "returns")


def bodies_over_years(visit: Visit, task: OneTask) -> None:
    """Each body's amounts as thin lines, or its states as marks where nothing is counted."""
    words = visit.words
    added = task.adds_up in ADDED
    message = words.say("task.bodies_years" if added else "task.states_years")
    subtitle(message)
    group = chosen_group(visit)
    name = f"task {task.code} bodies {group}"
    rows = frames.once(visit, name, partial(_bodies_drawn, visit, task, group))
    if rows.empty:
        notes.note(words.say("empty.no_agencies.title"))
        return
    fields = ("code", "year" if added else "column_code")
    opens = partial(open_body, visit, task.own, name="totals" if added else "")
    pick = Pick(name, opens=opens, fields=fields)
    draw(visit, "small_multiples" if added else "matrix", rows, alt=f"{message}.", pick=pick)
    notes.hint(words.say("pick.cell"), key="task-bodies")
    notes.source(visit, "returns")


def _totals(visit: Visit, task: OneTask) -> tuple[pd.DataFrame, str]:
    words = visit.words
    told = histories.of_task(task.own, _years(visit), "quantity")
    catalogue = frames.catalogue(visit)
    carried_by = catalogue.units["unit_id"].isin(task.own["unit_id"])
    rules = name_reorganisations(catalogue, words, catalogue.units.loc[carried_by, "code"])
    values = dict(zip(told["year"], told["value"], strict=True))
    message = words.say(
        "task.years",
        measure=task.measure,
        year=visit.year,
        value=values.get(visit.year),
        last=visit.year - 1,
        before=values.get(visit.year - 1),
    )
    return build_amounts_rows(told, words, reorganised=rules), message


def _bodies_drawn(visit: Visit, task: OneTask, group: str) -> pd.DataFrame:
    words = visit.words
    bodies = _bodies(visit, task.own, group)
    if task.adds_up in ADDED:
        told = histories.quantities(task.own, bodies, _years(visit))
        reorganisations = find_reorganisations(frames.catalogue(visit), words)
        return build_small_multiples_rows(
            told, words, reorganisations=reorganisations, shares=False
        )
    kept = task.own[task.own["unit_id"].isin(bodies["unit_id"])]
    met = cells(kept, "unit_id", "year").merge(bodies, on="unit_id")
    years = met["year"].astype("str")
    columns = met.assign(column=years, column_code=years, column_position=met["year"])
    return build_matrix_rows(columns, words)


def _bodies(visit: Visit, own: pd.DataFrame, group: str) -> pd.DataFrame:
    """The bodies that carry it this year, in the plan's order."""
    now = of_filter(own[own["year"] == visit.year], group)
    known = with_units(
        now[["unit_id"]].drop_duplicates(), "unit_id", frames.catalogue(visit).units
    ).sort_values(["position", "code"], ignore_index=True)
    return known.assign(label=short_names(known, visit.words), position=range(len(known)))


def _years(visit: Visit) -> tuple[int, ...]:
    return tuple(year for year in sorted(visit.years) if year <= visit.year)
