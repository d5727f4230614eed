"""Comparisons: this year beside last year, in words and as an arrow.

While a year still runs, its figures are of a part of it: last year's stands there alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pandas as pd

from locales.numbers import FigureChange, is_missing, round_points, round_vnd_difference
from pages.components.cache import once
from pages.components.period import is_running
from pages.components.visit import Visit

Arrow = Literal["up", "down", "off"]


@dataclass(frozen=True)
class Comparison:
    """What is said beneath a figure, and which way its arrow points."""

    text: str
    arrow: Arrow = "off"


def find_year(frame: pd.DataFrame, year: int) -> "pd.Series":
    """The one row of `year` in an answer by year; everything missing where there is none."""
    return once(_find_year, frame, year)


def _find_year(frame: pd.DataFrame, year: int) -> "pd.Series":
    rows = frame[frame["year"] == year]
    return rows.iloc[0] if len(rows) else pd.Series(pd.NA, frame.columns, "object")


def find_last_year(by_year: pd.DataFrame, year: int, column: str) -> pd.DataFrame:
    """`column` and share_before of the year before `year`, in an answer of `completion` by
    year and `column`; nothing where nobody reported anything: it was not counted here."""
    before = by_year[by_year["year"] == year - 1]
    silent = before["not_reported"].sum() == before["assigned"].sum()
    known = before.head(0) if silent else before
    return known[[column, "share"]].rename(columns={"share": "share_before"})


def compare_shares(visit: Visit, now: object, before: object) -> Comparison:
    """Two shares of 1, their difference in percentage points."""
    return _compare(visit, "points", now, before=before)


def compare_counts(visit: Visit, now: object, before: object, *, read: str = "") -> Comparison:
    """Two counts of the same thing; `read` is how the one before is read, if not to the unit."""
    return _compare(visit, "count", now, before=before, read=read)


def describe_last_part(visit: Visit, part: object, whole: object) -> Comparison:
    """Last year's part of its whole."""
    say, year = visit.words.say, visit.year - 1
    if is_missing(part) or not whole or not part:  # nothing came: it was not counted here yet
        return Comparison(say("compare.nothing", year=year))
    return Comparison(say("compare.was", part=part, whole=whole, year=year))


def compare_money(visit: Visit, now: object, before: object) -> Comparison:
    """Two sums in đồng."""
    return _compare(visit, "money", now, before=before)


def _compare(visit: Visit, kind: str, now: object, *, before: object, read: str = "") -> Comparison:
    say, year = visit.words.say, visit.year - 1
    if is_missing(before):
        return Comparison(say("compare.nothing", year=year))
    if is_missing(now) or is_running(visit):
        return Comparison(say(f"compare.whole.{kind}", before=read or before, year=year))
    difference = DIFFERENCES[kind](before, now)
    if difference == 0:  # they read the same
        return Comparison(say("compare.same", year=year))
    way: Arrow = "up" if difference > 0 else "down"
    size = abs(difference) if kind == "count" else FigureChange(before, now)
    return Comparison(say(f"compare.{kind}.{way}", difference=size, year=year), way)


def _count_difference(before: object, now: object) -> Decimal:
    return Decimal(str(now)) - Decimal(str(before))


DIFFERENCES: Mapping[str, Callable[[object, object], Decimal]] = {
    "points": round_points,
    "money": round_vnd_difference,
    "count": _count_difference,
}
