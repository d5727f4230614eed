"""Write a reminder into the ledger: a letter, a call, a promised day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from actions.deeds import deed
from actions.permissions import Actor, Verb
from models import Reminder


@dataclass(frozen=True)
class Reminding:
    """What was sent to a unit about its report of a year."""

    unit_id: int
    year: int
    channel: str
    sent_on: date
    letter_no: str | None = None
    promised_on: date | None = None


def remind(engine: Engine, said: Reminding, *, actor: Actor, now: datetime) -> int:
    """Keep the reminder; gives its number."""
    with deed(engine, actor, Verb.REMIND, now=now) as under_way:
        kept = Reminder(
            unit_id=said.unit_id,
            year=said.year,
            letter_no=said.letter_no,
            channel=said.channel,
            sent_on=said.sent_on,
            promised_on=said.promised_on,
            recorded_by=actor.code,
            recorded_at=now,
        )
        under_way.session.add(kept)
        under_way.session.flush()
        under_way.tell(f"reminder {kept.id}", before={}, after={"sent_on": said.sent_on})
        return kept.id or 0
