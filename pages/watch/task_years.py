"""One task over the years: its total, and each body's share of it."""

from functools import partial

import pandas as pd

from charts.amounts import amounts_rows
from charts.matrix import matrix_rows
from charts.small_multiples import small_multiples_rows
from indicators.cells import cells
from models.tasks import AddsUp
from pages.parts import frames, notes
from pages.parts.address_bar import go
from pages.parts.headline import subtitle
from pages.parts.names import short_names, with_units
from pages.parts.picture import Pick, draw
from pages.parts.reorganisations import reorganised
from pages.parts.visit import Visit
from pages.watch import histories
from pages.watch.groups import chosen_group, of_filter

ADDED = (AddsUp.SUM.value, AddsUp.STOCK.value)


def totals_over_years(visit: Visit, own: pd.DataFrame) -> None:
    """The total of each year, with the reorganisations; nothing for what is never totalled."""
    if own["adds_up"].iloc[-1] == AddsUp.NONE.value:
        return
    words = visit.words
    code = own["task_code"].iloc[-1]
    years = _years(visit)

    def drawn() -> pd.DataFrame:
        told = histories.of_task(own, years, "quantity")
        rules = reorganised(frames.catalogue(visit), words)
        return amounts_rows(told, words, reorganised=rules)

    rows = frames.once(visit, f"task {code} years", drawn)
    values = dict(zip(rows["year"], rows["value"], strict=True))
    message = words.say(
        "task.years",
        measure=_measure(visit, own),
        year=visit.year,
        value=values.get(str(visit.year)),
        last=visit.year - 1,
        before=values.get(str(visit.year - 1)),
    )
    subtitle(message)
    draw(visit, "amounts", rows, alt=message)
    notes.note(words.say("task.marks"))
    notes.source(visit, "returns")


def bodies_over_years(visit: Visit, own: pd.DataFrame) -> None:
    """Each body's amounts as thin lines, or its states as marks where nothing is counted."""
    words = visit.words
    code = own["task_code"].iloc[-1]
    added = own["adds_up"].iloc[-1] in ADDED
    subtitle(words.say("task.bodies_years" if added else "task.states_years"))
    group = chosen_group(visit)
    name = f"task {code} bodies {group}"
    rows = frames.once(visit, name, partial(_drawn, visit, own, group, added=added))
    if rows.empty:
        notes.note(words.say("empty.no_agencies.title"))
        return
    message = words.say("task.bodies_alt", count=rows["code"].nunique())
    pick = Pick(f"bodies-{added}", lambda codes: go("don-vi", codes["code"]))
    draw(visit, "small_multiples" if added else "matrix", rows, alt=message, pick=pick)


def _drawn(visit: Visit, own: pd.DataFrame, group: str, *, added: bool) -> pd.DataFrame:
    words = visit.words
    bodies = _bodies(visit, own, group)
    if added:
        told = histories.quantities(own, bodies, _years(visit))
        rules = reorganised(frames.catalogue(visit), words)
        return small_multiples_rows(told, words, reorganised=rules, shares=False)
    kept = own[own["unit_id"].isin(bodies["unit_id"])]
    met = cells(kept, "unit_id", "year").merge(bodies, on="unit_id")
    columns = met.assign(
        column=met["year"].astype("str"),
        column_code=met["year"].astype("str"),
        column_position=met["year"],
    )
    return matrix_rows(columns, words)


def _bodies(visit: Visit, own: pd.DataFrame, group: str) -> pd.DataFrame:
    """The bodies that carry it this year, in the plan's order."""
    now = of_filter(own[own["year"] == visit.year], group)
    known = with_units(
        now[["unit_id"]].drop_duplicates(), "unit_id", frames.catalogue(visit).units
    ).sort_values(["position", "code"], ignore_index=True)
    return known.assign(label=short_names(known, visit.words), position=range(len(known)))


def _years(visit: Visit) -> tuple[int, ...]:
    return tuple(year for year in sorted(visit.years) if year <= visit.year)


def _measure(visit: Visit, own: pd.DataFrame) -> str:
    task = own.iloc[-1]
    measure = task["measure_vi"] if visit.words.language == "vi" else task["measure_en"]
    return visit.words.say("task.bodies") if pd.isna(measure) else str(measure)
