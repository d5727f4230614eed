"""Retain: what was kept long enough goes: files as they came are emptied (their rows stay),
sign-ins that ended and one-time codes that ran out are removed, and of files kept by an earlier
version what would not be kept today. The journal stays whole."""

import logging
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, func, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from actions.copies.copies_left import find_old_copies, remove_old_copies
from actions.deeds import deed
from actions.erasure.erase import wipe
from actions.erasure.read_again import (
    find_unread_batches,
    keep_files_again,
    record_reading,
)
from actions.permissions import Actor, Verb, check
from actions.refusals import Refused
from models import Batch, DraftRow, OneTimeCode, Scan, SignIn, UserRole
from models.choices import COPIES_KEPT, FILES_KEPT, SIGN_INS_KEPT, read_choice
from models.database import reading
from models.scans import is_received_before
from models.sign_ins import LONGEST
from models.spans import day_of, end_of_day

PROGRAM = Actor("terminal", UserRole.ADMINISTRATOR)  # that nobody sits at
ALWAYS = frozenset({"files", "sign_ins", "codes", "copies"})  # told where there were none too
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Terms:
    """How long is kept: years of files and the first day whose files still are; days of
    sign-ins and the moment before which they go; days of the databases that restores left."""

    years: int
    first_day: date
    days: int
    since: datetime
    copy_days: int


@dataclass(frozen=True)
class Retained:
    """What went: files and scans emptied, sign-ins and one-time codes removed, the databases that
    restores had left; of files kept by an earlier version, those of which something went that would
    not be kept today, those emptied whole, those that have not been read again, and those that took
    too much each time, so that they are no longer tried (`too_heavy`); rows of drafts that nobody
    sent."""

    files: int
    sign_ins: int
    codes: int
    copies: int = 0
    cleaned: int = 0
    emptied: int = 0
    unread: int = 0
    too_heavy: int = 0
    draft_rows: int = 0


def find_first_day(today: date, years: int) -> date:
    """The first day whose files are still kept; of 29 February, 28 where there is none."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def load_terms(session: Session, now: datetime) -> Terms:
    """The terms that the settings give at `now`."""
    years, days = read_choice(session, FILES_KEPT), read_choice(session, SIGN_INS_KEPT)
    copy_days = read_choice(session, COPIES_KEPT)
    return Terms(
        years, find_first_day(day_of(now), years), days, now - timedelta(days=days), copy_days
    )


def count_past_terms(session: Session, terms: Terms, now: datetime) -> Retained:
    """How much is past `terms` at `now`."""
    files = (
        select(func.count()).select_from(Batch).where(_match_old_files(terms)),
        select(func.count()).select_from(Scan).where(_match_old_scans(terms)),
    )
    queries = (
        select(func.count()).select_from(SignIn).where(_match_old_sign_ins(terms)),
        select(func.count()).select_from(OneTimeCode).where(col(OneTimeCode.expires_at) < now),
        select(func.count()).select_from(DraftRow).where(_match_old_drafts(terms)),
    )
    sign_ins, codes, draft_rows = (session.exec(query).one() for query in queries)
    bind = session.get_bind()
    old = find_old_copies(bind.engine.url, before=now - timedelta(days=terms.copy_days))
    waiting, heavy = map(len, find_unread_batches(session, since=terms.first_day))
    count = sum(session.exec(query).one() for query in files)
    return Retained(
        count,
        sign_ins,
        codes,
        len(old),
        unread=waiting,
        too_heavy=heavy,
        draft_rows=draft_rows,
    )


def end_old_copies(engine: Engine, *, now: datetime) -> int:
    """Remove the databases that restores left and whose days are over, which the journal tells;
    how many. At each start, backup and hour; what cannot be done now is for the next time, and the
    log says so."""
    removed = 0
    try:
        with reading(engine) as session:
            days = read_choice(session, COPIES_KEPT)
        if find_old_copies(engine.url, before=now - timedelta(days=days)):
            with deed(engine, PROGRAM, Verb.RETAIN, now=now) as under_way:
                removed = remove_old_copies(engine.url, days=days, now=now)
                under_way.tell("kept files", before={}, after={"copies": removed})
    except (Refused, OSError, DBAPIError) as fault:  # its text may name files or persons
        reason = fault.code if isinstance(fault, Refused) else type(fault).__name__
        LOG.warning("what restores left could not be removed: %s", reason)
    return removed


def retain(engine: Engine, *, actor: Actor, now: datetime) -> Retained:
    """End the keeping of all that is past its time. What earlier versions kept is read first, while
    others may write. Raises Refused as deed does."""
    check(actor, Verb.RETAIN)
    with reading(engine) as session:
        terms = load_terms(session, now)
        unread = find_unread_batches(session, since=terms.first_day).waiting
    again = keep_files_again(engine, unread, actor=actor, now=now)
    with deed(engine, actor, Verb.RETAIN, now=now) as under_way:
        session = under_way.session
        done = count_past_terms(session, terms, now)
        ended = {"content": b"", "size_bytes": 0, "emptied_at": now}
        session.execute(update(Scan).where(_match_old_scans(terms)).values(ended))
        session.execute(update(Batch).where(_match_old_files(terms)).values(ended))
        session.execute(delete(DraftRow).where(_match_old_drafts(terms)))
        session.execute(delete(SignIn).where(_match_old_sign_ins(terms)))
        session.execute(delete(OneTimeCode).where(col(OneTimeCode.expires_at) < now))
        copies = remove_old_copies(engine.url, days=terms.copy_days, now=now)
        record_reading(session, again=again)
        waiting, heavy = map(len, find_unread_batches(session, since=terms.first_day))
        done = replace(done, copies=copies, unread=waiting, too_heavy=heavy)
        found = {name: count for name, count in asdict(done).items() if count or name in ALWAYS}
        facts = {"years": terms.years, "received_before": terms.first_day, "days": terms.days}
        under_way.tell("kept files", before={}, after={**facts, **found})
    wipe(engine)
    return replace(done, cleaned=again.cleaned, emptied=again.emptied)


def _match_old_files(terms: Terms) -> ColumnElement[bool]:
    return (col(Batch.received_on) < terms.first_day) & (func.length(col(Batch.content)) > 0)


def _match_old_scans(terms: Terms) -> ColumnElement[bool]:
    return is_received_before(terms.first_day) & (func.length(col(Scan.content)) > 0)


def _match_old_drafts(terms: Terms) -> ColumnElement[bool]:
    """What was typed and never sent is kept no longer than a file that came that day."""
    return col(DraftRow.saved_at) < end_of_day(terms.first_day - timedelta(days=1))


def _match_old_sign_ins(terms: Terms) -> ColumnElement[bool]:
    """Over for so long, whether somebody ended them or they ran out."""
    return func.coalesce(col(SignIn.ended_at), col(SignIn.began_at)) < terms.since - LONGEST
