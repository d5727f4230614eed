"""What a reader sees in a cell of the matrix, and what a click on it tells."""

import json

import altair as alt
import pandas as pd
import pytest

from charts.marks import FILLS, SHAPES, encode_states
from charts.matrix import build_matrix_rows
from charts.palette import MARKS
from charts.shape import build_shape
from charts.states import label_states
from locales.words import words_in
from tests.charts.frames import cells_answer

VI = words_in("vi")


def test_every_state_has_a_figure_of_its_own() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert set(SHAPES) == set(FILLS) <= set(MARKS)


def test_missing_nil_zero_and_not_asked_are_four_different_marks() -> None:
    assert (
        len({SHAPES[state] for state in ("not_reported", "nil", "not_started", "not_asked")}) == 4
    )


def test_no_state_is_drawn_without_paint() -> None:
    names = label_states(SHAPES, "state", VI)
    mark = encode_states(alt.Chart().mark_point(), names).to_dict()["encoding"]
    fills, edges = (mark[part]["scale"]["range"] for part in ("fill", "stroke"))
    drawn = zip(SHAPES, fills, edges, strict=True)
    assert [state for state, fill, edge in drawn if fill == edge == "transparent"] == []


@pytest.mark.parametrize(
    ("code", "column", "said", "told"),
    [
        ("SYT", "II.1", "2/3", "Chưa báo cáo; đã xong 2 trên 3 nhiệm vụ"),
        ("SYT", "II.2", "", "Hoàn thành đúng hạn; đã xong 1 trên 1 nhiệm vụ"),
        ("STC", "II.1", "", "Không phát sinh"),
        ("STC", "II.2", "", "Không được giao"),
    ],
)
def test_a_cell_says_its_state_and_counts_only_where_there_are_several(
    code: str, column: str, said: str, told: str
) -> None:
    rows = build_matrix_rows(cells_answer(), VI)
    cell = rows[(rows["code"] == code) & (rows["column_code"] == column)].iloc[0]
    assert (cell["figure_text"], cell["description"]) == (said, told)


def test_what_nobody_told_of_is_no_nought() -> None:
    untold = cells_answer().assign(done=0)
    rows = build_matrix_rows(untold[untold["state"] == "not_reported"], VI)
    assert [(row["figure_text"], row["description"]) for row in rows.to_dict("records")] == [
        ("", "Chưa báo cáo; 3 nhiệm vụ được giao")
    ]


def test_a_click_tells_body_and_column() -> None:
    params = build_shape("matrix", "vi").spec["params"]
    assert [param["select"]["fields"] for param in params] == [["code", "column_code"]]


def test_a_name_that_would_be_markup_stays_text() -> None:
    hostile = cells_answer().assign(label="A & B <x>")
    assert set(build_matrix_rows(hostile, VI)["label"]) == {"A & B <x>"}
    assert pd.notna(json.dumps(build_shape("matrix", "vi").spec))
