"""The journal: who did what, when, from what to what. Append only, chained by digest."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import ColumnElement, Row, UniqueConstraint, case, func
from sqlmodel import Field, Session, col, select

from models.frames import read_frame, select_columns
from models.record import AS_JSON, Instant, Record
from models.spans import end_of_day
from models.stored_values import build_unreadable_condition

GENESIS = "0" * 64
MISTYPED = 3  # digits of 20 that somebody who copies them may get wrong


class Entry(Record, table=True):
    """Một dòng nhật ký. `previous` is the digest of the entry before: a chain has no fork,
    so two entries can never claim the same one."""

    __table_args__ = (UniqueConstraint("previous"), UniqueConstraint("digest"))

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=64)
    verb: str = Field(max_length=32)
    subject: str = Field(max_length=200)
    before: str = Field(sa_column_kwargs=AS_JSON)
    after: str = Field(sa_column_kwargs=AS_JSON)
    previous: str = Field(max_length=64)
    digest: str = Field(max_length=64)


class JournalHead(Record, table=True):
    """One row, written with each entry: how many there are, and the last one's digest. A
    removed tail breaks no link of the chain; this remembers it."""

    __tablename__ = "journal_head"

    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    entries: int
    digest: str = Field(max_length=64)


CHAINED = ("actor", "verb", "subject", "before", "after", "previous")


def compute_entry_digest(entry: Entry) -> str:
    """sha256 over all that an entry says and the digest of the one before it."""
    return _compute_digest(entry.at, [getattr(entry, name) for name in CHAINED])


def _compute_digest(at: datetime, texts: Sequence[str]) -> str:
    actor, verb, subject, before, after, previous = texts
    head = [at.astimezone(UTC).isoformat(), actor, verb, subject]
    content = json.dumps([*head, before, after, previous], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def format_facts(facts: Mapping[str, object]) -> str:
    """Facts as JSON, the same text for the same facts."""
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True, default=str)


def find_last_digest(session: Session) -> str:
    """The digest the next entry has to carry as `previous`."""
    newest = select(Entry.digest).order_by(col(Entry.id).desc()).limit(1)
    return session.exec(newest).first() or GENESIS


def find_latest_number(session: Session) -> int:
    """The number of the last entry; 0 where there is none."""
    return session.exec(select(func.max(Entry.id))).one() or 0


def list_deeds_since(session: Session, entry: int) -> list[tuple[str, str, str]]:
    """The verb, the subject and the facts after it of every entry after the one numbered
    `entry`."""
    statement = select(Entry.verb, Entry.subject, Entry.after).where(col(Entry.id) > entry)
    return list(session.exec(statement.order_by(col(Entry.id))).all())


def find_latest_moment(session: Session, as_of: date) -> datetime | None:
    """The moment of the latest entry by the end of `as_of`; None where there is none."""
    return session.exec(select(func.max(Entry.at)).where(col(Entry.at) < end_of_day(as_of))).one()


def add_entry(session: Session, entry: Entry) -> None:
    """Chain `entry` to the one before it, keep it, and move the head on to it."""
    entry.previous = find_last_digest(session)
    entry.digest = compute_entry_digest(entry)
    session.add(entry)
    head = session.get(JournalHead, 1) or JournalHead(entries=0, digest=GENESIS)
    head.entries, head.digest = head.entries + 1, entry.digest
    session.add(head)


class FaultKind(StrEnum):
    """What is wrong with the journal, and how it is known."""

    ALTERED = "altered"  # an entry no longer says what its digest was taken of
    BROKEN = "broken"  # the one before it was removed, or it stands in another place
    TAIL = "tail"  # the head knows more entries than there are, or another last one
    ANCHOR = "anchor"  # a digest written down outside the database is not where it was


class JournalFault(NamedTuple):
    """One fault; `entry` is the id of the entry it shows at, or the count for an anchor."""

    kind: FaultKind
    entry: int


class Anchor(NamedTuple):
    """How many entries there were at a moment, and the digest of the last of them."""

    entries: int
    digest: str


class DatedAnchor(NamedTuple):
    """An anchor, and the moment of the last of its entries."""

    entries: int
    digest: str
    at: datetime


class JournalCheck(NamedTuple):
    """The whole journal read: its head now, every fault in it, and the anchors that it does
    not hold."""

    head: Anchor
    faults: tuple[JournalFault, ...]
    lost: frozenset[Anchor] = frozenset()


def check_journal(session: Session, anchors: Iterable[Anchor] = ()) -> JournalCheck:
    """Read every entry in its order and hold it against its digest, the one before, the
    head kept in this database and the `anchors` kept outside it; of those the digest may be
    its beginning alone, as a paper has it.

    Who can write to the database and knows this program can write the whole chain and its
    head anew; only an anchor out of his reach shows that.
    """
    wanted: dict[int, set[str]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.entries, set()).add(anchor.digest)
    faults, lost, previous, count = [], set(), GENESIS, 0
    for count, (number, digest, at, *texts) in enumerate(_read_entries(session), 1):
        readable = at is not None and None not in texts
        if not readable or digest != _compute_digest(at, texts):
            faults.append(JournalFault(FaultKind.ALTERED, number))
        if texts[-1] != previous:
            faults.append(JournalFault(FaultKind.BROKEN, number))
        previous = digest or ""
        others = {
            digest
            for digest in wanted.pop(count, ())
            if not (digest and previous.startswith(digest))
        }
        if others:
            faults.append(JournalFault(FaultKind.ANCHOR, count))
        lost |= {Anchor(count, digest) for digest in others}
    for missing in sorted(number for number in wanted if number):
        faults.append(JournalFault(FaultKind.ANCHOR, missing))
        lost |= {Anchor(missing, digest) for digest in wanted[missing]}
    head = Anchor(count, previous)
    if head != read_journal_head(session):
        faults.append(JournalFault(FaultKind.TAIL, count))
    return JournalCheck(head, tuple(faults), frozenset(lost))


def _read_entries(session: Session) -> Iterator[Row[*tuple[Any, ...]]]:
    """Number, digest, moment and the texts of each entry, in their order; None for whatever of it
    cannot be read."""
    dialect, columns = session.get_bind().dialect.name, Record.metadata.tables["entry"].columns
    asked = [
        case((build_unreadable_condition(columns[name], dialect), None), else_=columns[name])
        for name in ("digest", "at", *CHAINED)
    ]
    ordered = select_columns(Entry.id, *asked).order_by(col(Entry.id))
    yield from session.execute(ordered.execution_options(yield_per=500))


def find_first_entry(session: Session) -> tuple[datetime, str] | None:
    """The moment and the digest of the first entry; None where there is none."""
    first = select(Entry.at, Entry.digest).order_by(col(Entry.id)).limit(1)
    return session.exec(first).first()


def find_digest(session: Session, number: int) -> str | None:
    """The digest of the entry that is the `number`th; None where there are fewer."""
    ordered = select(Entry.digest).order_by(col(Entry.id))
    return session.exec(ordered.offset(number - 1).limit(1)).first()


def is_mistyped(session: Session, anchor: Anchor) -> bool:
    """Is an anchor nearly one that the journal holds: a few digits of its digest are others, or
    its digest is that of another entry? Of a journal written anew every digest is another."""
    digest = find_digest(session, anchor.entries) or ""
    if digest.startswith(anchor.digest):
        return False
    if sum(left != right for left, right in zip(digest, anchor.digest, strict=False)) > MISTYPED:
        digest = ""
    begins = col(Entry.digest).startswith(anchor.digest, autoescape=True)
    return bool(digest) or session.exec(select(Entry.id).where(begins)).first() is not None


def read_journal_head(session: Session) -> Anchor:
    """The head as it is kept beside the entries."""
    head = session.exec(select(JournalHead)).first()
    return Anchor(head.entries, head.digest) if head else Anchor(0, GENESIS)


def find_newest_anchor(session: Session) -> DatedAnchor | None:
    """The head with the moment of its entry; None where nothing was written yet."""
    head = read_journal_head(session)
    at = session.exec(select(Entry.at).where(Entry.digest == head.digest)).first()
    return None if at is None else DatedAnchor(head.entries, head.digest, at)


@dataclass(frozen=True)
class EntryFilter:
    """Which entries are asked for: days of Viet Nam from first to last, both with; None or
    "" asks for all. `subject` is a part of the subject."""

    first: date | None = None
    last: date | None = None
    actor: str = ""
    verb: str = ""
    subject: str = ""


def find_entries(session: Session, wanted: EntryFilter, *, start: int, most: int) -> pd.DataFrame:
    """The entries, newest first, from the `start`th on: id, at, actor, verb, subject,
    before, after."""
    chosen = (Entry.id, Entry.at, Entry.actor, Entry.verb, Entry.subject, Entry.before, Entry.after)
    statement = (
        select_columns(*chosen).where(*_build_conditions(wanted)).order_by(col(Entry.id).desc())
    )
    return read_frame(session, statement.offset(start).limit(most))


def count_entries(session: Session, wanted: EntryFilter) -> int:
    """How many there are of them."""
    return session.exec(
        select(func.count()).select_from(Entry).where(*_build_conditions(wanted))
    ).one()


def list_actors_and_verbs(session: Session) -> tuple[list[str], list[str]]:
    """Who is in the journal, and with which verbs; each sorted."""
    actors = session.exec(select(Entry.actor).distinct().order_by(Entry.actor))
    verbs = session.exec(select(Entry.verb).distinct().order_by(Entry.verb))
    return list(actors), list(verbs)


def _build_conditions(wanted: EntryFilter) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.first:
        conditions.append(col(Entry.at) >= end_of_day(wanted.first - timedelta(days=1)))
    if wanted.last:
        conditions.append(col(Entry.at) < end_of_day(wanted.last))
    if wanted.actor:
        conditions.append(col(Entry.actor) == wanted.actor)
    if wanted.verb:
        conditions.append(col(Entry.verb) == wanted.verb)
    if wanted.subject:
        conditions.append(col(Entry.subject).icontains(wanted.subject, autoescape=True))
    return conditions
