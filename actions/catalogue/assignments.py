"""Assignments written for a body or a group, worked out to one row for each unit.

A group means every unit of its kinds while both spans hold. What is written for a unit by
its code goes before what is written for its group. The Front and the Youth Union can only
be asked (plan, III.9 and III.10): inside a group their role is always `requested`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from actions.catalogue.faults import CatalogueFault, FaultCollector
from actions.catalogue.lines import AssignmentLine
from actions.catalogue.rows import Row
from models import Level, Role, Unit, UnitKind

ASKED_ONLY = frozenset({UnitKind.FRONT, UnitKind.UNION})
GROUPS = {
    "@department": frozenset({UnitKind.DEPARTMENT}),
    "@committee": frozenset({UnitKind.COMMITTEE}),
    "@media": frozenset({UnitKind.MEDIA}),
    "@all": frozenset(UnitKind),
}

Bodies = Mapping[str, Sequence[Unit]]


def resolve_assignments(
    lines: Sequence[AssignmentLine],
    units: Sequence[Unit],
    *,
    tasks: Mapping[str, int | None],
    collector: FaultCollector,
) -> list[Row]:
    """One row for each task, unit and first day; `tasks` gives the id of each task code.

    At fault are an unknown task or body, a span that runs backward, an order to a body that can
    only be asked, and the same thing said twice.
    """
    bodies = _resolve_bodies(units)
    by_code = {
        (line.task_code, unit.id)
        for line in lines
        if not _is_group(line)
        for unit in bodies.get(line.body, [])
    }
    rows: dict[tuple[object, ...], Row] = {}
    for line in lines:
        wrong = [*_find_faults(line, bodies, tasks)]
        collector.faults += wrong
        for unit, row in _build_rows(line, [] if wrong else bodies[line.body]):
            if _is_group(line) and (line.task_code, unit.id) in by_code:
                continue
            identity = (line.task_code, unit.id, row["valid_from"])
            if identity in rows:
                other = collector.lines["assignment", *identity]
                collector.faults.append(
                    line.fault("body", line.body, why="duty_twice", other=other)
                )
                break
            rows[identity] = {**row, "task_id": tasks[line.task_code]}
            collector.lines["assignment", *identity] = line.line
    return list(rows.values())


def _is_group(line: AssignmentLine) -> bool:
    return line.body in GROUPS


def _resolve_bodies(units: Sequence[Unit]) -> Bodies:
    """Every unit, of any day, that each code and each group means."""
    bound = _with_duties(units)
    meant: dict[str, list[Unit]] = defaultdict(list)
    for group, kinds in GROUPS.items():
        meant[group] = [unit for unit in bound if unit.kind in kinds]
    for unit in units:
        meant[unit.code].append(unit)
    return dict(meant)


def _with_duties(units: Sequence[Unit]) -> list[Unit]:
    """A commune under a district had no duty of its own: the plan names districts (III.12)."""
    districts = {unit.code for unit in units if unit.level == Level.DISTRICT}
    return [
        unit for unit in units if unit.level != Level.COMMUNE or unit.parent_code not in districts
    ]


def _find_faults(
    line: AssignmentLine, bodies: Bodies, tasks: Mapping[str, int | None]
) -> Iterator[CatalogueFault]:
    if line.task_code not in tasks:
        yield line.fault("task_code", line.task_code, why="task_unknown")
    if line.body not in bodies:
        yield line.fault("body", line.body, why="body_unknown", groups=", ".join(GROUPS))
    if line.valid_to and line.valid_to <= line.valid_from:
        yield line.fault("valid_to", line.valid_to, why="backward")
    units = bodies.get(line.body, [])
    if not _is_group(line) and units and not any(_has_shared_day(line, unit) for unit in units):
        first, last = units[0].valid_from, max(unit.valid_to or date.max for unit in units)
        facts = {"since": first, "until": "…" if last == date.max else last}
        yield line.fault("valid_from", line.valid_from, why="body_not_there", **facts)
    ordered = line.role is not Role.REQUESTED and not _is_group(line)
    if ordered and any(unit.kind in ASKED_ONLY for unit in bodies.get(line.body, [])):
        yield line.fault("role", line.role.value, why="asked_only", role=Role.REQUESTED.value)


def _build_rows(line: AssignmentLine, units: Sequence[Unit]) -> Iterator[tuple[Unit, Row]]:
    for unit in units:
        if _has_shared_day(line, unit):
            start, end = _find_shared_span(line, unit)
            yield (
                unit,
                {
                    "unit_id": unit.id,
                    "role": _get_role(line, unit).value,
                    "valid_from": start,
                    "valid_to": end,
                    "certainty": line.certainty.value,
                    "note": line.note,
                },
            )


def _has_shared_day(line: AssignmentLine, unit: Unit) -> bool:
    """Is there a day on which both the assignment and the unit hold?"""
    start, end = _find_shared_span(line, unit)
    return end is None or start < end


def _find_shared_span(line: AssignmentLine, unit: Unit) -> tuple[date, date | None]:
    """The days of both, half-open; empty when it does not run forward."""
    ends = [day for day in (line.valid_to, unit.valid_to) if day]
    return max(line.valid_from, unit.valid_from), min(ends, default=None)


def _get_role(line: AssignmentLine, unit: Unit) -> Role:
    return Role.REQUESTED if unit.kind in ASKED_ONLY else line.role
