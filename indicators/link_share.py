"""Links: the agencies' side of "mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo"."""

import pandas as pd

from indicators.coverage import OF_AN_ADDRESS, period_ends
from indicators.obligations import UNIT_COLUMNS
from indicators.ratios import share, tally
from models.snapshots import Register
from models.units import are_in_being


def link_share(register: Register, agencies: pd.DataFrame) -> pd.DataFrame:
    """One row per year: part (agencies that support an address), whole (agencies), share.

    Each of `agencies` is asked to support at least one address in the years in whose end it is
    in being.
    """
    given = effort(register, agencies)
    linked = pd.DataFrame({"part": given["addresses"] > 0, "whole": given["addresses"] >= 0})
    counts = tally(given[["year"]], linked)
    counts["share"] = share(counts["part"], counts["whole"])
    return counts


def agencies_without(register: Register, agencies: pd.DataFrame) -> pd.DataFrame:
    """The agencies that support no address, by year, in the plan's order: rows of `effort`."""
    given = effort(register, agencies)
    return given[given["addresses"] == 0].reset_index(drop=True)


def effort(register: Register, agencies: pd.DataFrame) -> pd.DataFrame:
    """What each agency gave, one row per year and agency in being on the last known day of the
    year's data, in the plan's order of bodies.

    Columns: year, unit_id, UNIT_COLUMNS, addresses (different ones it helped in the period, as
    coverage means it), visits and value_vnd of the period. An address helped
    by two agencies counts once for each. Only addresses with a dossier in force.
    """
    in_force = register.dossiers[OF_AN_ADDRESS].drop_duplicates()
    given = register.supports.merge(in_force, on=OF_AN_ADDRESS)
    spans = agencies[["unit_id", *UNIT_COLUMNS, "valid_from", "valid_to"]]
    of_years = period_ends(register).merge(spans, how="cross")
    of_years = of_years[are_in_being(of_years, of_years["day"])]
    asked = of_years[["year", "unit_id", *UNIT_COLUMNS]]
    rows = asked.merge(_given_by_unit(given), how="left", on=["year", "unit_id"])
    for count in ("addresses", "visits"):
        rows[count] = rows[count].astype("Int64").fillna(0)
    rows["value_vnd"] = rows["value_vnd"].astype("Int64").mask(rows["visits"] == 0, 0)
    return rows.sort_values(["year", "position", "code", "unit_id"], ignore_index=True)


def _given_by_unit(given: pd.DataFrame) -> pd.DataFrame:
    """year, unit_id, addresses, visits, value_vnd of the units that gave anything."""
    told = given.assign(
        unit_id=given["supporter_unit_id"],
        visits=given["in_period"].astype("Int64"),
        value_vnd=given["value_vnd"].where(given["in_period"]),
    )
    groups = told.groupby(["year", "unit_id"])
    summed = {
        "addresses": groups["address_id"].nunique(),
        "visits": groups["visits"].sum(),
        "value_vnd": groups["value_vnd"].sum(min_count=1),
    }
    return pd.DataFrame(summed).reset_index()
