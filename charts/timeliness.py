"""Timeliness over the years: reports in time, late and never received, zero-based."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import years
from charts.palette import REPORT_STATES, ink
from charts.picking import OPENED, make_pickable
from charts.readings import build_tooltip
from charts.states import label_states, paint_states
from charts.theme import LABEL, stack_layers, start_chart
from locales.numbers import is_missing
from locales.words import Words

COLUMNS = {
    **years.COLUMNS,
    "state": "str",
    "count": "float64",
    "begins": "float64",
    "ends": "float64",
    "figure_text": "str",  # above the year's bar: the share in time, or a count while some may come
    "figure_at": "float64",
    "share": "str",
    "named": "str",  # on one row a state: its word, on two lines, beside the last year's bar
    "named_at": "float64",
}
SHOWN_STATES = {state: REPORT_STATES[state] for state in ("in_time", "late", "missing", "awaited")}
HEADROOM = 1.22  # of the tallest bar: room for the rules' names
HEIGHT = 260
TALL = 30  # pixels: two lines of a word


def build_timeliness_rows(
    frame: pd.DataFrame, words: Words, *, reorganised: Mapping[int, str]
) -> pd.DataFrame:
    """Four rows per year: in time, late, not received, still awaited.

    A year whose last day has not passed has no share yet: what came is in time, and all of
    it would be 100 %. It says how many came of how many are owed instead.
    `frame` is an answer of `timeliness` by year; `reorganised` as in `years.add_rules`.
    """
    counts = frame[["year", "in_time", "received", "due", "awaited"]].astype("float64")
    expected = counts["due"] + counts["awaited"]
    share_in_time = frame["in_time_share"].mask(counts["awaited"] > 0)
    columns = (share_in_time, counts["received"], expected)
    bars = counts.assign(
        year=frame["year"].astype("int64"),
        late=counts["received"] - counts["in_time"],
        missing=counts["due"] - counts["received"],
        owed=expected,
        share=[
            _format_share(*counts_of_year, words=words)
            for counts_of_year in zip(*columns, strict=True)
        ],
    )
    parts = bars.melt(
        ["year", "owed", "share"], list(SHOWN_STATES), var_name="key", value_name="count"
    )
    parts["order"] = parts["key"].map({state: place for place, state in enumerate(SHOWN_STATES)})
    parts = parts.sort_values(["year", "order"], ignore_index=True)
    parts["ends"] = parts.groupby("year")["count"].cumsum()
    parts["begins"] = parts["ends"] - parts["count"]
    parts["state"] = parts["key"].map(label_states(SHOWN_STATES, "report_state", words))
    parts["figure_text"] = parts["share"].mask(parts.duplicated("year"), "")
    parts["figure_at"] = parts["owed"].fillna(0)
    top = float(expected.max()) * HEADROOM if len(counts) else 1.0
    named = _name_states(parts, top=max(top, 1.0))
    return years.add_rules(named, reorganised, top=top).astype(COLUMNS)[list(COLUMNS)]


def _name_states(parts: pd.DataFrame, *, top: float) -> pd.DataFrame:
    """The states that occur, named once each, as high as they are in the last year's bar or
    as near as the words under them let."""
    occurs = parts["key"].isin(parts.loc[parts["count"] > 0, "key"])
    last = parts[occurs & (parts["year"] == parts["year"].max())].fillna({"begins": 0, "ends": 0})
    foot, least = 0.0, TALL / HEIGHT * top
    heights: list[float] = []
    for middle in (last["begins"] + last["ends"]) / 2:
        foot = max(middle, foot + least / 2 if not heights else heights[-1] + least)
        heights.append(foot)
    words = last["state"].map(_fold_in_two)
    return parts.assign(
        named=words.reindex(parts.index).fillna(""),
        named_at=pd.Series(heights, last.index, "float64").reindex(parts.index),
    )


def _fold_in_two(word: str) -> str:
    """On two lines, as alike in length as may be."""
    spaces = [place for place, letter in enumerate(word) if letter == " "]
    if not spaces:
        return word
    fold = min(spaces, key=lambda place: abs(place - len(word) / 2))
    return f"{word[:fold]}\n{word[fold + 1 :]}"


# Where bars are narrower than the words above them every second one has words, and the last.
LEGIBLE = (
    "bandwidth('x') > 36 || "
    "(length(domain('x')) - 1 - indexof(domain('x'), datum.year)) % 2 == 0 ? 1 : 0"
)


def draw_timeliness(words: Words) -> alt.LayerChart:
    """Stacked bars per year, the share in time above, reorganisations as dashed rules."""
    base = start_chart(COLUMNS)
    upward = alt.Y(
        "begins:Q",
        scale=alt.Scale(zero=True, nice=False),
        axis=alt.Axis(title=words.say("chart.timeliness.count"), tickCount=4, format=",d"),
    )
    state_labels = label_states(SHOWN_STATES, "report_state", words)
    bars = paint_states(base.mark_bar(strokeWidth=1), SHOWN_STATES, state_labels).encode(
        x=years.build_year_axis(words),
        y=upward,
        y2="ends:Q",
        tooltip=build_tooltip("timeliness", words),
    )
    bars = make_pickable(bars, ("year",), name=OPENED)
    above = base.mark_text(
        dy=-5, baseline="bottom", fontSize=LABEL, color=ink(), opacity=alt.ExprRef(expr=LEGIBLE)
    ).encode(x=years.build_year_axis(words), y="figure_at:Q", text="figure_text:N")
    beside = base.transform_filter("datum.named != ''").encode(x=alt.value("width"))
    squares = beside.mark_square(size=90, xOffset=10, opacity=1, strokeWidth=1)
    names = beside.mark_text(
        align="left", dx=20, dy=-5, lineBreak="\n", lineHeight=13, fontSize=LABEL, color=ink()
    ).encode(y="named_at:Q", text="named:N")
    keys = paint_states(squares, SHOWN_STATES, state_labels).encode(y="named_at:Q")
    return stack_layers(bars, above, keys, names, *years.draw_rules(base), height=HEIGHT)


def _format_share(share: object, received: float, expected: float, *, words: Words) -> str:
    """The year's share; where it has none yet, how many came."""
    if is_missing(share) and expected > 0:
        return words.say("chart.timeliness.so_far", received=received, owed=expected)
    return words.say("number.share", share=share)
