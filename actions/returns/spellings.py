"""Spellings: how a unit was written and somebody confirmed it; known from then on."""

from datetime import timedelta

from actions.deeds import Deed
from actions.returns.references import get_catalogue_cache
from intake.checks.units import UnitBook
from intake.pipeline import Arrival
from intake.text.normalisation import normalise_text
from models import UnitAlias, UserRole
from models.settings import renew_catalogue_token

READ_AS = "register.unit_read_as"
LONGEST = 200


def save_confirmed_aliases(under_way: Deed, arrival: Arrival) -> dict[str, str]:
    """Keep the spellings that the secretariat confirmed with this file, each with its unit's
    name; a spelling that may have meant another unit before is asked about again instead.
    Called inside the deed's transaction."""
    if under_way.actor.role != UserRole.SECRETARIAT or arrival.rows is None:
        return {}  # an officer answers for one unit, a spelling is read for all
    units = arrival.rows.frame["unit_id"]
    read = {
        normalise_text(finding.value)[:LONGEST]: int(units.loc[finding.row])
        for finding in arrival.findings
        if finding.code == READ_AS
        and finding.value
        and finding.row is not None
        and finding.row in units.index
    }
    if not read:
        return {}
    book = get_catalogue_cache(under_way.session).book
    meanings = {text: unit for text, unit in read.items() if _has_one_meaning(book, text, unit)}
    for text, unit in meanings.items():
        alias = UnitAlias(
            spelling=text,
            unit_id=unit,
            confirmed_by=under_way.actor.code,
            confirmed_at=under_way.now,
        )
        under_way.session.add(alias)
    if meanings:
        renew_catalogue_token(under_way.session)
    return {text: book.get_name(unit) for text, unit in meanings.items()}


def _has_one_meaning(book: UnitBook, text: str, unit_id: int) -> bool:
    """Did the spelling mean nothing at all on the day before the unit began?"""
    before = book.find_meaning(text, book.get_start(unit_id).date() - timedelta(days=1))
    return before.unit_id is None and before.code != "register.unit_ambiguous"
