"""What moved between two days and why: each difference split by its cause, without a rest."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from indicators import completion
from indicators.change.steps import CAUSES, START, Steps
from indicators.coverage import OF_AN_ADDRESS
from indicators.due_reports import ARRIVED, OVERDUE
from indicators.obligations import may_enter_totals
from indicators.ratios import share

OF_RESULTS = ["year", "assignment_id"]
OF_REPORTS = ["year", "unit_id"]
# The states of an address.
HELPED, NOBODY, CLOSED, UNREPORTED = "helped", "nobody", "closed", "unreported"
PLACE = {"file_name", "sheet", "row", "submission_id", "document_no"}
Marks = Callable[[pd.DataFrame], pd.DataFrame]


def split_change_by_cause(steps: Steps) -> pd.DataFrame:
    """One row per figure and cause, causes in the order of CAUSES; no rest is left over.

    figure: received and overdue (out of reports owed), completion (done out of fallen due),
    progress (done out of assigned), coverage (helped out of in force). part and whole: what
    the cause added, signed; they add up to the difference between the days. part_before,
    whole_before, part_after, whole_after: where the figure stood before the cause and once it
    had happened, so that the differences of the shares add up too; share is that difference,
    missing where a share is. closed_before and closed_after, of coverage alone: how many
    addresses had been closed without help.
    """
    rows = []
    for figure, (path, _, marks) in FIGURES.items():
        frames = (marks(frame) for frame in getattr(steps, path).values())
        reached = [frame.reindex(columns=SIDES, fill_value=0).sum() for frame in frames]
        stages = zip(CAUSES, pairwise(reached), strict=True)
        rows += [(figure, cause, *stood, *stands) for cause, (stood, stands) in stages]
    levels = pd.DataFrame(rows, columns=["figure", "cause", *LEVELS]).astype(LEVELS)
    levels["part"] = levels["part_after"] - levels["part_before"]
    levels["whole"] = levels["whole_after"] - levels["whole_before"]
    now = share(levels["part_after"], levels["whole_after"])
    return levels.assign(share=now - share(levels["part_before"], levels["whole_before"]))


SIDES = ("part", "whole", "closed")
LEVELS = {f"{side}_{when}": "Int64" for when in ("before", "after") for side in SIDES}


def list_moves(steps: Steps, figure: str) -> pd.DataFrame:
    """The rows behind the parts of `figure`, one for each thing and each cause that moved it.

    The columns of due_results, of due_reports or of the register's dossiers as the cause left
    them (as it found them where it took them away), and: cause, part and whole (−1, 0 or 1),
    state_before, state_after (missing: not asked for).
    """
    name, keys, marks = FIGURES[figure]
    marked = {
        cause: _mark_parts(frame, marks, keys=keys) for cause, frame in getattr(steps, name).items()
    }
    rows = [
        _list_differences(marked[before], marked[cause]).assign(cause=cause)
        for before, cause in pairwise((START, *CAUSES))
    ]
    return pd.concat(rows, ignore_index=True)


def _list_differences(rows_before: pd.DataFrame, rows_after: pd.DataFrame) -> pd.DataFrame:
    rows = pd.concat([rows_after, rows_before[~rows_before.index.isin(rows_after.index)]])
    for place in PLACE & {*rows.columns}:  # what was taken away is shown where it was
        rows[place] = rows[place].fillna(rows_before[place].reindex(rows.index))
    rows = rows.assign(
        state_before=rows_before["state"].reindex(rows.index),
        state_after=rows_after["state"].reindex(rows.index),
    )
    for mark in ("part", "whole"):
        now, then = (
            frame[mark].reindex(rows.index, fill_value=0) for frame in (rows_after, rows_before)
        )
        rows[mark] = now - then
    return rows[(rows["part"] != 0) | (rows["whole"] != 0)].reset_index()


def _mark_parts(frame: pd.DataFrame, marks: Marks, *, keys: list[str]) -> pd.DataFrame:
    counted = marks(frame).astype("int64")
    marked = frame.assign(part=counted["part"], whole=counted["whole"]).set_index(keys)
    if keys == OF_AN_ADDRESS:  # whose own `status` is how far its dossier has come
        others = marked["closed_unhelped"].map({True: CLOSED, False: NOBODY})
        others = others.mask(marked["unreported"].astype("bool"), UNREPORTED)
        marked["state"] = others.mask(marked["part"] == 1, HELPED).astype("str")
    return marked


def _build_result_marks(part: str, whole: str) -> Marks:
    return lambda results: completion.mark_results(results)[[part, whole]].set_axis(
        ["part", "whole"], axis=1
    )


def _build_report_marks(states: Sequence[str]) -> Marks:
    def marks(reports: pd.DataFrame) -> pd.DataFrame:
        counted = may_enter_totals(reports["obligation"])
        part = counted & reports["state"].isin(states)
        return pd.DataFrame({"part": part, "whole": counted})

    return marks


def _mark_addresses(addresses: pd.DataFrame) -> pd.DataFrame:
    marks = addresses[["part", "whole", "closed_unhelped"]].astype("Int64")
    return marks.rename(columns={"closed_unhelped": "closed"})


class _Figure(NamedTuple):
    """Of what it is counted: the path among the steps, what tells its rows apart, its marks."""

    path: str
    keys: list[str]
    marks: Marks


FIGURES: Mapping[str, _Figure] = {
    "received": _Figure("reports", OF_REPORTS, _build_report_marks(ARRIVED)),
    "overdue": _Figure("reports", OF_REPORTS, _build_report_marks([OVERDUE])),
    "completion": _Figure("results", OF_RESULTS, _build_result_marks("part", "whole")),
    "progress": _Figure("results", OF_RESULTS, _build_result_marks("done_all", "assigned")),
    "coverage": _Figure("addresses", OF_AN_ADDRESS, _mark_addresses),
}
