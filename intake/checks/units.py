"""Which unit a cell means, on a day: by code, by code without its zero, by name, by a
spelling somebody confirmed. What meant another unit, or none, is said, never guessed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import pandas as pd

from intake.checks.unit_names import (
    build_full_form,
    build_joined_form,
    list_loose_forms,
    list_loose_keys,
    split_code_and_name,
)
from intake.text.normalisation import normalise_text
from intake.text.similar_names import (
    has_agreeing_marks,
    is_one_letter_off,
    list_shortenings,
    may_be_near,
)

NAMES = ("name_vi", "name_en", "short_vi")
CODE_WIDTHS = (3, 5)  # districts and communes; a spreadsheet drops their leading zeros
Way = tuple[list[int], str | None]


MEANT_ANOTHER = "register.unit_meant_another"


@dataclass(frozen=True)
class Meaning:
    """What a cell was found to mean: a unit, or the code of the finding that says why not.

    `name` is the unit's own name, or, for a unit that is no more, what it became; `other` names
    those that bore the same name before, each with its last day.
    """

    unit_id: int | None
    code: str | None = None  # finding code: a remark when unit_id is there, else a fault
    unit_code: str | None = None
    name: str | None = None
    other: str | None = None


@dataclass(frozen=True)
class UnitSpan:
    """A unit: the days of its existence, its code, its name."""

    start: datetime
    end: datetime | None
    code: str
    name: str

    def is_in_being(self, day: date) -> bool:
        """Does the unit exist on `day`?"""
        moment = datetime(day.year, day.month, day.day)
        return self.start <= moment and (self.end is None or moment < self.end)


class UnitBook:
    """Every way a unit may be written, asked by day."""

    def __init__(
        self, units: pd.DataFrame, aliases: pd.DataFrame, successions: pd.DataFrame | None = None
    ) -> None:
        self._by_code: dict[str, list[int]] = defaultdict(list)
        self._by_alias: dict[str, list[int]] = defaultdict(list)
        self._units: dict[int, UnitSpan] = {}
        self._names: dict[int, list[str]] = {}
        self._became: dict[int, list[int]] = defaultdict(list)
        self._add_units(units)
        for spelling, number in zip(aliases["spelling"], aliases["unit_id"], strict=True):
            self._by_alias[spelling].append(int(number))
        if successions is not None:
            known = successions.dropna(subset=["to_unit_id"])
            for predecessor, successor in zip(
                known["from_unit_id"], known["to_unit_id"], strict=True
            ):
                self._became[int(predecessor)].append(int(successor))

    def _add_units(self, units: pd.DataFrame) -> None:
        starts, ends = (
            _convert_to_datetimes(units["valid_from"]),
            _convert_to_datetimes(units["valid_to"]),
        )
        codes, names = units["code"].tolist(), [units[column].tolist() for column in NAMES]
        numbers = units["unit_id"].tolist()
        for place, number in enumerate(numbers):
            self._units[number] = UnitSpan(
                starts[place], ends[place], codes[place], names[0][place]
            )
            self._by_code[codes[place].casefold()].append(number)
            self._names[number] = [column[place] for column in names]

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        """Built when a name is first looked up: most files give codes only."""
        known: dict[str, list[int]] = defaultdict(list)
        for number, names in self._names.items():
            for name in {
                form(written) for written in names for form in (build_full_form, build_joined_form)
            }:
                known[name].append(number)
        return known

    @cached_property
    def _by_loose(self) -> dict[str, list[int]]:
        known: dict[str, list[int]] = defaultdict(list)
        for number, (vietnamese, _, short) in self._names.items():
            exact = {build_full_form(written) for written in self._names[number]}
            for name in (list_loose_forms(vietnamese) | list_loose_forms(short)) - exact:
                known[name].append(number)
        return known

    def find_meaning(self, text: str, day: date) -> Meaning:
        """The unit that `text` means on `day`; of a code and a name together, the one both mean."""
        meant = self._find_exact_meaning(text, day)
        if meant.unit_id is not None or meant.code != "register.unit_unknown":
            return meant
        parts = [self._find_exact_meaning(part, day) for part in split_code_and_name(text)]
        if len({part.unit_id for part in parts}) == 1 and parts[0].unit_id is not None:
            return replace(parts[0], code="register.unit_by_name")
        return meant

    def _find_exact_meaning(self, text: str, day: date) -> Meaning:
        ended: Meaning | None = None
        for numbers, remark in self._iter_ways(text):
            holding = [number for number in numbers if self._units[number].is_in_being(day)]
            if len(holding) == 1:
                unit = self._units[holding[0]]
                code = self._choose_remark(numbers, remark, day)
                if code == "register.unit_by_name" and not self._is_spelt_alike(text, holding[0]):
                    code = "register.unit_read_as"
                earlier = [number for number in numbers if number != holding[0]]
                other = self._list_ended(earlier) if code == MEANT_ANOTHER else None
                return Meaning(holding[0], code, unit.code, unit.name, other)
            if len(holding) > 1:
                return Meaning(None, "register.unit_ambiguous", name=self._list_names(holding))
            if numbers and ended is None:
                ended = self._explain_absence(numbers, day)
        return ended or Meaning(None, "register.unit_unknown")

    def _is_spelt_alike(self, text: str, unit_id: int) -> bool:
        """Is the text spelt as the unit's names are, or as somebody confirmed?"""
        if unit_id in self._by_alias.get(normalise_text(text), []):
            return True
        return has_agreeing_marks(text, self._names[unit_id])

    def _explain_absence(self, numbers: list[int], day: date) -> Meaning:
        """Why none of the units exists on the day: each ended before it, or begins after it."""
        first = min(self._units[number].start for number in numbers)
        if first > datetime(day.year, day.month, day.day):
            name = self._list_names(numbers)
            return Meaning(None, "register.unit_not_yet", name=name)
        name = self._list_names(self._find_successors(numbers, day))
        return Meaning(None, "register.unit_abolished", name=name)

    def _choose_remark(self, numbers: list[int], remark: str | None, day: date) -> str | None:
        """The finding code: a name that another unit bore before is asked about, not only
        remarked."""
        others = {self._units[number].name for number in numbers}
        if remark == "register.unit_by_name" and len(numbers) > 1:
            spans = [
                self._units[number]
                for number in numbers
                if not self._units[number].is_in_being(day)
            ]
            if spans and len({unit.code for unit in spans} | others) > 1:
                return MEANT_ANOTHER
        return remark

    def _list_ended(self, numbers: list[int]) -> str:
        """The units, each with its last day: their names alone may be the same."""
        units = [self._units[number] for number in numbers]
        return "; ".join(
            f"{unit.name} (… – {unit.end - timedelta(days=1):%d/%m/%Y})"
            for unit in units
            if unit.end is not None
        )

    def find_previous_bearer(self, unit_id: int) -> str | None:
        """The name of another unit that bore the same code before, or None."""
        unit = self._units[unit_id]
        earlier = [self._units[number] for number in self._by_code[unit.code.casefold()]]
        names = [
            span.name for span in earlier if span.start < unit.start and span.name != unit.name
        ]
        return names[-1] if names else None

    def list_possible_units(self, text: str, day: date) -> list[int]:
        """The units in being on `day` that bear the name or code; where none does, what those
        that bore it became."""
        for numbers, _ in self._iter_ways(text):
            holding = [number for number in numbers if self._units[number].is_in_being(day)]
            if numbers:
                return holding or self._find_successors(numbers, day)
        return []

    def get_name(self, unit_id: int) -> str:
        """The unit's own name."""
        return self._units[unit_id].name

    def get_start(self, unit_id: int) -> datetime:
        """The first day of the unit."""
        return self._units[unit_id].start

    def _iter_ways(self, text: str) -> Iterator[Way]:
        code = text.casefold()
        yield self._by_code.get(code, []), None
        if code.isdigit():
            for width in CODE_WIDTHS:
                yield self._by_code.get(code.zfill(width), []), "register.zero_restored"
        yield self._by_alias.get(normalise_text(text), []), "register.unit_by_name"
        yield self._by_name.get(build_full_form(text), []), "register.unit_by_name"
        yield self._by_name.get(build_joined_form(text), []), "register.unit_by_name"
        for key in sorted(list_loose_keys(text)):
            known = self._by_loose.get(key) or self._by_name.get(key, [])
            yield known, "register.unit_read_as"
        yield self._find_near(build_full_form(text)), "register.unit_read_as"

    def _find_near(self, name: str) -> list[int]:
        """The units of whose full names one letter is wrong."""
        if not may_be_near(name):
            return []
        tried = {known for part in list_shortenings(name) for known in self._by_part.get(part, ())}
        near = [known for known in tried if is_one_letter_off(name, known)]
        return sorted({number for known in near for number in self._by_name[known]})

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        """Every full name by what is left of it without one letter."""
        parts: dict[str, list[str]] = defaultdict(list)
        for name in filter(may_be_near, self._by_name):
            for part in list_shortenings(name):
                parts[part].append(name)
        return parts

    def _find_successors(self, numbers: list[int], day: date) -> list[int]:
        """What the units became, followed until a day on which they exist."""
        reached, pending, visited = [], list(numbers), set(numbers)
        while pending:
            for successor in self._became.get(pending.pop(), []):
                if successor in visited:
                    continue
                visited.add(successor)
                if self._units[successor].is_in_being(day):
                    reached.append(successor)
                else:
                    pending.append(successor)
        return reached

    def _list_names(self, numbers: list[int]) -> str | None:
        return "; ".join(sorted({self._units[number].name for number in numbers})[:5]) or None


def _convert_to_datetimes(days: pd.Series) -> list[Any]:  # datetimes, None where missing
    """Plain datetimes: they compare many times faster than pandas' own."""
    moments: list[Any] = days.to_numpy(dtype="datetime64[us]").tolist()
    return moments
