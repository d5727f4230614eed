"""Why a year differs from another, against a count that lays duty beside duty."""

from fractions import Fraction

import pytest

from indicators.change.causes import CAUSES, compute_levels, split_by_cause, split_by_unit
from indicators.change.duty_causes import (
    DutyFilter,
    build_duty_ledger,
    select_all,
    select_task,
    select_unit,
)
from indicators.change.lineage import match_duties
from tests.oracles.plain import Row, rows_of
from tests.oracles.reorganised import Reorganised, reorganised

SEEDS = range(6)
DONE = ("done_in_time", "done_late")
Key = tuple[int, int]  # unit, task
Level = tuple[Fraction, Fraction]


class SlowCauses:
    """What each level counts, duty by duty."""

    def __init__(self, there: Reorganised, chosen: DutyFilter, *, fallen_due: bool) -> None:
        self.there = there
        self.fallen_due = fallen_due
        sides = (there.years.old, chosen.old), (there.years.new, chosen.new)
        self.old, self.new = ({_key(row): row for row in rows_of(rows)} for rows, _ in sides)
        self.mine, self.ours = ({_key(row) for row in rows_of(rows[mark])} for rows, mark in sides)
        counted = [self.old[key] for key in self.mine] + [self.new[key] for key in self.ours]
        self.all_requested = all(row["obligation"] == "requested" for row in counted)
        self.origins = self._carried()
        self.lost: set[Key] = set()
        self._follow_splits()
        self._hand_over()

    def _carried(self) -> dict[Key, list[Key]]:
        origins: dict[Key, list[Key]] = {}
        for unit, task in self.old:
            key = (self.there.heirs.get(unit, 0), task)
            if key in self.new:
                origins.setdefault(key, []).append((unit, task))
        return origins

    def _follow_splits(self) -> None:
        free = self.new.keys() - self.origins.keys()
        found: list[tuple[Key, Key]] = []
        for unit, task in self.old:
            got = [(part, task) for part in self.there.parts.get(unit, ())]
            got = [key for key in got if key in free]
            if len(got) == 1:
                found.append((got[0], (unit, task)))
            self.lost |= set(got) if len(got) > 1 else set()
        for key, origin in found:
            self.origins.setdefault(key, []).append(origin)
        self.lost -= self.origins.keys()

    def _hand_over(self) -> None:
        behind = {key for each in self.origins.values() for key in each}
        left = [key for key in self.old if key not in behind and key[0] in self.there.heirs]
        for key in self.new.keys() - self.origins.keys():
            if not self._broken(key) and (given := [one for one in left if one[1] == key[1]]):
                self.origins[key] = given

    def _broken(self, key: Key) -> bool:
        known = {unit for unit, _ in self.old} | set(range(1, 15))
        known |= {self.there.heirs[unit] for unit, _ in self.old if unit in self.there.heirs}
        return key in self.lost or key[0] not in known

    def counts(self, row: Row, *, by: Row) -> Level:
        """What `row` counts for where what is asked is as `by` says."""
        asked = by["obligation"] == "required" or self.all_requested
        due = by["fallen_due"] or not self.fallen_due
        whole = bool(asked and due and row["state"] != "nil")
        return Fraction(whole and row["state"] in DONE), Fraction(whole)

    def level(self, place: int) -> Level:
        """0 is the earlier year's own, 6 the later year's own."""
        told: list[Level] = []
        behind = {key for each in self.origins.values() for key in each}
        for key in self.mine:
            leaves = 2 if key in behind else self._leaves(key[0])
            if place < leaves:
                told.append(self.counts(self.old[key], by=self.old[key]))
        for key in self.ours:
            now = self.new[key]
            if key not in self.origins:
                comes = 1 if self._broken(key) else 3
                told += [self.counts(now, by=now)] if place >= comes else []
            elif place >= 2:
                told += [self._shared(origin, key, place) for origin in self.origins[key]]
        return sum((part for part, _ in told), Fraction()), sum(
            (whole for _, whole in told), Fraction()
        )

    def _leaves(self, unit: int) -> int:
        if unit in self.there.heirs:
            return 3
        return 1 if unit in self.there.unknown or unit in self.there.parts else 2

    def _shared(self, origin: Key, key: Key, place: int) -> Level:
        then, now = self.old[origin], self.new[key]
        silent = "not_reported" in (then["state"], now["state"])
        told_at = 5 if silent else 6
        row = now if place >= told_at else then
        part, whole = self.counts(row, by=then if place == 2 else now)
        weight = len(self.origins[key])
        return part / weight, whole / weight


def _key(row: Row) -> Key:
    return int(str(row["unit_id"])), int(str(row["task_id"]))


def chosen_of(there: Reorganised, whose: str) -> DutyFilter:
    """The figure of everybody, of a task, of a unit that stayed, of a new one."""
    lines = match_duties(there.years, there.catalogue)
    units = {"stayed": min(there.heirs.values()), "new": 23}
    if whose in units:
        return select_unit(there.years, lines, units[whose])
    return select_all(there.years) if whose == "all" else select_task(there.years, "T2")


@pytest.mark.parametrize("fallen_due", [True, False], ids=["completion", "progress"])
@pytest.mark.parametrize("whose", ["all", "task", "stayed", "new"])
@pytest.mark.parametrize("seed", SEEDS)
def test_each_level_is_what_the_oracle_counts(seed: int, whose: str, fallen_due: bool) -> None:
    there = reorganised(seed)
    chosen = chosen_of(there, whose)
    lines = match_duties(there.years, there.catalogue)
    ledger = build_duty_ledger(there.years, lines, chosen, fallen_due=fallen_due)
    slow = SlowCauses(there, chosen, fallen_due=fallen_due)
    assert compute_levels(ledger) == [slow.level(place) for place in range(len(CAUSES) + 1)]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_units_of_a_cause_add_up_to_it(seed: int) -> None:
    there = reorganised(seed)
    lines = match_duties(there.years, there.catalogue)
    ledger = build_duty_ledger(there.years, lines, select_all(there.years))
    told = split_by_cause(ledger).set_index("cause")["share"]
    units = split_by_unit(ledger).groupby("cause")["share"].sum()
    assert units.to_dict() == pytest.approx({name: told[name] for name in units.index})
    assert set(told.index[told.abs() > 1e-9]) <= set(units.index)
