"""Matrix: what stands where bodies and tasks meet, as marks that need no colour."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from charts.columns import no_rows
from charts.labels import names_down
from charts.marks import SHAPES, shaped
from charts.palette import ink
from charts.picking import pickable
from charts.states import state_words
from charts.theme import LABEL, STEP, layered
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
    "said": "category",  # done of assigned, where the cell stands for several tasks
    "told": "category",
}
SIDE = 170  # pixels² of a mark
MARKED = 0.28  # of a column: its count beside it has the rest
HEADED = -9  # pixels from the midst of a column to that of a mark and its count
CRAMPED = 760  # pixels of all columns: on paper


def matrix_rows(frame: pd.DataFrame, words: Words) -> pd.DataFrame:
    """A row per cell, asked or not.

    `frame` is an answer of `cells` with label, code, position, column, column_code and
    column_position added. Several tasks in one cell: the mark is the slowest one's.
    """
    said = state_words(SHAPES, "state", words)
    counts = list(zip(frame["state"], frame["done"], frame["assigned"], strict=True))
    drawn = frame.assign(
        state=frame["state"].map(said),
        said=[
            f"{done}/{assigned}" if assigned > 1 and not _is_untold(state, done) else ""
            for state, done, assigned in counts
        ],
        told=[_tell_cell(words, said[count[0]], count) for count in counts],
    )
    return drawn.astype(COLUMNS)[list(COLUMNS)]


def matrix_drawing(words: Words) -> alt.LayerChart:
    """Bodies down, clauses along the top; a click on a cell picks it."""
    base = alt.Chart(no_rows(COLUMNS)).encode(
        y=names_down("label", "position"),
        x=_along(0.5),
    )
    marked = base.encode(x=_along(MARKED))
    points = marked.mark_point(size=SIDE, strokeWidth=1.2, opacity=1, filled=True)
    marks = shaped(points, _words(words)).encode(tooltip=_tooltip(words))
    counts = marked.mark_text(
        align="left",
        dx=9,
        fontSize=alt.ExprRef(f"width < {CRAMPED} ? {LABEL - 2.5} : {LABEL - 1}"),
        color=ink(),
    ).encode(text="said:N")
    hit = base.mark_rect(opacity=0, cursor="pointer").encode(tooltip=_tooltip(words))
    picked = pickable(hit, ("code", "column_code"))
    return layered(marks, counts, picked, height=alt.Step(STEP + 2))


def _along(place: float) -> alt.X:
    """The columns along the top, and where in its column a mark stands (0 to 1)."""
    return alt.X(
        "column:N",
        sort=alt.EncodingSortField("column_position", op="min"),
        bandPosition=place,
        axis=alt.Axis(
            title=None, orient="top", labelAngle=0, labelLimit=90, labelOffset=HEADED, grid=False
        ),
    )


def _words(words: Words) -> Mapping[str, str]:
    return state_words(SHAPES, "state", words)


def _tooltip(words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title=words.say("chart.matrix.body")),
        alt.Tooltip("column:N", title=words.say("chart.matrix.column")),
        alt.Tooltip("told:N", title=words.say("chart.matrix.state")),
    ]


def _is_untold(state: str, done: int) -> bool:
    """Did nobody tell of any of the cell's tasks? Then how many are done is not known."""
    return state == NOT_REPORTED and not done


def _tell_cell(words: Words, said: str, count: tuple[str, int, int]) -> str:
    """What a cell says when pointed at: its state's word, and how many are done of how many."""
    state, done, assigned = count
    if not assigned:
        return said
    key = "untold" if _is_untold(state, done) else "told"
    return words.say(
        f"chart.matrix.{key}", count=assigned, state=said, done=done, assigned=assigned
    )
