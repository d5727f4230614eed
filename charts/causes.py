"""Why a year's share differs from another's: where it stood, each cause's points, where it
stands. What cannot be carried over from year to year is an outline, and named so."""

from decimal import Decimal
from itertools import pairwise

import altair as alt
import pandas as pd

from charts.columns import no_rows
from charts.moved import COLUMNS as MOVED
from charts.moved import stairs
from charts.theme import STEP, layered
from indicators.causes import BREAK
from locales.numbers import shown_percent
from locales.words import Words

NAMES = ["label", "level", "begins", "ends", "said", "broken", "code"]
ROOM = 1.35  # of the longest bar: “−14,2 điểm” stands beside it on a phone
COLUMNS = {**MOVED, "broken": "bool", "code": "str"}  # the code: a year, or a cause


def tenths(causes: pd.DataFrame) -> list[int]:
    """The share at the start and after each cause in tenths of a point. Differences are taken
    between these: they are what is written, so that what is read adds up."""
    if causes.empty:
        return []
    reached = [causes["share_before"].iloc[0], *causes["share_after"]]
    return [int(shown_percent(share) * 10) for share in reached]


def points(amount: int) -> Decimal:
    """Tenths of a point as points."""
    return Decimal(amount) / 10


def causes_rows(causes: pd.DataFrame, words: Words, *, old: int, new: int) -> pd.DataFrame:
    """The earlier year, each cause that moved the share by a tenth of a point at least, the
    later year. `causes` is an answer of `causes`."""
    reached = tenths(causes)
    if not reached:
        return no_rows(COLUMNS)
    rows = [_year(old, reached[0], words)]
    for cause, (then, now) in zip(causes["cause"], pairwise(reached), strict=True):
        if now != then:
            key = "chart.causes.more" if now > then else "chart.causes.less"
            said = words.say(key, points=points(abs(now - then)))
            label = words.say(f"why.cause.{cause}")
            rows.append((label, False, then, now, said, cause == BREAK, str(cause)))
    rows.append(_year(new, reached[-1], words))
    told = pd.DataFrame(rows, columns=NAMES)
    told["position"] = range(len(told))
    told["said_at"] = told[["begins", "ends"]].max(axis=1)
    told["room"] = max(1, told["said_at"].max() * ROOM)
    return told.astype(COLUMNS)[list(COLUMNS)]


def _year(year: int, reached: int, words: Words) -> tuple[object, ...]:
    said = words.say("chart.causes.share", percent=points(reached))
    return words.say("chart.causes.year", year=year), True, 0, reached, said, False, str(year)


def causes_drawing(words: Words) -> alt.LayerChart:
    """Bars one under the other, each cause beginning where the one before it ended."""
    bars = stairs(words, COLUMNS, dashed="datum.broken", told="code")
    return layered(*bars, height=alt.Step(STEP))
