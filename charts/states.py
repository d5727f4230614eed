"""States as scales: fill, outline and dash of each, the same in every chart. Their words stand
by what is drawn, not in a legend."""

import json
from collections.abc import Iterable, Mapping

import altair as alt

from charts.palette import DARK, State, edge, paint
from locales.words import Words

DASH, SOLID = [3, 2], [1, 0]


def state_words(states: Iterable[str], prefix: str, words: Words) -> dict[str, str]:
    """State → its word in the reader's language, in the order of the bar."""
    return {state: words.say(f"{prefix}.{state}") for state in states}


def painted(mark: alt.Chart, states: Mapping[str, State], said: Mapping[str, str]) -> alt.Chart:
    """`mark` with fill, outline and dash by its column `state` (the words of `said`)."""
    shown = [states[state] for state in said]
    domain = list(said.values())
    return mark.encode(
        fill=alt.Fill(
            "state:N",
            legend=None,
            scale=alt.Scale(domain=domain, range=[paint(state.fill) for state in shown]),
        ),
        stroke=alt.Stroke(
            "state:N",
            legend=None,
            scale=alt.Scale(domain=domain, range=[edge(state) for state in shown]),
        ),
        strokeDash=alt.StrokeDash(
            "state:N",
            legend=None,
            scale=alt.Scale(
                domain=domain, range=[DASH if state.dashed else SOLID for state in shown]
            ),
        ),
    )


def ink_on(states: Mapping[str, State], said: Mapping[str, str]) -> alt.ExprRef:
    """The text colour that reads on the fill of the row's `state` (the words of `said`)."""
    light = json.dumps({said[state]: states[state].on_fill.light for state in said})
    dark = json.dumps({said[state]: states[state].on_fill.dark for state in said})
    return alt.ExprRef(f"({DARK} ? {dark} : {light})[datum.state]")
