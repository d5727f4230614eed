"""General situation: the reports that came, and how much of the plan is done."""

from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from charts.completion import build_completion_rows
from charts.timeliness import build_timeliness_rows
from documents.yearly_report.charts import build_chart, name_rules
from documents.yearly_report.evidence import Evidence, select_year
from documents.yearly_report.figures import SUMMED_COLUMNS, Dimension, PrintedCell, join_paragraphs
from documents.yearly_report.report import Block, Chart, ReportFigure, ReportParagraph, ValueState
from indicators.completion import completion
from indicators.due_reports import ARRIVED, AWAITED, OVERDUE, SENT_BACK
from indicators.due_results import DONE, NIL, STATES
from indicators.groups import GROUPS, add_group
from locales.names import list_full_names
from locales.numbers import is_missing
from models.units import UnitKind, are_in_being

Row = Mapping[Hashable, object]  # of an answer, by column

BEFORE = "report.arrivals.before"
COMPLETION_COLUMNS = {"whole": 1.5, **dict.fromkeys(SUMMED_COLUMNS[1:], 1.6), "completion": 1.5}


def describe_arrivals(evidence: Evidence) -> Iterator[Block]:
    """How many of the owed reports came, and when; last year; who was only asked, or not."""
    yield join_paragraphs(*_describe_required(evidence), *_describe_unrequired(evidence))
    rows = evidence.timeliness[evidence.timeliness["year"].isin(evidence.years)]
    if len(rows):
        chart_rows = build_timeliness_rows(rows, evidence.words, reorganised=name_rules(evidence))
        yield build_chart("timeliness", chart_rows, evidence)


def _describe_required(evidence: Evidence) -> Iterator[ReportParagraph]:
    """The owed reports by their states, which add up; the rates once any has fallen due."""
    required = evidence.required_reports
    if required.empty:
        yield evidence.build_paragraph("report.arrivals.none")
        return
    whole = evidence.build_figure("reports_owed", len(required))
    if not evidence.is_reported:
        yield evidence.build_paragraph("report.arrivals.no_return", owed=whole)
        return
    now = select_year(evidence.timeliness, evidence.year)
    yield evidence.build_paragraph(
        "report.arrivals",
        owed=whole,
        received=evidence.build_figure("received", now["received"]),
        in_time=evidence.build_figure("reports_in_time", now["in_time"]),
        late=evidence.build_figure("reports_late", now["late"]),
    )
    for state in (OVERDUE, SENT_BACK, AWAITED):
        count = int((required["state"] == state).sum())
        if count:
            figure = evidence.build_figure(f"reports_{state}", count)
            yield evidence.build_paragraph(f"report.arrivals.{state}", count=figure)
    if required["fallen_due"].any():
        yield from _describe_rates(evidence)


def _describe_rates(evidence: Evidence) -> Iterator[ReportParagraph]:
    """The rates of what has fallen due or came, and those of the year before."""
    for year, key in ((evidence.year, "report.arrivals.share"), (evidence.year - 1, BEFORE)):
        row = select_year(evidence.timeliness, year)
        if not is_missing(row["received_share"]):
            share = evidence.build_figure("received_share", row["received_share"], year=year)
            in_time = evidence.build_figure("in_time_share", row["in_time_share"], year=year)
            yield evidence.build_paragraph(key, year=year, share=share, in_time=in_time)


def _describe_unrequired(evidence: Evidence) -> Iterator[ReportParagraph]:
    """The bodies that were only asked, those that sent without being asked, the estimates."""
    requested = evidence.requested_reports
    if len(requested):
        came = int(requested["state"].isin(ARRIVED).sum())
        yield evidence.build_paragraph(
            "report.arrivals.requested",
            asked=evidence.build_figure("requested_asked", len(requested)),
            came=evidence.build_figure("requested_came", came),
        )
    received = evidence.received_reports
    estimated = received[received["unit_id"].isin(evidence.estimates)]
    units = evidence.register.catalogue.units
    units = units[are_in_being(units, pd.Timestamp(evidence.last_day_of_help))]
    units = units[units["kind"] != UnitKind.RED_CROSS.value]  # it writes this report itself
    unasked = units[units["unit_id"].isin(evidence.unasked)].sort_values(["position", "code"])
    for name, units in (("unasked", unasked), ("estimates", estimated)):
        if len(units):
            count = evidence.build_figure(f"reports_{name}", len(units))
            names = "; ".join(list_full_names(units, evidence.words))
            yield evidence.build_paragraph(f"report.arrivals.{name}", count=count, names=names)


