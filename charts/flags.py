"""Flags: the words of a bar's parts, each on a pole over its part of the first bar, in place
of a legend. A part wide enough for its word carries it inside and needs no flag."""

import altair as alt
import pandas as pd

from charts.labels import PHONE
from charts.palette import LINE, ink, paint
from charts.theme import BAR, LABEL

COLUMNS = {
    "flag": "str",  # what is written; empty where no flag is
    "flag_at": "float64",  # where along the bar its pole stands
    "flag_rise": "float64",  # pixels from the bar to the words
    "flag_left": "bool",  # the words stand left of the pole
    "flag_rise_phone": "float64",
    "flag_left_phone": "bool",
}
LINE_HEIGHT = 16  # pixels
GAP = 4
HALF = BAR / 2
WORDS = 0.15  # of a wide drawing: words that far from an edge have room
RISE = f"({PHONE} ? datum.flag_rise_phone : datum.flag_rise)"
LEFT = f"({PHONE} ? datum.flag_left_phone : datum.flag_left)"
POLE = f"({RISE} + {LINE_HEIGHT - GAP})"


def place_flags(labels: pd.Series, places: pd.Series, *, end: float = 1.0) -> pd.DataFrame:
    """A flag for each of `labels`, which stand at `places` in their order along a bar that may end
    at `end`; indexed alike.

    On a wide page all words stand on one side where they have room, and no pole runs through
    any; else, and on a phone, those of either half are turned to its middle.
    """
    place = places / end
    points_inward = place >= 0.5
    outside = place.min() >= WORDS, place.max() > 1 - WORDS
    leftwards = {(True, True): True, (True, False): True, (False, False): False}.get(outside)
    points_left = points_inward if leftwards is None else pd.Series(leftwards, places.index, "bool")
    columns = {
        "flag": labels,
        "flag_at": places,
        "flag_rise": _compute_heights(points_left),
        "flag_left": points_left,
        "flag_rise_phone": _compute_heights(points_inward),
        "flag_left_phone": points_inward,
    }
    return pd.DataFrame(columns).astype(COLUMNS)


def _compute_heights(left: pd.Series) -> pd.Series:
    """How high each flag is: those turned left rise from the first to the last, those turned
    right fall, the latter above all."""
    tier = left.cumsum().where(left, left.sum() + (~left)[::-1].cumsum()) - 1
    return GAP + LINE_HEIGHT * tier


def add_flags(rows: pd.DataFrame, flag_rows: pd.DataFrame) -> pd.DataFrame:
    """`rows`, of which those with the index of `flag_rows` carry their flags."""
    joined = rows.join(flag_rows)
    sides = {name: joined[name].eq(other=True) for name in ("flag_left", "flag_left_phone")}
    return joined.assign(flag=joined["flag"].fillna(""), **sides)


def draw_flags(base: alt.Chart) -> tuple[alt.Chart, ...]:
    """Poles and words over the bars of `base`, whose y is encoded."""
    flagged = base.transform_filter("datum.flag != ''").encode(x="flag_at:Q")
    poles = flagged.mark_tick(
        orient="vertical",
        thickness=1,
        size=alt.ExprRef(POLE),
        yOffset=alt.ExprRef(f"-{HALF} - {POLE} / 2"),
        color=paint(LINE),
    )
    words = flagged.mark_text(
        align=alt.ExprRef(f"{LEFT} ? 'right' : 'left'"),
        baseline="bottom",
        dx=alt.ExprRef(f"{LEFT} ? -5 : 5"),
        dy=alt.ExprRef(f"-{HALF} - {RISE}"),
        fontSize=LABEL,
        color=ink(),
    ).encode(text="flag:N")
    return poles, words
