"""The plan as it stands: its clauses or the tasks of one, and the bodies that carry them."""

import pandas as pd

from indicators.cells import STILL, cells
from indicators.completion import completion
from indicators.obligations import REQUESTED
from locales.names import short_names, titles, with_units
from locales.words import Words
from pages.parts import comparisons, frames
from pages.parts.period import running
from pages.parts.reports_apart import find_report_clauses
from pages.parts.visit import Visit
from pages.watch.groups import of_filter

CLAUSE, TASK = "clause", "task_code"
LAGGING = ("not_reported", "running_late", "not_started")


def clause_name(words: Words, clause: str) -> str:
    """“III.4 · Ngành y tế”; the number alone where the province's plan has other clauses."""
    key = f"clause.{clause}"
    return f"{clause} · {words.say(key)}" if words.knows(key) else clause


def bars(visit: Visit, results: pd.DataFrame, column: str) -> pd.DataFrame:
    """Completion of each clause or task this year beside last, in the plan's order, with
    label, code and position. What only requested bodies carry is counted by itself, and
    marked `requested`: it ranks with nobody."""
    told = _judged(results, ("year", column))
    now = told[(told["year"] == visit.year) & (told["assigned"] + told["nil"] > 0)]
    before = comparisons.last_year(told, visit.year, column)
    beside = now.merge(before, how="left", on=column)
    named = beside.merge(_named(visit, results, column), on=column).sort_values("position")
    return named.assign(code=named[column])


def _judged(results: pd.DataFrame, by: tuple[str, str]) -> pd.DataFrame:
    asked = (results["obligation"] == REQUESTED).groupby(results[by[1]]).transform("all")
    owed, requested = (completion(results[which], by=by) for which in (~asked, asked))
    told = [owed.assign(requested=False), requested.assign(requested=True)]
    return pd.concat([part for part in told if len(part)], ignore_index=True)


def _named(visit: Visit, results: pd.DataFrame, column: str) -> pd.DataFrame:
    """Label, short name and position of each clause or task of the visit's year."""
    words = visit.words
    tasks = results[results["year"] == visit.year].drop_duplicates("task_code")
    tasks = tasks.sort_values("task_position")
    if column == CLAUSE:
        clauses = tasks.drop_duplicates(CLAUSE)[[CLAUSE]]
        of_reports = find_report_clauses(visit)
        names = [
            words.say("reports_apart.label", name=clause_name(words, clause))
            if clause in of_reports
            else clause_name(words, clause)
            for clause in clauses[CLAUSE]
        ]
        return clauses.assign(label=names, short=clauses[CLAUSE], position=range(len(clauses)))
    numbers = [str(number) for number in range(1, len(tasks) + 1)]
    said = [f"{at}. {name}" for at, name in zip(numbers, titles(tasks, words), strict=True)]
    return tasks[[TASK]].assign(label=said, short=numbers, position=range(len(tasks)))


def meetings(visit: Visit, results: pd.DataFrame, column: str, *, group: str) -> pd.DataFrame:
    """Every body of the group × every clause or task it might carry, this year, named."""
    now = of_filter(results[results["year"] == visit.year], group)
    parts = _named(visit, results, column).rename(
        columns={"label": "part", "short": "column", "position": "column_position"}
    )
    met = cells(now, "unit_id", column).merge(parts, on=column)
    named = with_units(met, "unit_id", frames.catalogue(visit).units)
    return named.assign(
        label=short_names(named, visit.words),
        column_code=named[column],
    ).sort_values(["position", "code", "column_position"], ignore_index=True)


def still(met: pd.DataFrame) -> pd.DataFrame:
    """The cells where something is not moving, the slowest first, in the plan's order."""
    waiting = met[met["state"].isin(STILL)]
    order = {state: place for place, state in enumerate(STILL)}
    return waiting.sort_values(
        ["state", "position", "column_position"],
        key=lambda values: values.map(order) if values.name == "state" else values,
        ignore_index=True,
    )


def reported_so_far(visit: Visit, told: pd.DataFrame) -> str:
    """All there is to say before the last day: how much was reported."""
    assigned, silent = (int(told[name].sum()) for name in ("assigned", "not_reported"))
    return visit.words.say("running.reported", reported=assigned - silent, count=assigned)


def message(visit: Visit, parts: pd.DataFrame, column: str) -> str:
    """What the bars say: how much is silent or overdue, and where most of it is."""
    words = visit.words
    owed = parts[~parts["requested"]]
    if running(visit):
        return reported_so_far(visit, owed if len(owed) else parts)
    behind = owed[list(LAGGING)].sum(axis=1)
    if not behind.sum():
        return words.say(f"tasks.chart.{column}.none")
    most = owed[behind == behind.max()].iloc[0]
    facts = {name: int(owed[name].sum()) for name in LAGGING}
    return words.say(f"tasks.chart.{column}", **facts, name=most["label"], most=int(behind.max()))


def apart(visit: Visit, parts: pd.DataFrame) -> str:
    """What is only requested, where there is more beside it: it is no part of all."""
    asked = parts[parts["requested"]]
    if asked.empty or len(asked) == len(parts):
        return ""
    return visit.words.say("tasks.apart", count=len(asked), names="; ".join(asked["label"]))
