"""Rows stored before that a unit sends no longer: withdrawn, or only not sent again?"""

from dataclasses import replace

import numpy as np
import pandas as pd

from intake.findings import Finding
from intake.references import References
from intake.rows import Rows

MOST_NAMED = 3  # tasks named in the question
NONE = pd.DataFrame({"stored_id": [], "unit_id": [], "year": [], "task_id": []}, dtype="int64")


def not_resent(rows: Rows, references: References) -> pd.DataFrame:
    """The stored results of the units and years of this file that it says nothing of:
    stored_id, unit_id, year, task_id. None for a correction slip, none of a unit that is not
    the sender's own, and none of a unit with a row whose task was not understood: that row
    may be the one missed."""
    if rows.headed.layout.name != "results" or rows.headed.slip:
        return NONE
    sent = rows.frame[["unit_id", "year", "assignment_id"]].astype("Int64")
    spoken = sent[["unit_id", "year"]].dropna().drop_duplicates()
    if references.own_unit is not None:
        own = rows.frame["unit_code_means"] == references.own_unit
        spoken = spoken[own[spoken.index].fillna(False).astype(bool)]
    doubtful = sent.loc[sent["assignment_id"].isna(), "unit_id"].dropna()
    spoken = spoken[~spoken["unit_id"].isin(doubtful)]
    due = _of_units(references.assignments, spoken)
    told = _packed(sent["year"], sent["assignment_id"])
    unsent = due[~np.isin(_packed(due["year"], due["assignment_id"]), told)]
    stored = references.stored
    if unsent.empty or stored.empty:
        return NONE
    met = unsent.merge(stored[["stored_id", "assignment_id", "year"]], on=["assignment_id", "year"])
    return met.merge(spoken, on=["unit_id", "year"])[list(NONE.columns)].astype("int64")


def _of_units(assignments: pd.DataFrame, spoken: pd.DataFrame) -> pd.DataFrame:
    units = spoken["unit_id"].to_numpy(dtype="int64")
    mine = np.isin(assignments["unit_id"].to_numpy(dtype="int64"), units)
    chosen: pd.DataFrame = assignments.loc[mine, ["year", "unit_id", "assignment_id", "task_id"]]
    return chosen


def _packed(years: pd.Series, assignments: pd.Series) -> np.ndarray:
    """Year and assignment as one number; -1 where one of them is missing."""
    year = years.to_numpy(dtype="int64", na_value=-1)
    number = assignments.to_numpy(dtype="int64", na_value=-1)
    return np.where((year < 0) | (number < 0), -1, year * 10**9 + number)


def asked_about(rows: Rows, missing: pd.DataFrame, references: References) -> Rows:
    """One question for each unit and year of `missing`: how many rows, of which tasks."""
    if missing.empty:
        return rows
    titles = references.tasks.set_index("task_id")["title_vi"]
    asked = []
    parts: dict[tuple[int, int], list[int]] = {}
    for unit, year, task in missing[["unit_id", "year", "task_id"]].to_numpy().tolist():
        parts.setdefault((unit, year), []).append(task)
    for (unit, year), tasks in parts.items():
        named = tuple(str(titles[task]) for task in tasks[:MOST_NAMED])
        facts = {
            "unit": references.book.name_of(unit),
            "year": year,
            "count": len(tasks),
            "tasks": named if len(tasks) <= MOST_NAMED else (*named, "…"),
        }
        asked.append(Finding("table.row_not_resent", sheet=rows.headed.table.sheet, facts=facts))
    return replace(rows, findings=(*rows.findings, *asked))
