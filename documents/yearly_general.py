"""General situation: the reports that came, and how much of the plan is done."""

from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from charts.completion import build_completion_rows
from charts.timeliness import build_timeliness_rows
from documents.yearly import Block, Chart, ReportCell, ReportParagraph, ValueState
from documents.yearly_charts import build_chart, name_rules
from documents.yearly_evidence import Evidence, select_year
from documents.yearly_figures import (
    Dimension,
    FigureFormatter,
    ReportColumn,
    build_cell,
    join_paragraphs,
)
from indicators.completion import completion
from indicators.due_reports import ARRIVED, AWAITED, OVERDUE, SENT_BACK
from indicators.due_results import DONE, NIL, STATES
from indicators.groups import GROUPS, add_group
from locales.names import list_full_names
from locales.numbers import is_missing
from models.units import UnitKind, are_in_being

Row = Mapping[Hashable, object]  # of an answer, by column

BEFORE = "report.arrivals.before"
COUNTS = {  # measure → the column of an answer of completion
    "whole": "whole",
    "part": "part",
    "in_time": "in_time",
    "not_reported": "not_reported_due",
}
COMPLETION_COLUMNS = (
    ReportColumn("whole", 1.5, numeric=True, summed=True),
    ReportColumn("part", 1.6, numeric=True, summed=True),
    ReportColumn("in_time", 1.6, numeric=True, summed=True),
    ReportColumn("not_reported", 1.6, numeric=True, summed=True),
    ReportColumn("completion", 1.5, numeric=True),
)


def describe_arrivals(evidence: Evidence, formatter: FigureFormatter) -> Iterator[Block]:
    """How many of the owed reports came, and when; last year; who was only asked, or not."""
    yield join_paragraphs(
        *_describe_required(evidence, formatter), *_describe_unrequired(evidence, formatter)
    )
    rows = evidence.timeliness[evidence.timeliness["year"].isin(evidence.years)]
    if len(rows):
        chart_rows = build_timeliness_rows(rows, evidence.words, reorganised=name_rules(evidence))
        yield build_chart("timeliness", chart_rows, evidence)


def _describe_required(evidence: Evidence, formatter: FigureFormatter) -> Iterator[ReportParagraph]:
    """The owed reports by their states, which add up; the rates once any has fallen due."""
    required = evidence.required_reports
    if required.empty:
        yield formatter.build_paragraph("report.arrivals.none", year=formatter.year)
        return
    whole = formatter.build_figure("reports_owed", len(required))
    if not evidence.is_reported:
        facts = {"year": formatter.year, "day": evidence.as_of}
        yield formatter.build_paragraph("report.arrivals.no_return", owed=whole, **facts)
        return
    now = select_year(evidence.timeliness, formatter.year)
    figures = {
        name: formatter.build_figure(measure, now[name])
        for name, measure in (
            ("received", "received"),
            ("in_time", "reports_in_time"),
            ("late", "reports_late"),
        )
    }
    yield formatter.build_paragraph("report.arrivals", owed=whole, **figures)
    for state in (OVERDUE, SENT_BACK, AWAITED):
        count = int((required["state"] == state).sum())
        if count:
            figure = formatter.build_figure(f"reports_{state}", count)
            yield formatter.build_paragraph(f"report.arrivals.{state}", count=figure)
    if required["fallen_due"].any():
        yield from _describe_rates(evidence, formatter)


def _describe_rates(evidence: Evidence, formatter: FigureFormatter) -> Iterator[ReportParagraph]:
    """The rates of what has fallen due or came, and those of the year before."""
    for year, key in ((formatter.year, "report.arrivals.share"), (formatter.year - 1, BEFORE)):
        row = select_year(evidence.timeliness, year)
        if not is_missing(row["received_share"]):
            share = formatter.build_figure("received_share", row["received_share"], year=year)
            in_time = formatter.build_figure("in_time_share", row["in_time_share"], year=year)
            yield formatter.build_paragraph(key, year=year, share=share, in_time=in_time)


