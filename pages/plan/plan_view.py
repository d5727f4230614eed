"""What the screen shows of the plan or of one clause, computed once for all reruns."""

from dataclasses import dataclass

import pandas as pd

from charts.completion import build_completion_rows
from charts.matrix import build_matrix_rows
from indicators.cells import NOT_ASKED
from indicators.completion import completion
from indicators.due_results import NOT_REPORTED
from locales.numbers import is_missing
from pages.components import comparisons
from pages.components.cache import once
from pages.components.figures import Figure
from pages.components.period import is_running
from pages.components.picture import MOST_ROWS
from pages.components.reports_apart import describe_reports, find_report_clauses
from pages.components.states import format_result_state
from pages.components.visit import Visit
from pages.plan.plan import (
    CLAUSE,
    TASK,
    build_cells,
    compare_parts,
    describe_parts,
    describe_requested,
    find_still_cells,
)
from pages.plan.plan_figures import build_part_figures


@dataclass(frozen=True)
class PlanPart:
    """The plan (`clause` empty) or one clause: its due results of two years, and by what they
    are told apart."""

    results: pd.DataFrame
    clause: str

    @property
    def column(self) -> str:
        """Clauses of the plan, tasks of a clause."""
        return TASK if self.clause else CLAUSE


@dataclass(frozen=True)
class PlanPartView:
    """The sentence, the figures, and the bars with their message."""

    sentence: str
    figures: list[Figure]
    message: str
    apart: str
    reports_apart: str
    bars: pd.DataFrame


@dataclass(frozen=True)
class CellsView:
    """Every cell, the marks with their message, and the cells that are not moving, listed."""

    every_cell: pd.DataFrame
    message: str
    marks: pd.DataFrame
    waiting: pd.DataFrame
    listed: pd.DataFrame


def load_part_view(visit: Visit, part: PlanPart) -> PlanPartView:
    """The part as it stands in the visit's year."""
    return once(_build_part_view, visit, part)


def load_cells_view(visit: Visit, part: PlanPart, group: str) -> CellsView:
    """The bodies of `group` and what they carry of the part."""
    return once(_build_cells_view, visit, part, group)


def _build_part_view(visit: Visit, part: PlanPart) -> PlanPartView:
    parts = compare_parts(visit, part.results, part.column)
    return PlanPartView(
        sentence=_build_sentence(visit, parts, part),
        figures=build_part_figures(visit, part.results),
        message=describe_parts(visit, parts, part.column),
        apart=describe_requested(visit, parts),
        reports_apart=_describe_reports(visit, part),
        bars=build_completion_rows(parts, visit.words),
    )


def _describe_reports(visit: Visit, part: PlanPart) -> str:
    """How the yearly reports are judged, where the plan is seen whole or their own clause is."""
    of_reports = find_report_clauses(visit) & set(part.results["clause"])
    alone = not part.clause or part.clause in of_reports
    return describe_reports(visit) if of_reports and alone else ""


def _build_cells_view(visit: Visit, part: PlanPart, group: str) -> CellsView:
    every_cell = build_cells(visit, part.results, part.column, group=group)
    waiting = find_still_cells(every_cell)
    message = visit.words.say(
        "running.cells" if is_running(visit) else "tasks.matrix",
        count=every_cell["unit_id"].nunique(),
        still=len(waiting),
        told=int((~every_cell["state"].isin([NOT_ASKED, NOT_REPORTED])).sum()),
        asked=int((every_cell["state"] != NOT_ASKED).sum()),
    )
    states = [format_result_state(visit.words, state) for state in waiting["state"]]
    rows = waiting.assign(unit=waiting["label"], state=states)
    table = rows[["unit", "part", "state", "done", "assigned"]]
    marked = every_cell[every_cell["unit_id"].isin(every_cell["unit_id"].unique()[:MOST_ROWS])]
    return CellsView(every_cell, message, build_matrix_rows(marked, visit.words), waiting, table)


def _build_sentence(visit: Visit, parts: pd.DataFrame, part: PlanPart) -> str:
    """The slowest part, and how many clauses are below the whole."""
    words = visit.words
    whole = comparisons.find_year(completion(part.results, by=("year",)), visit.year)
    required = parts[~parts["requested"]] if not parts["requested"].all() else parts
    known = required.dropna(subset=["share"]).sort_values(
        ["share", "position"]
    )  # the slowest first
    if known.empty or is_missing(whole["share"]):
        return words.say("tasks.not_due")
    last = known.iloc[0]
    if last["share"] == 1:
        return words.say("tasks.all_done", part=whole["part"], whole=whole["whole"])
    return words.say(
        "tasks.clause_sentence" if part.clause else "tasks.sentence",
        clause=part.clause,
        name=last["label"],
        part=last["part"],
        whole=last["whole"],
        share=last["share"],
        overall=whole["share"],
        below=int((known["share"] < whole["share"]).sum()),
        parts=len(known),
    )
