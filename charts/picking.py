"""Picking: a bar, cell or line that is clicked tells its codes to the page."""

from collections.abc import Sequence

import altair as alt

PICKED = "picked"


def pickable(mark: alt.Chart, fields: Sequence[str]) -> alt.Chart:
    """`mark` answers a click with the values of `fields`; nothing is dimmed by it."""
    picked = alt.selection_point(name=PICKED, fields=list(fields), toggle=False)
    return mark.add_params(picked)
