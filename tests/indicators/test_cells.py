"""Cells: the slowest task speaks for its cell; what was never asked is no silence."""

import pandas as pd
import pytest

from indicators.cells import find_slowest_states

ROWS = [
    ("A", "II.1", "done_in_time"), ("A", "II.1", "not_reported"),
    ("A", "II.2", "nil"), ("A", "II.2", "nil"),
    ("B", "II.1", "done_late"), ("B", "II.1", "nil"), ("B", "II.1", "done_in_time"),
    ("C", "II.3", "running_late"), ("C", "II.3", "running"),
]  # fmt: skip


def met() -> pd.DataFrame:
    frame = pd.DataFrame(ROWS, columns=["unit_id", "clause", "state"]).astype("str")
    return find_slowest_states(frame, "unit_id", "clause").set_index(["unit_id", "clause"])


@pytest.mark.parametrize(
    ("unit", "clause", "state", "done", "assigned"),
    [
        ("A", "II.1", "not_reported", 1, 2),
        ("A", "II.2", "nil", 0, 0),
        ("A", "II.3", "not_asked", 0, 0),
        ("B", "II.1", "done_late", 2, 2),  # nil beside done leaves what was done
        ("C", "II.3", "running_late", 0, 2),
    ],
)
def test_a_cell(unit: str, clause: str, state: str, done: int, assigned: int) -> None:
    cell = met().loc[(unit, clause)]
    assert (cell["state"], cell["done"], cell["assigned"]) == (state, done, assigned)


def test_every_body_meets_every_clause_once() -> None:
    assert len(met()) == 9
    assert met().index.is_unique


def test_the_cells_hold_all_that_was_assigned() -> None:
    assert met()["assigned"].sum() == sum(state != "nil" for _, _, state in ROWS)


def test_nothing_gives_nothing() -> None:
    empty = pd.DataFrame({name: pd.Series(dtype="str") for name in ("unit_id", "clause", "state")})
    assert find_slowest_states(empty, "unit_id", "clause").empty
