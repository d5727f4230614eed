"""Kept: a batch somebody asks to see again, if it is theirs. Asked of the database each time:
an open page may be older than the rights of whoever sits before it."""

import pandas as pd
from sqlmodel import Session

from actions.permissions import Actor, Verb, check_still, may
from intake.arrivals import recognised_sheets
from intake.tables import Unreadable, Upload
from models import Batch
from models.batches import find_sheets_of_digest, select_batches_of_a_sheet
from models.submissions import find_batches_of_unit


def kept_batch(session: Session, actor: Actor, number: int) -> Batch | None:
    """The batch `number`; None where there is none, or it is another unit's.

    Raises Refused: not_allowed, rights_changed.
    """
    check_still(session, actor, Verb.RECEIVE)
    if actor.unit_code is not None and number not in _own(session, actor):
        return None
    return session.get(Batch, number)


def kept_copy(session: Session, actor: Actor, number: int) -> bytes:
    """The bytes that were kept of it; none where `fetchable` says no. Raises as `kept_batch`."""
    batch = kept_batch(session, actor, number)
    if batch is None or not fetchable(actor, layout=batch.layout, left=batch.rows_left):
        return b""
    return batch.content


def fetchable(actor: Actor, *, layout: str, left: int) -> bool:
    """May the actor fetch the copy of a batch that is theirs? Not a unit's officer while rows of
    the register wait in it: what was erased is taken out of the copy, so what lacks would tell."""
    return actor.unit_code is None or layout == "results" or not left


def kept_batches(session: Session, actor: Actor, batches: pd.DataFrame) -> pd.DataFrame:
    """Those of `batches` (batch_id …) that are the actor's to see."""
    if not may(actor, Verb.RECEIVE):
        return batches.iloc[:0]
    if actor.unit_code is None:
        return batches
    return batches[batches["batch_id"].isin(_own(session, actor))].reset_index(drop=True)


def _own(session: Session, actor: Actor) -> set[int]:
    """The numbers of the batches that are the actor's unit's own."""
    numbers = find_batches_of_unit(session, actor.unit_code or "", by=actor.code)
    apart = select_batches_of_a_sheet(session, numbers)
    return set(numbers) - {one for one in apart if not _all_received(session, one, actor)}


def _all_received(session: Session, number: int, actor: Actor) -> bool:
    """Was every sheet of the workbook received? One that was left aside may be of anybody, and
    would be fetched with the others."""
    batch = session.get_one(Batch, number)
    if batch.received_by == actor.code or not batch.content:
        return True
    try:
        sheets = recognised_sheets(Upload(batch.file_name, batch.content))
    except Unreadable:
        return False
    return {one.table.sheet for one in sheets} <= find_sheets_of_digest(session, batch.digest)
