"""Causes of a change in coverage: the addresses of two years, each laid beside itself."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from indicators.causes import (
    BREAK,
    END,
    PLACE,
    REGISTER,
    REPORTING,
    RESULTS,
    START,
    STRUCTURE,
    stay,
)
from indicators.coverage import addresses_marked
from indicators.due_reports import IN_TIME, LATE
from models.snapshots import Register

ADDED = {"old": "part_old", "new": "part_new"}
Units = Collection[int]


@dataclass(frozen=True)
class Registers:
    """Two years' registers and who had not reported in each: unit ids as of the later year.

    `heirs` is the unit each unit is carried to by the later year (missing: none).
    """

    old: Register
    new: Register
    old_silent: Units
    new_silent: Units
    heirs: pd.Series


def silent_units(reports: pd.DataFrame, heirs: pd.Series) -> set[int]:
    """The units whose report of the year (of due_reports) has not come, as they are carried."""
    absent = reports.loc[~reports["state"].isin([IN_TIME, LATE]), "unit_id"]
    return {int(unit) for unit in absent.map(heirs).fillna(absent)}


def address_ledger(registers: Registers, commune_id: int | None = None) -> pd.DataFrame:
    """The ledger of the addresses in force in each year: of all, or of one commune (by the
    later year; where it is new, of what was carried to it). Its unit_id is the commune.

    An address of both years moves by results; by reporting, where a unit that helped it is
    silent in the year it was helped by nobody else. One that is in force in one year only
    moves by register; by break, where its commune has no register in the other year at all.
    """
    sides = _beside(registers)
    old, new = (sides[f"commune_{year}"] for year in ("old", "new"))
    here = [side.notna() if commune_id is None else side.eq(commune_id) for side in (old, new)]
    started = here[0] if commune_id is None else _own(sides, commune_id, here[0])
    starts, ends = (side.fillna(value=False).astype("bool") for side in (started, here[1]))
    carried = here[0].fillna(value=False).astype("bool") & ends
    alone = sides["told_at"].isna()
    comes = sides["comes"].where(alone, PLACE[REGISTER]).mask(carried, PLACE[STRUCTURE])
    leaves = sides["goes"].where(alone, PLACE[REGISTER]).mask(carried, PLACE[STRUCTURE])
    then, now = sides["part_old"], sides["part_new"]
    both = sides["told_at"].where(carried)
    return pd.concat(
        [
            _stay(sides[starts], then, commune="old", ways=(PLACE[START], leaves)),
            _stay(sides[carried], then, commune="new", ways=(PLACE[STRUCTURE], both)),
            _stay(sides[ends], now, commune="new", ways=(both.fillna(comes), END)),
        ],
        ignore_index=True,
    )
