"""Matrix: what stands where bodies and tasks meet, as marks that need no colour."""

import altair as alt
import pandas as pd

from charts.labels import build_name_axis
from charts.marks import SHAPES, encode_states
from charts.palette import ink
from charts.picking import make_pickable
from charts.readings import build_tooltip
from charts.states import label_states
from charts.theme import LABEL, STEP, stack_layers, start_chart
from indicators.due_results import NOT_REPORTED
from locales.words import Words

COLUMNS = {  # text that recurs is sent once
    "label": "category",  # the body, a row of the matrix; unique
    "code": "category",
    "position": "float64",
    "column": "category",  # the clause, task or year
    "column_code": "category",
    "column_position": "float64",
    "state": "category",  # the state's word
    "figure_text": "category",  # done of assigned, where the cell stands for several tasks
    "description": "category",
}
SIDE = 170  # pixels² of a mark
MARK_PLACE = 0.28  # of a column: its count beside it has the rest
HEADING_OFFSET = -9  # pixels from the midst of a column to that of a mark and its count
NARROW = 760  # pixels of all columns: on paper


def build_matrix_rows(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """A row per cell, asked or not.

    `frame` is an answer of `find_slowest_states` with label, code, position, column,
    column_code and column_position added. Several tasks in one cell: the mark is the slowest's.
    """
    labels = label_states(SHAPES, "state", words)
    counts = list(zip(frame["state"], frame["done"], frame["assigned"], strict=True))
    rows = frame.assign(
        state=frame["state"].map(labels),
        figure_text=[
            f"{done}/{assigned}" if assigned > 1 and not _is_unreported(state, done) else ""
            for state, done, assigned in counts
        ],
        description=[_describe_cell(words, labels[count[0]], count) for count in counts],
    )
    return rows.astype(COLUMNS)[list(COLUMNS)]


def draw_matrix(words: Words) -> alt.LayerChart:
    """Bodies down, clauses along the top; a click on a cell picks it."""
    base = start_chart(COLUMNS).encode(y=build_name_axis(), x=_build_column_axis(0.5))
    at_mark = base.encode(x=_build_column_axis(MARK_PLACE))
    points = at_mark.mark_point(size=SIDE, strokeWidth=1.2, opacity=1, filled=True)
    marks = encode_states(points, label_states(SHAPES, "state", words)).encode(
        tooltip=build_tooltip("matrix", words)
    )
    counts = at_mark.mark_text(
        align="left",
        dx=9,
        fontSize=alt.ExprRef(f"width < {NARROW} ? {LABEL - 2.5} : {LABEL - 1}"),
        color=ink(),
    ).encode(text="figure_text:N")
    hit = base.mark_rect(opacity=0, cursor="pointer").encode(tooltip=build_tooltip("matrix", words))
    click_areas = make_pickable(hit, ("code", "column_code"))
    return stack_layers(marks, counts, click_areas, height=alt.Step(STEP + 2))


def _build_column_axis(place: float) -> alt.X:
    """The columns along the top, and where in its column a mark stands (0 to 1)."""
    return alt.X(
        "column:N",
        sort=alt.EncodingSortField("column_position", op="min"),
        bandPosition=place,
        axis=alt.Axis(
            title=None,
            orient="top",
            labelAngle=0,
            labelLimit=90,
            labelOffset=HEADING_OFFSET,
            grid=False,
        ),
    )


def _is_unreported(state: str, done: int) -> bool:
    """Did nobody tell of any of the cell's tasks? Then how many are done is not known."""
    return state == NOT_REPORTED and not done


def _describe_cell(words: Words, label: str, count: tuple[str, int, int]) -> str:
    """What a cell says when pointed at: its state's word, and how many are done of how many."""
    state, done, assigned = count
    if not assigned:
        return label
    key = "untold" if _is_unreported(state, done) else "told"
    return words.say(
        f"chart.matrix.{key}", count=assigned, state=label, done=done, assigned=assigned
    )
