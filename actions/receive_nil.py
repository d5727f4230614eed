"""Keep a signed nil return: in the whole period nothing arose."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from actions.deeds import deed
from actions.permissions import Actor, Verb
from models import Submission

if TYPE_CHECKING:
    from actions.receive import Letter


def receive_nil(
    engine: Engine, unit_id: int, year: int, *, letter: "Letter", actor: Actor, now: datetime
) -> int:
    """A submission without a file that says "không phát sinh"; gives its number."""
    with deed(engine, actor, Verb.RECEIVE_NIL, now=now) as under_way:
        kept = Submission(
            unit_id=unit_id,
            year=year,
            document_no=letter.document_no,
            document_on=letter.document_on,
            sent_on=letter.sent_on,
            received_on=letter.received_on,
            nil=True,
            recorded_at=now,
        )
        under_way.session.add(kept)
        under_way.session.flush()
        under_way.tell(f"submission {kept.id}", before={}, after={"unit": unit_id, "year": year})
        return kept.id or 0
