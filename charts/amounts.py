"""Amounts over the years: zero-based bars with their figures; a mark where a year has none."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import years
from charts.palette import MARKS, PRIMARY, ink, paint
from charts.picking import OPENED, make_pickable
from charts.readings import build_tooltip
from charts.theme import LABEL, stack_layers, start_chart
from locales.words import Words

COLUMNS = {
    **years.COLUMNS,
    "value": "float64",
    "figure_text": "str",  # above the bar; the mark of a year without a figure
    "figure_at": "float64",
    "description": "str",
}
HEADROOM = 1.25  # of the tallest bar: room for the rules' names


def build_amounts_rows(
    frame: pd.DataFrame, words: Words, *, reorganised: Mapping[int, str]
) -> pd.DataFrame:
    """A row per year. `frame` has year, value and state (why there is no value: a key of
    MARKS); `reorganised` as in `years.add_rules`."""
    ordered = frame.sort_values("year", ignore_index=True)
    value = ordered["value"].astype("float64")
    known = value.notna()
    figures = [words.say("number.count", value=number) for number in value]
    marks = ordered["state"].map(MARKS)
    reasons = [words.say(f"state.{state}") if pd.notna(state) else "" for state in ordered["state"]]
    rows = ordered.assign(
        value=value,
        year=ordered["year"].astype("int64"),
        figure_text=pd.Series(figures, value.index, dtype="str").where(known, marks),
        figure_at=value.fillna(0),
        description=pd.Series(figures, value.index, dtype="str").where(
            known, pd.Series(reasons, value.index, dtype="str")
        ),
    )
    top = float(value.max()) * HEADROOM if known.any() else 1.0
    return years.add_rules(rows, reorganised, top=top or 1.0).astype(COLUMNS)[list(COLUMNS)]


def draw_amounts(words: Words) -> alt.LayerChart:
    """Bars from zero, figures above, reorganisations as dashed rules."""
    base = start_chart(COLUMNS)
    along = years.build_year_axis(words)
    upward = alt.Y("value:Q", scale=alt.Scale(zero=True, nice=False), axis=None)
    tooltip = build_tooltip("amounts", words)
    bars = base.mark_bar(color=paint(PRIMARY)).encode(x=along, y=upward, tooltip=tooltip)
    bars = make_pickable(bars, ("year",), name=OPENED)
    above = base.mark_text(dy=-5, baseline="bottom", fontSize=LABEL, color=ink()).encode(
        x=along, y="figure_at:Q", text="figure_text:N", tooltip=tooltip
    )
    return stack_layers(bars, above, *years.draw_rules(base), height=220)
