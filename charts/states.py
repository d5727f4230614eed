"""States as scales: fill, outline and dash of each, the same in every chart. Their words stand
by what is drawn, not in a legend."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

from charts.palette import DARK, State, edge_colour, paint
from locales.words import Words

DASH, SOLID = [3, 2], [1, 0]


def label_states(states: Iterable[str], prefix: str, words: Words) -> dict[str, str]:
    """State → its word in the reader's language, in the order of the bar."""
    return {state: words.say(f"{prefix}.{state}") for state in states}


def paint_states(
    mark: alt.Chart, states: Mapping[str, State], labels: Mapping[str, str]
) -> alt.Chart:
    """`mark` with fill, outline and dash by its column `state` (the words of `labels`)."""
    shown_states = [states[state] for state in labels]
    fills = [paint(state.fill) for state in shown_states]
    edges = [edge_colour(state) for state in shown_states]
    dashes = [DASH if state.dashed else SOLID for state in shown_states]
    return encode_look(mark, "state:N", list(labels.values()), (fills, edges, dashes))


def encode_look(
    mark: alt.Chart,
    field: str,
    domain: list[str],
    looks: tuple[list[Any], list[Any], list[Any]],  # Altair takes any of its own types
    *,
    legend: alt.Legend | None = None,
) -> alt.Chart:
    """`mark` with fill, outline and dash (`looks`) for each value of `field` in `domain`."""
    scales = [alt.Scale(domain=domain, range=look) for look in looks]
    return mark.encode(
        fill=alt.Fill(field, legend=legend, scale=scales[0]),
        stroke=alt.Stroke(field, legend=legend, scale=scales[1]),
        strokeDash=alt.StrokeDash(field, legend=legend, scale=scales[2]),
    )


def choose_ink(states: Mapping[str, State], labels: Mapping[str, str]) -> alt.ExprRef:
    """The text colour that reads on the fill of the row's `state` (the words of `labels`)."""
    light = json.dumps({labels[state]: states[state].on_fill.light for state in labels})
    dark = json.dumps({labels[state]: states[state].on_fill.dark for state in labels})
    return alt.ExprRef(f"({DARK} ? {dark} : {light})[datum.state]")
