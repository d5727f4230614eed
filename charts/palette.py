"""The palette: every colour that means something, by name, for light and for dark paper.

States are told apart by shade in black and white too, and by colour-blind eyes; a mark
stands for the state where there is only text. Text takes the theme's ink through `ink()`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt


@dataclass(frozen=True)
class Shade:
    """One meaning, as #rrggbb on light and on dark paper."""

    light: str
    dark: str


@dataclass(frozen=True)
class State:
    """How a state is drawn: its mark in text, its fill (None: paper shows through), the
    ink that reads on the fill, and whether its outline is dashed."""

    mark: str
    fill: Shade | None
    on_fill: Shade
    dashed: bool = False


INK = Shade("#17211F", "#ECEFED")
LINE = Shade("#6F7673", "#98A19E")  # outlines, dashed rules
BLACK = Shade("#17211F", "#17211F")
INK_ON_DEEP = Shade("#FFFFFF", "#17211F")  # deep on light paper, bright on dark
INK_ON_SOFT = Shade("#17211F", "#FFFFFF")  # soft on light paper, dim on dark

PRIMARY = Shade("#0B6661", "#5DBAB1")
GREEN = Shade("#00664A", "#52C794")
SOFT_GREEN = Shade("#7CC4A1", "#2C7355")
BLUE = Shade("#3874BD", "#5C97DE")
ORANGE = Shade("#DE7A12", "#FFB65C")  # somebody must act
GREY = Shade("#D4D1C9", "#434B49")

STATES: Mapping[str, State] = {  # in the order of the bar
    "done_in_time": State("●", GREEN, INK_ON_DEEP),
    "done_late": State("◕", SOFT_GREEN, INK_ON_SOFT),
    "running": State("◐", BLUE, INK_ON_DEEP),
    "running_late": State("◐!", ORANGE, BLACK),
    "not_started": State("○", GREY, INK),
    "not_reported": State("◌", None, INK, dashed=True),
}

REPORT_STATES: Mapping[str, State] = {
    "in_time": State("●", GREEN, INK_ON_DEEP),
    "late": State("◕", SOFT_GREEN, INK_ON_SOFT),
    "sent_back": State("↩", BLUE, INK_ON_DEEP),
    "overdue": State("◐!", ORANGE, BLACK),
    "awaited": State("○", GREY, INK),
    "missing": State("◌", None, INK, dashed=True),
}

MARKS: Mapping[str, str] = {
    **{name: state.mark for name, state in {**REPORT_STATES, **STATES}.items()},
    "received": "●",
    "nil": "–",
    "not_asked": "·",
    "not_required": "·",
    "not_fallen_due": "…",
    "no_data": "?",
}

COVERAGE = (  # from little coverage to full, then no data
    Shade("#EAF3F1", "#1D3532"),
    Shade("#A9D2CD", "#26605A"),
    Shade("#4F9F98", "#3E9B92"),
    Shade("#0B6661", "#8FDDD4"),
)


DARK = "luminance(background) < 0.4"  # Vega: is the paper dark?


def paint(shade: Shade | None) -> alt.ExprRef | str:
    """The shade that suits the paper the chart is drawn on; None is no paint at all."""
    if shade is None:
        return "transparent"
    return alt.ExprRef(f"{DARK} ? '{shade.dark}' : '{shade.light}'")


def ink() -> alt.ExprRef | str:
    """The colour of text on paper."""
    return paint(INK)


def edge_colour(state: State) -> alt.ExprRef | str:
    """The outline of a state's bar: its own fill, or a line where there is little or none."""
    return paint(LINE if state.fill in (None, GREY) else state.fill)
