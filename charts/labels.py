"""Labels: names down the side of a chart, whole on a wide page, on two lines on a phone."""

import altair as alt

PHONE = "windowSize()[0] < 640"
LINE = 21  # letters in one line of a name on a phone
WIDEST = 340  # pixels; the longest official name fits
LINES = f"split(trim(replace(datum.value, regexp('(.{{1,{LINE}}})( |$)', 'g'), '$1|')), '|')"
FOLDED = f"{PHONE} ? slice({LINES}, 0, 2) : datum.value"


def names_down(field: str, position: str) -> alt.Y:
    """One place per name of the column `field`, in the order of the column `position`."""
    axis = alt.Axis(
        title=None,
        labelExpr=FOLDED,
        labelLimit=WIDEST,
        labelLineHeight=12,
        labelOverlap=False,
    )
    order = alt.EncodingSortField(position, op="min")
    return alt.Y(f"{field}:N", sort=order, axis=axis)
