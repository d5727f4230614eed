"""Labels: names down the side of a chart, whole on a wide page, on two lines on a phone."""

import altair as alt

PHONE = "windowSize()[0] < 640"
LINE = 21  # letters in one line of a name on a phone
WIDEST = 380  # pixels; the longest official name fits
WRAPPED = f"replace(datum.value, regexp('(.{{1,{LINE}}})( |$)', 'g'), '$1|')"
LINES = f"split(slice({WRAPPED}, 0, -1), '|')"
CUT = f"[{LINES}[0], {LINES}[1] + (length({LINES}) > 2 ? '…' : '')]"
TWO = f"{PHONE} && length({LINES}) > 1"
FOLDED = f"{PHONE} ? (length({LINES}) > 1 ? {CUT} : datum.value) : datum.value"

MIDST = {  # Vega hangs the second line below; so the first one stands on the middle of the bar
    "condition": {"test": TWO, "value": "bottom"},
    "value": "middle",
}


def names_down(field: str, position: str) -> alt.Y:
    """One place per name of the column `field`, in the order of the column `position`."""
    axis = alt.Axis(
        title=None,
        labelExpr=FOLDED,
        labelLimit=WIDEST,
        labelBaseline=MIDST,
        labelLineHeight=12,
        labelOverlap=False,
    )
    order = alt.EncodingSortField(position, op="min")
    return alt.Y(f"{field}:N", sort=order, axis=axis)
