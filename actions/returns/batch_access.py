"""A batch that somebody asks to see again, if it is theirs. Asked of the database each time:
an open page may be older than the rights of whoever sits before it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pandas as pd
from sqlmodel import Session

from actions.permissions import Actor, Verb, check_still, may
from intake.pipeline import detect_layouts
from intake.tables import Unreadable, Upload
from models import Batch, UserRole
from models.batches import find_sheets_of_digest, select_batches_of_a_sheet
from models.submissions import find_batches_of_unit
from models.units import find_last_unit

FETCHED_BY = {"layout", "rows_left", "unit_id"}  # what decides of a batch who fetches its copy


def find_own_batch(session: Session, actor: Actor, number: int) -> Batch | None:
    """The batch `number`; None where there is none, or it is another unit's.

    Raises Refused: not_allowed, rights_changed.
    """
    check_still(session, actor, Verb.RECEIVE)
    if not select_own_batches(session, actor, [number]):
        return None
    return session.get(Batch, number)


def load_own_copy(session: Session, actor: Actor, number: int) -> bytes:
    """The bytes that were kept of it; none where `may_fetch` says no.
    Raises as `find_own_batch`."""
    batch = find_own_batch(session, actor, number)
    if batch is None or not may_fetch(actor, batch.model_dump(include=FETCHED_BY)):
        return b""
    return batch.content


def may_fetch(actor: Actor, batch: Mapping[Any, Any]) -> bool:
    """May the actor fetch the copy of a batch that is theirs (FETCHED_BY)? Not a unit's
    officer while rows were left out of it: of the register, since what was erased is taken
    out of the copy, so what lacks would tell; nor of a file that the unit did not send itself,
    since they may be another unit's."""
    if actor.role != UserRole.UNIT_OFFICER or not batch["rows_left"]:
        return True
    return batch["layout"] == "results" and bool(pd.notna(batch["unit_id"]))


def filter_own_batches(session: Session, actor: Actor, batches: pd.DataFrame) -> pd.DataFrame:
    """Those of `batches` (batch_id …) that are the actor's to see."""
    own = select_own_batches(session, actor, batches["batch_id"].tolist())
    return batches[batches["batch_id"].isin(own)].reset_index(drop=True)


def select_own_batches(session: Session, actor: Actor, numbers: Collection[int]) -> list[int]:
    """Those of the batches `numbers` that are the actor's to see: the secretariat's are all, an
    officer's those of the own unit."""
    if not may(actor, Verb.RECEIVE):
        return []
    if actor.role != UserRole.UNIT_OFFICER:
        return list(numbers)
    units_own = find_batches_of_unit(session, actor.unit_code or "", receiver_id=actor.user_id)
    own = [*{*numbers} & {*units_own}]
    apart = select_batches_of_a_sheet(session, own)
    return [number for number in own if number not in apart or _is_whole_workbook(session, number)]


def find_sending_unit(session: Session, actor: Actor, day: date) -> int | None:
    """The id of the unit that the actor sends for on `day`: it is kept with a batch, and decides
    from then on whose that is. None of an actor who sends for no unit."""
    if actor.role != UserRole.UNIT_OFFICER:
        return None
    unit = find_last_unit(session, actor.unit_code or "", day)
    return unit.id if unit is not None else None


def _is_whole_workbook(session: Session, number: int) -> bool:
    """Was every sheet of the workbook received? Of one that the unit did not send itself, a sheet
    that was left aside may be of anybody, and would be fetched with the others."""
    batch = session.get_one(Batch, number)
    if batch.unit_id is not None or not batch.content:
        return True
    try:
        sheets = detect_layouts(Upload(batch.file_name, batch.content))
    except Unreadable:
        return False
    return {sheet.table.sheet for sheet in sheets} <= find_sheets_of_digest(session, batch.digest)
