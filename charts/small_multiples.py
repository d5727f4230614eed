"""Small multiples: one thin line a body over the years, from zero; shares all on one scale,
amounts each on its own. No line across a reorganisation or a gap, and a mark where a year has
no figure."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import years
from charts.columns import no_rows
from charts.labels import names_down
from charts.palette import LINE, MARKS, PRIMARY, ink, paint
from charts.picking import pickable
from charts.reorganisations import Reorganisation
from charts.theme import LABEL, layered
from locales.words import Words

COLUMNS = {
    "label": "str",  # one line each; unique
    "code": "str",
    "position": "float64",
    "year": "str",
    "value": "float64",
    "height": "float64",  # the value's part of the greatest, from 0 at the line's foot
    "stretch": "str",  # years joined by one line
    "said": "str",  # at the first and the last value of a line
    "mark": "str",  # of a year without a value: not reported, nil, not asked, no data
    "told": "str",
    "last": "str",  # what is told of the line's last year
    "reorganised": "str",
}
ROW = 40  # pixels a line
ROOM = 0.62  # of a row, for the line; the rest for its figures
FOOT = 0.12


def small_multiples_rows(
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
    fresh = ordered["label"] != ordered["label"].shift()
    alone = absent | absent.shift(fill_value=False)
    changed = _is_reorganised(ordered, reorganisations)
    broken = fresh | changed | alone
    greatest = value.groupby(ordered["label"]).transform("max")
    top = 1.0 if shares else greatest.where(greatest > 0, 1.0)
    told = _told(value, ordered["state"], words, shares=shares)
    rules = {
        year: one.name for year, one in reorganisations.items() if one.codes & set(ordered["code"])
    }
    names = ordered["year"].map(rules).astype("str")
    drawn = ordered.assign(
        value=value,
        height=FOOT + ROOM * value / top,
        stretch=broken.cumsum().astype("str"),
        said=told.where(_shown(ordered["label"], value), ""),
        mark=ordered["state"].map(MARKS).where(absent, ""),
        told=told,
        last=told.groupby(ordered["label"]).transform("last"),
        reorganised=names.mask(ordered.duplicated("year")).fillna(""),
        year=ordered["year"].astype("str"),
    )
    return drawn.astype(COLUMNS)[list(COLUMNS)]


def _is_reorganised(
    lines: pd.DataFrame, reorganisations: Mapping[int, Reorganisation]
) -> pd.Series:
    """Did the reorganisation of that year concern that line's unit?"""
    concerned = pd.Series(False, index=lines.index)
    for year, one in reorganisations.items():
        concerned |= (lines["year"] == year) & lines["code"].isin(one.codes)
    return concerned


def small_multiples_drawing(words: Words) -> alt.LayerChart:
    """Lines under one another over the same years."""
    base = alt.Chart(no_rows(COLUMNS))
    down = names_down("label", "position")
    along = alt.X(
        "year:O", axis=alt.Axis(title=None, orient="top", labelAngle=0, labelOverlap=True)
    )
    rise = alt.YOffset("height:Q", scale=alt.Scale(domain=[0, 1], range=[ROW, 0], nice=False))
    placed = base.encode(x=along, y=down, yOffset=rise)
    tooltip = [
        alt.Tooltip("label:N", title=words.say("chart.small_multiples.body")),
        alt.Tooltip("year:N", title=words.say("chart.trend.year")),
        alt.Tooltip("told:N", title=words.say("chart.small_multiples.value")),
    ]
    line = placed.mark_line(strokeWidth=2, color=paint(PRIMARY)).encode(detail="stretch:N")
    points = placed.mark_circle(size=30, opacity=1, color=paint(PRIMARY)).encode(tooltip=tooltip)
    figures = placed.mark_text(dy=-9, fontSize=LABEL - 1, color=ink()).encode(text="said:N")
    flat = base.encode(x=along, y=down)
    marks = flat.mark_text(fontSize=LABEL, color=paint(LINE), dy=6).encode(
        text="mark:N", tooltip=tooltip
    )
    hit = flat.mark_rect(opacity=0, cursor="pointer").encode(tooltip=tooltip)
    return layered(
        line,
        points,
        figures,
        marks,
        *_rules(base),
        pickable(hit, ("code", "year")),
        height=alt.Step(ROW),
    )


def _rules(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """The reorganisations before their years, from top to bottom, named at the foot."""
    named = base.transform_filter("datum.reorganised != ''")
    at_year = alt.X("year:O", bandPosition=0)
    rules = named.mark_rule(strokeDash=years.DASH, strokeWidth=1.2, color=paint(LINE)).encode(
        x=at_year
    )
    names = named.mark_text(dy=4, baseline="top", fontSize=LABEL - 1, color=ink()).encode(
        x=at_year, y=alt.value("height"), text="reorganised:N"
    )
    return rules, names


def _shown(labels: pd.Series, value: pd.Series) -> pd.Series:
    """The first and the last year of each line that has a value."""
    known = labels.where(value.notna())
    return known.notna() & (~known.duplicated("first") | ~known.duplicated("last"))


def _told(value: pd.Series, state: pd.Series, words: Words, *, shares: bool) -> pd.Series:
    key = "number.share" if shares else "number.count"
    said = [
        words.say(key, share=one, value=one) if pd.notna(one) else words.say(f"state.{why}")
        for one, why in zip(value, state, strict=True)
    ]
    return pd.Series(said, value.index, dtype="str")
