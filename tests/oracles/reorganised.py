"""A made-up province in two years with every reorganisation there is between them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

import pandas as pd

from indicators.change.lineage import Years
from models.snapshots import Catalogue
from tests.indicators import tables

DAY = "2025-07-01"
OLD_DAY, NEW_DAY = date(2024, 12, 14), date(2025, 12, 14)
OLD_UNITS, NEW_UNITS = range(1, 15), range(21, 27)
TASKS = range(1, 6)
STATES = ("done_in_time", "done_in_time", "done_late", "running", "not_reported", "nil")
FATES = ("stays", "stays", "stays", "renamed", "merged", "merged", "split", "unknown", "ended")


@dataclass(frozen=True)
class Reorganised:
    """Two years of duties, and what became of each old unit: its heir, or the parts it was
    split into; neither where it ended, with `unknown` where nobody knows what came of it."""

    years: Years
    catalogue: Catalogue
    heirs: dict[int, int]
    parts: dict[int, tuple[int, ...]]
    unknown: frozenset[int]


@cache
def reorganised(seed: int) -> Reorganised:
    """The same for the same seed."""
    chance = Random(seed)
    fates = {unit: chance.choice(FATES) for unit in OLD_UNITS}
    stays = [unit for unit, fate in fates.items() if fate == "stays"] or [1]
    fates |= dict.fromkeys(stays, "stays")
    renamed = iter(NEW_UNITS[:2])
    heirs = {unit: unit for unit in stays}
    for unit, fate in fates.items():
        if fate == "renamed" and (name := next(renamed, None)):
            heirs[unit] = name
        if fate == "merged":
            heirs[unit] = chance.choice((*stays, *NEW_UNITS[2:4]))
    parts = {
        unit: tuple(chance.sample((*stays, *NEW_UNITS[4:]), 2))
        for unit, fate in fates.items()
        if fate == "split"
    }
    unknown = frozenset(unit for unit, fate in fates.items() if fate == "unknown")
    old = _duties(chance, [*OLD_UNITS], 2024)
    new = _duties(chance, [*stays, *NEW_UNITS], 2025)
    return Reorganised(
        years=Years(old, new, OLD_DAY, NEW_DAY),
        catalogue=_catalogue(stays, heirs, parts, unknown=unknown),
        heirs=heirs,
        parts=parts,
        unknown=unknown,
    )


def _catalogue(
    stays: list[int],
    heirs: dict[int, int],
    parts: dict[int, tuple[int, ...]],
    *,
    unknown: frozenset[int],
) -> Catalogue:
    units = [f"| {u} | 2018-01-01 | {'' if u in stays else DAY} |" for u in OLD_UNITS]
    units += [f"| {u} | {DAY} | |" for u in NEW_UNITS]
    told = [("merge", u, heir) for u, heir in heirs.items() if heir != u]
    told += [("split", u, part) for u, each in parts.items() for part in each]
    lines = [f"| {kind} | {DAY} | {u} | {heir} |" for kind, u, heir in told]
    lines += [f"| abolish | {DAY} | {u} | |" for u in unknown]
    head = "| kind | on_day | from_unit_id | to_unit_id |"
    return Catalogue(
        units=tables.frame("units", "\n".join(["| unit_id | valid_from | valid_to |", *units])),
        successions=tables.frame("successions", "\n".join([head, *lines])),
        tasks=tables.frame("tasks"),
        periods=tables.frame("periods"),
    )


def _duties(chance: Random, units: list[int], year: int) -> pd.DataFrame:
    requested = {unit for unit in units if chance.random() < 0.15}
    rows = [
        {
            "year": year,
            "unit_id": unit,
            "task_id": task,
            "task_code": f"T{task}",
            "obligation": "requested" if unit in requested else "required",
            "fallen_due": chance.random() < 0.9,
            "state": chance.choice(STATES),
        }
        for unit in units
        for task in TASKS
        if chance.random() < 0.7
    ]
    return pd.DataFrame(rows).astype({"unit_id": "Int64", "task_id": "Int64"})
