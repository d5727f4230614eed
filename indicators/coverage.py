"""Coverage of humanitarian addresses (bao phủ địa chỉ nhân đạo): helped out of in force."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from indicators.ratios import share, tally
from indicators.reported_help import find_reported_places, is_help_reported
from models.addresses import DossierStatus
from models.counted import NO_REASON, REASONS, UNHELPED
from models.snapshots import Register, Rest
from models.supports import SupportKind
from models.units import Level, are_in_being

OF_AN_ADDRESS = ["year", "address_id"]
OF_HELP = ["part", "whole", "committed", "nobody", "closed_unhelped", "several", "visits"]
COUNTED = [*OF_HELP, "unreported"]
BY_REASON = [*UNHELPED]
# The communes of an address in the structure shown and in every later one.
ACROSS = ["commune_id", "later_communes"]


def coverage(
    register: Register, by: Sequence[str] = ("commune_id",), *, structure_day: date | None = None
) -> pd.DataFrame:
    """One row per year and `by` (columns of the dossiers).

    The addresses with a dossier in force are split, and the parts add up: part (different
    addresses helped in the period: one-off help dated in it, or a regular commitment that ran
    on any day of it), nobody (not helped, and open on the period's last day, or on as_of if
    earlier), closed_unhelped (closed by then, never helped in the period), and this again by
    BY_REASON; and unreported, those of communes whose help nobody has reported for the period
    (`indicators.reported_help`): neither helped nor not helped. The whole is all but these.
    Where none is reported, everything but unreported and last_review is missing: no data, not
    0. share is part of whole. committed (regular help running at the
    period's end, or on as_of if earlier) and committed_share; several (helped by two or more
    supporters), visits and value_vnd of help dated in the period, last_review. By commune
    alone, a commune in being without any dossier stands with every figure missing: no data,
    not 0.
    In being means at each period's end, or on `structure_day` where ids were carried to it.
    """
    keys = ["year", *(name for name in by if name != "year")]
    marked = mark_addresses(register)
    counts = tally(marked[keys], marked[[*COUNTED, *BY_REASON]])
    groups = marked.groupby(keys, dropna=False)
    value = groups["value_vnd"].sum(min_count=1).reset_index(drop=True)
    counts["value_vnd"] = value.mask(counts["visits"] == 0, 0)
    of_help = [*OF_HELP, *BY_REASON, "value_vnd"]
    counts[of_help] = counts[of_help].mask(counts["whole"] == 0)
    counts["last_review"] = groups["reviewed_on"].max().reset_index(drop=True)
    if keys == ["year", "commune_id"]:
        counts = counts.merge(_list_communes(register, structure_day), how="outer", on=keys)
    counts["share"] = share(counts["part"], counts["whole"])
    counts["committed_share"] = share(counts["committed"], counts["whole"])
    return counts


def mark_addresses(register: Register) -> pd.DataFrame:
    """The dossiers in force with what each address got, once per year and address.

    Added columns, true or false: part, nobody, closed_unhelped and unreported, of which each
    address has one; whole (all but the unreported), committed, closed (by the last known day),
    several, BY_REASON.
    supporters (different ones that helped in the period), visits, value_vnd (missing where no
    visit told a value). Help to an address without a dossier in force is left out.

    Of a register with a `rest` the marks are whole numbers, and one row stands for all addresses
    of a place: `addresses` says how many, and confirmed and risen how many of them were.
    """
    places = find_reported_places(register, list_period_ends(register))
    marked = mark_help(register)
    reported = is_help_reported(marked, places)
    helped, closed = marked["helped"] & reported, marked["closed"]
    unhelped = closed & ~helped & reported
    reason = marked["closed_reason"].fillna(NO_REASON)
    marked = marked.drop(columns="helped").assign(
        part=helped,
        whole=reported,
        committed=marked["committed"] & reported,
        nobody=reported & ~(helped | closed),
        closed_unhelped=unhelped,
        unreported=~reported,
        several=marked["several"] & reported,
        **{f"unhelped_{known}": unhelped & (reason == known) for known in REASONS},
    )
    if register.rest is None:
        return marked
    counted = marked.assign(addresses=1).astype(dict.fromkeys([*COUNTED, *BY_REASON], "Int64"))
    return pd.concat([counted, _count_rest(register.rest, places)], ignore_index=True)


def mark_help(register: Register) -> pd.DataFrame:
    """The dossiers in force with what each address got, reported or not: helped, several,
    committed and closed; supporters, visits, value_vnd."""
    dossiers = _add_paths(register.dossiers)
    marked = dossiers.merge(_sum_help_by_address(register), how="left", on=OF_AN_ADDRESS)
    marked = marked.merge(_find_committed(register), how="left", on=OF_AN_ADDRESS)
    for count in ("visits", "supporters"):
        marked[count] = marked[count].fillna(0)
    return marked.assign(
        helped=(marked["supporters"] > 0).astype("bool"),
        several=(marked["supporters"] > 1).astype("bool"),
        committed=marked["committed"].eq(True).fillna(value=False).astype("bool"),
        closed=is_closed(register),
    )


def _count_rest(rest: Rest, places: pd.MultiIndex) -> pd.DataFrame:
    """The rows of `rest` as `mark_addresses` has them."""
    rows = rest.addresses
    reported = is_help_reported(rows, places).astype("Int64").set_axis(rows.index)
    of_reported = ["several", "committed", "nobody", *BY_REASON]
    counts = {name: rows[name] * reported for name in of_reported}
    return rows.drop(columns="helped").assign(
        **counts,
        part=rows["helped"] * reported,
        whole=rows["addresses"] * reported,
        closed_unhelped=sum(counts[name] for name in BY_REASON),
        unreported=rows["addresses"] * (1 - reported),
    )


def find_reported(register: Register) -> pd.DataFrame:
    """The addresses with a dossier in force, and whether their help is reported: year,
    address_id, reported."""
    places = find_reported_places(register, list_period_ends(register))
    reported = is_help_reported(register.dossiers, places)
    addresses = register.dossiers[OF_AN_ADDRESS].assign(reported=reported.to_numpy())
    return addresses.drop_duplicates(OF_AN_ADDRESS)


def _add_paths(dossiers: pd.DataFrame) -> pd.DataFrame:
    """The dossiers with the columns of ACROSS: one that was not placed stays where it is."""
    if "later_communes" in dossiers:
        return dossiers
    return dossiers.assign(later_communes=pd.Series("", dossiers.index, "str"))


def is_closed(register: Register) -> "pd.Series[bool]":
    """Of each dossier: had it been closed by the period's last day, or by as_of if that is
    earlier? One that says it is closed, but not since when, counts as closed."""
    dossiers = register.dossiers
    dated = dossiers[["year", "closed_on", "status"]].merge(
        list_period_ends(register), how="left", on="year"
    )
    by_then = (dated["closed_on"] <= dated["day"]).astype("bool")
    undated = dated["closed_on"].isna() & (dated["status"] == DossierStatus.CLOSED.value)
    return by_then | undated.astype("bool")


def _sum_help_by_address(register: Register) -> pd.DataFrame:
    """year, address_id, supporters (of any help in the period), visits and value_vnd (of help
    dated in it)."""
    supports = register.supports
    dated = supports["in_period"].astype("bool")
    given = supports.assign(
        visits=dated.astype("Int64"), value_vnd=supports["value_vnd"].where(dated)
    ).groupby(OF_AN_ADDRESS)
    helped = {
        "visits": given["visits"].sum().astype("Int64"),
        "supporters": given["supporter_key"].nunique().astype("Int64"),
        "value_vnd": given["value_vnd"].sum(min_count=1),
    }
    return pd.DataFrame(helped).reset_index()


def list_period_ends(register: Register) -> pd.DataFrame:
    """Each year of the register and its last known day: year, day (data_to, else as_of)."""
    years_of = [register.dossiers["year"], register.supports["year"]]
    if register.rest is not None:
        years_of.append(register.rest.addresses["year"])
    years = pd.concat(years_of).unique()
    periods = register.catalogue.periods
    chosen = periods[periods["year"].isin(years)]
    as_of = pd.Timestamp(register.as_of)
    day = chosen["data_to"].where(chosen["data_to"] <= as_of, as_of)
    return pd.DataFrame({"year": chosen["year"], "day": day})


def _find_committed(register: Register) -> pd.DataFrame:
    """The addresses with regular help running at the end: year, address_id, committed."""
    dated = register.supports.merge(list_period_ends(register), on="year")
    running = (dated["given_on"] <= dated["day"]) & ~(dated["until"] < dated["day"])
    regular = dated[running & (dated["kind"] == SupportKind.REGULAR.value)]
    return regular[OF_AN_ADDRESS].drop_duplicates().assign(committed=True)


def _list_communes(register: Register, structure_day: date | None) -> pd.DataFrame:
    """The communes in being: year, commune_id."""
    ends = list_period_ends(register)
    if structure_day is not None:
        ends = ends.assign(day=pd.Timestamp(structure_day))
    units = register.catalogue.units
    communes = ends.merge(units[units["level"] == Level.COMMUNE.value], how="cross")
    chosen = communes.loc[are_in_being(communes, communes["day"]), ["year", "unit_id"]]
    return chosen.rename(columns={"unit_id": "commune_id"})
