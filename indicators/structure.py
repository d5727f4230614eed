"""Structure: what became of a unit by a day, where that can be said honestly."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from indicators.naming import name_first_match
from models.snapshots import Catalogue, Register
from models.spans import end_of_day
from models.units import SuccessionKind, are_in_being

SAME = "same"
MERGED = "merged"
RENAMED = "renamed"
SPLIT = "split"
UNKNOWN = "unknown"
ENDED = "ended"


def carry_units(units: pd.DataFrame, successions: pd.DataFrame, day: date) -> pd.DataFrame:
    """Where each unit of any day stands on `day`: unit_id, carried_to, why.

    carried_to is a unit in being on `day`, and missing where there is none or no single one.
    why: same, renamed (also a mere change of parent), merged (somewhere on the way), split
    (only parts went on, or to several), unknown (no successor known, or the unit began
    after `day`), ended (nothing is told of its end).
    """
    steps = _find_steps(units, successions)
    alive = set(units.loc[are_in_being(units, pd.Timestamp(day)), "unit_id"])
    early = units["valid_from"] > pd.Timestamp(day)
    carried_units = pd.DataFrame({"unit_id": units["unit_id"], "carried_to": units["unit_id"]})
    carried_units["why"] = pd.Series(SAME, carried_units.index, "str")
    for _ in range(successions["on_day"].nunique()):
        carried_units = _apply_step(carried_units, steps, alive)
    stuck = carried_units["carried_to"].notna() & ~carried_units["carried_to"].isin(alive)
    carried_units["why"] = carried_units["why"].mask(stuck, ENDED).mask(early, UNKNOWN)
    carried_units["carried_to"] = carried_units["carried_to"].mask(stuck | early)
    return carried_units


def move_to_structure(frame: pd.DataFrame, column: str, carried: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the unit ids of `column` as `carried` has them; no row is dropped.

    A row that cannot be carried, or has no unit, keeps what it has; the added column
    `carried` says which rows could.
    """
    targets = carried.set_index("unit_id")["carried_to"]
    target = frame[column].map(targets).astype("Int64")
    moved = frame.assign(carried=target.notna())
    moved[column] = target.fillna(frame[column])
    return moved


@dataclass(frozen=True)
class Homes:
    """Where addresses were recorded to be: of every version of a dossier, oldest first,
    address_id, commune_id, recorded_at, undone_at. `later` has a row per address and a column
    per day on which units came and went, in their order: the commune it stands under on that
    day by all that was ever recorded, or missing."""

    versions: pd.DataFrame
    later: pd.DataFrame


def find_homes(recorded: pd.DataFrame, catalogue: Catalogue) -> Homes:
    """The homes of every address there is a record of (`recorded`: every version of the dossiers);
    `catalogue` is the latest there is."""
    versions = recorded[["address_id", "commune_id", "recorded_at", "undone_at"]]
    versions = versions.sort_values("recorded_at", kind="stable", ignore_index=True)
    standing = versions[versions["undone_at"].isna()]
    days = catalogue.successions["on_day"].drop_duplicates().sort_values().dt.date
    places = {day: _find_places(standing, catalogue, day) for day in days}
    return Homes(versions, pd.DataFrame(places, index=versions["address_id"].unique()))


def place_register(register: Register, homes: Homes, *, on_day: date | None = None) -> Register:
    """The register with each year's dossiers under the communes of `on_day`; without one, of
    the period's last day, or of the register's day if that is earlier.

    An address stands under the commune it was last recorded in among those in being on that
    day (or that became one of them), by all versions known on the register's day that were not
    undone by then. Where its records begin later it is carried back, to a single predecessor
    only. Where that is not honest its commune_id is missing. The added column later_communes
    names its communes on each later day on which units came and went, each with a ">" behind:
    two structures are two ways to part the same addresses (`indicators.suppression`). home_id
    is the commune of the period's own day, whatever day is asked for: whether its help was
    reported is asked of that one.
    """
    edge = end_of_day(register.as_of)
    versions = homes.versions
    undone = versions["undone_at"] < edge
    known = versions[(versions["recorded_at"] < edge) & ~undone]
    ends = register.catalogue.periods.set_index("year")["data_to"]
    dossiers = register.dossiers
    placed = dossiers.assign(
        commune_id=pd.Series(pd.NA, dossiers.index, "Int64"),
        home_id=pd.Series(pd.NA, dossiers.index, "Int64"),
        later_communes=pd.Series("", dossiers.index, "str"),
    )
    for year in dossiers["year"].unique():
        own_day = min(ends[year].date(), register.as_of)
        day = on_day or own_day
        own = dossiers.loc[dossiers["year"] == year, "address_id"]
        homes_then = own.map(_find_places(known, register.catalogue, own_day)).astype("Int64")
        placed.loc[own.index, "home_id"] = homes_then
        placed.loc[own.index, "commune_id"] = (
            homes_then
            if day == own_day
            else own.map(_find_places(known, register.catalogue, day)).astype("Int64")
        )
        placed.loc[own.index, "later_communes"] = own.map(_build_paths(homes.later, day))
    return replace(register, dossiers=placed)


