"""Lengths: one bar from zero per line, its figure at the end; what is told beside and not
added stands as a dashed outline."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts import labels
from charts.labels import build_name_axis
from charts.palette import INK_ON_DEEP, PRIMARY, State, ink
from charts.picking import OPENED, make_pickable
from charts.readings import build_tooltip
from charts.room import GAP, PHONE, WIDE, compute_axis_end
from charts.states import label_states, paint_states
from charts.theme import BAR, LABEL, STEP, stack_layers, start_chart
from locales.words import Words

COLUMNS = {
    "label": "str",  # one bar each; unique
    "code": "str",  # what a click on the bar tells the page; empty where it tells nothing
    "position": "float64",
    "state": "str",  # the word of its kind
    "value": "float64",  # missing: no data, the words stand alone
    "figure_text": "str",
    "figure_at": "float64",
    "reach": "float64",  # where the axis ends on a wide page: room for the words
    "reach_phone": "float64",
}
PLOTS = {"reach": WIDE, "reach_phone": PHONE}
KINDS: Mapping[str, State] = {
    "added": State("●", PRIMARY, INK_ON_DEEP),
    "beside": State("◌", None, INK_ON_DEEP, dashed=True),
}


def build_lengths_rows(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """A row per line of `frame`, in its order: label (unique), value (0 or more, or
    missing), figure_text, kind (a key of KINDS), and code where there is any."""
    if "code" not in frame:
        frame = frame.assign(code="")
    value = frame["value"].astype("float64")
    rows = frame.assign(
        position=range(len(frame)),
        state=frame["kind"].map(label_states(KINDS, "chart.lengths", words)),
        value=value,
        figure_at=value.fillna(0),
        **{
            name: compute_axis_end(value, frame["figure_text"], plot)
            for name, plot in PLOTS.items()
        },
    )
    return rows.astype(COLUMNS)[list(COLUMNS)]


def draw_lengths(words: Words) -> alt.LayerChart:
    """Bars from zero without an axis: each says its own figure."""
    base = start_chart(COLUMNS).encode(y=build_name_axis())
    across = alt.X("value:Q", scale=alt.Scale(zero=True, nice=False), axis=None)
    tooltip = build_tooltip("lengths", words)
    state_labels = label_states(KINDS, "chart.lengths", words)
    bars = paint_states(base.mark_bar(size=BAR, strokeWidth=1), KINDS, state_labels).encode(
        x=across, tooltip=tooltip
    )
    bars = make_pickable(bars, ("code",), name=OPENED)
    at_end = base.mark_text(align="left", dx=GAP, fontSize=LABEL, color=ink()).encode(
        x="figure_at:Q", text="figure_text:N"
    )
    fitting = base.transform_calculate(reach=f"{labels.PHONE} ? datum.reach_phone : datum.reach")
    room = fitting.mark_point(opacity=0, tooltip=None).encode(x="reach:Q")
    return stack_layers(bars, at_end, room, height=alt.Step(STEP + 4))
