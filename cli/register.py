"""Placing: the register of some years as a terminal asks for it, each address in its commune."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from indicators.structure import find_homes, place_register
from models.snapshots import Catalogue, Register, read_catalogue, read_records, select_register


def find_register(
    session: Session, years: Sequence[int], as_of: date, *, catalogue: Catalogue | None = None
) -> Register:
    """The register of `years` as known at the end of `as_of`, each address under its commune of
    the period's last day, or of `as_of` if that is earlier."""
    known = catalogue or read_catalogue(session, as_of)
    records = read_records(session)
    register = select_register(records, years, as_of, catalogue=known)
    return place_register(register, find_homes(records.dossiers, read_catalogue(session, None)))