def _describe_unrequired(
    evidence: Evidence, formatter: FigureFormatter
) -> Iterator[ReportParagraph]:
    """The bodies that were only asked, those that sent without being asked, the estimates."""
    requested = evidence.requested_reports
    if len(requested):
        yield formatter.build_paragraph(
            "report.arrivals.requested",
            asked=formatter.build_figure("requested_asked", len(requested)),
            came=formatter.build_figure(
                "requested_came", int(requested["state"].isin(ARRIVED).sum())
            ),
        )
    estimated = evidence.received_reports[
        evidence.received_reports["unit_id"].isin(evidence.estimates)
    ]
    catalogue_units = evidence.register.catalogue.units
    catalogue_units = catalogue_units[
        are_in_being(catalogue_units, pd.Timestamp(evidence.last_day_of_help))
    ]
    others = catalogue_units[
        catalogue_units["kind"] != UnitKind.RED_CROSS.value
    ]  # it writes this report itself
    unasked = others[others["unit_id"].isin(evidence.unasked)].sort_values(["position", "code"])
    for name, units in (("unasked", unasked), ("estimates", estimated)):
        if len(units):
            count = formatter.build_figure(f"reports_{name}", len(units))
            names = "; ".join(list_full_names(units, evidence.words))
            yield formatter.build_paragraph(f"report.arrivals.{name}", count=count, names=names)


def describe_progress(evidence: Evidence, formatter: FigureFormatter) -> Iterator[Block]:
    """Completion of the province's duties, against last year."""
    if not _is_judged(evidence):
        yield explain_unjudged(evidence, formatter)
        return
    now, before = (
        select_year(evidence.completion, year) for year in (formatter.year, formatter.year - 1)
    )
    sentences = []
    if now["assigned"] != now["whole"]:
        sentences.append(_describe_all(formatter, now))
    if not is_missing(now["share"]):
        sentences.append(_describe_due(formatter, now))
    sentences += _describe_left_out(evidence, formatter, now)
    if not is_missing(now["share"]) and not is_missing(before["share"]):
        last = formatter.year - 1
        share = formatter.build_figure("completion", before["share"], year=last)
        sentences.append(
            formatter.build_paragraph("report.progress.before", year=last, share=share)
        )
    yield join_paragraphs(*sentences)
    yield _draw_themes(evidence)


def _is_judged(evidence: Evidence) -> bool:
    """Is anything known of the year's duties, and did any arise?"""
    return evidence.is_reported and bool((evidence.required_results["state"] != NIL).any())


def explain_unjudged(evidence: Evidence, formatter: FigureFormatter) -> ReportParagraph:
    """Why there is nothing to tell of progress."""
    if evidence.required_results.empty:
        return formatter.build_paragraph("report.progress.none", year=formatter.year)
    if evidence.is_reported:
        return formatter.build_paragraph("report.progress.nil", year=formatter.year)
    return formatter.build_paragraph(
        "report.progress.no_return", year=formatter.year, day=evidence.as_of
    )


def _describe_all(formatter: FigureFormatter, now: "pd.Series") -> ReportParagraph:
    return formatter.build_paragraph(
        "report.progress.all",
        assigned=formatter.build_figure("assigned", now["assigned"]),
        done=formatter.build_figure("done_all", now["done_all"]),
        progress=formatter.build_figure("progress", now["progress"]),
    )


def _describe_due(formatter: FigureFormatter, now: "pd.Series") -> ReportParagraph:
    return formatter.build_paragraph(
        "report.progress",
        whole=formatter.build_figure("whole", now["whole"]),
        part=formatter.build_figure("part", now["part"]),
        share=formatter.build_figure("completion", now["share"]),
        in_time=formatter.build_figure("in_time", now["in_time"]),
        not_reported=formatter.build_figure("not_reported", now["not_reported_due"]),
    )


