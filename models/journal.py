"""The journal: who did what, when, from what to what. Append only, chained by digest."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, col, select

from models.record import Instant, Record

GENESIS = "0" * 64


class Entry(Record, table=True):
    """Một dòng nhật ký. `previous` is the digest of the entry before: a chain has no fork,
    so two entries can never claim the same one."""

    __table_args__ = (UniqueConstraint("previous"), UniqueConstraint("digest"))

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=64)
    verb: str = Field(max_length=32)
    subject: str = Field(max_length=200)
    before: str  # JSON
    after: str  # JSON
    previous: str = Field(max_length=64)
    digest: str = Field(max_length=64)


def entry_digest(entry: Entry) -> str:
    """sha256 over all that an entry says and the digest of the one before it."""
    said = [entry.at.astimezone(UTC).isoformat(), entry.actor, entry.verb, entry.subject]
    told = json.dumps([*said, entry.before, entry.after, entry.previous], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def canonical(facts: Mapping[str, object]) -> str:
    """Facts as JSON, the same text for the same facts."""
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True, default=str)


def last_digest(session: Session) -> str:
    """The digest the next entry has to carry as `previous`."""
    newest = select(Entry.digest).order_by(col(Entry.id).desc()).limit(1)
    return session.exec(newest).first() or GENESIS


def broken_links(session: Session) -> list[int]:
    """Ids of entries whose digest or whose link to the entry before does not hold."""
    broken, previous = [], GENESIS
    for entry in session.exec(select(Entry).order_by(col(Entry.id))):
        if entry.previous != previous or entry.digest != entry_digest(entry):
            broken.append(entry.id or 0)
        previous = entry.digest
    return broken
