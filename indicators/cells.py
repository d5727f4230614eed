"""Cells: where bodies and parts of the plan meet, the state of the slowest task there."""

import pandas as pd

from indicators.due_results import (
    DONE,
    DONE_IN_TIME,
    DONE_LATE,
    NIL,
    NOT_REPORTED,
    NOT_STARTED,
    RUNNING,
    RUNNING_LATE,
)

NOT_ASKED = "not_asked"
SLOWEST_FIRST = (NOT_REPORTED, NOT_STARTED, RUNNING_LATE, RUNNING, DONE_LATE, DONE_IN_TIME, NIL)
STILL = (NOT_REPORTED, NOT_STARTED, RUNNING_LATE)  # not moving, or past its last day


def find_slowest_states(due_results: pd.DataFrame, down: str, across: str) -> pd.DataFrame:
    """One row per value of `down` and of `across` (columns of due_results), asked or not.

    state: the slowest task's (nil only where all are nil), `not_asked` where there is none;
    done and assigned (all but nil) as whole numbers. Requested bodies have their cells too:
    a cell judges nobody. In the order in which both first come.
    """
    order = due_results["state"].map({state: at for at, state in enumerate(SLOWEST_FIRST)})
    counted = due_results[[down, across]].assign(
        slowest=order,
        done=due_results["state"].isin(DONE).astype("int64"),
        assigned=(due_results["state"] != NIL).astype("int64"),
    )
    counts = counted.groupby([down, across], sort=False).agg(
        slowest=("slowest", "min"), done=("done", "sum"), assigned=("assigned", "sum")
    )
    both = [due_results[name].drop_duplicates().tolist() for name in (down, across)]
    index = pd.MultiIndex.from_product(both, names=[down, across])
    every_cell = counts.reindex(index).reset_index()
    states = every_cell.pop("slowest").map(dict(enumerate(SLOWEST_FIRST)))
    every_cell.insert(2, "state", states.fillna(NOT_ASKED).astype("str"))
    return every_cell.fillna({"done": 0, "assigned": 0}).astype(
        {"done": "int64", "assigned": "int64"}
    )