def _find_places(versions: pd.DataFrame, catalogue: Catalogue, day: date) -> pd.Series:
    """The commune of each address on `day`, by its address_id; those without one are left out."""
    if versions.empty:
        return pd.Series([], dtype="Int64")
    onward, predecessors = _find_moves(catalogue, day)
    target = versions["commune_id"].map(onward)
    places = versions.assign(place=target.astype("Int64")).dropna(subset="place")
    last = places.drop_duplicates("address_id", keep="last").set_index("address_id")["place"]
    unplaced = versions[~versions["address_id"].isin(last.index)]
    back = unplaced["commune_id"].map(predecessors)
    earlier = unplaced.assign(place=back.astype("Int64")).dropna(subset="place")
    first = earlier.drop_duplicates("address_id").set_index("address_id")["place"]
    combined: pd.Series = pd.concat([last, first])
    return combined.astype("Int64")


def _find_moves(catalogue: Catalogue, day: date) -> tuple[pd.Series, dict[int, int]]:
    """Where each unit stands on `day`, by its id, and of those founded later the only one it came
    of."""
    moves: tuple[pd.Series, dict[int, int]] | None = catalogue.worked_out.get(("moves", day))
    if moves is None:
        units, successions = catalogue.units, catalogue.successions
        onward = carry_units(units, successions, day).set_index("unit_id")["carried_to"]
        moves = onward, _find_predecessors(units, successions, day)
        catalogue.worked_out["moves", day] = moves
    return moves


def _find_predecessors(units: pd.DataFrame, successions: pd.DataFrame, day: date) -> dict[int, int]:
    """Of each unit founded after `day`: the only unit in being on that day that it came of."""
    links = successions.dropna(subset="to_unit_id")
    sources: dict[int, set[int]] = {}
    for source, unit in zip(links["from_unit_id"], links["to_unit_id"], strict=True):
        sources.setdefault(int(unit), set()).add(int(source))
    alive = set(units.loc[are_in_being(units, pd.Timestamp(day)), "unit_id"])
    founded = units.loc[units["valid_from"] > pd.Timestamp(day), "unit_id"]
    origins = {int(unit): _find_origin(int(unit), sources, alive) for unit in founded}
    return {unit: origin for unit, origin in origins.items() if origin is not None}


def _find_origin(unit: int, sources: Mapping[int, set[int]], alive: set[int]) -> int | None:
    passed: set[int] = set()
    while unit not in alive:
        passed.add(unit)
        before = sources.get(unit, set())
        if len(before) != 1 or before & passed:
            return None
        (unit,) = before
    return unit


def _build_paths(later: pd.DataFrame, day: date) -> pd.Series:
    """The communes of each address on the days of `later` after `day`, each with a ">" behind."""
    path = pd.Series("", later.index, "str")
    for on, places in later.items():
        if pd.Timestamp(str(on)) > pd.Timestamp(day):
            path += places.astype("str").fillna("") + ">"
    return path


def _find_steps(units: pd.DataFrame, successions: pd.DataFrame) -> pd.DataFrame:
    """What each unit became at its own end, by unit id: to_unit_id (missing: no one), step.

    A part that left while the unit went on is no end of it and is passed over.
    """
    ends = units[["unit_id", "valid_to"]].rename(columns={"unit_id": "from_unit_id"})
    endings = successions.merge(ends, on="from_unit_id")
    endings = endings[endings["on_day"] == endings["valid_to"]]
    endings = endings.assign(
        lost=endings["to_unit_id"].isna(),
        parts=endings["kind"] == SuccessionKind.SPLIT.value,
        merges=endings["kind"] == SuccessionKind.MERGE.value,
    )
    groups = endings.groupby("from_unit_id")
    marks = groups[["lost", "parts", "merges"]].any()
    split = marks["parts"] | (groups["to_unit_id"].nunique() > 1)
    cases = {SPLIT: split, UNKNOWN: marks["lost"], MERGED: marks["merges"]}
    heir = groups["to_unit_id"].first().mask(split | marks["lost"])
    return pd.DataFrame({"to_unit_id": heir, "step": name_first_match(cases, RENAMED, heir.index)})


def _apply_step(carried_units: pd.DataFrame, steps: pd.DataFrame, alive: set[int]) -> pd.DataFrame:
    """Move every unit that is not in being one succession on."""
    on_the_way = carried_units["carried_to"].isin(steps.index) & ~carried_units["carried_to"].isin(
        alive
    )
    step = carried_units["carried_to"].map(steps["step"]).where(on_the_way)
    target = carried_units["carried_to"].map(steps["to_unit_id"]).astype("Int64")
    outweighed = (carried_units["why"] == MERGED) & (step == RENAMED)
    return carried_units.assign(
        carried_to=carried_units["carried_to"].mask(on_the_way, target),
        why=carried_units["why"].mask(on_the_way & ~outweighed, step),
    )
