"""Where a visit's day and today stand to the visit's period: before, within, after it."""

from datetime import date

import pandas as pd

from indicators.due_reports import NO_DATA
from locales.numbers import is_missing
from pages.components import frames
from pages.components.cache import once
from pages.components.visit import Visit, find_year_on


def find_first_day(visit: Visit) -> date | None:
    """The first day of the visit's period; None where there is no such period."""
    return _find_day(visit, "data_from")


def find_last_day(visit: Visit) -> date | None:
    """Its last day in time."""
    return _find_day(visit, "last_day")


def is_running(visit: Visit) -> bool:
    """May everybody still report in time on the visit's day? A figure is then of a part of
    the year, and is set against no whole one."""
    last = find_last_day(visit)
    return last is not None and visit.as_of <= last


def is_past(visit: Visit) -> bool:
    """Is it of an earlier year than the one looked at on the visit's day unless another is
    asked for? Nobody is called any more for what was owed then."""
    return is_past_year(visit, visit.year)


def is_past_year(visit: Visit, year: int) -> bool:
    """The same of any year that stands beside it."""
    return year < find_year_on(visit.years, visit.as_of)


def has_no_data(visit: Visit) -> bool:
    """Has its last day passed, and has nobody at all sent a return of it?"""
    reports = frames.load_reports(visit, (visit.year,))
    return bool((reports["state"] == NO_DATA).any())


def describe_past(visit: Visit, silent: int) -> str:
    """That the period is over, and how many sent nothing."""
    key = "past.silent" if silent else "past.none_silent"
    return visit.words.say(key, year=visit.year, count=silent)


def _find_day(visit: Visit, name: str) -> date | None:
    return once(_load_day, visit, name)


def _load_day(visit: Visit, name: str) -> date | None:
    periods = frames.load_catalogue(visit).periods
    days = periods.loc[periods["year"] == visit.year, name]
    return None if days.empty or is_missing(days.iloc[0]) else pd.Timestamp(days.iloc[0]).date()


def describe_reported(visit: Visit, parts: pd.DataFrame) -> str:
    """All there is to say before the last day: how much was reported."""
    assigned, silent = (int(parts[name].sum()) for name in ("assigned", "not_reported"))
    return visit.words.say("running.reported", reported=assigned - silent, count=assigned)
