"""The plan as it stands: its clauses or the tasks of one, and the bodies that carry them."""

import pandas as pd

from indicators.cells import STILL, find_slowest_states
from indicators.completion import completion
from indicators.obligations import REQUESTED
from locales.names import add_units, list_short_names, list_titles
from locales.words import Words
from pages.components import comparisons, frames
from pages.components.body_groups import filter_group
from pages.components.period import describe_reported, is_running
from pages.components.reports_apart import find_report_clauses
from pages.components.visit import Visit

CLAUSE, TASK = "clause", "task_code"
LAGGING = ("not_reported", "running_late", "not_started")


def format_clause(words: Words, clause: str) -> str:
    """“III.4 · Ngành y tế”; the number alone where the province's plan has other clauses."""
    key = f"clause.{clause}"
    return f"{clause} · {words.say(key)}" if words.knows(key) else clause


def compare_parts(visit: Visit, results: pd.DataFrame, column: str) -> pd.DataFrame:
    """Completion of each clause or task this year beside last, in the plan's order, with
    label, code and position. What only requested bodies carry is counted by itself, and
    marked `requested`: it ranks with nobody."""
    by_year = _count_parts(results, ("year", column))
    now = by_year[(by_year["year"] == visit.year) & (by_year["assigned"] + by_year["nil"] > 0)]
    before = comparisons.find_last_year(by_year, visit.year, column)
    beside = now.merge(before, how="left", on=column)
    parts = beside.merge(_name_parts(visit, results, column), on=column).sort_values("position")
    return parts.assign(code=parts[column])


def _count_parts(results: pd.DataFrame, by: tuple[str, str]) -> pd.DataFrame:
    is_requested = (results["obligation"] == REQUESTED).groupby(results[by[1]]).transform("all")
    required, requested = (
        completion(results[which], by=by) for which in (~is_requested, is_requested)
    )
    counts = [required.assign(requested=False), requested.assign(requested=True)]
    return pd.concat([part for part in counts if len(part)], ignore_index=True)


def _name_parts(visit: Visit, results: pd.DataFrame, column: str) -> pd.DataFrame:
    """Label, short name and position of each clause or task of the visit's year."""
    words = visit.words
    tasks = results[results["year"] == visit.year].drop_duplicates("task_code")
    tasks = tasks.sort_values("task_position")
    if column == CLAUSE:
        clauses = tasks.drop_duplicates(CLAUSE)[[CLAUSE]]
        of_reports = find_report_clauses(visit)
        names = [
            words.say("reports_apart.label", name=format_clause(words, clause))
            if clause in of_reports
            else format_clause(words, clause)
            for clause in clauses[CLAUSE]
        ]
        return clauses.assign(label=names, short=clauses[CLAUSE], position=range(len(clauses)))
    numbers = [str(number) for number in range(1, len(tasks) + 1)]
    labels = [f"{at}. {name}" for at, name in zip(numbers, list_titles(tasks, words), strict=True)]
    return tasks[[TASK]].assign(label=labels, short=numbers, position=range(len(tasks)))


def build_cells(visit: Visit, results: pd.DataFrame, column: str, *, group: str) -> pd.DataFrame:
    """Every body of the group × every clause or task it might carry, this year, named."""
    now = filter_group(results[results["year"] == visit.year], group)
    parts = _name_parts(visit, results, column).rename(
        columns={"label": "part", "short": "column", "position": "column_position"}
    )
    plan_cells = find_slowest_states(now, "unit_id", column).merge(parts, on=column)
    plan_cells = add_units(plan_cells, "unit_id", frames.load_catalogue(visit).units)
    return plan_cells.assign(
        label=list_short_names(plan_cells, visit.words),
        column_code=plan_cells[column],
    ).sort_values(["position", "code", "column_position"], ignore_index=True)


def find_still_cells(every_cell: pd.DataFrame) -> pd.DataFrame:
    """The cells where something is not moving, the slowest first, in the plan's order."""
    waiting = every_cell[every_cell["state"].isin(STILL)]
    order = {state: place for place, state in enumerate(STILL)}
    return waiting.sort_values(
        ["state", "position", "column_position"],
        key=lambda values: values.map(order) if values.name == "state" else values,
        ignore_index=True,
    )


def describe_parts(visit: Visit, parts: pd.DataFrame, column: str) -> str:
    """What the bars say: how much is silent or overdue, and where most of it is."""
    words = visit.words
    required = parts[~parts["requested"]]
    if is_running(visit):
        return describe_reported(visit, required if len(required) else parts)
    behind = required[list(LAGGING)].sum(axis=1)
    if not behind.sum():
        return words.say(f"tasks.chart.{column}.none")
    most = required[behind == behind.max()].iloc[0]
    facts = {name: int(required[name].sum()) for name in LAGGING}
    return words.say(f"tasks.chart.{column}", **facts, name=most["label"], most=int(behind.max()))


def describe_requested(visit: Visit, parts: pd.DataFrame) -> str:
    """What is only requested, where there is more beside it: it is no part of all."""
    requested = parts[parts["requested"]]
    if requested.empty or len(requested) == len(parts):
        return ""
    return visit.words.say("tasks.apart", count=len(requested), names="; ".join(requested["label"]))
