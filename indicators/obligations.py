"""Obligations: every assignment that falls due in a period, with its last day in time."""

import pandas as pd

from indicators.naming import name_first_match
from models.snapshots import Duties
from models.tasks import Role

REQUIRED = "required"
REQUESTED = "requested"
UNIT_COLUMNS = ["code", "name_vi", "name_en", "short_vi", "level", "kind", "position", "contact"]


def list_obligations(duties: Duties, *, reporting: bool) -> pd.DataFrame:
    """Assignments of the reporting task, or of all the other tasks, one row per period.

    The columns of assignments, tasks and UNIT_COLUMNS, and: obligation (required or
    requested), due_on (the period's last day, else the unit's extension), extended, has_passed
    (true from the day after due_on), fallen_due (the same, of a year for which anybody at all
    has sent a return: in another there are no data, and nobody is late).
    """
    tasks = duties.catalogue.tasks
    chosen = tasks[tasks["reporting"] == reporting]
    units = duties.catalogue.units[["unit_id", *UNIT_COLUMNS]]
    assignments = duties.assignments.merge(chosen, on="task_id").merge(units, on="unit_id")
    dated = _add_due_day(assignments, duties)
    requested = {REQUESTED: dated["role"] == Role.REQUESTED.value}
    dated["obligation"] = name_first_match(requested, REQUIRED, dated.index)
    dated["has_passed"] = dated["due_on"] < pd.Timestamp(duties.as_of)
    dated["fallen_due"] = dated["has_passed"] & dated["year"].isin(duties.submissions["year"])
    return dated


def _add_due_day(assignments: pd.DataFrame, duties: Duties) -> pd.DataFrame:
    last_days = duties.catalogue.periods[["year", "last_day"]]
    dated = assignments.merge(last_days, on="year").merge(
        duties.extensions, how="left", on=["year", "unit_id"]
    )
    # Never before everybody else's: the day of all may have moved since one was put off.
    dated["extended"] = dated["extended_to"] > dated["last_day"]
    dated["due_on"] = dated["last_day"].where(~dated["extended"], dated["extended_to"])
    return dated


def may_enter_totals(obligation: pd.Series) -> pd.Series:
    """Which rows may be judged: the required ones.

    A requested body owes nothing, so it enters no total; looked at alone (nothing but
    requested rows) it is judged by what it sent.
    """
    required = obligation != REQUESTED
    return required if required.any() else ~required
