"""Why a year's share differs from another's: where it stood, each cause's points, where it
stands. What cannot be carried over from year to year is an outline, and named so."""

from decimal import Decimal
from itertools import pairwise

import altair as alt
import pandas as pd

from charts.moved import COLUMNS as MOVED
from charts.moved import draw_steps, place_steps
from charts.theme import STEP, build_empty_frame, stack_layers
from indicators.change.causes import BREAK
from locales.numbers import round_percent
from locales.words import Words

ROW_FIELDS = ["label", "level", "begins", "ends", "figure_text", "broken", "code"]
ROOM = 1.35  # of the longest bar: “−14,2 điểm” stands beside it on a phone
COLUMNS = {**MOVED, "broken": "bool", "code": "str"}  # the code: a year, or a cause


def round_shares_to_tenths(causes: pd.DataFrame) -> list[int]:
    """The share at the start and after each cause in tenths of a point. Differences are taken
    between these: they are what is written, so that what is read adds up."""
    if causes.empty:
        return []
    reached = [causes["share_before"].iloc[0], *causes["share_after"]]
    return [int(round_percent(share) * 10) for share in reached]


def convert_tenths_to_points(amount: int) -> Decimal:
    return Decimal(amount) / 10


def build_causes_rows(causes: pd.DataFrame, words: Words, *, old: int, new: int) -> pd.DataFrame:
    """The earlier year, each cause that moved the share by a tenth of a point at least, the
    later year. `causes` is an answer of `split_by_cause`."""
    reached = round_shares_to_tenths(causes)
    if not reached:
        return build_empty_frame(COLUMNS)
    rows = [_build_year_row(old, reached[0], words)]
    for cause, (before, after) in zip(causes["cause"], pairwise(reached), strict=True):
        if after != before:
            key = "chart.causes.more" if after > before else "chart.causes.less"
            amount = words.say(key, points=convert_tenths_to_points(abs(after - before)))
            label = words.say(f"why.cause.{cause}")
            rows.append((label, False, before, after, amount, cause == BREAK, str(cause)))
    rows.append(_build_year_row(new, reached[-1], words))
    frame = pd.DataFrame(rows, columns=ROW_FIELDS)
    frame = place_steps(frame, room=ROOM)
    return frame.assign(room=frame["room"].clip(lower=1)).astype(COLUMNS)[list(COLUMNS)]


def _build_year_row(year: int, reached: int, words: Words) -> tuple[object, ...]:
    percent = words.say("chart.causes.share", percent=convert_tenths_to_points(reached))
    return words.say("chart.causes.year", year=year), True, 0, reached, percent, False, str(year)


def draw_causes(words: Words) -> alt.LayerChart:
    """Bars one under the other, each cause beginning where the one before it ended."""
    bars = draw_steps(words, COLUMNS, dashed="datum.broken", click_column="code")
    return stack_layers(*bars, height=alt.Step(STEP))
