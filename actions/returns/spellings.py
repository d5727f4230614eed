"""Spellings: how a unit, a task or a choice was written and somebody confirmed it; known from
then on, until the batch it was confirmed with is undone."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from actions.deeds import Deed
from actions.returns.references import get_catalogue_cache
from intake.checks.spellings import make_spelling_field
from intake.checks.units import UnitBook
from intake.corrections import CellCorrection, get_sent_text
from intake.headers.headings import HeaderMap
from intake.headers.layouts import Kind
from intake.pipeline import Arrival
from intake.privacy.personal_numbers import REMOVED
from intake.text.cleaning import convert_to_latin
from intake.text.normalisation import normalise_text
from models import Batch, ConfirmedSpelling, UnitAlias, UserRole
from models.settings import renew_catalogue_token
from models.spellings import list_confirmed_spellings

if TYPE_CHECKING:
    from actions.returns.receive import Preview

READ_AS = "register.unit_read_as"
LONGEST = 200


def save_confirmed_spellings(
    under_way: Deed, batch: Batch, preview: "Preview", *, confirmed: bool
) -> dict[str, str]:
    """Keep the spellings that the secretariat chose a meaning for, and where the file was
    `confirmed` those of units that were asked about; each with what it means. A spelling that may
    have meant another unit before is asked about again instead. Called inside the deed's
    transaction."""
    if under_way.actor.role != UserRole.SECRETARIAT or preview.arrival.rows is None:
        return {}  # an officer answers for one unit, a spelling is read for all
    chosen = [correction for correction in preview.corrections if correction.is_spelling]
    units = _find_units_read_as(preview.arrival) if confirmed else {}
    others: dict[tuple[str, str], str] = {}
    if chosen and preview.header_map is not None:
        units |= _find_chosen_units(chosen, preview.arrival, preview.header_map)
        others = _find_chosen_meanings(chosen, preview.arrival, preview.header_map)
    facts = _save_units(under_way, batch, units) | _save_others(under_way, batch, others)
    if facts:
        renew_catalogue_token(under_way.session)
    return facts


def _find_units_read_as(arrival: Arrival) -> dict[str, int]:
    """The folded spellings that were asked about, and the unit each was read as."""
    units = arrival.rows.frame["unit_id"] if arrival.rows is not None else None
    return {
        normalise_text(finding.value)[:LONGEST]: int(units.loc[finding.row])
        for finding in arrival.findings
        if units is not None
        and finding.code == READ_AS
        and finding.value
        and finding.row is not None
        and finding.row in units.index
    }


def _find_chosen_units(
    chosen: Sequence[CellCorrection], arrival: Arrival, headers: HeaderMap
) -> dict[str, int]:
    """The same of spellings whose unit was chosen."""
    if arrival.rows is None:
        return {}
    units = arrival.rows.frame["unit_id"].dropna()
    return {
        spelling: int(units.loc[correction.row])
        for correction in chosen
        if headers.layout.find_field(correction.field).kind == Kind.UNIT
        and correction.row in units.index
        and (spelling := _fold_sent_text(headers, correction))
    }


def _find_chosen_meanings(
    chosen: Sequence[CellCorrection], arrival: Arrival, headers: HeaderMap
) -> dict[tuple[str, str], str]:
    """The tasks and choices that were chosen, by the form's field and the folded spelling."""
    if arrival.rows is None:
        return {}
    meanings: dict[tuple[str, str], str] = {}
    for correction in chosen:
        kind = headers.layout.find_field(correction.field).kind
        columns = {Kind.TASK: f"{correction.field}_means", Kind.CHOICE: correction.field}
        if kind not in columns:
            continue
        values = arrival.rows.frame[columns[kind]].dropna()
        spelling = _fold_sent_text(headers, correction)
        if spelling and correction.row in values.index:
            field = make_spelling_field(headers.layout.name, correction.field)
            meanings[field, spelling] = str(values.loc[correction.row])
    return meanings


def _fold_sent_text(headers: HeaderMap, correction: CellCorrection) -> str:
    """What the sender wrote in a cell, folded; empty where it tells of a person."""
    text = get_sent_text(headers, (correction.row, correction.field))
    return "" if REMOVED in text else normalise_text(convert_to_latin(text))[:LONGEST]


def _save_units(under_way: Deed, batch: Batch, units: dict[str, int]) -> dict[str, str]:
    if not units:
        return {}
    book = get_catalogue_cache(under_way.session).book
    meanings = {text: unit for text, unit in units.items() if _has_one_meaning(book, text, unit)}
    for text, unit in meanings.items():
        alias = UnitAlias(
            spelling=text,
            unit_id=unit,
            batch_id=batch.id,
            confirmed_by=under_way.actor.code,
            confirmed_at=under_way.now,
        )
        under_way.session.add(alias)
    return {text: book.get_name(unit) for text, unit in meanings.items()}


def _save_others(
    under_way: Deed, batch: Batch, meanings: dict[tuple[str, str], str]
) -> dict[str, str]:
    known = list_confirmed_spellings(under_way.session) if meanings else {}
    fresh = {place: meaning for place, meaning in meanings.items() if place not in known}
    for (field, spelling), meaning in fresh.items():
        spelling_row = ConfirmedSpelling(
            field=field,
            spelling=spelling,
            meaning=meaning,
            batch_id=batch.id or 0,
            confirmed_by=under_way.actor.code,
            confirmed_at=under_way.now,
        )
        under_way.session.add(spelling_row)
    return {spelling: meaning for (_, spelling), meaning in fresh.items()}


def _has_one_meaning(book: UnitBook, text: str, unit_id: int) -> bool:
    """Did the spelling mean nothing at all on the day before the unit began?"""
    before = book.find_meaning(text, book.get_start(unit_id).date() - timedelta(days=1))
    return before.unit_id is None and before.code != "register.unit_ambiguous"
