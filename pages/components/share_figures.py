"""Figures that are shares: what is counted of what, this year beside last."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from indicators.definitions import DEFINITIONS
from indicators.provenance import Provenance
from locales.numbers import is_missing
from pages.components import comparisons
from pages.components.certificate import FigureSource
from pages.components.figures import Figure, describe_counts
from pages.components.privacy import format_count
from pages.components.visit import Visit


class FigureKeys(NamedTuple):
    """The keys of a figure's label, and of the words for its part and whole."""

    label: str
    counted: str


def build_share_figure(
    visit: Visit,
    shares_by_year: pd.DataFrame,
    name: str,
    *,
    keys: FigureKeys,
    provenance: Callable[[], Provenance],
) -> Figure:
    """The figure of the definition `name`, a ratio; `shares_by_year` is its answer by year."""
    words, definition = visit.words, DEFINITIONS[name]
    now, before = (
        comparisons.find_year(shares_by_year, year) for year in (visit.year, visit.year - 1)
    )
    share, part_column, whole_column = definition.value, str(definition.part), str(definition.whole)
    of_addresses = definition.unit == "addresses"
    of_addresses = of_addresses and not is_missing(now[whole_column])
    part_read, whole_read = (
        format_count(visit, now[column]) if of_addresses else now[column]
        for column in (part_column, whole_column)
    )
    silent = _is_silent(now)
    now_share = None if silent else now[share]  # nobody has sent anything: no data, not 0
    waiting = not silent and bool(
        is_missing(now[share]) and now.get("assigned", 0) > 0
    )  # none has fallen due
    return Figure(
        words.say(keys.label),
        words.say("figure.not_due" if waiting else "figure.share", share=now_share),
        ""
        if waiting or silent
        else describe_counts(words, keys.counted, part=part_read, whole=whole_read),
        comparisons.compare_shares(visit, now_share, None if _is_silent(before) else before[share]),
        FigureSource(name, provenance, read=format_ratio(visit, now_share, part_read, whole_read)),
    )


def format_ratio(visit: Visit, share: object, part: object, whole: object) -> str:
    """A share of addresses with its part and whole as they are read, for its certificate."""
    if is_missing(share) or is_missing(whole):
        return ""
    return visit.words.say("provenance.ratio", share=share, part=part, whole=whole)


def find_reported_share(year: "pd.Series") -> object:
    """The share of a row of completion; None where nobody of it reported anything: that is no
    0 %."""
    return None if _is_silent(year) else year["share"]


def _is_silent(year: "pd.Series") -> bool:
    """Did nobody report anything? Such a year was not counted here; it is no nought."""
    if "not_reported" not in year or is_missing(year["assigned"]):
        return False
    return bool(year["not_reported"] == year["assigned"])


def build_overview_keys(name: str) -> FigureKeys:
    """How Tổng quan, and whoever follows it, says a share."""
    return FigureKeys(f"overview.{name}", f"overview.{name}_counted")
