"""Withdraw: end the stored rows that a sender sends no longer, when the clerk says so."""

from actions.deeds import Deed
from actions.versions import TABLES, supersede
from intake.pipeline import Arrival
from models import Batch


def supersede_unsent_rows(under_way: Deed, batch: Batch, arrival: Arrival) -> int:
    """Ends them by this batch, so that its undo brings them back; answers how many.
    Called inside the deed's transaction."""
    ids = [int(number) for number in arrival.unsent_rows["stored_id"]]
    supersede(under_way.session, TABLES[batch.layout], ids=ids, by=batch.id, now=under_way.now)
    return len(ids)
