"""What is seen of the plan or of one clause, thought through once and drawn at every rerun."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from charts.completion import build_completion_rows
from charts.matrix import build_matrix_rows
from indicators.cells import NOT_ASKED
from indicators.completion import completion
from indicators.due_results import NOT_REPORTED
from locales.numbers import missing
from pages.parts import comparisons, frames
from pages.parts.figures import Figure
from pages.parts.period import running
from pages.parts.picture import MOST_ROWS
from pages.parts.reports_apart import describe_reports, find_report_clauses
from pages.parts.states import result_state
from pages.parts.visit import Visit
from pages.watch.plan import CLAUSE, TASK, apart, bars, meetings, message, still
from pages.watch.plan_figures import of_part


@dataclass(frozen=True)
class Part:
    """The plan (`clause` empty) or one clause: its due results of two years, and by what they
    are told apart."""

    results: pd.DataFrame
    clause: str

    @property
    def column(self) -> str:
        """Clauses of the plan, tasks of a clause."""
        return TASK if self.clause else CLAUSE


@dataclass(frozen=True)
class PartSeen:
    """The sentence, the figures, and the bars with their message."""

    sentence: str
    figures: list[Figure]
    message: str
    apart: str
    reports_apart: str
    bars: pd.DataFrame


@dataclass(frozen=True)
class CellsSeen:
    """Every cell, the marks with their message, and the cells that are not moving, listed."""

    met: pd.DataFrame
    message: str
    marks: pd.DataFrame
    waiting: pd.DataFrame
    listed: pd.DataFrame


def part_seen(visit: Visit, part: Part) -> PartSeen:
    """The part as it stands in the visit's year."""
    return frames.once(visit, f"part {part.clause}", partial(_part, visit, part))


def cells_seen(visit: Visit, part: Part, group: str) -> CellsSeen:
    """The bodies of `group` and what they carry of the part."""
    return frames.once(visit, f"cells {part.clause} {group}", partial(_cells, visit, part, group))


def _part(visit: Visit, part: Part) -> PartSeen:
    told = bars(visit, part.results, part.column)
    return PartSeen(
        sentence=_sentence(visit, told, part),
        figures=of_part(visit, part.results),
        message=message(visit, told, part.column),
        apart=apart(visit, told),
        reports_apart=_reports_apart(visit, part),
        bars=build_completion_rows(told, visit.words),
    )


def _reports_apart(visit: Visit, part: Part) -> str:
    """How the yearly reports are judged, where the plan is seen whole or their own clause is."""
    of_reports = find_report_clauses(visit) & set(part.results["clause"])
    alone = not part.clause or part.clause in of_reports
    return describe_reports(visit) if of_reports and alone else ""


def _cells(visit: Visit, part: Part, group: str) -> CellsSeen:
    met = meetings(visit, part.results, part.column, group=group)
    waiting = still(met)
    said = visit.words.say(
        "running.cells" if running(visit) else "tasks.matrix",
        count=met["unit_id"].nunique(),
        still=len(waiting),
        told=int((~met["state"].isin([NOT_ASKED, NOT_REPORTED])).sum()),
        asked=int((met["state"] != NOT_ASKED).sum()),
    )
    states = [result_state(visit.words, state) for state in waiting["state"]]
    told = waiting.assign(unit=waiting["label"], state=states)
    listed = told[["unit", "part", "state", "done", "assigned"]]
    drawn = met[met["unit_id"].isin(met["unit_id"].unique()[:MOST_ROWS])]
    return CellsSeen(met, said, build_matrix_rows(drawn, visit.words), waiting, listed)


def _sentence(visit: Visit, parts: pd.DataFrame, part: Part) -> str:
    """The slowest part, and how many clauses are below the whole."""
    words = visit.words
    whole = comparisons.of_year(completion(part.results, by=("year",)), visit.year)
    owed = parts[~parts["requested"]] if not parts["requested"].all() else parts
    known = owed.dropna(subset=["share"]).sort_values(["share", "position"])  # the slowest first
    if known.empty or missing(whole["share"]):
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
