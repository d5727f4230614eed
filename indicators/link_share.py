"""Links: the agencies' side of "mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo"."""

import pandas as pd

from indicators.coverage import OF_AN_ADDRESS, find_reported, list_period_ends
from indicators.obligations import UNIT_COLUMNS
from indicators.ratios import share, tally
from indicators.reported_help import find_reported_places, is_help_reported
from models.snapshots import Register, Rest
from models.units import are_in_being

GIVEN = ["addresses", "visits", "value_vnd"]


def link_share(register: Register, agencies: pd.DataFrame) -> pd.DataFrame:
    """One row per year: part (agencies that support an address), whole (agencies), share,
    left_out.

    Each of `agencies` is asked to support at least one address in the years in whose end it is
    in being. One that helps only addresses whose help is not reported is left out of part and
    whole. Where no address's help is reported part, whole and share are missing: no data, not 0.
    """
    given = sum_effort(register, agencies)
    known = given["addresses"].notna()
    linked = (given["addresses"] > 0).fillna(value=False).astype("bool")
    marks = pd.DataFrame({"part": linked, "whole": known, "left_out": ~known})
    counts = tally(given[["year"]], marks)
    counts[["part", "whole"]] = counts[["part", "whole"]].mask(counts["whole"] == 0)
    counts.insert(3, "share", share(counts["part"], counts["whole"]))
    return counts


def find_agencies_without_address(register: Register, agencies: pd.DataFrame) -> pd.DataFrame:
    """The agencies that support no address, by year, in the plan's order: rows of `sum_effort`."""
    given = sum_effort(register, agencies)
    lacking = (given["addresses"] == 0).fillna(value=False).astype("bool")
    return given[lacking].reset_index(drop=True)


def sum_effort(register: Register, agencies: pd.DataFrame) -> pd.DataFrame:
    """What each agency gave, one row per year and agency in being on the last known day of the
    year's data, in the plan's order of bodies.

    Columns: year, unit_id, UNIT_COLUMNS, addresses (different ones it helped in the period, as
    coverage means it), visits and value_vnd of the period, and unreported: the addresses it helps
    in communes whose help nobody has reported, which coverage does not count as helped either.
    Where all its help is such, or no address's help is reported in the year, the other three are
    missing: no data, not 0. An address helped by two agencies counts once for each. Only
    addresses with a dossier in force.
    """
    known = find_reported(register)
    given = register.supports.merge(known, on=OF_AN_ADDRESS)
    spans = agencies[["unit_id", *UNIT_COLUMNS, "valid_from", "valid_to"]]
    of_years = list_period_ends(register).merge(spans, how="cross")
    of_years = of_years[are_in_being(of_years, of_years["day"])]
    agency_years = of_years[["year", "unit_id", *UNIT_COLUMNS]]
    sums, told_years = _sum_by_unit(given), known.loc[known["reported"], "year"]
    if register.rest is not None:
        of_rest, years_of_rest = _sum_rest_by_unit(register, register.rest)
        sums = (
            pd.concat([sums, of_rest]).groupby(["year", "unit_id"], as_index=False).sum(min_count=1)
        )
        told_years = pd.concat([told_years, years_of_rest])
    rows = agency_years.merge(sums, how="left", on=["year", "unit_id"])
    for count in ("addresses", "visits", "unreported"):
        rows[count] = rows[count].astype("Int64").fillna(0)
    rows["value_vnd"] = rows["value_vnd"].astype("Int64").mask(rows["visits"] == 0, 0)
    is_elsewhere = (rows["addresses"] == 0) & (rows["unreported"] > 0)
    is_told = rows["year"].isin(told_years)
    rows[GIVEN] = rows[GIVEN].mask(is_elsewhere | ~is_told)
    return rows.sort_values(["year", "position", "code", "unit_id"], ignore_index=True)


def _sum_by_unit(given: pd.DataFrame) -> pd.DataFrame:
    """year, unit_id, addresses, visits, value_vnd, unreported of the units that gave anything."""
    reported = given["reported"].astype("bool")
    supports = given.assign(
        unit_id=given["supporter_unit_id"],
        helped=given["address_id"].where(reported),
        silent=given["address_id"].where(~reported),
        visits=given["in_period"].astype("Int64"),
        value_vnd=given["value_vnd"].where(given["in_period"]),
    )
    groups = supports.groupby(["year", "unit_id"])
    summed = {
        "addresses": groups["helped"].nunique(),
        "visits": groups["visits"].sum(),
        "value_vnd": groups["value_vnd"].sum(min_count=1),
        "unreported": groups["silent"].nunique(),
    }
    return pd.DataFrame(summed).reset_index()


def _sum_rest_by_unit(register: Register, rest: Rest) -> tuple[pd.DataFrame, pd.Series]:
    """The same of the addresses that are told of by their sums alone, and the years in which any
    of their help is reported."""
    places = find_reported_places(register, list_period_ends(register))
    given, addresses = rest.help, rest.addresses
    reported = is_help_reported(given, places).set_axis(given.index)
    sums = given[["year", "unit_id", "visits", "value_vnd"]].assign(
        addresses=given["addresses"].where(reported, 0),
        unreported=given["addresses"].mask(reported, 0),
    )
    is_told = is_help_reported(addresses, places).set_axis(addresses.index)
    return sums, addresses.loc[is_told, "year"]
