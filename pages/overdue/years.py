"""The reports of the years: how many were sent in time, this year and before."""

from functools import partial

import pandas as pd

from charts.reorganisations import name_reorganisations
from charts.timeliness import build_timeliness_rows
from indicators.timeliness import timeliness
from locales.numbers import is_missing
from pages.components import comparisons, frames, notes
from pages.components.cache import once
from pages.components.headline import show_subtitle
from pages.components.origins import open_reports
from pages.components.picture import Pick, draw_chart
from pages.components.visit import Visit
from pages.components.year_reports import YearReports


def draw_timeliness(visit: Visit, year_reports: YearReports) -> None:
    """The chart, its message in the title."""
    by_year = once(_count_timeliness, visit, year_reports)
    message = _describe_years(visit, by_year)
    show_subtitle(message)
    rows = once(_build_rows, visit, by_year)
    pick = Pick(
        "years-bars", opens=partial(open_reports, visit, year_reports.all_years), fields=("year",)
    )
    draw_chart(visit, "timeliness", rows, alt=message, pick=pick)
    notes.show_hint(visit.words.say("pick.origin"), key="years")


def _count_timeliness(visit: Visit, year_reports: YearReports) -> pd.DataFrame:
    """Timeliness of each year, those after the visit's too; another year in which nothing came
    from anybody was not counted here, and is no nought."""
    by_year = timeliness(year_reports.all_years)
    return by_year[(by_year["received"] > 0) | (by_year["year"] == visit.year)]


def _describe_years(visit: Visit, by_year: pd.DataFrame) -> str:
    """How many sent in time, this year and last; while some may still come, last year alone."""
    years = (visit.year, visit.year - 1)
    now, before = (comparisons.find_year(by_year, year) for year in years)
    share, last = now["in_time_share"], before["in_time_share"]
    awaited = is_missing(now["awaited"]) or now["awaited"] > 0 or is_missing(share)
    key = "running" if awaited else "only" if is_missing(last) else "said"
    return visit.words.say(
        f"overdue.years_{key}", now=share, before=last, year=years[0], last=years[1]
    )


def _build_rows(visit: Visit, by_year: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chart, with the reorganisations."""
    rules = name_reorganisations(frames.load_catalogue(visit), visit.words)
    return build_timeliness_rows(by_year, visit.words, reorganised=rules)
