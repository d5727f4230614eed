"""What moved: where a figure stood, what each cause added or took, where it stands."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from charts.palette import GREY, PRIMARY, ink, paint
from charts.picking import OPENED, make_pickable
from charts.readings import build_tooltip
from charts.theme import BAR, LABEL, STEP, build_empty_frame, stack_layers, start_chart
from locales.words import Words

COLUMNS = {
    "label": "str",
    "position": "float64",
    "level": "bool",  # a day's own count, not a change
    "begins": "float64",
    "ends": "float64",
    "figure_text": "str",  # 43 · +21 · −1
    "figure_at": "float64",  # the bar's right end
    "room": "float64",  # as far as the drawing reaches: what is said fits before it
}
ROOM = 1.15  # of the longest bar


def build_moved_rows(
    causes: pd.DataFrame, words: Words, *, since: date, until: date
) -> pd.DataFrame:
    """The earlier day, each cause that moved the count, the later day.

    `causes` is an answer of `split_change_by_cause` for one figure.
    """
    if causes.empty:
        return build_empty_frame(COLUMNS)
    first, last = causes.iloc[0]["part_before"], causes.iloc[-1]["part_after"]
    steps = causes[causes["part"] != 0]
    counts = [words.say("chart.moved.number", amount=amount) for amount in (first, last)]
    rows = [(words.say("chart.moved.start", day=since), True, 0, first, counts[0])]
    for step in steps.to_dict("records"):
        cause = words.say(f"moved.cause.{step['cause']}")
        amount = format_signed(step["part"], words)
        rows.append((cause, False, step["part_before"], step["part_after"], amount))
    rows.append((words.say("chart.moved.start", day=until), True, 0, last, counts[1]))
    frame = pd.DataFrame(rows, columns=["label", "level", "begins", "ends", "figure_text"])
    return place_steps(frame, room=ROOM).astype(COLUMNS)[list(COLUMNS)]


def place_steps(frame: pd.DataFrame, *, room: float) -> pd.DataFrame:
    """Bars one under the other with where their words stand, and `room` beyond the longest."""
    figure_at = frame[["begins", "ends"]].max(axis=1)
    return frame.assign(
        position=range(len(frame)), figure_at=figure_at, room=figure_at.max() * room
    )


def format_signed(amount: object, words: Words) -> str:
    """+21 or −1."""
    text = words.say("chart.moved.number", amount=amount)
    return f"+{text}" if float(str(amount)) > 0 else text


def draw_moved(words: Words) -> alt.LayerChart:
    """Bars one under the other, each change beginning where the last one ended."""
    return stack_layers(*draw_steps(words, COLUMNS), height=alt.Step(STEP))


def draw_steps(
    words: Words, columns: Mapping[str, str], *, dashed: str = "false", click_column: str = "label"
) -> tuple[alt.Chart, ...]:
    """The layers of such bars; a change for which `dashed` holds is an outline only. A click
    tells the column `click_column`."""
    base = start_chart(columns).encode(
        y=alt.Y(
            "label:N",
            sort=alt.EncodingSortField("position", op="min"),
            axis=alt.Axis(title=None, labelLimit=190, labelOverlap=False),
        )
    )
    across = alt.X("begins:Q", scale=alt.Scale(zero=True, nice=False), axis=None)
    tooltip = build_tooltip("moved", words)
    kinds: dict[str, dict[str, Any]] = {  # Altair takes any of its own types
        "datum.level": {"color": paint(PRIMARY)},
        f"!datum.level && !({dashed})": {"color": paint(GREY), "stroke": ink(), "strokeWidth": 1},
        dashed: {
            **{"color": paint(None), "stroke": ink(), "strokeWidth": 1, "strokeDash": [3, 3]},
            "aria": False,  # most charts have none: a layer of nothing has nothing to say
        },
    }
    bars = [
        base.transform_filter(kind).mark_bar(size=BAR, **look)
        for kind, look in kinds.items()
        if kind != "false"
    ]
    labels = base.mark_text(align="left", dx=6, fontSize=LABEL, color=ink()).encode(
        x="figure_at:Q", text="figure_text:N"
    )
    edge = base.mark_point(opacity=0).encode(x="room:Q")
    visible_bars = [bar.encode(x=across, x2="ends:Q") for bar in bars]
    hit = base.mark_bar(size=BAR, opacity=0, cursor="pointer", aria=False)
    click_areas = make_pickable(
        hit.encode(x=across, x2="ends:Q", tooltip=tooltip), (click_column,), name=OPENED
    )
    # Vega-Lite cannot have the click areas after a filtered layer.
    return click_areas, *visible_bars, labels, edge
