"""Histories: what batches did to the rows of a form, one after another, read back from the
versions they left. What a row says is what the last standing batch did to it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select
from sqlmodel import Session

from actions.versions import TABLES
from intake.change_plan import SHAPES
from models import Batch, Submission

ORIGIN = Batch.metadata.tables["batch"]
SUBMISSION = Submission.metadata.tables["submission"]
MOST_ASKED = 5000  # numbers in one question: databases bound them
Key = tuple[Any, ...]  # what tells two rows of a form apart, typed as its columns are


def get_key(layout: str, row: RowMapping) -> Key:
    """What tells a version's row from the others of its form."""
    return tuple(row[name] for name in _get_key_names(layout))


def find_versions(session: Session, layout: str, *wanted: ColumnElement[bool]) -> list[RowMapping]:
    """Versions of a form, each with the batch it came from: origin_id, _name and _undone."""
    table = TABLES[layout]
    came_from = [
        ORIGIN.c.id.label("origin_id"),
        ORIGIN.c.file_name.label("origin_name"),
        ORIGIN.c.undone_at.is_not(None).label("origin_undone"),
    ]
    query = select(table, *came_from)
    if "submission_id" in table.c:
        query = query.join(SUBMISSION, SUBMISSION.c.id == table.c.submission_id, isouter=True)
        query = query.join(ORIGIN, ORIGIN.c.id == SUBMISSION.c.batch_id, isouter=True)
    else:
        query = query.join(ORIGIN, ORIGIN.c.id == table.c.batch_id, isouter=True)
    return list(session.connection().execute(query.where(*wanted)).mappings())


def find_keys_of_batch(session: Session, layout: str, batch_id: int) -> set[Key]:
    """The rows that a batch wrote, or ended by withdrawing them."""
    ended = TABLES[layout].c.superseded_by == batch_id
    versions = [
        *find_versions(session, layout, ORIGIN.c.id == batch_id),
        *find_versions(session, layout, ended),
    ]
    return {get_key(layout, row) for row in versions}


def find_standing_versions(session: Session, layout: str, keys: set[Key]) -> dict[Key, RowMapping]:
    """The version that stands now of each row of `keys`; none where none does."""
    current = TABLES[layout].c.superseded_at.is_(None)
    return {
        get_key(layout, row): row for row in _find_versions_of_keys(session, layout, keys, current)
    }


def find_rightful_versions(session: Session, layout: str, keys: set[Key]) -> list[RowMapping]:
    """For each row of `keys` the version that ought to stand: the one that the last standing
    batch wrote; none where that batch withdrew it, or where no standing batch wrote it."""
    wrote: dict[Key, dict[int, RowMapping]] = {key: {} for key in keys}
    ended: dict[Key, set[int]] = {key: set() for key in keys}
    undone: dict[int, bool] = {}
    for row in _find_versions_of_keys(session, layout, keys):
        key, origin = get_key(layout, row), row["origin_id"] or 0
        wrote[key][origin] = row
        undone[origin] = bool(row["origin_undone"])
        if row["superseded_by"] is not None:
            ended[key].add(row["superseded_by"])
    undone |= _find_undone_batches(
        session, {batch for batches in ended.values() for batch in batches} - undone.keys()
    )
    versions = (_choose_version(wrote[key], ended[key], undone) for key in keys)
    return [row for row in versions if row is not None]


def _choose_version(
    wrote: dict[int, RowMapping], ended: set[int], undone: dict[int, bool]
) -> RowMapping | None:
    """What the last batch that stands did: its version, or None."""
    standing = [batch for batch in {*wrote, *ended} if not undone[batch]]
    return wrote.get(max(standing)) if standing else None


def _find_undone_batches(session: Session, batches: set[int]) -> dict[int, bool]:
    """Of each of the batches, was it undone?"""
    query = select(ORIGIN.c.id, ORIGIN.c.undone_at.is_not(None))
    results: dict[int, bool] = {}
    for part in _split_numbers(sorted(batches)):
        rows = session.connection().execute(query.where(ORIGIN.c.id.in_(part)))
        results |= {int(number): bool(undone) for number, undone in rows}
    return results


def _find_versions_of_keys(
    session: Session, layout: str, keys: set[Key], *wanted: ColumnElement[bool]
) -> Iterable[RowMapping]:
    """The versions of the rows of `keys`, in the order they were written."""
    first = TABLES[layout].c[_get_key_names(layout)[0]]
    for part in _split_numbers(sorted({key[0] for key in keys})):
        for row in find_versions(session, layout, first.in_(part), *wanted):
            if get_key(layout, row) in keys:
                yield row


def _split_numbers(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[start : start + MOST_ASKED] for start in range(0, len(numbers), MOST_ASKED))


def _get_key_names(layout: str) -> tuple[str, ...]:
    return ("address_id",) if layout == "addresses" else SHAPES[layout].identity
