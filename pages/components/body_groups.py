"""Groups of bodies: departments, media, the Red Cross, districts, communes."""

import pandas as pd

from indicators.completion import completion
from indicators.groups import GROUPS, add_group
from locales.numbers import format_percent
from locales.words import Words
from models.units import Level
from pages.components import comparisons
from pages.components.switch import show_switch
from pages.components.visit import Visit

GROUP = "nhom"

GROUP_FILTERS = {
    "so": (Level.PROVINCE.value,),
    "xa": (Level.DISTRICT.value, Level.COMMUNE.value),
    "tat-ca": tuple(level.value for level in Level),
}


def compare_groups(visit: Visit, results: pd.DataFrame) -> pd.DataFrame:
    """Completion of each group in the visit's year, in the plan's order of bodies, with
    `label`, `position` and last year's share."""
    by_year = completion(add_group(results), by=("year", "group"))
    now = by_year[(by_year["year"] == visit.year) & (by_year["assigned"] > 0)]
    before = comparisons.find_last_year(by_year, visit.year, "group")
    beside = now.merge(before, how="left", on="group")
    return beside.assign(
        code=beside["group"],
        label=[visit.words.say(f"group.{group}") for group in beside["group"]],
        position=beside["group"].map({group: place for place, group in enumerate(GROUPS)}),
    ).sort_values("position")


def build_slowest_message(visit: Visit, groups: pd.DataFrame) -> str:
    """The message of the groups' chart: who is furthest behind, all of those whose shares read
    the same; before the deadline, that nothing has fallen due."""
    words = visit.words
    known = groups.dropna(subset=["share"])
    if known.empty:
        return words.say("groups.not_due")
    last = find_lowest(known, words)
    key = "groups.slowest" if len(last) == 1 else "groups.slowest_together"
    return words.say(key, name="; ".join(last["label"]), share=known["share"].min())


def find_lowest(known: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Those of `known` (one at least) whose share reads as the lowest of all does."""
    as_read = known["share"].map(lambda share: format_percent(share, words.language))
    return known[as_read == format_percent(known["share"].min(), words.language)]


def filter_group(units: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of `units` (with `level`) in the group `name` of the address bar."""
    return units[units["level"].isin(GROUP_FILTERS[name])]


def choose_group(visit: Visit) -> str:
    """The group of the address bar, and the switch that changes it."""
    labels = {name: visit.words.say(f"agencies.group.{name}") for name in GROUP_FILTERS}
    return show_switch(visit.words.say("agencies.group"), GROUP, labels)
