"""Undo a batch: the inverse of its plan. Later corrections stay, and are named."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, RowMapping, Table, select, update
from sqlmodel import Session, col

from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.versions import TABLES, Values, add_versions, supersede
from intake.plans import SHAPES
from models import Batch, Submission


@dataclass(frozen=True)
class Undone:
    """What an undo did: rows taken back, earlier versions restored, and the rows it left
    because a later batch had corrected them, with those batches' file names."""

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
    table, number = TABLES[batch.layout], batch.id or 0
    written = _written_by(session, batch.layout, number)
    current = [row for row in written if row["superseded_at"] is None]
    corrected = {row["superseded_by"] for row in written if row["superseded_by"] is not None}
    supersede(session, table, ids=[row["id"] for row in current], by=None, now=now)
    restored = _earlier_versions(session, batch.layout, current, undone=number)
    add_versions(session, table, [_as_current(row, now=now) for row in restored])
    names = select(col(Batch.file_name)).where(col(Batch.id).in_(corrected)).order_by(col(Batch.id))
    return Undone(
        batch_id=number,
        taken_back=len(current),
        restored=len(restored),
        kept=len(written) - len(current),
        kept_by=tuple(session.connection().execute(names).scalars()),
    )


def _written_by(session: Session, layout: str, batch_id: int) -> list[RowMapping]:
    table = TABLES[layout]
    asked = select(table)
    if layout == "results":
        submission = Submission.metadata.tables["submission"]
        asked = asked.join(submission, submission.c.id == table.c.submission_id)
        asked = asked.where(submission.c.batch_id == batch_id)
    else:
        asked = asked.where(table.c.batch_id == batch_id)
    return list(session.connection().execute(asked).mappings())


def _earlier_versions(
    session: Session, layout: str, rows: list[RowMapping], *, undone: int
) -> list[RowMapping]:
    """For each row taken back, the version that stood before it, by a batch that stands."""
    table = TABLES[layout]
    found: list[RowMapping] = []
    pending = {undone: {_key(layout, row) for row in rows}}
    while pending:
        by, wanted = pending.popitem()
        asked = select(table).where(table.c.superseded_by == by)
        for row in session.connection().execute(asked).mappings():
            if _key(layout, row) not in wanted:
                continue
            origin = _undone_origin(session, table, row)
            if origin is None:
                found.append(row)
            else:
                pending.setdefault(origin, set()).add(_key(layout, row))
    return found


def _undone_origin(session: Session, table: Table, row: RowMapping) -> int | None:
    """The row's own batch, if that was undone."""
    origin = Batch.metadata.tables["batch"]
    asked = select(origin.c.id).where(origin.c.undone_at.is_not(None))
    if "submission_id" in table.c:
        submission = Submission.metadata.tables["submission"]
        asked = asked.join(submission, submission.c.batch_id == origin.c.id)
        asked = asked.where(submission.c.id == row["submission_id"])
    else:
        asked = asked.where(origin.c.id == row["batch_id"])
    number: int | None = session.connection().execute(asked).scalar()
    return number


def _key(layout: str, row: RowMapping) -> tuple[object, ...]:
    names = ("address_id",) if layout == "addresses" else SHAPES[layout].identity
    return tuple(row[name] for name in names)


def _as_current(row: RowMapping, *, now: datetime) -> Values:
    copy = {name: value for name, value in row.items() if name != "id"}
    return copy | {"recorded_at": now, "superseded_at": None, "superseded_by": None}
