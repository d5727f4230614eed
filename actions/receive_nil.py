"""Keep a signed nil return: in the whole period nothing arose."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.deeds import deed
from actions.permissions import Actor, Verb
from actions.refusals import Refused
from actions.typed import refuse_unseen
from models import Submission

if TYPE_CHECKING:
    from actions.receive import Letter


def receive_nil(
    engine: Engine, unit_id: int, year: int, *, letter: "Letter", actor: Actor, now: datetime
) -> int:
    """A submission without a file that says "không phát sinh"; gives its number.

    Raises Refused: not_allowed, nil_already (said before and not sent back: pressed twice
    is once), text_unseen.
    """
    refuse_unseen(letter.document_no)
    with deed(engine, actor, Verb.RECEIVE_NIL, now=now) as under_way:
        _check_unsaid(under_way.session, unit_id, year)
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


def _check_unsaid(session: Session, unit_id: int, year: int) -> None:
    said = select(Submission.id).where(
        Submission.unit_id == unit_id,
        Submission.year == year,
        col(Submission.nil),
        col(Submission.batch_id).is_(None),
        col(Submission.superseded_at).is_(None),
        col(Submission.sent_back_at).is_(None),
    )
    if (number := session.exec(said).first()) is not None:
        raise Refused("nil_already", submission=number, year=year)
