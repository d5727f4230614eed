"""Circumstances: the categories people fall under and the needs they have.

An address may be of several categories and have several needs: it counts once in each, so
these never add up to the addresses.
"""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from indicators.coverage import COUNTED, OF_AN_ADDRESS, OF_HELP, find_reported, mark_addresses
from indicators.ratios import share, tally
from models.counted import GROUPS
from models.snapshots import Register
from models.units import Level

Choice = Literal["categories", "needs"]
UNSAID = "unsaid"


def count_circumstances(
    register: Register, choice: Choice, *, by: Sequence[str] = ()
) -> pd.DataFrame:
    """One row per year, `by` (columns of the dossiers) and code of `choice`: what coverage
    counts of its addresses. A dossier that says none counts under `unsaid`."""
    marked = split_by_code(mark_addresses(register), choice)
    keys = ["year", *by, choice]
    counts = tally(marked[keys], marked[COUNTED])
    counts[OF_HELP] = counts[OF_HELP].mask(counts["whole"] == 0)
    counts["share"] = share(counts["part"], counts["whole"])
    return counts


def count_supporters(register: Register, choice: Choice) -> pd.DataFrame:
    """Who helps whom: one row per year, group of supporters and code of `choice`.

    addresses (different ones the group helped in the period) and visits, only of addresses
    with a dossier in force whose help is reported, as coverage counts them. A group is one of
    GROUPS: the province's own bodies, the localities (every other unit), and the supporters who
    are no unit, by their kind (`organisation` where none was told).
    """
    known = register.dossiers.merge(find_reported(register), on=OF_AN_ADDRESS)
    dossiers = split_by_code(known[known["reported"]], choice)[[*OF_AN_ADDRESS, choice]]
    supports = register.supports
    dated = supports["in_period"].astype("Int64")
    given = supports.assign(group=classify_supporters(supports, register), visits=dated)
    groups = given.merge(dossiers, on=OF_AN_ADDRESS).groupby(["year", "group", choice])
    counted = {"addresses": groups["address_id"].nunique(), "visits": groups["visits"].sum()}
    counts = pd.DataFrame(counted).astype("Int64").reset_index()
    if register.rest is None:
        return counts
    both = pd.concat([counts, _count_supporters_of_rest(register, choice)])
    return both.groupby(["year", "group", choice]).sum().reset_index()


def _count_supporters_of_rest(register: Register, choice: Choice) -> pd.DataFrame:
    """The same of the addresses that are told of by their sums alone."""
    marked = split_by_code(mark_addresses(register), choice)
    rows = marked[marked["address_id"].isna() & (marked["whole"] > 0)]
    by_group = [
        rows[["year", choice]].assign(
            group=group,
            addresses=rows[f"helped_by_{group}"],
            visits=rows[f"visits_by_{group}"],
        )
        for group in GROUPS
    ]
    every_group = pd.concat(by_group)
    return every_group[every_group["addresses"] > 0]


def split_by_code(dossiers: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """A row per dossier and code of `choice`."""
    codes = dossiers[choice].fillna(UNSAID).str.split(";")
    return dossiers.assign(**{choice: codes}).explode(choice, ignore_index=True)


def classify_supporters(supports: pd.DataFrame, register: Register) -> pd.Series:
    """Of each support, in which of GROUPS its giver is."""
    units = register.catalogue.units.set_index("unit_id")["level"]
    level = supports["supporter_unit_id"].map(units)
    group = supports["supporter_kind"].fillna("organisation")
    group = group.mask(level.notna(), "locality")
    return group.mask(level == Level.PROVINCE.value, "agency")
