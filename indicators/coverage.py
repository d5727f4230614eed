"""Coverage of humanitarian addresses (bao phủ địa chỉ nhân đạo): helped out of in force."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from indicators.ratios import share, tally
from models.snapshots import Register
from models.supports import SupportKind
from models.units import Level

OF_AN_ADDRESS = ["year", "address_id"]
COUNTED = ["part", "whole", "committed", "nobody", "several", "visits"]


def coverage(
    register: Register,
    by: Sequence[str] = ("commune_id",),
    *,
    structure_day: date | None = None,
) -> pd.DataFrame:
    """One row per year and `by` (columns of the dossiers).

    part (different addresses helped in the period), whole (addresses with a dossier in
    force), share; committed (regular help running at the period's end, or on as_of if
    earlier) and committed_share; nobody (whole less part), several (helped by two or more
    supporters), visits and value_vnd of help in the period, last_review. By commune alone,
    a commune in being without any dossier stands with every figure missing: no data, not 0.
    In being means at each period's end, or on `structure_day` where ids were carried to it.
    """
    keys = ["year", *(name for name in by if name != "year")]
    marked = addresses_marked(register)
    counts = tally(marked[keys], marked[COUNTED])
    groups = marked.groupby(keys, dropna=False)
    value = groups["value_vnd"].sum(min_count=1).reset_index(drop=True)
    counts["value_vnd"] = value.mask(counts["visits"] == 0, 0)
    counts["last_review"] = groups["reviewed_on"].max().reset_index(drop=True)
    if keys == ["year", "commune_id"]:
        counts = counts.merge(_communes(register, structure_day), how="outer", on=keys)
    counts["share"] = share(counts["part"], counts["whole"])
    counts["committed_share"] = share(counts["committed"], counts["whole"])
    return counts


def addresses_marked(register: Register) -> pd.DataFrame:
    """The dossiers in force with what each address got, once per year and address.

    Added columns: part, committed, nobody, several (true or false), whole (true), visits,
    value_vnd (missing where no visit told a value). Help to an address without a dossier in
    force in the period is left out.
    """
    supports = register.supports
    visits = supports[supports["in_period"]].groupby(OF_AN_ADDRESS)
    helped = pd.DataFrame(
        {
            "visits": visits.size().astype("Int64"),
            "supporters": visits["supporter_key"].nunique().astype("Int64"),
            "value_vnd": visits["value_vnd"].sum(min_count=1),
        }
    ).reset_index()
    marked = register.dossiers.merge(helped, how="left", on=OF_AN_ADDRESS)
    marked = marked.merge(_committed(register), how="left", on=OF_AN_ADDRESS)
    marked["visits"] = marked["visits"].fillna(0)
    return marked.assign(
        part=marked["visits"] > 0,
        whole=True,
        committed=marked["committed"].eq(True),
        nobody=marked["visits"] == 0,
        several=marked["supporters"].fillna(0) > 1,
    )


def period_ends(register: Register) -> pd.DataFrame:
    """Each year of the register and its last known day: year, day (data_to, else as_of)."""
    years = pd.concat([register.dossiers["year"], register.supports["year"]]).unique()
    periods = register.catalogue.periods
    chosen = periods[periods["year"].isin(years)]
    as_of = pd.Timestamp(register.as_of)
    day = chosen["data_to"].where(chosen["data_to"] <= as_of, as_of)
    return pd.DataFrame({"year": chosen["year"], "day": day})


def _committed(register: Register) -> pd.DataFrame:
    """The addresses with regular help running at the end: year, address_id, committed."""
    dated = register.supports.merge(period_ends(register), on="year")
    running = (dated["given_on"] <= dated["day"]) & ~(dated["until"] < dated["day"])
    regular = dated[running & (dated["kind"] == SupportKind.REGULAR.value)]
    return regular[OF_AN_ADDRESS].drop_duplicates().assign(committed=True)


def _communes(register: Register, structure_day: date | None) -> pd.DataFrame:
    """The communes in being: year, commune_id."""
    ends = period_ends(register)
    if structure_day is not None:
        ends = ends.assign(day=pd.Timestamp(structure_day))
    units = register.catalogue.units
    each = ends.merge(units[units["level"] == Level.COMMUNE.value], how="cross")
    in_being = (each["valid_from"] <= each["day"]) & ~(each["valid_to"] <= each["day"])
    chosen = each.loc[in_being, ["year", "unit_id"]]
    return chosen.rename(columns={"unit_id": "commune_id"})
