"""Histories: what batches did to the rows of a form, one after another, read back from the
versions they left. What a row says is what the last standing batch did to it."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select
from sqlmodel import Session

from actions.versions import TABLES
from intake.plans import SHAPES
from models import Batch, Submission

ORIGIN = Batch.metadata.tables["batch"]
SUBMISSION = Submission.metadata.tables["submission"]
MOST_ASKED = 5000  # numbers in one question: databases bound them
Key = tuple[Any, ...]  # what tells two rows of a form apart, typed as its columns are


def key_of(layout: str, row: RowMapping) -> Key:
    """What tells a version's row from the others of its form."""
    return tuple(row[name] for name in _key_names(layout))


def versions_where(session: Session, layout: str, *wanted: ColumnElement[bool]) -> list[RowMapping]:
    """Versions of a form, each with the batch it came from: origin_id, _name and _undone."""
    table = TABLES[layout]
    came_from = [
        ORIGIN.c.id.label("origin_id"),
        ORIGIN.c.file_name.label("origin_name"),
        ORIGIN.c.undone_at.is_not(None).label("origin_undone"),
    ]
    asked = select(table, *came_from)
    if "submission_id" in table.c:
        asked = asked.join(SUBMISSION, SUBMISSION.c.id == table.c.submission_id, isouter=True)
        asked = asked.join(ORIGIN, ORIGIN.c.id == SUBMISSION.c.batch_id, isouter=True)
    else:
        asked = asked.join(ORIGIN, ORIGIN.c.id == table.c.batch_id, isouter=True)
    return list(session.connection().execute(asked.where(*wanted)).mappings())


def touched_by(session: Session, layout: str, batch_id: int) -> set[Key]:
    """The rows that a batch wrote, or ended by withdrawing them."""
    ended = TABLES[layout].c.superseded_by == batch_id
    met = [
        *versions_where(session, layout, ORIGIN.c.id == batch_id),
        *versions_where(session, layout, ended),
    ]
    return {key_of(layout, row) for row in met}


def standing_of(session: Session, layout: str, keys: set[Key]) -> dict[Key, RowMapping]:
    """The version that stands now of each row of `keys`; none where none does."""
    current = TABLES[layout].c.superseded_at.is_(None)
    return {key_of(layout, row): row for row in _of_keys(session, layout, keys, current)}


def rightful(session: Session, layout: str, keys: set[Key]) -> list[RowMapping]:
    """For each row of `keys` the version that ought to stand: the one that the last standing
    batch wrote; none where that batch withdrew it, or where no standing batch wrote it."""
    wrote: dict[Key, dict[int, RowMapping]] = {key: {} for key in keys}
    ended: dict[Key, set[int]] = {key: set() for key in keys}
    undone: dict[int, bool] = {}
    for row in _of_keys(session, layout, keys):
        key, origin = key_of(layout, row), row["origin_id"] or 0
        wrote[key][origin] = row
        undone[origin] = bool(row["origin_undone"])
        if row["superseded_by"] is not None:
            ended[key].add(row["superseded_by"])
    undone |= _undone(session, {one for said in ended.values() for one in said} - undone.keys())
    found = (_last(wrote[key], ended[key], undone) for key in keys)
    return [row for row in found if row is not None]


def _last(
    wrote: dict[int, RowMapping], ended: set[int], undone: dict[int, bool]
) -> RowMapping | None:
    """What the last batch that stands did: its version, or None."""
    standing = [one for one in {*wrote, *ended} if not undone[one]]
    return wrote.get(max(standing)) if standing else None


def _undone(session: Session, batches: set[int]) -> dict[int, bool]:
    """Of each of the batches, was it undone?"""
    asked = select(ORIGIN.c.id, ORIGIN.c.undone_at.is_not(None))
    found: dict[int, bool] = {}
    for part in _parts(sorted(batches)):
        rows = session.connection().execute(asked.where(ORIGIN.c.id.in_(part)))
        found |= {int(number): bool(undone) for number, undone in rows}
    return found


def _of_keys(
    session: Session, layout: str, keys: set[Key], *wanted: ColumnElement[bool]
) -> Iterable[RowMapping]:
    """The versions of the rows of `keys`, in the order they were written."""
    first = TABLES[layout].c[_key_names(layout)[0]]
    for part in _parts(sorted({key[0] for key in keys})):
        for row in versions_where(session, layout, first.in_(part), *wanted):
            if key_of(layout, row) in keys:
                yield row


def _parts(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[start : start + MOST_ASKED] for start in range(0, len(numbers), MOST_ASKED))


def _key_names(layout: str) -> tuple[str, ...]:
    return ("address_id",) if layout == "addresses" else SHAPES[layout].identity