def _describe_left_out(
    evidence: Evidence, formatter: FigureFormatter, now: "pd.Series"
) -> Iterator[ReportParagraph]:
    """What completion leaves out (nil, the reports themselves), and what of it waits for this
    very report."""
    if now[NIL]:
        yield formatter.build_paragraph(
            "report.progress.left_out", count=formatter.build_figure("nil", now[NIL])
        )
    if len(evidence.required_reports):
        yield formatter.build_paragraph("report.progress.reports_apart")
    synthesis = evidence.required_results[
        evidence.required_results["theme"].isin(evidence.report_themes)
    ]
    done = int(synthesis["state"].isin(DONE).sum())
    if done:
        count = formatter.build_figure("synthesis_done", done)
        yield formatter.build_paragraph("report.progress.this_report", count=count)


def _draw_themes(evidence: Evidence) -> Chart:
    themes = completion(evidence.results, by=("year", "theme"))
    now = themes[themes["year"] == evidence.year]
    earlier = themes[themes["year"].isin(evidence.reported_years - {evidence.year})]
    last = earlier[earlier["year"] == evidence.year - 1]
    before = last.set_index("theme")["share"]
    codes = evidence.now.sort_values("task_position")["theme"].drop_duplicates().tolist()
    bars = now.assign(
        label=[label_theme(evidence, code) for code in now["theme"]],
        position=now["theme"].map(codes.index),
        share_before=now["theme"].map(before).astype("float64"),
    )
    shown_bars = bars[bars[list(STATES)].sum(axis=1) > 0].sort_values("position")
    return build_chart("completion", build_completion_rows(shown_bars, evidence.words), evidence)


def format_theme(evidence: Evidence, code: str, sign: str) -> str:
    """The number and name of a theme of the plan."""
    return f"{code}{sign}{evidence.words.say(f'clause.{code}')}"


def label_theme(evidence: Evidence, code: str, sign: str = " · ") -> str:
    """The same beside figures: of the yearly report's own theme, that it is done only once this
    report is issued."""
    name = format_theme(evidence, code, sign)
    if code in evidence.report_themes:
        return evidence.words.say("report.theme.this_report", name=name)
    return name


def describe_bodies(evidence: Evidence, formatter: FigureFormatter) -> Iterator[Block]:
    """Completion by kind of body, with a sentence on how to read it."""
    if _is_judged(evidence):
        yield formatter.build_paragraph("report.bodies")
    yield from build_bodies_table(evidence, formatter)


def build_bodies_table(evidence: Evidence, formatter: FigureFormatter) -> Iterator[Block]:
    """Completion by kind of body: a table."""
    answer = completion(add_group(evidence.required_results), by=("group",))
    rows_by_group = {row["group"]: row for row in answer.to_dict("records") if row["assigned"]}
    say = evidence.words.say
    groups = [Dimension("group", group, say(f"group.{group}")) for group in GROUPS]
    rows = [
        [ReportCell(of.name), *build_completion_cells(formatter, rows_by_group[of.code], of)]
        for of in groups
        if of.code in rows_by_group
    ]
    if not rows or not evidence.is_reported:
        yield explain_unjudged(evidence, formatter)
        return
    columns = (ReportColumn("group", 4.0), *COMPLETION_COLUMNS)
    yield formatter.build_table("bodies", columns, rows, total=build_total_row(evidence, formatter))


def build_completion_cells(
    formatter: FigureFormatter, row: "Row | pd.Series", *of: Dimension
) -> list[ReportCell]:
    """The cells of MEASURED of an answer of completion."""
    counts = [
        build_cell(formatter.build_figure(name, row[column], *of))
        for name, column in COUNTS.items()
    ]
    known = ValueState.NIL if row[NIL] and not row["assigned"] else None
    return [
        *counts,
        build_cell(formatter.build_figure("completion", row["share"], *of, known=known)),
    ]


def build_total_row(evidence: Evidence, formatter: FigureFormatter) -> list[ReportCell]:
    """The province's row beneath a table of parts."""
    now = select_year(evidence.completion, formatter.year)
    return [ReportCell(evidence.words.say("report.total")), *build_completion_cells(formatter, now)]
