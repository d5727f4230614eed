"""Kept: a batch somebody asks to see again, if it is theirs. Asked of the database each time:
an open page may be older than the rights of whoever sits before it."""

import pandas as pd
from sqlmodel import Session

from actions.permissions import Actor, Verb, check_still, may
from models import Batch
from models.submissions import batches_of_unit


def kept_batch(session: Session, actor: Actor, number: int) -> Batch | None:
    """The batch `number`; None where there is none, or it is another unit's.

    Raises Refused: not_allowed, rights_changed.
    """
    check_still(session, actor, Verb.RECEIVE)
    own = actor.unit_code
    if own is not None and number not in batches_of_unit(session, own, by=actor.code):
        return None
    return session.get(Batch, number)


def kept_batches(session: Session, actor: Actor, batches: pd.DataFrame) -> pd.DataFrame:
    """Those of `batches` (batch_id …) that are the actor's to see."""
    if not may(actor, Verb.RECEIVE):
        return batches.iloc[:0]
    if actor.unit_code is None:
        return batches
    own = batches_of_unit(session, actor.unit_code, by=actor.code)
    return batches[batches["batch_id"].isin(own)].reset_index(drop=True)
