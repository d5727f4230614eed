"""Reported help: of which addresses is it known at all whether anybody helped them in a period?

Missing is not nought: where nobody has told of a commune's help yet, its addresses are neither
helped nor not helped.
"""

import pandas as pd

from models.snapshots import Register
from models.units import are_in_being

OF_AN_ADDRESS = ["year", "address_id"]
OF_A_PLACE = ["year", "unit_id"]
NOWHERE = -1  # the addresses that could be placed in no commune, told of together


def is_help_reported(places: pd.DataFrame, reported: pd.MultiIndex) -> "pd.Series[bool]":
    """Of each row of `places` (a dossier, or what the dossiers of a place add up to), in their
    order: is the help of its commune in its year among the `reported`?"""
    known = pd.MultiIndex.from_frame(_list_homes(places)[OF_A_PLACE].astype("Int64"))
    return pd.Series(known.isin(reported), dtype="bool")


def find_reported_places(register: Register, ends: pd.DataFrame) -> pd.MultiIndex:
    """The years and communes whose help is reported.

    It is where the commune's own yearly report of that year stands as received, or the report
    of the district whose commune it is on the year's last known day (`ends`: year, day); and
    where help that is dated in the period was told of any address of the commune. A commitment
    that runs on from an earlier period reports nothing. The commune is the one of the period
    (`home_id`), in whatever structure it is shown.
    """
    homes = _list_homes(register.dossiers).join(register.dossiers["address_id"])
    dated = register.supports.loc[register.supports["in_period"].astype("bool"), OF_AN_ADDRESS]
    helped = homes.merge(dated.drop_duplicates(), on=OF_AN_ADDRESS)[OF_A_PLACE]
    by_district = _find_reported_by_district(register, ends)
    parts = [register.returns[OF_A_PLACE], by_district, helped]
    if register.rest is not None:
        of_rest = register.rest.addresses
        parts.append(_list_homes(of_rest[of_rest["visits"] > 0]))
    return pd.MultiIndex.from_frame(pd.concat(parts).astype("Int64"))


def _list_homes(places: pd.DataFrame) -> pd.DataFrame:
    """year and unit_id (the commune of the period, or NOWHERE) of each row."""
    home = places["home_id" if "home_id" in places else "commune_id"]
    return places[["year"]].assign(unit_id=home.astype("Int64").fillna(NOWHERE))


def _find_reported_by_district(register: Register, ends: pd.DataFrame) -> pd.DataFrame:
    """The communes whose district sent its report: year, unit_id."""
    units = register.catalogue.units
    codes = units[["unit_id", "code"]].rename(columns={"code": "parent_code"})
    senders = register.returns.merge(codes, on="unit_id").merge(ends, on="year")
    below = senders.drop(columns="unit_id").merge(units, on="parent_code")
    return below.loc[are_in_being(below, below["day"]), OF_A_PLACE]
