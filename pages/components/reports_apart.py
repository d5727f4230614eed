"""The yearly reports (III.13) beside completion: they are judged as reports, not as tasks."""

import pandas as pd

from indicators.timeliness import timeliness
from pages.components import frames
from pages.components.links import show_link
from pages.components.notes import show_note
from pages.components.visit import Visit

OF_TASKS = frozenset({"completion", "progress", "done_in_time"})


def find_report_clauses(visit: Visit) -> frozenset[str]:
    """The clauses of the plan that ask for the yearly report."""
    tasks = frames.load_catalogue(visit).tasks
    return frozenset(tasks.loc[tasks["reporting"], "clause"])


def describe_reports(visit: Visit) -> str:
    """How the reports of the visit's year are judged, and how many came; empty where none are
    owed."""
    reports = frames.load_reports(visit, (visit.year,))
    if reports.empty:
        return ""
    counts = timeliness(reports, by=()).iloc[0]
    key = "reports_apart.told" if counts["due"] else "reports_apart.not_due"
    clauses = ", ".join(sorted(find_report_clauses(visit)))
    return visit.words.say(key, clauses=clauses, received=counts["received"], due=counts["due"])


def show_reports_apart(visit: Visit, sentence: str) -> None:
    """The sentence, and the way to the reports; nothing where it is empty."""
    if sentence:
        show_note(sentence)
        show_link(visit, "qua-han", visit.words.say("reports_apart.link"))


def count_reports_apart(visit: Visit, rows: pd.DataFrame) -> int:
    """How many reports are owed by the bodies of these due results; none where the rows are of
    another clause alone."""
    clauses = set(rows["clause"])
    if len(clauses) == 1 and not clauses & find_report_clauses(visit):
        return 0
    reports = frames.load_carried_reports(visit, sorted(int(year) for year in set(rows["year"])))
    return int(reports["unit_id"].isin(rows["unit_id"]).sum())
