"""Small multiples: one thin line a body over the years, from zero; shares all on one scale,
amounts each on its own. No line across a reorganisation or a gap, and a mark where a year has
no figure."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import years
from charts.labels import build_name_axis
from charts.palette import LINE, MARKS, PRIMARY, ink, paint
from charts.picking import make_pickable
from charts.readings import build_tooltip
from charts.reorganisations import Reorganisation
from charts.theme import LABEL, stack_layers, start_chart
from locales.words import Words

COLUMNS = {
    "label": "str",  # one line each; unique
    "code": "str",
    "position": "float64",
    "year": "str",
    "value": "float64",
    "height": "float64",  # the value's part of the greatest, from 0 at the line's foot
    "stretch": "str",  # years joined by one line
    "figure_text": "str",  # at the first and the last value of a line
    "mark": "str",  # of a year without a value: not reported, nil, not asked, no data
    "description": "str",
    "last": "str",  # what is told of the line's last year
    "reorganised": "str",
}
ROW = 40  # pixels a line
ROOM = 0.62  # of a row, for the line; the rest for its figures
FOOT = 0.12


def build_small_multiples_rows(
    frame: pd.DataFrame,
    words: Words,
    *,
    reorganisations: Mapping[int, Reorganisation],
    shares: bool,
) -> pd.DataFrame:
    """A row per line and year.

    `frame` has label, code, position, year, value and state (why there is no value: a key of
    MARKS); every line has every year. `shares` says whether values are shares of 1. A line
    breaks before a year whose reorganisation concerned its unit, and at years without a value.
    """
    ordered = frame.sort_values(["position", "label", "year"], ignore_index=True)
    value = ordered["value"].astype("float64")
    absent = value.isna()
    begins_line = ordered["label"] != ordered["label"].shift()
    stands_apart = absent | absent.shift(fill_value=False)
    is_reorganised = pd.Series(False, index=ordered.index)  # and did it concern the line's unit?
    for year, event in reorganisations.items():
        is_reorganised |= (ordered["year"] == year) & ordered["code"].isin(event.codes)
    breaks_line = begins_line | is_reorganised | stands_apart
    greatest = value.groupby(ordered["label"]).transform("max")
    top = 1.0 if shares else greatest.where(greatest > 0, 1.0)
    labels = _format_values(value, ordered["state"], words, shares=shares)
    codes = set(ordered["code"])
    rules = {year: event.name for year, event in reorganisations.items() if event.codes & codes}
    known_labels = ordered["label"].where(~absent)  # the first and the last of each are written
    is_labelled = ~absent & ~(known_labels.duplicated("first") & known_labels.duplicated("last"))
    names = ordered["year"].map(rules).astype("str")
    rows = ordered.assign(
        value=value,
        height=FOOT + ROOM * value / top,
        stretch=breaks_line.cumsum().astype("str"),
        figure_text=labels.where(is_labelled, ""),
        mark=ordered["state"].map(MARKS).where(absent, ""),
        description=labels,
        last=labels.groupby(ordered["label"]).transform("last"),
        reorganised=names.mask(ordered.duplicated("year")).fillna(""),
        year=ordered["year"].astype("str"),
    )
    return rows.astype(COLUMNS)[list(COLUMNS)]


def draw_small_multiples(words: Words) -> alt.LayerChart:
    """Lines under one another over the same years."""
    base = start_chart(COLUMNS)
    down = build_name_axis()
    along = alt.X(
        "year:O", axis=alt.Axis(title=None, orient="top", labelAngle=0, labelOverlap=True)
    )
    rise = alt.YOffset("height:Q", scale=alt.Scale(domain=[0, 1], range=[ROW, 0], nice=False))
    placed = base.encode(x=along, y=down, yOffset=rise)
    tooltip = build_tooltip("small_multiples", words)
    line = placed.mark_line(strokeWidth=2, color=paint(PRIMARY)).encode(detail="stretch:N")
    points = placed.mark_circle(size=30, opacity=1, color=paint(PRIMARY)).encode(tooltip=tooltip)
    figures = placed.mark_text(dy=-9, fontSize=LABEL - 1, color=ink()).encode(text="figure_text:N")
    flat = base.encode(x=along, y=down)
    marks = flat.mark_text(fontSize=LABEL, color=paint(LINE), dy=6).encode(
        text="mark:N", tooltip=tooltip
    )
    hit = flat.mark_rect(opacity=0, cursor="pointer").encode(tooltip=tooltip)
    return stack_layers(
        line,
        points,
        figures,
        marks,
        *_draw_rules(base),
        make_pickable(hit, ("code", "year")),
        height=alt.Step(ROW),
    )


def _draw_rules(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """The reorganisations before their years, from top to bottom, named at the foot."""
    with_name = base.transform_filter("datum.reorganised != ''")
    at_year = alt.X("year:O", bandPosition=0)
    rules = with_name.mark_rule(strokeDash=years.DASH, strokeWidth=1.2, color=paint(LINE)).encode(
        x=at_year
    )
    names = with_name.mark_text(dy=4, baseline="top", fontSize=LABEL - 1, color=ink()).encode(
        x=at_year, y=alt.value("height"), text="reorganised:N"
    )
    return rules, names


def _format_values(value: pd.Series, state: pd.Series, words: Words, *, shares: bool) -> pd.Series:
    key = "number.share" if shares else "number.count"
    texts = [
        words.say(key, share=number, value=number)
        if pd.notna(number)
        else words.say(f"state.{why}")
        for number, why in zip(value, state, strict=True)
    ]
    return pd.Series(texts, value.index, dtype="str")
