"""Marks: the state of a cell as a figure that needs no colour, the same as in the text.

Each is a path within −1…1, filled; a frame is its outline with a hole in it.
"""

from collections.abc import Mapping

import altair as alt

from charts.palette import LINE, STATES, Shade, paint

FRAME = "M-1,-1H1V1H-1Z"
DASHES = "".join(
    f"M{x},{y}h{w}v{h}h{-w}Z"
    for x, y, w, h in (
        *((x, y, 0.46, 0.2) for x in (-1, -0.23, 0.54) for y in (-1, 0.8)),
        *((x, y, 0.2, 0.46) for x in (-1, 0.8) for y in (-1, -0.23, 0.54)),
    )
)
SHAPES: Mapping[str, str] = {
    "done_in_time": FRAME,
    "done_late": "M-1,-1H0L1,0V1H-1Z M0.3,-1H1V-0.3Z",
    "running": f"{FRAME}M-0.8,-0.8V0H0.8V-0.8Z",
    "running_late": f"{FRAME}M-0.8,-0.8V-0.55H0.8V-0.8Z M-0.8,-0.2V0.05H0.8V-0.2Z",
    "not_started": f"{FRAME}M-0.35,-0.35V0.35H0.35V-0.35Z",
    "not_reported": DASHES,
    "nil": "M-0.8,-0.13H0.8V0.13H-0.8Z",
    "not_asked": "M-0.2,-0.2H0.2V0.2H-0.2Z",
}
FILLS: Mapping[str, Shade] = {
    **{state: STATES[state].fill or LINE for state in STATES},
    "nil": LINE,
    "not_asked": LINE,
}
OUTLINED_STATES = frozenset({"not_started"})  # its grey alone would be little on paper, as in a bar


def encode_states(mark: alt.Chart, labels: Mapping[str, str]) -> alt.Chart:
    """`mark` (points) with figure and fill by its column `state` (the words of `labels`)."""
    domain = list(labels.values())
    legend = alt.Legend(title=None, columns=4)
    shapes = alt.Scale(domain=domain, range=[SHAPES[state] for state in labels])
    fills = alt.Scale(domain=domain, range=[paint(FILLS[state]) for state in labels])
    edges = [paint(LINE) if state in OUTLINED_STATES else "transparent" for state in labels]
    return mark.encode(
        shape=alt.Shape("state:N", scale=shapes, legend=legend),
        fill=alt.Fill("state:N", scale=fills, legend=legend),
        stroke=alt.Stroke("state:N", scale=alt.Scale(domain=domain, range=edges), legend=legend),
    )
