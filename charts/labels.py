"""Labels: names down the side of a chart, whole on a wide page, on two lines on a phone."""

import altair as alt

PHONE = "windowSize()[0] < 640"
LINE = 21  # letters in one line of a name on a phone
WIDEST = 380  # pixels; the longest official name fits
WRAPPED = f"replace(datum.value, regexp('(.{{1,{LINE}}})( |$)', 'g'), '$1|')"
LINES = f"split(slice({WRAPPED}, 0, -1), '|')"
FIRST_TWO_LINES = f"[{LINES}[0], {LINES}[1] + (length({LINES}) > 2 ? '…' : '')]"
NEEDS_TWO_LINES = f"{PHONE} && length({LINES}) > 1"
LABEL_TEXT = f"{PHONE} ? (length({LINES}) > 1 ? {FIRST_TWO_LINES} : datum.value) : datum.value"

BASELINE = {  # Vega hangs the second line below; so the first one stands on the middle of the bar
    "condition": {"test": NEEDS_TWO_LINES, "value": "bottom"},
    "value": "middle",
}


def build_name_axis() -> alt.Y:
    """One place per name of the column `label`, in the order of the column `position`."""
    axis = alt.Axis(
        title=None,
        labelExpr=LABEL_TEXT,
        labelLimit=WIDEST,
        labelBaseline=BASELINE,
        labelLineHeight=12,
        labelOverlap=False,
    )
    return alt.Y("label:N", sort=alt.EncodingSortField("position", op="min"), axis=axis)
