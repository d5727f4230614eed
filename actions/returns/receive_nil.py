"""Keep a signed nil return: in the whole period nothing arose. It is a batch without a file."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import Deed, deed
from actions.identities import refuse_personal
from actions.impossible_days import refuse_days_before_period, refuse_impossible_days
from actions.permissions import Actor, Verb, check, may_date_returns
from actions.refusals import Refused
from actions.versions import TABLES, supersede
from models import Batch, Period, Submission, Unit, UserRole
from models.batches import NIL
from models.results import find_standing_results
from models.spans import day_of
from models.submissions import count_times_sent_back, find_last_standing, find_nil_batch
from models.tasks import find_assignments_due
from models.units import find_unit

if TYPE_CHECKING:
    from actions.returns.receive import Letter


@dataclass(frozen=True)
class Declaration:
    """Of which unit and year nothing arose, and how that came. `replacing` withdraws the
    results that stand for the year; without it they forbid the declaration."""

    unit_id: int
    year: int
    letter: "Letter"
    replacing: bool = False


def receive_nil(engine: Engine, declared: Declaration, *, actor: Actor, now: datetime) -> int:
    """A batch without a file that says "không phát sinh"; gives its number.

    A unit officer declares for the own unit only, and it counts as received today whatever
    the letter says. Raises Refused: not_allowed, unit_not_own, unit_unknown, period_unknown,
    period_not_begun, nil_period_closed (it is opened again first), nothing_owed, nil_already (it
    stands: pressed twice is once),
    nil_against_results (results stand and `replacing` is false), text_unseen, text_personal,
    day_in_future, sent_after_received, received_before_period.
    """
    check(actor, Verb.RECEIVE_NIL)
    refuse_personal(declared.letter.document_no)
    if not may_date_returns(actor):
        letter = replace(declared.letter, received_on=day_of(now), sent_on=None)
        declared = replace(declared, letter=letter)
    with deed(engine, actor, Verb.RECEIVE_NIL, now=now) as under_way:
        session = under_way.session
        refuse_impossible_days(declared.letter, today=day_of(now))
        unit = _check_unit(session, declared, actor=actor, now=now)
        _refuse_second_nil(session, declared)
        results = find_standing_results(session, declared.unit_id, declared.year)
        contrary = int((~results["sent_back"]).sum())
        if contrary and not declared.replacing:
            raise Refused("nil_against_results", unit=unit.name_vi, rows=contrary)
        batch = _keep(under_way, declared, unit)
        ended = [int(number) for number in results["result_id"]]
        supersede(session, TABLES["results"], ids=ended, by=batch.id, now=now)
        facts = {"file": batch.file_name, "digest": batch.digest, "layout": NIL}
        after = {"unit": unit.code, "year": declared.year, **facts}
        withdrawn = {"withdrawn": len(ended)} if ended else {}
        under_way.tell(f"batch {batch.id}", before={}, after=after | withdrawn)
        return batch.id or 0


def _check_unit(session: Session, declared: Declaration, *, actor: Actor, now: datetime) -> Unit:
    """The unit, which is the officer's own and owes a report of the year that has begun."""
    unit = session.get(Unit, declared.unit_id)
    if unit is None:
        raise Refused("unit_unknown", unit=declared.unit_id)
    if actor.role == UserRole.UNIT_OFFICER:
        own = find_unit(session, actor.unit_code or "", day_of(now))
        if own is None or own.id != unit.id:
            raise Refused("unit_not_own")
    period = session.get(Period, declared.year)
    if period is None:
        raise Refused("period_unknown", year=declared.year)
    refuse_days_before_period(session, [declared.year], declared.letter, today=day_of(now))
    if period.closed_at is not None:
        raise Refused("nil_period_closed", year=declared.year)
    assignments = find_assignments_due(session, [declared.year])
    if not (assignments["unit_id"] == unit.id).any():
        raise Refused("nothing_owed", unit=unit.name_vi, year=declared.year)
    return unit


def _refuse_second_nil(session: Session, declared: Declaration) -> None:
    """Refuse where the last return that stands is such a declaration already."""
    batch = find_nil_batch(session, declared.unit_id, declared.year)
    if batch is not None:
        raise Refused("nil_already", batch=batch, year=declared.year)


def _keep(under_way: Deed, declared: Declaration, unit: Unit) -> Batch:
    letter, session = declared.letter, under_way.session
    token = _hash_declaration(session, declared)
    batch = Batch(
        token=token,
        file_name=f"khong-phat-sinh-{unit.code}-{declared.year}",
        digest=token,
        content=b"",
        size_bytes=0,
        layout=NIL,
        document_no=letter.document_no,
        document_on=letter.document_on,
        sent_on=letter.sent_on,
        received_on=letter.received_on,
        received_by=under_way.actor.code,
        receiver_id=under_way.actor.user_id,
        unit_id=declared.unit_id if under_way.actor.role == UserRole.UNIT_OFFICER else None,
        rows_new=0,
        rows_changed=0,
        rows_unchanged=0,
        rows_left=0,
        recorded_at=under_way.now,
    )
    session.add(batch)
    session.flush()
    submission = Submission(
        batch_id=batch.id,
        unit_id=declared.unit_id,
        year=declared.year,
        document_no=letter.document_no,
        document_on=letter.document_on,
        sent_on=letter.sent_on,
        received_on=letter.received_on,
        nil=True,
        recorded_at=under_way.now,
    )
    session.add(submission)
    session.flush()
    return batch


def _hash_declaration(session: Session, declared: Declaration) -> str:
    """The same while nothing came of the unit since: two who press at once bite on it."""
    last = find_last_standing(session, declared.unit_id, declared.year)
    since = 0 if last is None else last.id or 0
    back = count_times_sent_back(session, declared.unit_id, declared.year)
    declaration = f"nil {declared.unit_id} {declared.year} {since} {back}"
    return hashlib.sha256(declaration.encode()).hexdigest()
