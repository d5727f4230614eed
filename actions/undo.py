"""Undo a batch: the inverse of its plan. Later corrections stay, and are named."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, RowMapping, Table, select, update
from sqlmodel import Session, col

from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.versions import TABLES, Values, add_versions, supersede
from intake.plans import SHAPES
from models import Batch, Submission

ORIGIN = Batch.metadata.tables["batch"]
SUBMISSION = Submission.metadata.tables["submission"]
MOST_ASKED = 5000  # numbers in one question: databases bound them
Key = tuple[Any, ...]  # what tells two rows of a form apart, typed as its columns are


@dataclass(frozen=True)
class Undone:
    """What an undo did: rows taken back, earlier versions restored, and the rows it left
    because another batch corrected them and still stands, with those batches' file names."""

    batch_id: int
    taken_back: int
    restored: int
    kept: int
    kept_by: tuple[str, ...]


def undo(engine: Engine, batch_id: int, *, actor: Actor, now: datetime) -> Undone:
    """Take back everything a batch wrote. Raises Refused: batch_unknown, batch_undone."""
    with deed(engine, actor, Verb.UNDO, now=now) as under_way:
        session = under_way.session
        batch = session.get(Batch, batch_id)
        if batch is None:
            raise Refused("batch_unknown", batch=batch_id)
        if batch.undone_at is not None:
            raise Refused("batch_undone", batch=batch_id)
        batch.undone_at, batch.undone_by = now, actor.code
        session.flush()
        done = _take_back(session, batch, now=now)
        session.execute(
            update(Submission)
            .where(col(Submission.batch_id) == batch_id, col(Submission.superseded_at).is_(None))
            .values(superseded_at=now)
        )
        under_way.tell(
            f"batch {batch_id}",
            before={"file": batch.file_name, "digest": batch.digest},
            after={"taken_back": done.taken_back, "restored": done.restored, "kept": done.kept},
        )
        return done


def _take_back(session: Session, batch: Batch, *, now: datetime) -> Undone:
    table, layout, number = TABLES[batch.layout], batch.layout, batch.id or 0
    written = _asked(session, layout, ORIGIN.c.id == number)
    current = [row for row in written if row["superseded_at"] is None]
    supersede(session, table, ids=[row["id"] for row in current], by=None, now=now)
    taken = {_key(layout, row) for row in current}
    written_keys = {_key(layout, row) for row in written}
    withdrawn = _ended_by(session, layout, number) - written_keys
    later = _standing(session, layout, (written_keys | withdrawn) - taken)
    missing = taken | (withdrawn - {_key(layout, row) for row in later})
    restored = _earlier_versions(session, layout, missing, undone=number)
    add_versions(session, table, [_as_current(row, table, now=now) for row in restored])
    return Undone(
        batch_id=number,
        taken_back=len(current),
        restored=len(restored),
        kept=len(later),
        kept_by=tuple(
            dict(sorted((row["origin_id"], row["origin_name"]) for row in later)).values()
        ),
    )


def _ended_by(session: Session, layout: str, number: int) -> set[Key]:
    """What a batch ended, by a row of its own or by withdrawing it."""
    ended = _asked(session, layout, TABLES[layout].c.superseded_by == number)
    return {_key(layout, row) for row in ended}


def _asked(session: Session, layout: str, *wanted: ColumnElement[bool]) -> list[RowMapping]:
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


def _earlier_versions(
    session: Session, layout: str, keys: set[Key], *, undone: int
) -> list[RowMapping]:
    """For each of `keys`, the version that stood before the batch, by a batch that stands."""
    found: list[RowMapping] = []
    pending = {undone: keys}
    while pending:
        by, wanted = pending.popitem()
        for row in _asked(session, layout, TABLES[layout].c.superseded_by == by):
            if _key(layout, row) not in wanted:
                continue
            if row["origin_undone"]:
                pending.setdefault(row["origin_id"], set()).add(_key(layout, row))
            else:
                found.append(row)
    return found


def _standing(session: Session, layout: str, keys: set[Key]) -> list[RowMapping]:
    """The versions that stand now of what `keys` tell apart."""
    table = TABLES[layout]
    first, found = table.c[_key_names(layout)[0]], []
    numbers = sorted({key[0] for key in keys})
    for start in range(0, len(numbers), MOST_ASKED):
        part = first.in_(numbers[start : start + MOST_ASKED])
        for row in _asked(session, layout, table.c.superseded_at.is_(None), part):
            if _key(layout, row) in keys:
                found.append(row)
    return found


def _key_names(layout: str) -> tuple[str, ...]:
    return ("address_id",) if layout == "addresses" else SHAPES[layout].identity


def _key(layout: str, row: RowMapping) -> Key:
    return tuple(row[name] for name in _key_names(layout))


def _as_current(row: RowMapping, table: Table, *, now: datetime) -> Values:
    copy = {column.name: row[column.name] for column in table.c if column.name != "id"}
    return copy | {"recorded_at": now, "superseded_at": None, "superseded_by": None}
