"""Scope: what a unit officer's file is compared with, and no row of another unit's.

The rows themselves are judged in intake/checks/register.py; here what stands is narrowed, so that
no finding, comparison or question about missing rows can say anything of others.
"""

from dataclasses import replace

import pandas as pd
from sqlmodel import Session

from intake.references import References
from models.addresses import find_current_dossiers

UNIT_COLUMNS = ("unit_id", "commune_id")


def filter_own_rows(
    session: Session, references: References, *, layout: str, codes: list[str]
) -> References:
    """`references` for the officer of `own_unit` alone; unchanged where there is none.

    `codes` are the addresses that the file names; whatever stands of those that the unit
    neither keeps nor has helped is left out, so that nothing can tell which of them exist.
    """
    if references.own_unit is None:
        return references
    units = references.units
    own = units.loc[units["code"] == references.own_unit, "unit_id"]
    dossiers = find_current_dossiers(session, codes)
    keeps = dossiers["commune_id"].isin(own)
    own_codes, others = (frozenset(dossiers.loc[chosen, "code"]) for chosen in (keeps, ~keeps))
    addresses, stored = references.addresses, references.stored
    known = addresses["code"].isin(own_codes)
    if layout == "results":
        assigned = references.assignments
        mine = assigned.loc[assigned["unit_id"].isin(own), "assignment_id"]
        stored = stored[stored["assignment_id"].isin(mine)]
    elif layout == "addresses":
        stored = stored[stored["commune_id"].isin(own)]
    else:
        by_own = stored["supporter_key"] == references.own_unit
        stored = stored[by_own | stored["address_id"].isin(addresses.loc[known, "address_id"])]
        known |= addresses["address_id"].isin(stored["address_id"])
    return replace(
        references,
        addresses=addresses[known].reset_index(drop=True),
        stored=stored.reset_index(drop=True),
        earlier=_filter_units(references.earlier, own),
        unsent=_filter_units(references.unsent, own),
        dossiers=_filter_units(references.dossiers, own),
        own_addresses=own_codes,
        others=others,
    )


def _filter_units(frame: pd.DataFrame | None, own: pd.Series) -> pd.DataFrame | None:
    """The rows of the own unit; a frame that names no unit has none."""
    if frame is None:
        return None
    named = next((name for name in UNIT_COLUMNS if name in frame), None)
    mine = frame[named].isin(own) if named else pd.Series(False, index=frame.index)
    return frame[mine].reset_index(drop=True)
