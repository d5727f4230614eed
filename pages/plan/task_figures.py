"""The figures of one task: how many bodies have done it, how much, of what value."""

from functools import partial

import pandas as pd

from indicators.provenance import find_result_provenance
from indicators.totals import totals
from models.tasks import AddsUp, Money
from pages.components import comparisons
from pages.components.certificate import FigureSource
from pages.components.figures import Figure
from pages.components.visit import Visit
from pages.plan.plan_figures import build_part_figures


def build_task_figures(visit: Visit, own: pd.DataFrame) -> list[Figure]:
    """Completion, then quantity and money where the task has them; `own` are its results."""
    task = own.iloc[-1]
    by_year = totals(own, by=("year",))
    now, before = (comparisons.find_year(by_year, year) for year in (visit.year, visit.year - 1))
    figures = build_part_figures(visit, own)[:1]
    if task["adds_up"] != AddsUp.NONE.value:
        figures.append(_build_quantity_figure(visit, own, now=now, before=before))
    if task["money"] != Money.NONE.value:
        figures.append(_build_money_figure(visit, own, now=now, before=before))
    return figures


def _build_quantity_figure(
    visit: Visit, own: pd.DataFrame, *, now: pd.Series, before: pd.Series
) -> Figure:
    words = visit.words
    task = own.iloc[-1]
    measure = task["measure_vi"] if words.language == "vi" else task["measure_en"]
    unit_name = words.say("task.bodies") if pd.isna(measure) else measure
    return Figure(
        words.say("task.quantity"),
        words.say("number.count", value=now["quantity"]),
        words.say(
            "task.quantity_counted", measure=unit_name, reported=now["reported"], nil=now["nil"]
        ),
        comparisons.compare_counts(visit, now["quantity"], before["quantity"]),
        FigureSource(
            "totals", partial(find_result_provenance, "totals", own, {"year": visit.year})
        ),
    )


def _build_money_figure(
    visit: Visit, own: pd.DataFrame, *, now: pd.Series, before: pd.Series
) -> Figure:
    words = visit.words
    origin = partial(find_result_provenance, "grand_total", own, {"year": visit.year})
    return Figure(
        words.say("task.value"),
        words.say("figure.money", value=now["value_vnd"]),
        words.say(f"task.money.{own['money'].iloc[-1]}"),
        comparisons.compare_money(visit, now["value_vnd"], before["value_vnd"]),
        FigureSource("grand_total", origin),  # says why money of another task is left out
    )
