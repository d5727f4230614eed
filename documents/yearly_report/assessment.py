"""Assessment: this year against the last, who did well, and whose report is not there."""

from collections.abc import Iterator

import pandas as pd

from documents.yearly_report.evidence import Evidence, select_year
from documents.yearly_report.figures import PrintedCell, join_paragraphs
from documents.yearly_report.report import Block, ReportParagraph
from indicators.completion import completion
from indicators.due_reports import ARRIVED, AWAITED, IN_TIME, OVERDUE, SENT_BACK
from locales.names import list_full_names
from locales.numbers import FigureChange, is_missing, round_vnd_difference

COMPARED = (  # measure, the evidence's answer, its column
    ("received_share", "timeliness", "received_share"),
    ("in_time_share", "timeliness", "in_time_share"),
    ("completion", "completion", "share"),
    ("done_in_time_share", "completion", "in_time_share"),
    ("coverage", "coverage", "share"),
    ("committed_share", "coverage", "committed_share"),
    ("link_share", "link_shares", "share"),
    ("grand_total", "grand_total", "value_vnd"),
)
SHARES = len(COMPARED) - 1


def compare_years(evidence: Evidence) -> Iterator[Block]:
    """The main figures of two years side by side, and what the plan set as a target. A part of
    a year is not compared with a whole one."""
    last = evidence.year - 1
    lines: list[list[PrintedCell]] = []
    for place, (measure, answer, column) in enumerate(COMPARED):
        frame: pd.DataFrame = getattr(evidence, answer)
        now, before = select_year(frame, evidence.year)[column], select_year(frame, last)[column]
        change = evidence.say("report.no_change_told")
        if evidence.is_running:
            change = evidence.say("report.not_compared")
        elif not is_missing(now) and not is_missing(before):
            key = "report.change" if place < SHARES else _find_money_key(before, now)
            change = evidence.say(key, change=FigureChange(before, now))
        figures = (
            evidence.build_figure(measure, before, year=last),
            evidence.build_figure(measure, now),
        )
        lines.append([evidence.say(f"report.measure.{measure}"), *figures, change])
    columns = {"measure_name": 4.8, "last_year": 2.2, "this_year": 2.2, "change": 4.2}
    running = evidence.is_running
    note = evidence.say("report.comparison.running", before=last) if running else ""
    yield evidence.build_table("comparison", columns, lines, note=note)
    if evidence.required_results["fallen_due"].any() and evidence.is_reported:
        yield evidence.build_paragraph("report.targets")


def _find_money_key(before: object, now: object) -> str:
    difference = round_vnd_difference(before, now)
    if difference == 0:
        return "report.money_same"
    return "report.money_less" if difference < 0 else "report.money_more"


def name_best_units(evidence: Evidence) -> Iterator[Block]:
    """Who of those that owe a report did everything that had fallen due, and sent it in time."""
    if not evidence.is_reported or not evidence.required_reports["fallen_due"].any():
        yield evidence.build_paragraph("report.did_well.not_due")
        return
    answer = completion(evidence.required_results)
    complete = answer[(answer["share"] == 1) & (answer["whole"] > 0)]["unit_id"]
    required = evidence.required_reports
    best = required[required["unit_id"].isin(complete) & (required["state"] == IN_TIME)]
    if best.empty:
        yield evidence.build_paragraph("report.did_well.none")
        return
    yield evidence.build_paragraph(
        "report.did_well",
        count=evidence.build_figure("units_did_well", len(best)),
        names=_join_names(best, evidence),
    )


def describe_missing_reports(evidence: Evidence) -> Iterator[Block]:
    """Whose report is overdue, went back or is not due yet; who was asked and has not answered.
    Nobody is named for a year of which no return is known."""
    if evidence.required_reports.empty and evidence.requested_reports.empty:
        yield evidence.build_paragraph("report.arrivals.none")
        return
    if not evidence.is_reported:
        yield evidence.build_paragraph("report.not_there.no_return")
        return
    paragraphs = [*_describe_unsent(evidence), *_describe_unanswered(evidence)]
    if paragraphs:
        yield join_paragraphs(*paragraphs)
    else:
        yield evidence.build_paragraph("report.not_there.none")


def _describe_unsent(evidence: Evidence) -> Iterator[ReportParagraph]:
    """The owed reports that are not there, by their states; where days are not counted any more
    they are not awaited either."""
    required = evidence.required_reports
    for state in (OVERDUE, SENT_BACK, AWAITED):
        rows = required[required["state"] == state]
        if len(rows):
            figure = evidence.build_figure(f"reports_{state}", len(rows))
            names = "" if state == AWAITED else _join_names(rows, evidence)
            past = ".past" if state != AWAITED and rows["days"].isna().all() else ""
            yield evidence.build_paragraph(
                f"report.not_there.{state}{past}", count=figure, names=names
            )


def _describe_unanswered(evidence: Evidence) -> Iterator[ReportParagraph]:
    """The requested bodies that sent nothing, and those whose report went back."""
    requested = evidence.requested_reports
    is_sent_back = requested["state"] == SENT_BACK
    is_silent = ~is_sent_back & ~requested["state"].isin(ARRIVED)
    for name, is_chosen in (("requested", is_silent), ("requested_sent_back", is_sent_back)):
        rows = requested[is_chosen]
        if len(rows):
            measure = "requested_silent" if name == "requested" else name
            figure = evidence.build_figure(measure, len(rows))
            names = _join_names(rows, evidence)
            yield evidence.build_paragraph(f"report.not_there.{name}", count=figure, names=names)


def _join_names(rows: pd.DataFrame, evidence: Evidence) -> str:
    return "; ".join(list_full_names(rows, evidence.words))
