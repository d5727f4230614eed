"""Which unit a cell means, on a day: by code, by code without its zero, by name, by a
spelling somebody confirmed. What meant another unit, or none, is said, never guessed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from intake.folding import folded

NAMES = ("name_vi", "name_en", "short_vi")
CODE_WIDTHS = (3, 5)  # districts and communes; a spreadsheet drops their leading zeros


@dataclass(frozen=True)
class Meaning:
    """What a cell was found to mean: a unit, or the code of the finding that says why not."""

    unit_id: int | None
    code: str | None = None  # finding code: a remark when unit_id is there, else a fault
    unit_code: str | None = None


class UnitBook:
    """Every way a unit may be written, asked by day."""

    def __init__(self, units: pd.DataFrame, aliases: pd.DataFrame) -> None:
        self._by_code: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._spans: dict[int, tuple[datetime, datetime | None, str]] = {}
        for unit in units.to_dict("records"):
            number = int(unit["unit_id"])
            end = None if pd.isna(unit["valid_to"]) else unit["valid_to"]
            self._spans[number] = (unit["valid_from"], end, unit["code"])
            self._by_code[unit["code"].casefold()].append(number)
            for name in {folded(unit[one]) for one in NAMES}:
                self._by_name[name].append(number)
        for alias in aliases.to_dict("records"):
            self._by_name[alias["spelling"]].append(int(alias["unit_id"]))

    def meaning(self, text: str, day: date) -> Meaning:
        """The unit that `text` means on `day`."""
        for found, remark in self._ways(text):
            holding = [number for number in found if self._holds(number, day)]
            if len(holding) == 1:
                return Meaning(holding[0], remark, self._spans[holding[0]][2])
            if len(holding) > 1:
                return Meaning(None, "register.unit_ambiguous")
            if found:
                return Meaning(None, "register.unit_abolished")
        return Meaning(None, "register.unit_unknown")

    def _ways(self, text: str) -> list[tuple[list[int], str | None]]:
        code = text.casefold()
        ways: list[tuple[list[int], str | None]] = [(self._by_code.get(code, []), None)]
        if code.isdigit():
            for width in CODE_WIDTHS:
                ways.append((self._by_code.get(code.zfill(width), []), "register.zero_restored"))
        ways.append((self._by_name.get(folded(text), []), "register.unit_by_name"))
        return ways

    def _holds(self, number: int, day: date) -> bool:
        start, end, _ = self._spans[number]
        moment = datetime(day.year, day.month, day.day)
        return start <= moment and (end is None or moment < end)
