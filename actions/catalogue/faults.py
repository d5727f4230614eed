"""Faults of catalogue files: every one that was found, each at its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from actions.refusals import Refused

# Why something cannot stand: the name of a sentence that says so, and what to do.
Why = Literal[
    "unreadable", "column_strange", "column_unnamed", "column_twice", "column_missing", "width",
    "empty", "day", "whole", "degrees", "switch", "choice", "code", "lines", "long", "number",
    "no_value", "backward", "personal", "overlap", "twice", "year", "last_day_early",
    "last_day_rolls", "days", "unit_unknown", "task_unknown", "body_unknown", "asked_only",
    "duty_twice", "together", "alike", "reporting", "unseen", "last_day_far", "data_of_year",
    "unit_not_there", "body_not_there",
]  # fmt: skip
HEADING = 1  # the line of the headings; 0 is the file as a whole


class CatalogueFault(NamedTuple):
    """What cannot stand: in which file, on which line (as a spreadsheet counts it), in which
    column, what is there; why, and the facts of that."""

    file: str
    line: int
    column: str
    value: str
    why: Why
    facts: Mapping[str, object] = {}


class InvalidCell(str):
    """A cell that says nothing, or another thing than was written; `why` as a fault has it."""

    why: Why

    def __new__(cls, text: str, why: Why) -> "InvalidCell":
        """The cell as it is seen."""
        made = super().__new__(cls, text)
        made.why = why
        return made


class CatalogueFaulty(Refused):
    """Files that cannot be taken: all of their faults, the facts being those of the first."""

    def __init__(self, faults: Sequence[CatalogueFault]) -> None:
        first = faults[0]
        super().__init__(
            "catalogue_malformed",
            file=first.file,
            line=first.line,
            column=first.column,
            value=first.value,
            why=first.why,
        )
        self.found = tuple(faults)


@dataclass
class FaultCollector:
    """Collects the faults of the files, and on which line each row stands, by the name of its
    table and its identity."""

    faults: list[CatalogueFault] = field(default_factory=list)
    lines: dict[tuple[object, ...], int] = field(default_factory=dict)

    def has_faults(self, *files: str, whole: bool = False) -> bool:
        """Has any of `files` a fault (whole: such that none of its rows could be read)?"""
        return any(
            fault.file in files and (fault.line <= HEADING or not whole) for fault in self.faults
        )

    def refuse(self, order: Sequence[str]) -> None:
        """Raise CatalogueFaulty where there are faults, in the order of the files."""
        if self.faults:
            place = {file: at for at, file in enumerate(order)}
            raise CatalogueFaulty(
                sorted(self.faults, key=lambda fault: (place[fault.file], fault.line))
            )
