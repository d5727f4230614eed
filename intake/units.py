"""Which unit a cell means, on a day: by code, by code without its zero, by name, by a
spelling somebody confirmed. What meant another unit, or none, is said, never guessed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

import pandas as pd

from intake.folding import folded
from intake.naming import full_form, joined_form, loose_forms, loose_key, parts_of
from intake.nearness import marks_agree, may_be_near, one_letter_off, shortenings

NAMES = ("name_vi", "name_en", "short_vi")
CODE_WIDTHS = (3, 5)  # districts and communes; a spreadsheet drops their leading zeros
Way = tuple[list[int], str | None]


@dataclass(frozen=True)
class Meaning:
    """What a cell was found to mean: a unit, or the code of the finding that says why not.

    `name` is the unit's own name, or, for a unit that is no more, what it became.
    """

    unit_id: int | None
    code: str | None = None  # finding code: a remark when unit_id is there, else a fault
    unit_code: str | None = None
    name: str | None = None


@dataclass(frozen=True)
class Held:
    """A unit of the book: its span, its code, its name."""

    start: datetime
    end: datetime | None
    code: str
    name: str

    def holds(self, day: date) -> bool:
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
        self._units: dict[int, Held] = {}
        self._names: dict[int, list[str]] = {}
        self._became: dict[int, list[int]] = defaultdict(list)
        self._enter(units)
        for spelling, number in zip(aliases["spelling"], aliases["unit_id"], strict=True):
            self._by_alias[spelling].append(int(number))
        if successions is not None:
            known = successions.dropna(subset=["to_unit_id"])
            for one, other in zip(known["from_unit_id"], known["to_unit_id"], strict=True):
                self._became[int(one)].append(int(other))

    def _enter(self, units: pd.DataFrame) -> None:
        starts, ends = _moments(units["valid_from"]), _moments(units["valid_to"])
        codes, names = units["code"].tolist(), [units[one].tolist() for one in NAMES]
        numbers = units["unit_id"].tolist()
        for place, number in enumerate(numbers):
            self._units[number] = Held(starts[place], ends[place], codes[place], names[0][place])
            self._by_code[codes[place].casefold()].append(number)
            self._names[number] = [one[place] for one in names]

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        """Built when a name is first asked for: most files give codes only."""
        known: dict[str, list[int]] = defaultdict(list)
        for number, names in self._names.items():
            for name in {form(one) for one in names for form in (full_form, joined_form)}:
                known[name].append(number)
        return known

    @cached_property
    def _by_loose(self) -> dict[str, list[int]]:
        known: dict[str, list[int]] = defaultdict(list)
        for number, (vietnamese, _, short) in self._names.items():
            exact = {full_form(one) for one in self._names[number]}
            for name in (loose_forms(vietnamese) | loose_forms(short)) - exact:
                known[name].append(number)
        return known

    def meaning(self, text: str, day: date) -> Meaning:
        """The unit that `text` means on `day`; of a code and a name together, the one both mean."""
        meant = self._meaning(text, day)
        if meant.unit_id is not None or meant.code != "register.unit_unknown":
            return meant
        parts = [self._meaning(part, day) for part in parts_of(text)]
        if len({part.unit_id for part in parts}) == 1 and parts[0].unit_id is not None:
            return replace(parts[0], code="register.unit_by_name")
        return meant

    def _meaning(self, text: str, day: date) -> Meaning:
        ended: Meaning | None = None
        for found, remark in self._ways(text):
            holding = [number for number in found if self._units[number].holds(day)]
            if len(holding) == 1:
                unit = self._units[holding[0]]
                said = self._remark(found, remark, day)
                if said == "register.unit_by_name" and not self._spelt(text, holding[0]):
                    said = "register.unit_read_as"
                return Meaning(holding[0], said, unit.code, unit.name)
            if len(holding) > 1:
                return Meaning(None, "register.unit_ambiguous", name=self._listed(holding))
            if found and ended is None:
                ended = self._not_in_being(found, day)
        return ended or Meaning(None, "register.unit_unknown")

    def _spelt(self, text: str, unit_id: int) -> bool:
        """Is the text spelt as the unit's names are, or as somebody confirmed?"""
        if unit_id in self._by_alias.get(folded(text), []):
            return True
        return marks_agree(text, self._names[unit_id])

    def _not_in_being(self, found: list[int], day: date) -> Meaning:
        """None of the units exists on the day: each ended before it, or begins after it."""
        first = min(self._units[number].start for number in found)
        if first > datetime(day.year, day.month, day.day):
            name = self._listed(found)
            return Meaning(None, "register.unit_not_yet", name=name)
        name = self._listed(self._successors(found, day))
        return Meaning(None, "register.unit_abolished", name=name)

    def _remark(self, found: list[int], remark: str | None, day: date) -> str | None:
        """A name that another unit bore before is asked about, not only remarked."""
        others = {self._units[number].name for number in found}
        if remark == "register.unit_by_name" and len(found) > 1:
            spans = [self._units[number] for number in found if not self._units[number].holds(day)]
            if spans and len({unit.code for unit in spans} | others) > 1:
                return "register.unit_meant_another"
        return remark

    def meant_another(self, unit_id: int) -> str | None:
        """The name of another unit that bore the same code before, or None."""
        unit = self._units[unit_id]
        earlier = [self._units[number] for number in self._by_code[unit.code.casefold()]]
        names = [one.name for one in earlier if one.start < unit.start and one.name != unit.name]
        return names[-1] if names else None

    def name_of(self, unit_id: int) -> str:
        """The unit's own name."""
        return self._units[unit_id].name

    def started(self, unit_id: int) -> datetime:
        """The first day of the unit."""
        return self._units[unit_id].start

    def _ways(self, text: str) -> Iterator[Way]:
        code = text.casefold()
        yield self._by_code.get(code, []), None
        if code.isdigit():
            for width in CODE_WIDTHS:
                yield self._by_code.get(code.zfill(width), []), "register.zero_restored"
        yield self._by_alias.get(folded(text), []), "register.unit_by_name"
        yield self._by_name.get(full_form(text), []), "register.unit_by_name"
        yield self._by_name.get(joined_form(text), []), "register.unit_by_name"
        for key in sorted(loose_key(text)):
            known = self._by_loose.get(key) or self._by_name.get(key, [])
            yield known, "register.unit_read_as"
        yield self._near(full_form(text)), "register.unit_read_as"

    def _near(self, name: str) -> list[int]:
        """The units of whose full names one letter is wrong."""
        if not may_be_near(name):
            return []
        tried = {known for part in shortenings(name) for known in self._by_part.get(part, ())}
        near = [known for known in tried if one_letter_off(name, known)]
        return sorted({number for known in near for number in self._by_name[known]})

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        """Every full name by what is left of it without one letter."""
        parts: dict[str, list[str]] = defaultdict(list)
        for name in filter(may_be_near, self._by_name):
            for part in shortenings(name):
                parts[part].append(name)
        return parts

    def _successors(self, found: list[int], day: date) -> list[int]:
        """What the units became, followed until a day on which they exist."""
        reached, pending, seen = [], list(found), set(found)
        while pending:
            for successor in self._became.get(pending.pop(), []):
                if successor in seen:
                    continue
                seen.add(successor)
                if self._units[successor].holds(day):
                    reached.append(successor)
                else:
                    pending.append(successor)
        return reached

    def _listed(self, numbers: list[int]) -> str | None:
        return "; ".join(sorted({self._units[number].name for number in numbers})[:5]) or None


def _moments(days: pd.Series) -> list[Any]:  # datetimes, None where missing
    """Plain datetimes: they compare many times faster than pandas' own."""
    moments: list[Any] = days.to_numpy(dtype="datetime64[us]").tolist()
    return moments
