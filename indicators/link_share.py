"""Links: the agencies' side of "mỗi tổ chức, mỗi cá nhân gắn với một địa chỉ nhân đạo"."""

import pandas as pd

from indicators.coverage import OF_AN_ADDRESS, find_reported, period_ends
from indicators.obligations import UNIT_COLUMNS
from indicators.ratios import share, tally
from models.snapshots import Register
from models.units import are_in_being


def link_share(register: Register, agencies: pd.DataFrame) -> pd.DataFrame:
    """One row per year: part (agencies that support an address), whole (agencies), share,
    left_out.

    Each of `agencies` is asked to support at least one address in the years in whose end it is
    in being. One that helps only addresses whose help is not reported is left out of part and
    whole. Where no address's help is reported part, whole and share are missing: no data, not 0.
    """
    given = effort(register, agencies)
    linked, known = given["addresses"] > 0, is_known(given)
    marks = pd.DataFrame({"part": linked, "whole": known, "left_out": ~known})
    counts = tally(given[["year"]], marks)
    ratio = ["part", "whole"]
    counts[ratio] = counts[ratio].mask(~counts["year"].isin(_reported_years(register)))
    counts.insert(3, "share", share(counts["part"], counts["whole"]))
    return counts


def agencies_without(register: Register, agencies: pd.DataFrame) -> pd.DataFrame:
    """The agencies that support no address, by year, in the plan's order: rows of `effort`. None
    in a year in which no address's help is reported."""
    given = effort(register, agencies)
    lacking = is_known(given) & (given["addresses"] == 0)
    return given[lacking & given["year"].isin(_reported_years(register))].reset_index(drop=True)


def is_known(given: pd.DataFrame) -> "pd.Series[bool]":
    """Of rows of `effort`: is it known whether the agency supports an address? It is not where
    all its help goes to addresses whose help is not reported."""
    return (given["addresses"] > 0) | (given["unreported"] == 0)


def _reported_years(register: Register) -> list[int]:
    known = find_reported(register)
    return [int(year) for year in known.loc[known["reported"], "year"].unique()]


def effort(register: Register, agencies: pd.DataFrame) -> pd.DataFrame:
    """What each agency gave, one row per year and agency in being on the last known day of the
    year's data, in the plan's order of bodies.

    Columns: year, unit_id, UNIT_COLUMNS, addresses (different ones it helped in the period, as
    coverage means it), visits and value_vnd of the period, and unreported: the addresses it helps
    in communes whose help nobody has reported, which coverage does not count as helped either. An
    address helped by two agencies counts once for each. Only addresses with a dossier in force.
    """
    given = register.supports.merge(find_reported(register), on=OF_AN_ADDRESS)
    spans = agencies[["unit_id", *UNIT_COLUMNS, "valid_from", "valid_to"]]
    of_years = period_ends(register).merge(spans, how="cross")
    of_years = of_years[are_in_being(of_years, of_years["day"])]
    asked = of_years[["year", "unit_id", *UNIT_COLUMNS]]
    rows = asked.merge(_given_by_unit(given), how="left", on=["year", "unit_id"])
    for count in ("addresses", "visits", "unreported"):
        rows[count] = rows[count].astype("Int64").fillna(0)
    rows["value_vnd"] = rows["value_vnd"].astype("Int64").mask(rows["visits"] == 0, 0)
    return rows.sort_values(["year", "position", "code", "unit_id"], ignore_index=True)


def _given_by_unit(given: pd.DataFrame) -> pd.DataFrame:
    """year, unit_id, addresses, visits, value_vnd, unreported of the units that gave anything."""
    reported = given["reported"].astype("bool")
    told = given.assign(
        unit_id=given["supporter_unit_id"],
        helped=given["address_id"].where(reported),
        silent=given["address_id"].where(~reported),
        visits=given["in_period"].astype("Int64"),
        value_vnd=given["value_vnd"].where(given["in_period"]),
    )
    groups = told.groupby(["year", "unit_id"])
    summed = {
        "addresses": groups["helped"].nunique(),
        "visits": groups["visits"].sum(),
        "value_vnd": groups["value_vnd"].sum(min_count=1),
        "unreported": groups["silent"].nunique(),
    }
    return pd.DataFrame(summed).reset_index()
