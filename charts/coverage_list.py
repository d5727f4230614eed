"""Coverage as a list: per commune the addresses helped and those helped by nobody, the
largest gap first; communes without a register last, in words."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import flags
from charts.columns import no_rows
from charts.labels import names_down
from charts.palette import BLACK, COVERAGE, INK_ON_SOFT, ORANGE, PRIMARY, State, paint
from charts.picking import openable, pickable
from charts.states import painted, state_words
from charts.theme import BAR, LABEL, STEP, layered
from locales.words import Words

COLUMNS = {
    "label": "str",  # one bar each; unique
    "code": "str",  # what a click on the bar tells the page; empty where it tells nothing
    "position": "float64",  # the place in the list
    "state": "str",  # the side's word; missing where there is no register
    "count": "float64",
    "begins": "float64",
    "ends": "float64",
    "said": "str",  # how many nobody helps, on the bar's last part only
    "said_at": "float64",
    "reach": "float64",  # where the axis ends: room for the numbers
    "coverage": "str",
    **flags.COLUMNS,
}
ROOM = 1.32  # the words at the bars' ends, on a phone too
SIDES: Mapping[str, State] = {
    "helped": State("●", COVERAGE[1], INK_ON_SOFT),
    "nobody": State("!", ORANGE, BLACK),
}


def coverage_list_rows(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Two rows per commune (helped, nobody), or one for a commune without data.

    `frame` is an answer of `coverage` by commune with `label` (unique) added, and `code` and
    `nobody_said` (the figure at the bar's end) where there are any.
    """
    if "code" not in frame:
        frame = frame.assign(code="")
    if "nobody_said" not in frame:
        said = [words.say("number.count", value=value) for value in frame["nobody"]]
        frame = frame.assign(nobody_said=said)
    ordered = frame.astype({"part": "float64", "whole": "float64", "nobody": "float64"})
    ordered = ordered.sort_values("nobody", ascending=False, kind="stable", na_position="last")
    bars = ordered.assign(
        position=range(len(ordered)),
        helped=ordered["part"],
        coverage=[words.say("number.share", share=share) for share in ordered["share"]],
    )
    kept = ["label", "code", "position", "whole", "coverage", "nobody_said"]
    parts = bars.melt(kept, list(SIDES), var_name="side", value_name="count")
    return _named(_laid_out(parts, words)).astype(COLUMNS)[list(COLUMNS)]


def coverage_list_drawing(words: Words) -> alt.LayerChart:
    """Bars of addresses from zero, the number nobody helps at the end."""
    base = alt.Chart(no_rows(COLUMNS)).encode(y=names_down("label", "position"))
    said = state_words(SIDES, "chart.coverage", words)
    across = alt.X(
        "begins:Q",
        scale=alt.Scale(zero=True, nice=False),
        axis=alt.Axis(title=words.say("chart.coverage.count"), tickCount=4, format=",d"),
    )
    bars = painted(base.mark_bar(size=BAR, strokeWidth=1), SIDES, said).encode(
        x=across, x2="ends:Q", tooltip=_tooltip(words)
    )
    bars = pickable(bars, ("code",))
    ends = base.transform_filter("datum.said != ''").encode(x="said_at:Q", text="said:N")
    at_end = ends.mark_text(align="left", dx=6, fontSize=LABEL, color=paint(PRIMARY))
    asked = openable(ends, ("code",), tooltip=words.say("figure.origin"))
    room = base.mark_point(opacity=0, tooltip=None).encode(x="reach:Q")
    return layered(bars, at_end, room, asked, *flags.flags(base), height=alt.Step(STEP))


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """The sides' words over the first bar: of the helped at its foot, of the others in their
    midst, so that they have room on a phone."""
    first = rows[(rows["position"] == 0) & rows["state"].notna()]
    helped = first["begins"] == 0
    at = ((first["begins"] + first["ends"]) / 2).mask(helped, 0)
    return flags.with_flags(rows, flags.planted(first["state"], at, end=rows["reach"].max()))


def _laid_out(parts: pd.DataFrame, words: Words) -> pd.DataFrame:
    helped = parts["side"] == "helped"
    known = parts["whole"].notna()
    laid = parts.assign(
        begins=parts["whole"].sub(parts["count"]).mask(helped, 0).where(known),
        ends=parts["whole"].mask(helped, parts["count"]),
        state=parts["side"].map(state_words(SIDES, "chart.coverage", words)).where(known),
        said_at=parts["whole"].fillna(0),
        reach=parts["whole"].max() * ROOM,
        said=parts["nobody_said"].mask(helped, ""),
    )
    return laid[known | ~helped].sort_values(["position", "begins"], ignore_index=True)


def _tooltip(words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=words.say("chart.coverage.name")),
        alt.Tooltip("state:N", title=words.say("chart.coverage.side")),
        alt.Tooltip("count:Q", title=words.say("chart.coverage.count"), format=",d"),
        alt.Tooltip("coverage:N", title=words.say("chart.coverage.share")),
    ]
