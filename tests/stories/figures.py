"""What a leader reads on a day: a report, a completion, a coverage."""

from datetime import date

from sqlalchemy import Engine

from indicators.completion import completion
from indicators.coverage import coverage
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from models.database import reading
from models.snapshots import read_duties, read_register
from models.units import find_unit
from tests.indicators.tables import shown

YEAR = 2026
Line = tuple[object, ...]


def report(engine: Engine, unit: str, day: date) -> Line:
    """State and days of the body's report, as the end of `day` knew it."""
    return _report(engine, unit, day, ["state", "days"])


def signed_nil(engine: Engine, unit: str, day: date) -> bool:
    """Did the body's report say that nothing arose?"""
    return _report(engine, unit, day, ["nil"]) == (True,)


def _report(engine: Engine, unit: str, day: date, columns: list[str]) -> Line:
    with reading(engine) as session:
        reports = list_due_reports(read_duties(session, [YEAR], day))
    (line,) = shown(reports[reports["code"] == unit], columns)
    return line


def tasks(engine: Engine, unit: str, day: date) -> dict[object, object]:
    """The state of each of the body's tasks, by the task's code."""
    with reading(engine) as session:
        owed = list_due_results(read_duties(session, [YEAR], day))
    told = shown(owed[owed["code"] == unit], ["task_code", "state"])
    return {task: state for task, state in told}  # noqa: C416 - two values in each line


def completed(engine: Engine, unit: str, day: date) -> Line:
    """The body's completion: how many done, of how many fallen due, and the share."""
    with reading(engine) as session:
        owed = list_due_results(read_duties(session, [YEAR], day))
    (line,) = shown(completion(owed[owed["code"] == unit]), ["part", "whole", "share"])
    return line


def province_completed(engine: Engine, day: date) -> Line:
    """The province's completion: how many done, of how many fallen due."""
    with reading(engine) as session:
        whole = completion(list_due_results(read_duties(session, [YEAR], day)), by=())
    (line,) = shown(whole, ["part", "whole"])
    return line


def covered(engine: Engine, commune: str, day: date) -> Line:
    """The commune's coverage: addresses helped, in force, helped by several, visits, money."""
    with reading(engine) as session:
        rows = coverage(read_register(session, [YEAR], day))
        unit = find_unit(session, commune, day)
    (line,) = shown(
        rows[rows["commune_id"] == (unit.id if unit else None)],
        ["part", "whole", "several", "visits", "value_vnd"],
    )
    return line
