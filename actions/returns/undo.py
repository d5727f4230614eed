"""Undo a batch: the inverse of its plan. Later corrections stay, and are named."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, RowMapping, Table, update
from sqlmodel import Session, col

from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.returns.batch_history import (
    find_keys_of_batch,
    find_rightful_versions,
    find_standing_versions,
    get_key,
)
from actions.versions import TABLES, Values, add_versions, supersede
from models import Batch, Submission
from models.batches import NIL
from models.settings import renew_catalogue_token
from models.spellings import delete_spellings_of_batch


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
    """Take back everything a batch wrote, and the spellings that were confirmed with it.
    Raises Refused: batch_unknown, batch_undone."""
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
        forgotten = delete_spellings_of_batch(session, batch_id)
        if forgotten:
            renew_catalogue_token(session)
        session.execute(
            update(Submission)
            .where(col(Submission.batch_id) == batch_id, col(Submission.superseded_at).is_(None))
            .values(superseded_at=now)
        )
        under_way.tell(
            f"batch {batch_id}",
            before={"file": batch.file_name, "digest": batch.digest},
            after={
                "taken_back": done.taken_back,
                "restored": done.restored,
                "kept": done.kept,
                **({"spellings_forgotten": forgotten} if forgotten else {}),
            },
        )
        return done


def _take_back(session: Session, batch: Batch, *, now: datetime) -> Undone:
    """Leave each row that the batch touched as if the batch had never come."""
    layout = "results" if batch.layout == NIL else batch.layout
    table, number = TABLES[layout], batch.id or 0
    touched = find_keys_of_batch(session, layout, number)
    standing = find_standing_versions(session, layout, touched)
    own = [row for row in standing.values() if row["origin_id"] == number]
    later = [row for row in standing.values() if row["origin_id"] != number]
    supersede(session, table, ids=[row["id"] for row in own], by=None, now=now)
    restored = find_rightful_versions(
        session, layout, touched - {get_key(layout, row) for row in later}
    )
    add_versions(session, table, [_copy_as_current(row, table, now=now) for row in restored])
    names = dict(sorted((row["origin_id"] or 0, row["origin_name"] or "") for row in later))
    return Undone(
        batch_id=number,
        taken_back=len(own),
        restored=len(restored),
        kept=len(later),
        kept_by=tuple(names.values()),
    )


def _copy_as_current(row: RowMapping, table: Table, *, now: datetime) -> Values:
    copy = {column.name: row[column.name] for column in table.c if column.name != "id"}
    return copy | {"recorded_at": now, "superseded_at": None, "superseded_by": None}
