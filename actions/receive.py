"""Receive a return: preview it, then accept all of it, or its sound rows, or nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import Deed, deed
from actions.keep import keep
from actions.permissions import Actor, Verb, check, check_still, may
from actions.references import references_for
from actions.refusals import Refused
from actions.spellings import spellings_kept
from actions.typed import refuse_unseen
from actions.withdraw import withdrawn
from intake.arrivals import Arrival, examined, recognised, recognised_sheets, refused
from intake.findings import Outcome, must_confirm
from intake.headings import Headed
from intake.tables import Unreadable, Upload
from models import Batch
from models.batches import standing_batch
from models.database import reading
from models.settings import data_version
from models.users import UserRole


@dataclass(frozen=True)
class Letter:
    """How a return came: the days that timeliness is judged by, and its document."""

    received_on: date
    sent_on: date | None = None
    document_no: str | None = None
    document_on: date | None = None


@dataclass(frozen=True)
class Choices:
    """What the clerk decided after seeing the preview: leave rows at fault out, confirm what
    was interpreted, withdraw the stored rows that are sent no longer (else they stay),
    register `again` what was erased on request (else it is left out: only who may erase
    decides that), and why a file with warnings is kept."""

    accept_valid_rows: bool = False
    confirm: bool = False
    withdraw: bool = False
    again: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class Preview:
    """An arrival, the version of the data it was compared with, and who asked for it."""

    arrival: Arrival
    letter: Letter
    version: int
    actor: Actor

    @property
    def token(self) -> str:
        """The same for the same bytes and the same changes: pressed twice is once."""
        plan = self.arrival.plan.digest if self.arrival.plan else ""
        unsent = ",".join(str(number) for number in sorted(self.arrival.not_resent["stored_id"]))
        return hashlib.sha256(f"{self.arrival.mark}{plan}{unsent}".encode()).hexdigest()


@dataclass(frozen=True)
class Receipt:
    """What was kept: the batch's number, the digest of its bytes, and how many rows."""

    batch_id: int
    digest: str
    new: int
    changed: int
    unchanged: int
    left: int


def preview(engine: Engine, upload: Upload, letter: Letter, *, actor: Actor) -> Preview:
    """Understand a file and plan its changes; nothing is written.

    Raises Refused("not_allowed"). A file that cannot be read comes back as an arrival
    whose outcome is `refuse`.
    """
    check(actor, Verb.RECEIVE)
    with reading(engine) as session:
        check_still(session, actor, Verb.RECEIVE)
        version = data_version(session)
        return Preview(_arrival(session, upload, letter, actor=actor), letter, version, actor)


def previews(engine: Engine, upload: Upload, letter: Letter, *, actor: Actor) -> list[Preview]:
    """The same for every sheet that has rows, each to be received by itself: addresses
    first, since what follows may be of them, else in the workbook's order."""
    check(actor, Verb.RECEIVE)
    with reading(engine) as session:
        version = data_version(session)
        try:
            sheets = recognised_sheets(upload)
        except Unreadable as fault:
            return [Preview(refused(upload, fault), letter, version, actor)]
        sheets.sort(key=lambda one: one.layout.name != "addresses")
        seen = [_compared(session, upload, one, letter=letter, actor=actor) for one in sheets]
        return [Preview(arrival, letter, version, actor) for arrival in seen]


def _arrival(
    session: Session, upload: Upload, letter: Letter, *, actor: Actor, sheet: str | None = None
) -> Arrival:
    """The file, or one `sheet` of it, as it is now."""
    try:
        if sheet is None:
            found = recognised(upload)
        else:
            found = next(one for one in recognised_sheets(upload) if one.table.sheet == sheet)
    except Unreadable as fault:
        return refused(upload, fault)
    return _compared(session, upload, found, letter=letter, actor=actor)


def _compared(
    session: Session, upload: Upload, found: Headed, *, letter: Letter, actor: Actor
) -> Arrival:
    own = actor.unit_code if actor.role == UserRole.UNIT_OFFICER else None
    digest = hashlib.sha256(upload.content).hexdigest()
    references = references_for(session, found, day=letter.received_on, own_unit=own, digest=digest)
    return examined(upload, found, references)


