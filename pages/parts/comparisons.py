"""Comparisons: this year beside last year, in words and as an arrow.

While a year still runs, its figures are of a part of it: last year's stands there alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import pandas as pd

from locales.numbers import Change, missing, shown_money_difference, shown_points
from pages.parts.kept import Kept, Same
from pages.parts.period import running
from pages.parts.visit import Visit

Arrow = Literal["up", "down", "off"]
YEARS = Kept(256)


@dataclass(frozen=True)
class Comparison:
    """What is said beneath a figure, and which way its arrow points."""

    said: str
    arrow: Arrow = "off"


def of_year(frame: pd.DataFrame, year: int) -> "pd.Series":
    """The one row of `year` in an answer by year; everything missing where there is none."""
    return YEARS.get((Same(frame), year), lambda: _of_year(frame, year))


def _of_year(frame: pd.DataFrame, year: int) -> "pd.Series":
    found = frame[frame["year"] == year]
    return found.iloc[0] if len(found) else pd.Series(pd.NA, frame.columns, "object")


def last_year(told: pd.DataFrame, year: int, column: str) -> pd.DataFrame:
    """`column` and share_before of the year before `year`, in an answer of `completion` by
    year and `column`; nothing where nobody reported anything: it was not counted here."""
    before = told[told["year"] == year - 1]
    silent = before["not_reported"].sum() == before["assigned"].sum()
    known = before.head(0) if silent else before
    return known[[column, "share"]].rename(columns={"share": "share_before"})


def shares(visit: Visit, now: object, before: object) -> Comparison:
    """Two shares of 1, their difference in percentage points."""
    return _compared(visit, "points", now, before=before)


def counts(visit: Visit, now: object, before: object, *, read: str = "") -> Comparison:
    """Two counts of the same thing; `read` is how the one before is read, if not to the unit."""
    return _compared(visit, "count", now, before=before, read=read)


def of_parts(visit: Visit, part: object, whole: object) -> Comparison:
    """Last year's part of its whole."""
    said, year = visit.words.say, visit.year - 1
    if missing(part) or not whole or not part:  # nothing came: it was not counted here yet
        return Comparison(said("compare.nothing", year=year))
    return Comparison(said("compare.was", part=part, whole=whole, year=year))


def money(visit: Visit, now: object, before: object) -> Comparison:
    """Two sums in đồng."""
    return _compared(visit, "money", now, before=before)


def _compared(
    visit: Visit, kind: str, now: object, *, before: object, read: str = ""
) -> Comparison:
    said, year = visit.words.say, visit.year - 1
    if missing(before):
        return Comparison(said("compare.nothing", year=year))
    if missing(now) or running(visit):
        return Comparison(said(f"compare.whole.{kind}", before=read or before, year=year))
    difference = DIFFERENCES[kind](before, now)
    if difference == 0:  # they read the same
        return Comparison(said("compare.same", year=year))
    way: Arrow = "up" if difference > 0 else "down"
    told = abs(difference) if kind == "count" else Change(before, now)
    return Comparison(said(f"compare.{kind}.{way}", difference=told, year=year), way)


def _count_difference(before: object, now: object) -> Decimal:
    return Decimal(str(now)) - Decimal(str(before))


DIFFERENCES: Mapping[str, Callable[[object, object], Decimal]] = {
    "points": shown_points,
    "money": shown_money_difference,
    "count": _count_difference,
}
