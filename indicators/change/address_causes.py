"""Causes of a change in coverage: the addresses of two years, each laid beside itself."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from indicators.change import causes
from indicators.change.causes import END, PLACE, START, STRUCTURE, Way
from indicators.coverage import list_period_ends, mark_addresses
from indicators.due_reports import ARRIVED
from models.snapshots import Register

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


def find_silent_units(reports: pd.DataFrame, heirs: pd.Series) -> set[int]:
    """The units whose report of the year (of due_reports) has not come, as they are carried."""
    absent = reports.loc[~reports["state"].isin(ARRIVED), "unit_id"]
    return {int(unit) for unit in absent.map(heirs).fillna(absent)}


def build_address_ledger(registers: Registers, commune_id: int | None = None) -> pd.DataFrame:
    """The ledger of the addresses in force in each year: of all, or of one commune (by the
    later year; where it is new, of what was carried to it). Its unit_id is the commune.

    An address of both years moves by results; by reporting, where a unit that helped it is
    silent in the year it was helped by nobody else, or the help of its commune is reported in
    one year only; in a year in which it is not reported it counts for nothing. One that is in
    force in one year only moves by register; by break, where its commune cannot be carried to
    the other year.
    """
    both = _pair_years(registers)
    ends = both["in_new"] & _is_in_commune(both["commune_new"], commune_id)
    own = _is_in_commune(both["own_old"], commune_id)
    started_in = own if own.any() else _is_in_commune(both["commune_old"], commune_id)
    starts = both["in_old"] & started_in
    stays = ends & both["in_old"] & _is_in_commune(both["commune_old"], commune_id)
    gone = both["goes"].mask(stays, PLACE[STRUCTURE])
    come = both["comes"].mask(stays, both["told_at"])
    pieces = [
        _build_stay(both[starts], "old", enters=PLACE[START], leaves=gone),
        _build_stay(both[stays], "old", enters=PLACE[STRUCTURE], leaves=both["told_at"]),
        _build_stay(both[ends], "new", enters=come, leaves=END),
    ]
    return pd.concat(pieces, ignore_index=True)


def _pair_years(registers: Registers) -> pd.DataFrame:
    """A row per address of either year: commune_, in_, part_ and whole_ old and new, own_old,
    and the level at which it goes, comes or, in force in both, is told of."""
    sides = [_mark_year(registers.old, "old"), _mark_year(registers.new, "new")]
    both = sides[0].merge(sides[1], how="outer", on="address_id")
    both["in_old"], both["in_new"] = both["part_old"].notna(), both["part_new"].notna()
    carried = both["own_old"].map(registers.heirs).astype("Int64")
    both["commune_old"] = carried.fillna(both["commune_new"]).fillna(both["own_old"])
    both["commune_old"] = both["commune_old"].where(both["in_old"])
    is_lost = both["own_old"].notna() & carried.isna()
    is_new = both["commune_new"].isin(_find_unprecedented_communes(registers))
    for way, broken, other in (("goes", is_lost, "in_new"), ("comes", is_new, "in_old")):
        both[way] = (broken & ~both[other]).map(
            {True: PLACE[causes.BREAK], False: PLACE[causes.REGISTER]}
        )
    reported_once = both["whole_old"].ne(both["whole_new"]).fillna(value=False).astype("bool")
    unsure = _is_unsure(both, registers) | (reported_once & both["in_old"] & both["in_new"])
    both["told_at"] = unsure.map({True: PLACE[causes.REPORTING], False: PLACE[causes.RESULTS]})
    return both


def _find_unprecedented_communes(registers: Registers) -> set[int]:
    """The communes founded between the two years that no commune could be carried to."""
    units, heirs = registers.new.catalogue.units, registers.heirs.dropna()
    begun = units["valid_from"] > _find_last_day(registers.old)
    ended = units["valid_from"] > _find_last_day(registers.new)
    carried = heirs[heirs != heirs.index]
    return {int(unit) for unit in units.loc[begun & ~ended, "unit_id"]} - {*map(int, carried)}


def _find_last_day(register: Register) -> pd.Timestamp:
    """The last known day of the year that the register is of."""
    ends = list_period_ends(register)["day"]
    return pd.Timestamp(ends.max() if len(ends) else register.as_of)


def _mark_year(register: Register, year: str) -> pd.DataFrame:
    """address_id, part_, whole_ and commune_ (of the earlier year: own_) of the year."""
    marked = mark_addresses(register)[["address_id", "commune_id", "part", "whole"]]
    marked = marked.astype({"commune_id": "Int64"})
    place = "own_old" if year == "old" else "commune_new"
    return marked.rename(
        columns={"commune_id": place, "part": f"part_{year}", "whole": f"whole_{year}"}
    )


def _is_unsure(both: pd.DataFrame, registers: Registers) -> pd.Series:
    """Helped in one year only, so far as those who have reported can tell."""
    before = _mark_silent_help(registers.old, registers.new_silent, registers.heirs)
    now = _mark_silent_help(registers.new, registers.old_silent, registers.heirs)
    was, is_ = (both[f"part_{year}"].eq(True).fillna(value=False) for year in ("old", "new"))
    has_lost = was & ~is_ & both["address_id"].isin(before.index[before["any"]])
    has_gained = is_ & ~was & both["address_id"].isin(now.index[now["all"]])
    return (has_lost | has_gained).astype("bool")


def _mark_silent_help(register: Register, silent: Units, heirs: pd.Series) -> pd.DataFrame:
    """By address: was any, was all of its help given by units that are `silent`?"""
    supports = register.supports
    giver = supports["supporter_unit_id"]
    marked = giver.map(heirs).fillna(giver).isin(silent)
    return marked.astype("bool").groupby(supports["address_id"]).agg(["any", "all"])


def _is_in_commune(communes: pd.Series, commune_id: int | None) -> pd.Series:
    if commune_id is None:
        return pd.Series(True, communes.index, "bool")
    return communes.eq(commune_id).fillna(value=False).astype("bool")


def _build_stay(rows: pd.DataFrame, year: str, *, enters: Way, leaves: Way) -> pd.DataFrame:
    """`enters` and `leaves`: a level, or a column of levels."""
    ways = [way[rows.index] if isinstance(way, pd.Series) else way for way in (enters, leaves)]
    weighted = rows.assign(unit_id=rows[f"commune_{year}"], of=1)
    marks = rows[f"part_{year}"].astype("bool"), rows[f"whole_{year}"].astype("bool")
    return causes.build_stay(weighted, marks, enters=ways[0], leaves=ways[1])
