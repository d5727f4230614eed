"""The figures of Tổng quan: reports, completion, coverage, addresses that nobody helps."""

from functools import partial

import pandas as pd

from indicators.completion import completion
from indicators.coverage import coverage
from indicators.provenance import (
    find_address_provenance,
    find_report_provenance,
    find_result_provenance,
)
from indicators.timeliness import timeliness
from locales.numbers import is_missing
from models.snapshots import Register
from pages.components import comparisons, frames
from pages.components.cache import once
from pages.components.certificate import FigureSource, trace_addresses
from pages.components.figures import Figure
from pages.components.period import has_no_data
from pages.components.privacy import format_count, suppress_totals
from pages.components.share_figures import build_overview_keys, build_share_figure, format_ratio
from pages.components.visit import Visit
from pages.components.year_reports import YearReports


def build_overview_figures(visit: Visit, year_reports: YearReports) -> list[Figure]:
    """The four, each beside last year and with its certificate."""
    return [
        build_received_figure(visit, year_reports),
        build_completion_figure(visit),
        *build_coverage_figures(visit),
    ]


def build_received_figure(visit: Visit, year_reports: YearReports) -> Figure:
    """How many reports came, of those owed."""
    words = visit.words
    by_year = once(timeliness, year_reports.all_years)
    before = comparisons.find_year(by_year, visit.year - 1)
    counts = {"in_time": year_reports.in_time_count, "late": year_reports.late_count}
    value = words.say(
        "figure.of", part=year_reports.received_count, whole=year_reports.required_count
    )
    is_known = not has_no_data(visit)
    return Figure(
        words.say("overview.received"),
        value if is_known else words.say("figure.share", share=None),
        words.say("overview.received_counted", **counts) if is_known else "",
        comparisons.describe_last_part(visit, before["received"], before["due"]),
        FigureSource(
            "received_share",
            partial(find_report_provenance, "received_share", year_reports.of_year, {}),
        ),
    )


def build_completion_figure(visit: Visit) -> Figure:
    """How much of the plan is done, of what has fallen due; before that, of all assigned."""
    rows = frames.load_results(visit, (visit.year - 1, visit.year))
    by_year = once(completion, rows, by=("year",))
    now = comparisons.find_year(by_year, visit.year)
    kind = "progress" if is_missing(now["share"]) and not has_no_data(visit) else "completion"
    provenance = partial(find_result_provenance, kind, rows, {"year": visit.year})
    return build_share_figure(
        visit, by_year, kind, keys=build_overview_keys(kind), provenance=provenance
    )


def _count_coverage(visit: Visit, register: Register) -> pd.DataFrame:
    """Coverage by year, as the visitor may read it."""
    return suppress_totals(visit, coverage(register, by=()))


def build_coverage_figures(visit: Visit) -> list[Figure]:
    """Coverage, and how many addresses have nobody."""
    words = visit.words
    register = frames.load_register(visit, (visit.year - 1, visit.year))
    by_year = once(_count_coverage, visit, register)
    now, before = (comparisons.find_year(by_year, year) for year in (visit.year, visit.year - 1))
    selection = {"year": visit.year}
    provenance = partial(trace_addresses, visit, find_address_provenance, selection=selection)
    of_coverage = provenance("coverage")
    return [
        build_share_figure(
            visit, by_year, "coverage", keys=build_overview_keys("coverage"), provenance=of_coverage
        ),
        Figure(
            words.say("overview.nobody"),
            format_count(visit, now["nobody"]),
            _describe_unhelped(visit, now),
            comparisons.compare_counts(
                visit, now["nobody"], before["nobody"], read=format_count(visit, before["nobody"])
            ),
            FigureSource(
                "not_helped",
                provenance("not_helped"),
                read=_format_unhelped_share(visit, now),
            ),
        ),
    ]


def _describe_unhelped(visit: Visit, now: "pd.Series") -> str:
    """How many were closed without help, which nobody can mend, and how many several help."""
    say = visit.words.say
    remarks = []
    if not is_missing(now["closed_unhelped"]) and now["closed_unhelped"]:
        remarks.append(say("split.apart", closed=format_count(visit, now["closed_unhelped"])))
    if not is_missing(now["several"]):
        remarks.append(say("overview.nobody_counted", several=format_count(visit, now["several"])))
    return "; ".join(remarks)


def _format_unhelped_share(visit: Visit, now: "pd.Series") -> str:
    """Those not helped as a share of the whole, for their certificate."""
    if is_missing(now["whole"]) or not now["whole"]:
        return ""
    parts = (format_count(visit, now[name]) for name in ("nobody", "whole"))
    return format_ratio(visit, now["nobody"] / now["whole"], *parts)
