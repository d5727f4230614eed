"""What the form of results begins with: a row for each task that a unit owes in a year, what it
said the year before, and what is stored of it, for all units in one go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from documents.printing.records import Plain, to_plain_value
from intake.headers.layouts import RESULTS
from intake.reading.baselines import NIL, Baseline, BaselineValue, Key
from locales.findings import label_choice
from locales.words import Words
from models.snapshots import Duties

Row = Mapping[str, Plain | date]
Facts = dict[str, Any]  # Any: a row of a frame, as pandas gives it
NIL_MARKS = {"quantity": "quantity_nil", "value_vnd": "value_nil"}


@dataclass(frozen=True)
class DueTasks:
    """The tasks of each unit in the year with what is stored of them, in the plan's order, and
    what the unit said of each task the year before; by the units' ids."""

    year: int
    as_of: date
    tasks: Mapping[int, list[Facts]]
    last: Mapping[int, Mapping[object, Facts]]

    def build_rows(self, unit: tuple[int, str], words: Words) -> list[Row]:
        """One row of the form for each task of a unit (its id and code). Tasks go by their
        titles, which the reader knows; the yearly report itself is no task to report on."""
        tongue = "vi" if words.language == "vi" else "en"
        last = self.last.get(unit[0], {})
        return [
            {
                "period": str(self.year),
                "unit_code": unit[1],
                "task_code": task[f"title_{tongue}"],
                "measure": to_plain_value(task[f"measure_{tongue}"]),
                **_describe_last(last.get(task["task_id"], {}), words),
            }
            for task in self.tasks.get(unit[0], [])
            if not task["reporting"]
        ]

    def build_baseline(self, unit: tuple[int, str]) -> Baseline:
        """What is stored of each task that a unit (its id and code) owes."""
        stored: dict[Key, dict[str, BaselineValue]] = {
            (str(self.year), unit[1], str(task["task_code"])): _collect_stored_values(task)
            for task in self.tasks.get(unit[0], [])
        }
        return Baseline(self.as_of, RESULTS.key_names, stored)


def list_due_tasks(duties: Duties, year: int, *, unit_id: int | None = None) -> DueTasks:
    """What every unit owes in `year`, or one; what was said the year before where `duties` has
    that year too."""
    assignments = duties.assignments
    if unit_id is not None:
        assignments = assignments[assignments["unit_id"] == unit_id]
    due_tasks = assignments[assignments["year"] == year].merge(duties.catalogue.tasks, on="task_id")
    keys = ["assignment_id", "year"]
    current = due_tasks.merge(duties.results, on=keys, how="left").sort_values("task_position")
    before = assignments[assignments["year"] == year - 1].merge(duties.results, on=keys)
    return DueTasks(
        year,
        duties.as_of,
        _group_by_unit(current),
        {
            unit: {fact["task_id"]: fact for fact in facts}
            for unit, facts in _group_by_unit(before).items()
        },
    )


def _group_by_unit(frame: pd.DataFrame) -> dict[int, list[Facts]]:
    rows_by_unit: dict[int, list[Facts]] = {}
    for row in frame.to_dict("records"):
        facts = {str(name): value for name, value in row.items()}
        rows_by_unit.setdefault(int(facts["unit_id"]), []).append(facts)
    return rows_by_unit


def _collect_stored_values(task: Facts) -> dict[str, BaselineValue]:
    """What a result says of each field, a signed nil as such."""
    names = [field.name for field in RESULTS.fields if not field.key]
    return {
        name: NIL
        if name in NIL_MARKS and task[NIL_MARKS[name]] is True
        else to_plain_value(task[name])
        for name in names
    }


def _describe_last(last: Mapping[str, object], words: Words) -> dict[str, Plain]:
    status, nil = to_plain_value(last.get("status")), words.say("choice.status.nil")
    label = None
    if status:
        label = label_choice(RESULTS.find_field("status"), str(status), words)
    quantity, value = last.get("quantity"), last.get("value_vnd")
    return {
        "last_status": label,
        "last_quantity": nil if last.get("quantity_nil") else to_plain_value(quantity),
        "last_value": nil if last.get("value_nil") else to_plain_value(value),
    }
