"""Picking: a bar, cell or line that is clicked tells its codes to the page, and so does the
number at its end, which asks where it comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

PICKED, OPENED = "picked", "opened"
CLICK_SHAPE = "M0,-0.5H2.4V0.5H0Z"  # as a number is: wider than tall, right of its place
CLICK_SIZE = (2 * 24) ** 2  # Vega draws a path at half the root of its size: 58 by 24 pixels


def make_pickable(mark: alt.Chart, fields: Sequence[str], *, name: str = PICKED) -> alt.Chart:
    """`mark` answers a click with the values of `fields`; nothing is dimmed by it."""
    # Vega-Lite would hear clicks on every layer: only those on the mark itself count.
    view = "_".join((name, *fields))
    event = f"@{view}_marks:click"
    selection = alt.selection_point(name=name, fields=list(fields), toggle=False, on=event)
    return mark.properties(name=view).add_params(selection)


def list_clicks(spec: Mapping[str, Any]) -> list[str]:  # Any: Vega-Lite's JSON
    """Which kinds of click a chart's spec knows."""
    names = {param["name"] for param in spec.get("params", [])}
    return [name for name in (PICKED, OPENED) if name in names]


def make_openable(numbers: alt.Chart, fields: Sequence[str], *, tooltip: str) -> alt.Chart:
    """The place of `numbers` (texts begun by an x of their own), as large as a thumb: a click
    on it asks where the number of `fields` comes from."""
    place = numbers.mark_point(
        shape=CLICK_SHAPE, size=CLICK_SIZE, opacity=0, filled=True, cursor="pointer"
    ).encode(text=alt.Undefined, tooltip=alt.value(tooltip))
    return make_pickable(place, fields, name=OPENED)