def describe_progress(evidence: Evidence) -> Iterator[Block]:
    """Completion of the province's duties, against last year."""
    if not _is_judged(evidence):
        yield explain_unjudged(evidence)
        return
    now, before = (
        select_year(evidence.completion, year) for year in (evidence.year, evidence.year - 1)
    )
    sentences = []
    if now["assigned"] != now["whole"]:
        sentences.append(
            evidence.build_paragraph(
                "report.progress.all",
                assigned=evidence.build_figure("assigned", now["assigned"]),
                done=evidence.build_figure("done_all", now["done_all"]),
                progress=evidence.build_figure("progress", now["progress"]),
            )
        )
    if not is_missing(now["share"]):
        names = (*SUMMED_COLUMNS, "share")
        figures = dict(zip(names, list_completion_figures(evidence, now), strict=True))
        sentences.append(evidence.build_paragraph("report.progress", **figures))
    sentences += _describe_left_out(evidence, now)
    if not is_missing(now["share"]) and not is_missing(before["share"]):
        last = evidence.year - 1
        share = evidence.build_figure("completion", before["share"], year=last)
        sentences.append(evidence.build_paragraph("report.progress.before", year=last, share=share))
    yield join_paragraphs(*sentences)
    yield _draw_themes(evidence)


def _is_judged(evidence: Evidence) -> bool:
    """Is anything known of the year's duties, and did any arise?"""
    return evidence.is_reported and bool((evidence.required_results["state"] != NIL).any())


def explain_unjudged(evidence: Evidence) -> ReportParagraph:
    """Why there is nothing to tell of progress."""
    if evidence.required_results.empty:
        return evidence.build_paragraph("report.progress.none")
    if evidence.is_reported:
        return evidence.build_paragraph("report.progress.nil")
    return evidence.build_paragraph("report.progress.no_return")


def _describe_left_out(evidence: Evidence, now: "pd.Series") -> Iterator[ReportParagraph]:
    """What completion leaves out (nil, the reports themselves), and what of it waits for this
    very report."""
    if now[NIL]:
        nil = evidence.build_figure("nil", now[NIL])
        yield evidence.build_paragraph("report.progress.left_out", count=nil)
    if len(evidence.required_reports):
        yield evidence.build_paragraph("report.progress.reports_apart")
    is_of_report = evidence.required_results["theme"].isin(evidence.report_themes)
    done = int(evidence.required_results.loc[is_of_report, "state"].isin(DONE).sum())
    if done:
        count = evidence.build_figure("synthesis_done", done)
        yield evidence.build_paragraph("report.progress.this_report", count=count)


def _draw_themes(evidence: Evidence) -> Chart:
    themes = completion(evidence.results, by=("year", "theme"))
    now = themes[themes["year"] == evidence.year]
    last = evidence.reported_years & {evidence.year - 1}
    before = themes[themes["year"].isin(last)].set_index("theme")["share"]
    codes = evidence.now.sort_values("task_position")["theme"].drop_duplicates().tolist()
    bars = now.assign(
        label=[label_theme(evidence, code) for code in now["theme"]],
        position=now["theme"].map(codes.index),
        share_before=now["theme"].map(before).astype("float64"),
    )
    shown_bars = bars[bars[list(STATES)].sum(axis=1) > 0].sort_values("position")
    return build_chart("completion", build_completion_rows(shown_bars, evidence.words), evidence)


def format_theme(evidence: Evidence, code: str, sign: str) -> str:
    return f"{code}{sign}{evidence.say(f'clause.{code}')}"


def label_theme(evidence: Evidence, code: str, sign: str = " · ") -> str:
    """The same beside figures: of the yearly report's own theme, that it is done only once this
    report is issued."""
    name = format_theme(evidence, code, sign)
    if code in evidence.report_themes:
        return evidence.say("report.theme.this_report", name=name)
    return name


def describe_bodies(evidence: Evidence) -> Iterator[Block]:
    """Completion by kind of body, with a sentence on how to read it."""
    if _is_judged(evidence):
        yield evidence.build_paragraph("report.bodies")
    yield from build_bodies_table(evidence)


def build_bodies_table(evidence: Evidence) -> Iterator[Block]:
    answer = completion(add_group(evidence.required_results), by=("group",))
    rows_by_group = {row["group"]: row for row in answer.to_dict("records") if row["assigned"]}
    groups = [Dimension("group", group, evidence.say(f"group.{group}")) for group in GROUPS]
    rows: list[list[PrintedCell]] = [
        [of.name, *list_completion_figures(evidence, rows_by_group[of.code], of)]
        for of in groups
        if of.code in rows_by_group
    ]
    if not rows or not evidence.is_reported:
        yield explain_unjudged(evidence)
        return
    columns = {"group": 4.0, **COMPLETION_COLUMNS}
    yield evidence.build_table("bodies", columns, rows, total=build_total_row(evidence))


def list_completion_figures(
    evidence: Evidence, row: "Row | pd.Series", *of: Dimension
) -> list[ReportFigure]:
    """The figures of COMPLETION_COLUMNS in an answer of completion."""
    counts = (row["whole"], row["part"], row["in_time"], row["not_reported_due"])
    measured = zip(SUMMED_COLUMNS, counts, strict=True)
    known = ValueState.NIL if row[NIL] and not row["assigned"] else None
    return [
        *(evidence.build_figure(measure, count, *of) for measure, count in measured),
        evidence.build_figure("completion", row["share"], *of, known=known),
    ]


def build_total_row(evidence: Evidence) -> list[PrintedCell]:
    """The province's row beneath a table of parts."""
    now = select_year(evidence.completion, evidence.year)
    return [evidence.say("report.total"), *list_completion_figures(evidence, now)]
