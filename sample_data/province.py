"""The invented province: the plan's real bodies, with habits drawn from one seed.

Each thing that is drawn has a generator of its own, named by what it is about, so that
one more body or year leaves every other figure as it was.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from random import Random

import pandas as pd
from sqlmodel import Session

from models.periods import list_periods
from models.tasks import Money, Role, find_assignments_due, list_tasks
from models.units import Level, UnitKind, list_successions, list_units

SEED = 18
AS_OF = date(2026, 12, 20)  # the day the sample is pinned to: a Sunday, six days overdue
FIRST_YEAR, THIS_YEAR = 2019, 2026
REFORM = date(2025, 7, 1)  # 161 communes became 56, districts ended

HABITUALLY_LATE = "SCT"  # late in every year, and overdue in this one
SIGNS_NIL = "TTT"
SILENT = ("01351", "01768")  # communes that answered no reminder
NO_REGISTER = ("01297", "01339", "01795")  # communes that never sent a register
UNEVEN = "01654"  # a commune with many helped twice beside many helped by nobody
HELP_NOBODY = frozenset({"STP", "SNGV", "SKHCN", "BQLKKT"})  # agencies tied to no address


def make_generator(*about: object) -> Random:
    """The generator of one thing: the same for the same words, whatever else is drawn."""
    return Random(":".join(map(str, (SEED, *about))))


@dataclass(frozen=True)
class Body:
    """A unit of some span of days, as the catalogue has it."""

    unit_id: int
    code: str
    name: str
    level: str
    kind: str
    parent: str | None
    valid_from: date
    valid_to: date | None

    def is_valid_on(self, day: date) -> bool:
        """Is the unit in being on `day`?"""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Duty:
    """A task that a body owes in a year."""

    code: str
    title: str
    counts: bool  # does the plan ask a quantity of it?
    money: bool
    reporting: bool
    requested: bool


@dataclass(frozen=True)
class Province:
    """Bodies in the plan's order, what each owes by year, and where each area came from."""

    bodies: tuple[Body, ...]
    duties: dict[tuple[int, int], tuple[Duty, ...]]  # year, unit_id
    origins: dict[int, tuple[Body, ...]]  # unit_id → the areas of its level it was made of
    ends: dict[int, date]  # year → last day of its data

    def list_bodies_on(self, day: date, *, level: str | None = None) -> list[Body]:
        """The bodies in being on `day`, in the plan's order."""
        return [
            body
            for body in self.bodies
            if body.is_valid_on(day) and (level is None or body.level == level)
        ]

    def list_reporters(self, year: int) -> list[Body]:
        """The bodies with anything to report for `year`."""
        return [body for body in self.bodies if (year, body.unit_id) in self.duties]

    def find_body(self, code: str, day: date = AS_OF) -> Body:
        """The body that bears `code` on `day`; KeyError where none does."""
        return {body.code: body for body in self.list_bodies_on(day)}[code]

    def trace_areas(self, body: Body, day: date, *, generator: Random) -> list[Body]:
        """The areas a place of `body` has lain in since `day`, today's last; fewer where
        nothing is told of the time before."""
        way = [body]
        while way[0].valid_from > day and self.origins.get(way[0].unit_id):
            way.insert(0, generator.choice(self.origins[way[0].unit_id]))
        return way


def load_province(session: Session) -> Province:
    """The province as the loaded catalogue has it."""
    bodies = tuple(_build_bodies(list_units(session)))
    periods = list_periods(session).to_dict("records")
    ends = {int(period["year"]): period["data_to"].date() for period in periods}
    return Province(
        bodies=bodies,
        duties=_load_duties(session, list(ends)),
        origins=_load_origins(session, bodies),
        ends=ends,
    )


def classify_body(body: Body) -> str:
    """The kind of body that sizes go by: red_cross, agency, district or commune."""
    if body.kind == UnitKind.RED_CROSS:
        return "red_cross"
    return {Level.DISTRICT: "district", Level.COMMUNE: "commune"}.get(Level(body.level), "agency")


def find_working_day(day: date) -> date:
    """`day` itself, or the Friday before a weekend."""
    return date.fromordinal(day.toordinal() - max(0, day.weekday() - 4))


def draw_day(generator: Random, first: date, last: date) -> date:
    """A day from `first` to `last`, both included."""
    return date.fromordinal(generator.randint(first.toordinal(), last.toordinal()))


def draw_by_weight(generator: Random, choices: tuple[tuple[str, int], ...]) -> str:
    """One of `choices` (name, weight)."""
    names, heights = _sum_weights(choices)
    return generator.choices(names, cum_weights=heights)[0]


@cache
def _sum_weights(choices: tuple[tuple[str, int], ...]) -> tuple[list[str], list[int]]:
    """The names, and each one's weight on top of those before it."""
    return [name for name, _ in choices], list(accumulate(weight for _, weight in choices))


def _build_bodies(units: pd.DataFrame) -> Iterator[Body]:
    for unit in units.to_dict("records"):
        yield Body(
            unit_id=int(unit["unit_id"]),
            code=unit["code"],
            name=unit["name_vi"],
            level=unit["level"],
            kind=unit["kind"],
            parent=None if pd.isna(unit["parent_code"]) else unit["parent_code"],
            valid_from=unit["valid_from"].date(),
            valid_to=None if pd.isna(unit["valid_to"]) else unit["valid_to"].date(),
        )


def _load_duties(session: Session, years: list[int]) -> dict[tuple[int, int], tuple[Duty, ...]]:
    assignments = find_assignments_due(session, years).merge(list_tasks(session), on="task_id")
    duties: dict[tuple[int, int], list[Duty]] = defaultdict(list)
    for row in assignments.sort_values("task_position").to_dict("records"):
        duties[int(row["year"]), int(row["unit_id"])].append(
            Duty(
                code=row["task_code"],
                title=row["title_vi"],
                counts=not pd.isna(row["measure_vi"]),
                money=row["money"] != Money.NONE,
                reporting=bool(row["reporting"]),
                requested=row["role"] == Role.REQUESTED,
            )
        )
    return {key: tuple(rows) for key, rows in duties.items()}


def _load_origins(session: Session, bodies: Sequence[Body]) -> dict[int, tuple[Body, ...]]:
    """Communes only: the whole or a part of another that went on as this one."""
    by_id = {body.unit_id: body for body in bodies if body.level == Level.COMMUNE}
    origins: dict[int, list[Body]] = defaultdict(list)
    for step in list_successions(session).dropna(subset=["to_unit_id"]).to_dict("records"):
        came, went = int(step["from_unit_id"]), int(step["to_unit_id"])
        if came in by_id and went in by_id:
            origins[went].append(by_id[came])
    return {unit_id: tuple(communes) for unit_id, communes in origins.items()}