def receive(
    engine: Engine, seen: Preview, choices: Choices, *, actor: Actor, now: datetime
) -> Receipt:
    """Accept a previewed file in one transaction.

    Raises Refused: not_allowed, file_refused, rows_at_fault, not_confirmed, preview_stale
    (someone wrote meanwhile and the changes would now be others: preview again), text_unseen.
    """
    refuse_unseen(seen.letter.document_no, choices.reason)
    if actor != seen.actor:  # what was checked for one is not checked for another
        raise Refused("not_allowed", verb=Verb.RECEIVE.value, role=actor.role.value)
    if choices.again:
        check(actor, Verb.ERASE)
    _check_choices(seen.arrival, choices, actor=actor)
    with deed(engine, actor, Verb.RECEIVE, now=now) as under_way:
        done = standing_batch(under_way.session, seen.token)
        if done is not None:
            raise AlreadyReceived(_receipt(done))
        current = _current(under_way.session, seen, actor=actor)
        arrival, again = _decided(current.arrival, choices)
        batch = keep(under_way, arrival, letter=seen.letter, token=seen.token)
        batch.reason = (choices.reason or "").strip()[:500] or None
        further = {
            "reason": batch.reason,
            "registered_again": again,
            "to_confirm": _waiting(current.arrival, actor),
            "withdrawn": withdrawn(under_way, batch, current.arrival) if choices.withdraw else 0,
            "spellings": spellings_kept(under_way, current.arrival) if choices.confirm else {},
        }
        _tell(under_way, batch, further={name: said for name, said in further.items() if said})
        return _receipt(batch)


def _decided(arrival: Arrival, choices: Choices) -> tuple[Arrival, int]:
    """The arrival as it is to be kept, and how many erased addresses are registered again."""
    if arrival.plan is None or not choices.again:
        return arrival, 0
    admitted = replace(arrival, plan=arrival.plan.admitted(), erased=())
    return admitted, len(arrival.plan.held)


class AlreadyReceived(Refused):
    """The very same acceptance was pressed before; `receipt` is the one it got."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__("already_received", batch=receipt.batch_id)
        self.receipt = receipt


def _waiting(arrival: Arrival, actor: Actor) -> int:
    """How many rows go with the file to the secretariat, who confirms their addresses."""
    return 0 if arrival.plan is None or may(actor, Verb.ERASE) else len(arrival.plan.held)


def _check_choices(arrival: Arrival, choices: Choices, *, actor: Actor) -> None:
    if arrival.plan is None or arrival.outcome == Outcome.REFUSE:
        raise Refused("file_refused", file=arrival.upload.name)
    if arrival.plan.left and not choices.accept_valid_rows:
        raise Refused("rows_at_fault", file=arrival.upload.name, rows=arrival.plan.left)
    if must_confirm(arrival.findings) and not choices.confirm:
        raise Refused("not_confirmed", file=arrival.upload.name)
    plan = arrival.plan.admitted() if choices.again else arrival.plan
    sound = plan.unchanged + len(plan.writes) + _waiting(arrival, actor)
    if (plan.left or len(plan.held)) and not sound:
        raise Refused("no_sound_rows", file=arrival.upload.name)


def _current(session: Session, seen: Preview, *, actor: Actor) -> Preview:
    """The preview itself while nobody has written since; else a new one, if it is the same."""
    version = data_version(session)
    if version == seen.version:
        return seen
    upload, sheet = seen.arrival.upload, seen.arrival.sheet
    arrival = _arrival(session, upload, seen.letter, actor=actor, sheet=sheet)
    again = Preview(arrival, seen.letter, version, actor)
    if again.token != seen.token:
        raise Refused("preview_stale", file=seen.arrival.upload.name)
    return again


def _tell(under_way: Deed, batch: Batch, *, further: Mapping[str, object]) -> None:
    after = {
        "file": batch.file_name,
        "digest": batch.digest,
        "layout": batch.layout,
        "new": batch.rows_new,
        "changed": batch.rows_changed,
        "unchanged": batch.rows_unchanged,
        "left": batch.rows_left,
        **further,
    }
    under_way.tell(f"batch {batch.id}", before={}, after=after)


def _receipt(batch: Batch) -> Receipt:
    return Receipt(
        batch_id=batch.id or 0,
        digest=batch.digest,
        new=batch.rows_new,
        changed=batch.rows_changed,
        unchanged=batch.rows_unchanged,
        left=batch.rows_left,
    )
