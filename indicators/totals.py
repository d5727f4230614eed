"""Totals of quantities and money: each task adds up as it is declared, and no other way."""

from collections.abc import Sequence

import pandas as pd

from indicators.due_results import DONE, NIL, NOT_REPORTED
from indicators.ratios import tally
from models.tasks import AddsUp, Money


def totals(due_results: pd.DataFrame, by: Sequence[str] = ("task_code",)) -> pd.DataFrame:
    """One row per `by`: quantity, value_vnd, reported (rows), nil (rows).

    What requested bodies gave is counted: it was given. Quantity: `sum` is added; `stock`
    only within one year; `units` counts the units that have done the task; missing for
    `none`, for several tasks together (people, visits and blood are never added to each
    other) and where nobody told any. Money of several tasks: only what counts towards the
    grand total, so that no movement is counted twice.
    """
    keys = list(by)
    totalled = tally(due_results[keys], mark_reported(due_results))
    facts = _collect_facts(due_results, keys)
    one_task, one_year = facts["tasks"] == 1, facts["years"] == 1
    adds = facts["adds_up"]
    added = one_task & ((adds == AddsUp.SUM.value) | ((adds == AddsUp.STOCK.value) & one_year))
    quantity = facts["quantity"].where(added)
    counted = one_task & (adds == AddsUp.UNITS.value) & (totalled["reported"] + totalled["nil"] > 0)
    totalled["quantity"] = quantity.mask(counted, facts["units_done"].astype("float64"))
    totalled["value_vnd"] = facts["value_vnd"].where(one_task, facts["value_counts"])
    return totalled[[*keys, "quantity", "value_vnd", "reported", "nil"]]


def grand_total(due_results: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """All money that counts, in đồng, one row per `by`: value_vnd, reported, nil.

    Reported and nil count the rows of tasks whose money counts.
    """
    keys = list(by)
    counting = due_results["money"] == Money.COUNTS.value
    totalled = tally(
        due_results[keys], mark_reported(due_results).apply(lambda mark: mark & counting)
    )
    totalled.insert(len(keys), "value_vnd", _collect_facts(due_results, keys)["value_counts"])
    return totalled


def mark_reported(due_results: pd.DataFrame) -> pd.DataFrame:
    """Reported at all, and nil: two true-or-false columns."""
    state = due_results["state"]
    return pd.DataFrame({"reported": ~state.isin([NIL, NOT_REPORTED]), "nil": state == NIL})


def _collect_facts(due_results: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """What a total depends on, one row per group, in the order that `tally` gives them."""
    rows = due_results.assign(
        value_counts=due_results["value_vnd"].where(due_results["money"] == Money.COUNTS.value),
        done_by=due_results["unit_id"].where(due_results["state"].isin(DONE)),
        everything=0,
    )
    groups = rows.groupby(by or ["everything"], dropna=False)
    facts = pd.DataFrame(
        {
            "tasks": groups["task_id"].nunique(),
            "years": groups["year"].nunique(),
            "adds_up": groups["adds_up"].first(),
            "units_done": groups["done_by"].nunique(),
            "quantity": groups["quantity"].sum(min_count=1),
            "value_vnd": groups["value_vnd"].sum(min_count=1),
            "value_counts": groups["value_counts"].sum(min_count=1),
        }
    ).reset_index(drop=True)
    return facts if by else facts.reindex(range(1))
