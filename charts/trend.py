"""Trend: one share over the reporting years; no line across a reorganisation or a gap."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import years
from charts.columns import build_empty_frame
from charts.palette import PRIMARY, ink, paint
from charts.theme import LABEL, stack_layers
from locales.words import Words

COLUMNS = {
    **years.COLUMNS,
    "share": "float64",
    "stretch": "float64",  # years joined by one line
    "said": "str",
    "share_said": "str",
    "absent": "str",  # the mark of a year without data
    "counted": "str",
}
TOP = 1.4  # room above 100 % for the rules' names


def build_trend_rows(
    frame: pd.DataFrame, words: Words, *, reorganised: Mapping[int, str]
) -> pd.DataFrame:
    """A row per year. `frame` has year, part, whole, share; `reorganised` breaks the line
    before its years, as in `years.add_rules`."""
    ordered = frame.sort_values("year").astype({"year": "int64", "share": "float64"})
    is_missing = ordered["share"].isna()
    breaks_line = (
        ordered["year"].isin(list(reorganised)) | is_missing | is_missing.shift(fill_value=False)
    )
    rows = ordered.assign(
        stretch=breaks_line.cumsum(),
        share_said=[words.say("number.share", share=share) for share in ordered["share"]],
        absent=is_missing.map({True: "◌", False: ""}),
        counted=[
            words.say("chart.trend.of", part=part, whole=whole)
            for part, whole in zip(ordered["part"], ordered["whole"], strict=True)
        ],
    )
    rows["said"] = rows["share_said"].where(~is_missing, "")
    return years.add_rules(rows, reorganised, top=TOP).astype(COLUMNS)[list(COLUMNS)]


def draw_trend(words: Words) -> alt.LayerChart:
    """A thin line with its points and shares; ◌ on the ground where nothing is known."""
    base = alt.Chart(build_empty_frame(COLUMNS))
    along = years.build_year_axis(words)
    upward = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[0, TOP], nice=False),
        axis=alt.Axis(title=None, format=".0%", values=[0, 0.5, 1]),
    )
    tooltip = [
        alt.Tooltip("year:N", title=words.say("chart.trend.year")),
        alt.Tooltip("share_said:N", title=words.say("chart.trend.share")),
        alt.Tooltip("counted:N", title=words.say("chart.trend.of_title")),
    ]
    line = base.mark_line(strokeWidth=2, color=paint(PRIMARY)).encode(
        x=along, y=upward, detail="stretch:N"
    )
    points = base.mark_circle(size=48, opacity=1, color=paint(PRIMARY)).encode(
        x=along, y=upward, tooltip=tooltip
    )
    shares = base.mark_text(dy=-10, fontSize=LABEL - 1, color=ink()).encode(
        x=along, y=upward, text="said:N"
    )
    absent = base.mark_text(dy=-8, fontSize=LABEL + 2, color=ink()).encode(
        x=along, y=alt.datum(0), text="absent:N", tooltip=tooltip
    )
    return stack_layers(line, points, shares, absent, *years.draw_rules(base), height=220)
