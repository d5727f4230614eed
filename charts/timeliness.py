"""Timeliness over the years: reports in time, late and never received, zero-based."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import years
from charts.palette import REPORT_STATES, ink
from charts.states import painted, state_words
from charts.theme import LABEL, layered
from locales.words import Words

COLUMNS = {
    **years.COLUMNS,
    "state": "str",
    "count": "float64",
    "begins": "float64",
    "ends": "float64",
    "said": "str",  # the share in time, above the year's bar
    "said_at": "float64",
    "share": "str",
}
SHOWN = {state: REPORT_STATES[state] for state in ("in_time", "late", "missing")}
HEADROOM = 1.22  # of the tallest bar: room for the rules' names


def timeliness_rows(
    frame: pd.DataFrame, words: Words, *, reorganised: Mapping[int, str]
) -> pd.DataFrame:
    """Three rows per year: in time, late, not received.

    `frame` is an answer of `timeliness` by year; `reorganised` as in `years.with_rules`.
    """
    counts = frame[["year", "in_time", "received", "due"]].astype("float64")
    bars = counts.assign(
        year=frame["year"].astype("int64"),
        late=counts["received"] - counts["in_time"],
        missing=counts["due"] - counts["received"],
        share=[words.say("number.share", share=share) for share in frame["in_time_share"]],
    )
    parts = bars.melt(["year", "due", "share"], list(SHOWN), var_name="key", value_name="count")
    parts["order"] = parts["key"].map({state: place for place, state in enumerate(SHOWN)})
    parts = parts.sort_values(["year", "order"], ignore_index=True)
    parts["ends"] = parts.groupby("year")["count"].cumsum()
    parts["begins"] = parts["ends"] - parts["count"]
    parts["state"] = parts["key"].map(state_words(SHOWN, "report_state", words))
    parts["said"] = parts["share"].mask(parts.duplicated("year"), "")
    parts["said_at"] = parts["due"].fillna(0)
    top = float(counts["due"].max()) * HEADROOM if len(counts) else 1.0
    return years.with_rules(parts, reorganised, top=top).astype(COLUMNS)[list(COLUMNS)]


def timeliness_drawing(words: Words) -> alt.LayerChart:
    """Stacked bars per year, the share in time above, reorganisations as dashed rules."""
    empty = pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    base = alt.Chart(empty)
    upward = alt.Y(
        "begins:Q",
        scale=alt.Scale(zero=True, nice=False),
        axis=alt.Axis(title=words.say("chart.timeliness.count"), tickCount=4, format=",d"),
    )
    said = state_words(SHOWN, "report_state", words)
    bars = painted(base.mark_bar(strokeWidth=1), SHOWN, said).encode(
        x=years.along_years(words), y=upward, y2="ends:Q", tooltip=_tooltip(words)
    )
    above = base.mark_text(dy=-5, baseline="bottom", fontSize=LABEL, color=ink()).encode(
        x=years.along_years(words), y="said_at:Q", text="said:N"
    )
    return layered(bars, above, *years.rules(base), height=260)


def _tooltip(words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:N", title=words.say("chart.timeliness.year")),
        alt.Tooltip("state:N", title=words.say("chart.timeliness.state")),
        alt.Tooltip("count:Q", title=words.say("chart.timeliness.count"), format=",d"),
        alt.Tooltip("share:N", title=words.say("chart.timeliness.in_time_share")),
    ]
