"""What one line of each catalogue file says. A file's columns are the fields of its line
class; the number in a text's type is the longest the table keeps."""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from actions.catalogue.faults import CatalogueFault, Why
from models import AddsUp, Certainty, Channel, Level, Money, Role, SuccessionKind, UnitKind

# A code is what nobody can mistype into another: no small letters, no spaces, no signs.
CODE, BODY = r"[A-Z0-9][A-Z0-9_-]*", r"@?[A-Za-z0-9][A-Za-z0-9_-]*"
UnitCode = Annotated[str, 16, CODE]
TaskCode = Annotated[str, 24, CODE]
Note = Annotated[str, 500]


@dataclass(frozen=True)
class Line:
    """One line of a file, with its number as a spreadsheet counts it."""

    file: ClassVar[str] = ""
    line: int

    def fault(self, column: str, value: object, *, why: Why, **facts: object) -> CatalogueFault:
        """A fault of one cell of this line."""
        return CatalogueFault(self.file, self.line, column, str(value), why, facts)

    def values(self, *left_out: str) -> dict[str, object]:
        """What the line says, by column, without `left_out`; choices as plain text."""
        return {
            name: value.value if isinstance(value, StrEnum) else value
            for name, value in asdict(self).items()
            if name not in ("line", *left_out)
        }


@dataclass(frozen=True)
class UnitLine(Line):
    """A unit and its half-open span."""

    file: ClassVar[str] = "units.csv"
    code: UnitCode
    valid_from: date
    valid_to: date | None
    name_vi: Annotated[str, 200]
    name_en: Annotated[str, 200]
    short_vi: Annotated[str, 80]
    level: Level
    kind: UnitKind
    parent_code: UnitCode | None
    position: int
    lat: float | None
    lon: float | None
    contact: Annotated[str, 200] | None
    certainty: Certainty
    note: Note | None


@dataclass(frozen=True)
class SuccessionLine(Line):
    """What became of a unit on a day; no `to_code`: unknown."""

    file: ClassVar[str] = "successions.csv"
    kind: SuccessionKind
    on_day: date
    from_code: UnitCode
    from_valid_from: date
    to_code: UnitCode | None
    to_valid_from: date | None
    certainty: Certainty
    note: Note | None


@dataclass(frozen=True)
class TaskLine(Line):
    """A task of the plan."""

    file: ClassVar[str] = "tasks.csv"
    code: TaskCode
    clause: Annotated[str, 16]
    theme: Annotated[str, 16]
    activity: Annotated[str, 2] | None
    movement: bool
    reporting: bool
    title_vi: Annotated[str, 200]
    title_en: Annotated[str, 200]
    measure_vi: Annotated[str, 60] | None
    measure_en: Annotated[str, 60] | None
    adds_up: AddsUp
    money: Money
    position: int
    certainty: Certainty
    note: Note | None


@dataclass(frozen=True)
class AssignmentLine(Line):
    """A task given to a body: a unit's code, or a group written with @."""

    file: ClassVar[str] = "assignments.csv"
    task_code: TaskCode
    body: Annotated[str, 16, BODY]
    role: Role
    valid_from: date
    valid_to: date | None
    certainty: Certainty
    note: Note | None


@dataclass(frozen=True)
class PeriodLine(Line):
    """A reporting year."""

    file: ClassVar[str] = "periods.csv"
    year: int
    data_from: date
    data_to: date
    last_day: date
    weekend_rolls: bool


# The files that make the workbook, in its order.
BOOK: tuple[type[Line], ...] = (UnitLine, TaskLine, PeriodLine, SuccessionLine, AssignmentLine)


@dataclass(frozen=True)
class RungLine(Line):
    """A rung of the schedule that periods begin with."""

    file: ClassVar[str] = "ladder.csv"
    days: int
    channel: Channel
    requested: bool
