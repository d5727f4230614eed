"""Structure: what became of a unit by a day, where that can be said honestly."""

from dataclasses import replace
from datetime import date

import pandas as pd

from indicators.naming import named
from models.snapshots import Catalogue, Register
from models.units import SuccessionKind

SAME = "same"
MERGED = "merged"
RENAMED = "renamed"
SPLIT = "split"
UNKNOWN = "unknown"
ENDED = "ended"


def carried(units: pd.DataFrame, successions: pd.DataFrame, day: date) -> pd.DataFrame:
    """Where each unit of any day stands on `day`: unit_id, carried_to, why.

    carried_to is a unit in being on `day`, and missing where there is none or no single one.
    why: same, renamed (also a mere change of parent), merged (somewhere on the way), split
    (only parts went on, or to several), unknown (no successor known, or the unit began
    after `day`), ended (nothing is told of its end).
    """
    steps = _steps(units, successions)
    alive = set(units.loc[_in_being(units, day), "unit_id"])
    early = units["valid_from"] > pd.Timestamp(day)
    found = pd.DataFrame({"unit_id": units["unit_id"], "carried_to": units["unit_id"]})
    found["why"] = pd.Series(SAME, found.index, "str")
    for _ in range(successions["on_day"].nunique()):
        found = _one_step(found, steps, alive)
    stuck = found["carried_to"].notna() & ~found["carried_to"].isin(alive)
    found["why"] = found["why"].mask(stuck, ENDED).mask(early, UNKNOWN)
    found["carried_to"] = found["carried_to"].mask(stuck | early)
    return found


def in_structure(frame: pd.DataFrame, column: str, carried: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the unit ids of `column` as `carried` has them; no row is dropped.

    A row that cannot be carried, or has no unit, keeps what it has; the added column
    `carried` says which rows could.
    """
    targets = carried.set_index("unit_id")["carried_to"]
    target = frame[column].map(targets).astype("Int64")
    moved = frame.assign(carried=target.notna())
    moved[column] = target.fillna(frame[column])
    return moved


def at_their_time(register: Register) -> Register:
    """Each year's dossiers under the units of the period's last day, or of the register's day
    if that is earlier. A dossier stays recorded under the commune that surveyed it; once that
    has come to its end it is its successor's to help. Where there is no single one it stays."""
    known, ends = register.catalogue, register.catalogue.periods.set_index("year")["data_to"]
    carried_years = [
        in_structure(
            own,
            "commune_id",
            carried(known.units, known.successions, min(ends[year].date(), register.as_of)),
        )
        for year, own in register.dossiers.groupby("year")
    ]
    if not carried_years:
        return register
    moved = pd.concat(carried_years).drop(columns="carried").loc[register.dossiers.index]
    return replace(register, dossiers=moved)


def ladder(known: Catalogue) -> list[pd.Series]:
    """For each day on which units came and went, in their order: unit_id → the unit it is
    counted under in the structure of that day, itself where it cannot be carried there."""
    days = known.successions["on_day"].drop_duplicates().sort_values().dt.date
    each = (carried(known.units, known.successions, day) for day in days)
    moves = [one.set_index("unit_id")["carried_to"] for one in each]
    return [to.fillna(to.index.to_series()).astype("int64") for to in moves]


def _in_being(units: pd.DataFrame, day: date) -> pd.Series:
    moment = pd.Timestamp(day)
    ended = units["valid_to"] <= moment
    return (units["valid_from"] <= moment) & ~ended


def _steps(units: pd.DataFrame, successions: pd.DataFrame) -> pd.DataFrame:
    """What each unit became at its own end, by unit id: to_unit_id (missing: no one), step.

    A part that left while the unit went on is no end of it and is passed over.
    """
    ends = units[["unit_id", "valid_to"]].rename(columns={"unit_id": "from_unit_id"})
    told = successions.merge(ends, on="from_unit_id")
    told = told[told["on_day"] == told["valid_to"]]
    told = told.assign(
        lost=told["to_unit_id"].isna(),
        parts=told["kind"] == SuccessionKind.SPLIT.value,
        merges=told["kind"] == SuccessionKind.MERGE.value,
    )
    groups = told.groupby("from_unit_id")
    marks = groups[["lost", "parts", "merges"]].any()
    split = marks["parts"] | (groups["to_unit_id"].nunique() > 1)
    cases = {SPLIT: split, UNKNOWN: marks["lost"], MERGED: marks["merges"]}
    heir = groups["to_unit_id"].first().mask(split | marks["lost"])
    return pd.DataFrame({"to_unit_id": heir, "step": named(cases, RENAMED, heir.index)})


def _one_step(found: pd.DataFrame, steps: pd.DataFrame, alive: set[int]) -> pd.DataFrame:
    """Move every unit that is not in being one succession on."""
    on_the_way = found["carried_to"].isin(steps.index) & ~found["carried_to"].isin(alive)
    step = found["carried_to"].map(steps["step"]).where(on_the_way)
    target = found["carried_to"].map(steps["to_unit_id"]).astype("Int64")
    outweighed = (found["why"] == MERGED) & (step == RENAMED)
    return found.assign(
        carried_to=found["carried_to"].mask(on_the_way, target),
        why=found["why"].mask(on_the_way & ~outweighed, step),
    )
