"""Rows that are one thing written twice, made one: the cells that are corrected so that both rows
say the same, under the code or the name that was chosen."""

from collections.abc import Iterator
from dataclasses import dataclass

from intake.checks.twins import HOUSEHOLD_STORED, TWINS
from intake.corrections import CellCorrection, Place, get_sent_text
from intake.findings import Finding
from intake.headers.headings import HeaderMap
from intake.pipeline import Arrival

SUPPORTER = ("supporter_name", "supporter_unit_code")


@dataclass(frozen=True)
class Merging:
    """A way to make two one: what it keeps (a code, or a supporter's name), and the cells that are
    corrected."""

    kept: str
    corrections: tuple[CellCorrection, ...]


def list_twins(arrival: Arrival) -> list[Finding]:
    """The questions about rows that may be one thing written twice, in the order of the file."""
    return [finding for finding in arrival.findings if finding.code in TWINS and finding.row]


def list_mergings(headers: HeaderMap, twin: Finding) -> list[Merging]:
    """The ways to make the two one, that of what stood there first before the other."""
    row, other = twin.row or 0, twin.facts.get("other_row")
    if isinstance(other, int):
        return [_merge_rows(headers, other, row), _merge_rows(headers, row, other)]
    kept = str(twin.facts["other"])
    if twin.code == HOUSEHOLD_STORED:
        return [Merging(kept, (CellCorrection(row, "code", kept),))]
    if "supporter_name" not in headers.columns:
        return []
    return [Merging(kept, (CellCorrection(row, "supporter_name", kept),))]


def list_merged_places(arrival: Arrival) -> set[Place]:
    """The cells that making two rows one may correct."""
    if arrival.rows is None:
        return set()
    return {
        (correction.row, correction.field)
        for twin in list_twins(arrival)
        for merging in list_mergings(arrival.rows.headers, twin)
        for correction in merging.corrections
    }


def _merge_rows(headers: HeaderMap, kept: int, merged: int) -> Merging:
    """Both rows as the kept one has them, what it leaves blank as the other has it."""
    corrections = tuple(_iterate_merged_cells(headers, kept, merged))
    named = "code" if "code" in headers.columns else _find_name(headers, kept)
    return Merging(get_sent_text(headers, (kept, named)), corrections)


def _find_name(headers: HeaderMap, row: int) -> str:
    """The field that names the supporter of a row."""
    given = (name for name in SUPPORTER if name in headers.columns)
    return next((name for name in given if get_sent_text(headers, (row, name))), SUPPORTER[0])


def _iterate_merged_cells(headers: HeaderMap, kept: int, merged: int) -> Iterator[CellCorrection]:
    for name in headers.columns:
        own = get_sent_text(headers, (kept, name))
        other = get_sent_text(headers, (merged, name))
        if own == other:
            continue
        if own or name in SUPPORTER:  # a name and a code beside it would name two
            yield CellCorrection(merged, name, own)
        else:
            yield CellCorrection(kept, name, other)
