"""What is said of the bodies: how many are behind and who is last, and which are counted."""

from functools import partial

import pandas as pd

from indicators.completion import completion
from locales.names import first_of
from locales.numbers import missing
from pages.parts import comparisons, frames
from pages.parts.visit import Visit
from pages.watch.groups import lowest
from pages.watch.standing import standing


def sentence(visit: Visit, units: pd.DataFrame, results: pd.DataFrame) -> str:
    """How many bodies are below the province as a whole, and who is last."""
    words = visit.words
    years = frames.once(visit, "completion", partial(completion, results, by=("year",)))
    overall = comparisons.of_year(years, visit.year)["share"]
    if missing(overall) or units.empty:
        return words.say("agencies.not_due")
    return words.say(
        "agencies.sentence",
        below=int((units["share"] < overall).sum()),
        whole=len(units),
        overall=overall,
        name=_last(visit, units),
        share=units["share"].min(),
    )


def counted(visit: Visit, units: pd.DataFrame) -> str:
    """Why there are more bodies here than reports owed: some have tasks, and were only asked
    for a report."""
    reports = standing(visit, (visit.year - 1, visit.year))
    asked = units[units["unit_id"].isin(reports.requested["unit_id"])]
    if asked.empty:
        return ""
    names = "; ".join(asked["label"])
    return visit.words.say("agencies.counted", count=len(units), owed=reports.owed, names=names)


def _last(visit: Visit, units: pd.DataFrame) -> str:
    """Who is last; where several read the same, the first of them in the list and how many more."""
    ordered = units.sort_values(["share", "progress", "position"])
    return first_of(lowest(ordered, visit.words), visit.words)
