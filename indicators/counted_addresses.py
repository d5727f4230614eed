"""Counted addresses: what each address of a register counts for, as it is kept ready
(`models/counted.py`), and as a register of some rows and the sums of all others is made of it."""

from datetime import date
from hashlib import sha256

import pandas as pd

from indicators.circumstances import classify_supporters
from indicators.coverage import OF_AN_ADDRESS, mark_help
from indicators.funnel import is_confirmed, is_risen
from indicators.structure import Homes, place_register
from models.counted import GROUPS, HELPED_BY, MARKS, NO_REASON, VISITS_BY
from models.snapshots import Catalogue, Register

OF_THE_CATALOGUE = {  # what bears on a count
    "units": ["unit_id", "code", "parent_code", "level", "valid_from", "valid_to"],
    "successions": ["from_unit_id", "to_unit_id", "kind", "on_day"],
    "periods": ["year", "data_from", "data_to"],
}
PLACES = ["home_id", "commune_id", "later_homes", "later_communes"]


def digest_catalogue(catalogue: Catalogue) -> str:
    """The same for two catalogues by which the same is counted."""
    digest = sha256()
    for name, columns in OF_THE_CATALOGUE.items():
        rows: pd.DataFrame = getattr(catalogue, name)[columns]
        digest.update(rows.sort_values(columns).to_csv(index=False).encode())
    return digest.hexdigest()


def count_addresses(register: Register, homes: Homes) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `CountedAddress` and of `CountedHelp` of a register that is not placed yet."""
    day: date = register.as_of
    then = place_register(register, homes)
    now = place_register(register, homes, on_day=day).dossiers
    marked = mark_help(then).drop_duplicates(OF_AN_ADDRESS, ignore_index=True)
    marked = marked.rename(columns={"later_communes": "later_homes"}).drop(columns="commune_id")
    placed = now.drop_duplicates(OF_AN_ADDRESS)[[*OF_AN_ADDRESS, "commune_id", "later_communes"]]
    marked = marked.merge(placed, on=OF_AN_ADDRESS)
    marked = marked.merge(_count_by_group(register), how="left", on=OF_AN_ADDRESS)
    groups = [*HELPED_BY, *VISITS_BY]
    marked[groups] = marked[groups].fillna(0)
    is_unhelped = (marked["closed"] & ~marked["helped"]).astype("bool")
    marked = marked.assign(
        confirmed=is_confirmed(marked),
        risen=is_risen(marked),
        unhelped=marked["closed_reason"].fillna(NO_REASON).where(is_unhelped),
    )
    marks = [*MARKS, "visits", *groups]
    told = ["unhelped", "reviewed_on", "value_vnd", "categories", "needs"]
    rows = marked.astype(dict.fromkeys(marks, "Int64"))[[*OF_AN_ADDRESS, *PLACES, *told, *marks]]
    return rows, _sum_by_unit(then)


def _count_by_group(register: Register) -> pd.DataFrame:
    """year, address_id; of each group of supporters, did it help (0 or 1), and how many visits."""
    supports = register.supports
    dated = supports["in_period"].astype("Int64")
    given = supports.assign(group=classify_supporters(supports, register), visits=dated, helped=1)
    sums = given.groupby([*OF_AN_ADDRESS, "group"]).agg(
        helped=("helped", "max"), visits=("visits", "sum")
    )
    both = pd.MultiIndex.from_product([["helped", "visits"], GROUPS])
    wide = pd.DataFrame(sums.unstack("group")).reindex(columns=both)
    return wide.set_axis([*HELPED_BY, *VISITS_BY], axis=1).fillna(0).astype("Int64").reset_index()


def _sum_by_unit(register: Register) -> pd.DataFrame:
    """Of each unit and address in force that it gave anything: visits and value_vnd."""
    dated = register.supports["in_period"].astype("bool")
    given = register.supports.assign(
        unit_id=register.supports["supporter_unit_id"],
        visits=dated.astype("Int64"),
        value_vnd=register.supports["value_vnd"].where(dated),
    ).dropna(subset="unit_id")
    in_force = register.dossiers[OF_AN_ADDRESS].drop_duplicates()
    groups = given.merge(in_force, on=OF_AN_ADDRESS).groupby(["year", "unit_id", "address_id"])
    sums = {"visits": groups["visits"].sum(), "value_vnd": groups["value_vnd"].sum(min_count=1)}
    return pd.DataFrame(sums).reset_index()
