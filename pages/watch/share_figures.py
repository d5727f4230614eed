"""Figures that are shares: what is counted of what, this year beside last."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from indicators.birth import Birth
from indicators.definitions import DEFINITIONS
from locales.numbers import missing
from pages.parts import comparisons
from pages.parts.birth import Origin
from pages.parts.figures import Figure, counted_said
from pages.parts.privacy import counted
from pages.parts.visit import Visit


class Said(NamedTuple):
    """The keys of a figure's label, and of the words for its part and whole."""

    label: str
    counted: str


def of_share(
    visit: Visit, told: pd.DataFrame, name: str, *, said: Said, birth: Callable[[], Birth]
) -> Figure:
    """The figure of the definition `name`, a ratio; `told` is an answer to it by year."""
    words, definition = visit.words, DEFINITIONS[name]
    now, before = (comparisons.of_year(told, year) for year in (visit.year, visit.year - 1))
    share, part, whole = definition.value, str(definition.part), str(definition.whole)
    of_addresses = definition.unit == "addresses"
    of_addresses = of_addresses and not missing(now[whole])
    done, of = (counted(visit, now[one]) if of_addresses else now[one] for one in (part, whole))
    silent = _silent(now)
    now_share = None if silent else now[share]  # nobody has sent anything: no data, not 0
    waiting = not silent and bool(
        missing(now[share]) and now.get("assigned", 0) > 0
    )  # none has fallen due
    return Figure(
        words.say(said.label),
        words.say("figure.not_due" if waiting else "figure.share", share=now_share),
        "" if waiting or silent else counted_said(words, said.counted, part=done, whole=of),
        comparisons.shares(visit, now_share, None if _silent(before) else before[share]),
        Origin(name, birth, read=ratio_read(visit, now_share, done, of)),
    )


def ratio_read(visit: Visit, share: object, part: object, whole: object) -> str:
    """A share of addresses with its part and whole as they are read, for its certificate."""
    if missing(share) or missing(whole):
        return ""
    return visit.words.say("birth.ratio", share=share, part=part, whole=whole)


def find_told_share(year: "pd.Series") -> object:
    """The share of a row of completion; None where nobody of it reported anything: that is no
    0 %."""
    return None if _silent(year) else year["share"]


def _silent(year: "pd.Series") -> bool:
    """Did nobody report anything? Such a year was not counted here; it is no nought."""
    if "not_reported" not in year or missing(year["assigned"]):
        return False
    return bool(year["not_reported"] == year["assigned"])


def overview_words(name: str) -> Said:
    """How Tổng quan, and whoever follows it, says a share."""
    return Said(f"overview.{name}", f"overview.{name}_counted")
