"""Placing: the register of some years as a terminal asks for it, each address in its commune."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from indicators.structure import find_homes, place_register
from models.snapshots import Catalogue, Register, catalogue_of, records_of, register_in


def find_register(
    session: Session, years: Sequence[int], as_of: date, *, catalogue: Catalogue | None = None
) -> Register:
    """The register of `years` as known at the end of `as_of`, each address under its commune of
    the period's last day, or of `as_of` if that is earlier."""
    known = catalogue or catalogue_of(session, as_of)
    records = records_of(session)
    register = register_in(records, years, as_of, catalogue=known)
    return place_register(register, find_homes(records, catalogue_of(session, None)))
