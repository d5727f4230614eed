"""Lineage: which duties of an earlier year stand behind each duty of a later one.

A unit's duty goes on with the unit, or with the one unit it became. Where a unit was split,
its duty goes on with the only part that got the task; with several it is lost sight of.
What living units gave up and others were given is handed over, task by task.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from indicators.change.causes import BREAK, RULES, STRUCTURE
from indicators.structure import SPLIT, UNKNOWN, carry_units
from models.snapshots import Catalogue


@dataclass(frozen=True)
class Years:
    """What the earlier and the later year asked, each under the units of its day, and the
    last days of the two, by which units are in being or not."""

    old: pd.DataFrame
    new: pd.DataFrame
    old_day: date
    new_day: date


@dataclass(frozen=True)
class Lineage:
    """`links` has a row per old and new duty that go together: their index labels `old` and
    `new`, and `of`, how many stand behind the new one. `gone` and `come` say why each duty
    without its other stands alone (by label): break, structure or rules. `heirs` is the unit
    each unit is carried to (missing: none)."""

    links: pd.DataFrame
    gone: pd.Series
    come: pd.Series
    heirs: pd.Series


def match_duties(years: Years, catalogue: Catalogue) -> Lineage:
    """The lineage of every duty (a row with unit_id and task_id) of both years.

    `gone`: rules (its unit goes on without it), break (its unit was split, or nobody knows
    what became of it), structure (its unit ended, with nobody after it). `come`: break (its
    unit is new and nothing carried stands behind it), else rules.
    """
    moves = carry_units(catalogue.units, catalogue.successions, years.new_day).set_index("unit_id")
    old = _label_duties(years.old, "old").assign(
        heir=years.old["unit_id"].map(moves["carried_to"]).astype("Int64"),
        why=years.old["unit_id"].map(moves["why"]),
    )
    new = _label_duties(years.new, "new")
    continued = old.merge(new.rename(columns={"unit_id": "heir"}), on=["heir", "task_id"])
    gone, come = _select_unlinked(old, new, continued)
    parts = _pair_split_duties(gone, come, catalogue)
    whole = parts[parts.groupby("old")["new"].transform("nunique") == 1]
    links = pd.concat([continued[["old", "new"]], whole[["old", "new"]]])
    lost = set(parts["new"]) - set(whole["new"])
    units = catalogue.units  # known are those that were asked something, or at least were
    were = units.loc[units["valid_from"] <= pd.Timestamp(years.old_day), "unit_id"]
    known = {*old["heir"].dropna(), *were}
    gone, come = _select_unlinked(old, new, links)
    come = come.assign(broken=come["new"].isin(lost) | ~come["unit_id"].isin(known))
    left, got = gone[gone["heir"].notna()], come[~come["broken"]]
    handed = left[["task_id", "old"]].merge(got[["task_id", "new"]], on="task_id")
    links = pd.concat([links, handed[["old", "new"]]], ignore_index=True)
    gone, come = _select_unlinked(gone, come, links)
    is_broken = gone.set_index("old")["why"].isin([SPLIT, UNKNOWN])
    reasons = is_broken.map({True: BREAK, False: STRUCTURE}).astype("str")
    return Lineage(
        links=links.assign(of=links.groupby("new")["old"].transform("size")),
        gone=reasons.mask(gone.set_index("old")["heir"].notna(), RULES),
        come=come.set_index("new")["broken"].map({True: BREAK, False: RULES}).astype("str"),
        heirs=moves["carried_to"],
    )


def _label_duties(frame: pd.DataFrame, label: str) -> pd.DataFrame:
    return frame[["unit_id", "task_id"]].assign(**{label: frame.index})


def _select_unlinked(
    old: pd.DataFrame, new: pd.DataFrame, links: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    return old[~old["old"].isin(links["old"])], new[~new["new"].isin(links["new"])]


def _pair_split_duties(old: pd.DataFrame, new: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The duties of split units beside the same tasks of every unit that came of them."""
    split = old[old["why"] == SPLIT].drop(columns="heir")
    after = find_heirs(split["unit_id"].unique(), catalogue.successions)
    split = split.merge(after, on="unit_id").drop(columns="unit_id")
    return split.merge(new.rename(columns={"unit_id": "heir"}), on=["heir", "task_id"])


def find_heirs(units: Iterable[int], successions: pd.DataFrame) -> pd.DataFrame:
    """Every unit that came of each of `units`, by whatever steps: unit_id, heir."""
    links = successions.dropna(subset="to_unit_id")
    onward: dict[int, set[int]] = {}
    for before, after in zip(links["from_unit_id"], links["to_unit_id"], strict=True):
        onward.setdefault(int(before), set()).add(int(after))
    pairs = [(unit, heir) for unit in units for heir in _find_descendants(int(unit), onward)]
    return pd.DataFrame(pairs, columns=["unit_id", "heir"]).astype("Int64")


def _find_descendants(unit: int, onward: Mapping[int, set[int]]) -> set[int]:
    descendants: set[int] = set()
    waiting = {unit}
    while waiting:
        waiting = {heir for source in waiting for heir in onward.get(source, set())} - descendants
        descendants |= waiting
    return descendants
