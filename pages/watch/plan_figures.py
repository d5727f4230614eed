"""The figures of the plan, of one clause or of one task: how much is done."""

from functools import partial

import pandas as pd

from indicators.birth import birth_of_results
from indicators.completion import completion
from pages.parts import comparisons
from pages.parts.birth import Origin
from pages.parts.figures import Figure
from pages.parts.visit import Visit

SHARES = {  # definition → its share, part and whole in an answer of `completion`
    "completion": ("share", "part", "whole"),
    "done_in_time": ("in_time_share", "in_time", "whole"),
    "progress": ("progress", "done_all", "assigned"),
}


def of_part(visit: Visit, results: pd.DataFrame) -> list[Figure]:
    """Completion, done in time and progress of `results`, this year beside last."""
    told = completion(results, by=("year",))
    return [_figure(visit, results, told, definition=definition) for definition in SHARES]


def _figure(visit: Visit, results: pd.DataFrame, told: pd.DataFrame, *, definition: str) -> Figure:
    words = visit.words
    now, before = (comparisons.of_year(told, year) for year in (visit.year, visit.year - 1))
    share, part, whole = SHARES[definition]
    return Figure(
        words.say(f"definition.{definition}.title"),
        words.say("figure.share", share=now[share]),
        words.say(f"tasks.counted.{definition}", part=now[part], whole=now[whole]),
        comparisons.shares(visit, now[share], before[share]),
        Origin(definition, partial(birth_of_results, definition, results, {"year": visit.year})),
    )
