"""The way of an address: surveyed, confirmed, helped, taken on, standing on its own feet."""

from collections.abc import Sequence

import pandas as pd

from indicators.coverage import mark_addresses
from indicators.ratios import share, tally
from models.addresses import ClosedReason, DossierStatus
from models.snapshots import Register

STAGES = ("surveyed", "confirmed", "helped", "committed", "risen")
BESIDE = ["nobody", "closed_unhelped", "unreported"]  # in force, and not helped
BEFORE_CONFIRMED = [DossierStatus.SURVEYED.value]


def count_stages(register: Register, by: Sequence[str] = ()) -> pd.DataFrame:
    """One row per year and `by` (columns of the dossiers): how many addresses of the period
    reached each of STAGES, and of these closed.

    surveyed: every address with a dossier in force. confirmed: with a day of confirmation,
    or a state beyond the survey. committed and helped: as coverage counts them. risen: closed
    within the period, by its last known day, as risen out of hardship; closed: closed then
    for any reason. Each is counted among the surveyed, whether or not the stage before it
    was told. confirmed_share is of the surveyed. nobody, closed_unhelped and unreported, as
    coverage counts them, are what the helped lack to the surveyed. Where the help of no address
    is reported, helped, committed, nobody and closed_unhelped are missing.
    """
    keys = ["year", *(name for name in by if name != "year")]
    marked = mark_stages(register)
    counts = tally(marked[keys], marked[[*STAGES, "closed", *BESIDE]])
    of_help = ["helped", "committed", "nobody", "closed_unhelped"]
    counts[of_help] = counts[of_help].mask(counts["surveyed"] == counts["unreported"])
    counts["confirmed_share"] = share(counts["confirmed"], counts["surveyed"])
    return counts


def mark_stages(register: Register) -> pd.DataFrame:
    """The dossiers in force as coverage marks them, with what stages each has reached."""
    marked = mark_addresses(register)
    stages = {
        "surveyed": pd.Series(True, marked.index, "bool"),
        "confirmed": is_confirmed(marked),
        "helped": marked["part"],
        "risen": is_risen(marked),
    }
    if register.rest is not None:  # one row of it stands for many addresses
        is_of_rest = marked["address_id"].isna()
        stages |= {
            name: stages[name].astype("Int64").mask(is_of_rest, marked[counted])
            for name, counted in (
                ("surveyed", "addresses"),
                ("confirmed", "confirmed"),
                ("risen", "risen"),
            )
        }
    return marked.assign(**stages)


def is_confirmed(marked: pd.DataFrame) -> "pd.Series[bool]":
    """Has each address a day of confirmation, or a state beyond the survey?"""
    beyond = marked["status"].notna() & ~marked["status"].isin(BEFORE_CONFIRMED)
    return marked["confirmed_on"].notna() | beyond


def is_risen(marked: pd.DataFrame) -> "pd.Series[bool]":
    """Was each address closed by the last known day as risen out of hardship?"""
    return (marked["closed"] == 1) & (marked["closed_reason"] == ClosedReason.RISEN.value)
