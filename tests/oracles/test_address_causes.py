"""Why coverage differs from last year's, against a count address by address."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random

import pandas as pd
import pytest

from indicators.change.address_causes import Registers, build_address_ledger, find_silent_units
from indicators.change.causes import CAUSES, compute_levels, compute_shares
from indicators.coverage import coverage
from models.snapshots import Register
from tests.oracles.plain import rows_of
from tests.oracles.provinces import province
from tests.oracles.test_coverage import is_reported

SEEDS = range(5)
HEIRS = {101: None, 103: 104, 105: 104, 106: 113, 107: 107}
FOUNDED_OF_NOTHING = {114, 115}  # on 1/7/2025
Level = tuple[Fraction, Fraction]


@cache
def registers(seed: int) -> Registers:
    """Two years: two communes went into a third, one into a new one, one nobody knows where."""
    chance = Random(seed)
    there = province(seed).register
    units = [*range(1, 16), *range(101, 116)]
    heirs = pd.Series({unit: HEIRS.get(unit, unit) for unit in units}).astype("Int64")
    old, new = (there.of_year(year) for year in (2024, 2025))
    moved = new.dossiers["commune_id"].map(heirs).fillna(104)
    silent = [set(chance.sample(range(1, 16), 4)) for _ in range(2)]
    new = replace(new, dossiers=new.dossiers.assign(commune_id=moved))
    return Registers(old, new, silent[0], silent[1], heirs)


class SlowCoverage:
    """Each address of either year, one after the other."""

    def __init__(self, there: Registers, commune: int | None) -> None:
        self.there = there
        self.commune = commune
        self.old = {row["address_id"]: row for row in rows_of(there.old.dossiers)}
        self.new = {row["address_id"]: row for row in rows_of(there.new.dossiers)}
        self.given = [_given(side) for side in (there.old, there.new)]
        self.reported = [
            {address for address, row in rows.items() if is_reported(side, row)}
            for side, rows in ((there.old, self.old), (there.new, self.new))
        ]
        self.heirs = {unit: HEIRS.get(unit, unit) for unit in range(101, 116)}
        self.own = any(row["commune_id"] == commune for row in self.old.values())

    def place(self, address: object) -> object:
        """The commune of an old address by the later year."""
        heir = self.heirs[int(str(self.old[address]["commune_id"]))]
        if heir is None and address in self.new:
            return self.new[address]["commune_id"]
        return heir if heir is not None else self.old[address]["commune_id"]

    def level(self, at: int) -> Level:
        """0 is the earlier year's own figure, 6 the later year's own."""
        standing = [
            helped
            for address in self.old.keys() | self.new.keys()
            for helped in self._standing(address, at)
        ]
        return Fraction(sum(standing)), Fraction(len(standing))

    def _standing(self, address: object, at: int) -> list[bool]:
        old, new = address in self.old, address in self.new
        then, now = (self._helped(address, year) for year in (0, 1))
        here = new and self.commune in (None, self.new[address]["commune_id"])
        carried = old and self.commune in (None, self.place(address))
        if old and new and here and carried:
            told = 5 if self._unsure(address, then=bool(then), now=bool(now)) else 6
            told = 5 if (then is None) != (now is None) else told
            if at >= told:
                return _known(now)
            return _known(then) if at >= 2 or self._starts(address) else []
        gone, come = self._alone(address)
        shown = _known(then) if old and self._starts(address) and at < gone else []
        return [*shown, *(_known(now) if here and at >= come else [])]

    def _helped(self, address: object, year: int) -> bool | None:
        """None where nobody has reported it."""
        return address in self.given[year] if address in self.reported[year] else None

    def _starts(self, address: object) -> bool:
        own = self.old[address]["commune_id"]
        return self.commune in (None, own if self.own else self.place(address))

    def _alone(self, address: object) -> tuple[int, int]:
        """The level at which an address goes and comes: a break (1) where the commune of one
        that goes was carried nowhere, or nothing was carried to the new one of one that comes."""
        if address in self.old and address in self.new:
            return 4, 4
        if address in self.old:
            return (4 if self.heirs[int(str(self.old[address]["commune_id"]))] else 1), 0
        return 0, (1 if self.new[address]["commune_id"] in FOUNDED_OF_NOTHING else 4)

    def _unsure(self, address: object, *, then: bool, now: bool) -> bool:
        if then and not now:
            return any(unit in self.there.new_silent for unit in self.given[0][address])
        if now and not then:
            return all(unit in self.there.old_silent for unit in self.given[1][address])
        return False


def _known(helped: bool | None) -> list[bool]:
    """One that counts, or none."""
    return [] if helped is None else [helped]


def _given(register: Register) -> dict[object, list[object]]:
    """Who helped each address in the period; None is nobody of the units."""
    given: dict[object, list[object]] = {}
    for row in rows_of(register.supports):
        given.setdefault(row["address_id"], []).append(row["supporter_unit_id"])
    return given


@pytest.mark.parametrize("commune", [None, 104, 107, 113, 110])
@pytest.mark.parametrize("seed", SEEDS)
def test_each_level_is_what_the_oracle_counts(seed: int, commune: int | None) -> None:
    there = registers(seed)
    slow = SlowCoverage(there, commune)
    counted = compute_levels(build_address_ledger(there, commune))
    assert counted == [slow.level(at) for at in range(len(CAUSES) + 1)]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_parts_lie_between_the_two_years_coverage(seed: int) -> None:
    there = registers(seed)
    found = compute_levels(build_address_ledger(there))
    for side, level in ((there.old, found[0]), (there.new, found[-1])):
        told = coverage(side, ()).iloc[0]
        assert level == (told["part"], told["whole"])
    exact = compute_shares(found)
    assert sum(exact[at + 1] - exact[at] for at in range(6)) == exact[-1] - exact[0]


def test_merging_communes_moves_nothing_but_the_structure() -> None:
    there = registers(0)
    heirs = there.heirs.fillna(104)
    own = there.old.dossiers["commune_id"]  # whether help was reported is asked of this one
    merged = there.old.dossiers.assign(commune_id=own.map(heirs), home_id=own)
    alone = Registers(there.old, replace(there.old, dossiers=merged), (), (), heirs)
    found = compute_shares(compute_levels(build_address_ledger(alone, 104)))
    assert found[0] != found[-1]
    assert set(found[2:]) == {found[-1]}
    assert set(compute_shares(compute_levels(build_address_ledger(alone)))) == {found_whole(alone)}


def found_whole(there: Registers) -> Fraction:
    """The coverage of all that the earlier year had."""
    part, whole = compute_levels(build_address_ledger(there))[0]
    return part / whole


def test_who_has_not_reported_is_silent_under_the_unit_of_today() -> None:
    states = {1: "in_time", 2: "overdue", 3: "sent_back", 4: "late"}
    reports = pd.DataFrame({"unit_id": list(states), "state": list(states.values())})
    heirs = pd.Series({1: 1, 2: 9, 3: None, 4: 4}).astype("Int64")
    assert find_silent_units(reports, heirs) == {9, 3}
