"""States as scales: fill, outline and dash of each, the same in every chart. Their words stand
by what is drawn, not in a legend."""

import json
from collections.abc import Iterable, Mapping

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
    domain = list(labels.values())
    return mark.encode(
        fill=alt.Fill(
            "state:N",
            legend=None,
            scale=alt.Scale(domain=domain, range=[paint(state.fill) for state in shown_states]),
        ),
        stroke=alt.Stroke(
            "state:N",
            legend=None,
            scale=alt.Scale(domain=domain, range=[edge_colour(state) for state in shown_states]),
        ),
        strokeDash=alt.StrokeDash(
            "state:N",
            legend=None,
            scale=alt.Scale(
                domain=domain, range=[DASH if state.dashed else SOLID for state in shown_states]
            ),
        ),
    )


def choose_ink(states: Mapping[str, State], labels: Mapping[str, str]) -> alt.ExprRef:
    """The text colour that reads on the fill of the row's `state` (the words of `labels`)."""
    light = json.dumps({labels[state]: states[state].on_fill.light for state in labels})
    dark = json.dumps({labels[state]: states[state].on_fill.dark for state in labels})
    return alt.ExprRef(f"({DARK} ? {dark} : {light})[datum.state]")
