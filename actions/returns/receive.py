"""Receive a return: preview it, then accept all of it, or its sound rows, or nothing."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.deeds import Deed, deed
from actions.identities import refuse_personal
from actions.impossible_days import refuse_days_before_period, refuse_impossible_days
from actions.permissions import (
    Actor,
    Verb,
    check,
    check_still,
    may,
    may_correct_returns,
    may_date_returns,
)
from actions.refusals import Refused
from actions.returns.corrections import keep_corrections
from actions.returns.draft_stamps import DraftStamp, end_draft
from actions.returns.grounds import hash_references
from actions.returns.keep import keep
from actions.returns.references import (
    get_catalogue_cache,
    list_task_codes,
    load_references,
)
from actions.returns.shapes import explain_fault
from actions.returns.spellings import save_confirmed_spellings
from actions.returns.withdraw import supersede_unsent_rows
from actions.text_input import refuse_unseen_signs
from intake.checks.overlaps import UNDECIDED, list_elsewhere
from intake.checks.senders import guess_sender
from intake.corrections import CellCorrection, apply_corrections, find_correctable_cells
from intake.findings import Outcome, must_confirm
from intake.headers.headings import HeaderMap
from intake.merging import list_merged_places
from intake.pipeline import Arrival, build_refusal, detect_layout, detect_layouts, validate_upload
from intake.references import Elsewhere, Key, References
from intake.remembered import forget_texts
from intake.tables import Unreadable, Upload
from models import Batch
from models.batches import find_standing_batch
from models.database import reading
from models.journal import find_latest_number
from models.settings import read_data_version
from models.spans import day_of
from models.users import UserRole


@dataclass(frozen=True)
class Letter:
    """How a return came: the days that timeliness is judged by, its document, and the code of
    the unit that sent it, which a file without a column of units is read as."""

    received_on: date
    sent_on: date | None = None
    document_no: str | None = None
    document_on: date | None = None
    sender: str | None = None


@dataclass(frozen=True)
class Choices:
    """What the clerk decided after seeing the preview: leave rows at fault out, confirm what
    was interpreted, withdraw the stored rows that are sent no longer (else they stay),
    register `again` what was erased on request (else it is left out: only who may erase
    decides that), why a file with warnings is kept, and why cells of it were
    corrected."""

    accept_valid_rows: bool = False
    confirm: bool = False
    withdraw: bool = False
    again: bool = False
    reason: str | None = None
    correction_reason: str | None = None


@dataclass(frozen=True)
class Preview:
    """An arrival, the version of the data it was compared with, and who asked for it.

    `header_map` is the table as it was sent (None where it could not be read), so that it can be
    planned again without its bytes; `corrections` are the cells that the office corrects in it;
    `grounds` tells what it was compared with (see actions/returns/grounds.py), `entry` the
    journal's last entry then; `draft` is what it was typed as, where it came as no file.
    `elsewhere` is what the files and sheets before it in the upload say, and `overlap` (add,
    replace, leave) what was decided of what it writes about as well."""

    arrival: Arrival
    letter: Letter
    version: int
    actor: Actor
    header_map: HeaderMap | None = None
    grounds: str = ""
    entry: int = 0
    corrections: tuple[CellCorrection, ...] = ()
    draft: DraftStamp | None = None
    elsewhere: Mapping[Key, Elsewhere] = field(default_factory=dict)
    overlap: str | None = None

    @property
    def token(self) -> str:
        """The same for the same bytes and changes of the same unit: pressed twice is once."""
        plan = self.arrival.plan.digest if self.arrival.plan else ""
        unsent = ",".join(str(number) for number in sorted(self.arrival.unsent_rows["stored_id"]))
        rows = self.arrival.rows
        sender = rows.headers.sender or "" if rows is not None else ""
        cells = "".join(map(repr, self.corrections))
        identity = f"{self.arrival.mark}{plan}{unsent}{sender}{cells}{self.actor.unit_code or ''}"
        identity += self.overlap or ""
        return hashlib.sha256(identity.encode()).hexdigest()


@dataclass(frozen=True)
class Receipt:
    """What was kept: the batch's number, the digest of its bytes, and how many rows."""

    batch_id: int
    digest: str
    new: int
    changed: int
    unchanged: int
    left: int


def preview_file(engine: Engine, upload: Upload, letter: Letter, *, actor: Actor) -> Preview:
    """Understand a file and plan its changes; nothing is written.

    Raises Refused("not_allowed"). A file that cannot be read comes back as an arrival
    whose outcome is `refuse`.
    """
    check(actor, Verb.RECEIVE)
    with reading(engine) as session:
        check_still(session, actor, Verb.RECEIVE)
        try:
            header_map = detect_layout(upload, list_task_codes(session))
        except Unreadable as fault:
            return _build_unreadable_preview(session, upload, fault, letter=letter, actor=actor)
        return _compare_file(session, upload, header_map, letter=letter, actor=actor)


def preview_sheets(
    engine: Engine,
    upload: Upload,
    letter: Letter,
    *,
    actor: Actor,
    before: Sequence[Arrival] = (),
    overlap: str | None = None,
) -> list[Preview]:
    """The same for every sheet that has rows, each to be received by itself: addresses
    first, since what follows may be of them, else in the workbook's order. What a sheet writes
    about as one above it does, or as one of the files `before` it, is asked about, or settled by
    `overlap`."""
    check(actor, Verb.RECEIVE)
    with reading(engine) as session:
        try:
            sheets = detect_layouts(upload, list_task_codes(session))
        except Unreadable as fault:
            return [_build_unreadable_preview(session, upload, fault, letter=letter, actor=actor)]
        sheets.sort(key=lambda sheet: sheet.layout.name != "addresses")
        previews: list[Preview] = []
        for sheet in sheets:
            above = [*before, *(preview.arrival for preview in previews)]
            beside = Beside(collect_elsewhere(above), overlap)
            preview = _compare_file(
                session, upload, sheet, letter=letter, actor=actor, beside=beside
            )
            shared = preview.arrival.keys & beside.elsewhere.keys()
            here = {key: beside.elsewhere[key] for key in shared}
            previews.append(replace(preview, elsewhere=here))
        return previews


def collect_elsewhere(arrivals: Iterable[Arrival]) -> dict[Key, Elsewhere]:
    """What these files and sheets say, as they are to be received one after the other."""
    elsewhere: dict[Key, Elsewhere] = {}
    for arrival in arrivals:
        if arrival.rows is not None and arrival.plan is not None:
            elsewhere |= list_elsewhere(arrival.label, arrival.rows)
    return elsewhere


def set_beside(
    engine: Engine,
    preview: Preview,
    elsewhere: Mapping[Key, Elsewhere],
    *,
    overlap: str | None,
    actor: Actor,
) -> Preview:
    """The previewed file compared anew with what others of its upload say of the same things, as
    was decided of it; an equal one where neither is new."""
    shared = {key: elsewhere[key] for key in preview.arrival.keys if key in elsewhere}
    if (preview.elsewhere, preview.overlap) == (shared, overlap):
        return preview
    beside = replace(preview, elsewhere=shared, overlap=overlap)
    return plan_again(engine, beside, preview.letter, actor=actor)


def plan_again(engine: Engine, preview: Preview, letter: Letter, *, actor: Actor) -> Preview:
    """A previewed file compared with what is stored now, under this letter; its bytes are not
    read again. Raises Refused("not_allowed")."""
    check(actor, Verb.RECEIVE)
    if preview.header_map is None:
        return replace(preview, letter=letter, actor=actor)
    with reading(engine) as session:
        again = replace(preview, letter=letter, actor=actor)
        return _compare_again(session, again, preview.header_map)


def correct_cells(
    engine: Engine, preview: Preview, corrections: Sequence[CellCorrection], *, actor: Actor
) -> Preview:
    """The previewed file examined anew with these cells corrected, and with no others. What was
    sent is not changed, and nothing is written.

    Raises Refused: not_allowed (an officer sends a corrected file), text_unseen, and
    cell_not_correctable where nothing is at fault or asked about at the cell.
    """
    check(actor, Verb.RECEIVE)
    if not may_correct_returns(actor):
        raise Refused("not_allowed", verb=Verb.RECEIVE.value, role=actor.role.value)
    refuse_unseen_signs([cell.text for cell in corrections])
    if preview.header_map is None:
        raise Refused("file_refused", file=preview.arrival.upload.name)
    open_cells = {*find_correctable_cells(preview.arrival), *list_merged_places(preview.arrival)}
    open_cells |= {(cell.row, cell.field) for cell in preview.corrections}
    for cell in corrections:
        if (cell.row, cell.field) not in open_cells:
            raise Refused("cell_not_correctable", row=cell.row)
    again = replace(preview, corrections=tuple(sorted(corrections)), actor=actor)
    with reading(engine) as session:
        return _compare_again(session, again, preview.header_map)


def _build_unreadable_preview(
    session: Session, upload: Upload, fault: Unreadable, *, letter: Letter, actor: Actor
) -> Preview:
    version, entry = read_data_version(session), find_latest_number(session)
    fault = explain_fault(session, upload, fault)
    return Preview(build_refusal(upload, fault), letter, version, actor, entry=entry)


@dataclass(frozen=True)
class Beside:
    """What other files and sheets of the upload say, and what was decided of it."""

    elsewhere: Mapping[Key, Elsewhere]
    overlap: str | None = None


ALONE = Beside({})


def _compare_file(
    session: Session,
    upload: Upload,
    header_map: HeaderMap,
    *,
    letter: Letter,
    actor: Actor,
    beside: Beside = ALONE,
) -> Preview:
    version, entry = read_data_version(session), find_latest_number(session)
    whose = _add_sender(session, header_map, upload, letter=letter, actor=actor)
    references = _find_references(session, upload, whose, letter=letter, actor=actor)
    arrival, grounds = (
        validate_upload(upload, whose, _add_beside(references, beside)),
        hash_references(session, references),
    )
    return Preview(
        arrival,
        letter,
        version,
        actor,
        header_map=header_map,
        grounds=grounds,
        entry=entry,
        elsewhere=beside.elsewhere,
        overlap=beside.overlap,
    )


def _add_beside(references: References, beside: Beside) -> References:
    return replace(references, elsewhere=beside.elsewhere, overlap=beside.overlap)


def _compare_again(session: Session, preview: Preview, header_map: HeaderMap) -> Preview:
    """The previewed file compared with what is stored now, with its corrections."""
    table, upload = apply_corrections(header_map, preview.corrections), preview.arrival.upload
    beside = Beside(preview.elsewhere, preview.overlap)
    again = _compare_file(
        session, upload, table, letter=preview.letter, actor=preview.actor, beside=beside
    )
    arrival = _add_erased_as_sent(session, again.arrival, preview)
    return replace(
        again,
        arrival=arrival,
        header_map=header_map,
        corrections=preview.corrections,
        draft=preview.draft,
    )


def _add_erased_as_sent(session: Session, arrival: Arrival, preview: Preview) -> Arrival:
    """The arrival with the erased addresses that the file names as it was sent: the copy of it
    that is kept says nothing of them, whatever was corrected."""
    if not preview.corrections or preview.header_map is None:
        return arrival
    sent = _find_references(
        session,
        preview.arrival.upload,
        preview.header_map,
        letter=preview.letter,
        actor=preview.actor,
    )
    return replace(arrival, erased=tuple({*arrival.erased, *sent.erased}))


def _add_sender(
    session: Session, header_map: HeaderMap, upload: Upload, *, letter: Letter, actor: Actor
) -> HeaderMap:
    """The table with its sender, where no column of it names a unit: an officer's own, the
    one that the letter names, else what may be guessed."""
    if header_map.sender_field is None:
        return header_map
    if actor.role == UserRole.UNIT_OFFICER:
        return replace(header_map, sender=actor.unit_code, sender_by="own")
    if letter.sender is not None:
        return replace(header_map, sender=letter.sender, sender_by="given")
    return guess_sender(
        header_map, upload.name, get_catalogue_cache(session).book, letter.received_on
    )


def _find_references(
    session: Session, upload: Upload, header_map: HeaderMap, *, letter: Letter, actor: Actor
) -> References:
    own = actor.unit_code if actor.role == UserRole.UNIT_OFFICER else None
    digest = hashlib.sha256(upload.content).hexdigest()
    return load_references(session, header_map, day=letter.received_on, own_unit=own, digest=digest)


def receive(
    engine: Engine, preview: Preview, choices: Choices, *, actor: Actor, now: datetime
) -> Receipt:
    """Accept a previewed file in one transaction.

    Raises Refused: not_allowed, nothing_to_receive, file_refused, rows_at_fault, not_confirmed,
    overlap_undecided (another file or sheet of the upload writes about the same, differently, or it
    is of a part of the year of which figures are stored),
    preview_stale (someone wrote meanwhile and the changes would now be others: preview again),
    text_unseen, text_personal, correction_without_reason, day_in_future, sent_after_received,
    period_not_begun, received_before_period, draft_moved (what was typed was saved again, or
    received, since the preview).
    An officer's return came on the day it is received, whatever its letter says.
    """
    refuse_personal(preview.letter.document_no, choices.reason, choices.correction_reason)
    if actor != preview.actor:  # what was checked for one is not checked for another
        raise Refused("not_allowed", verb=Verb.RECEIVE.value, role=actor.role.value)
    if choices.again:
        check(actor, Verb.ERASE)
    _check_choices(preview.arrival, choices, actor=actor)
    if preview.corrections:
        _check_corrections(choices, actor)
    with deed(engine, actor, Verb.RECEIVE, now=now) as under_way:
        done = find_standing_batch(under_way.session, preview.token)
        if done is not None:
            raise AlreadyReceived(_build_receipt(done))
        current = _renew_preview(under_way.session, preview, actor=actor)
        arrival, again = _apply_choices(current.arrival, choices)
        letter = _date_letter(preview.letter, actor, now)
        refuse_impossible_days(letter, today=day_of(now))
        years = find_years(arrival)
        refuse_days_before_period(under_way.session, years, letter, today=day_of(now))
        batch = keep(
            under_way, arrival, letter=letter, token=preview.token, sent=preview.header_map
        )
        if preview.draft is not None:
            left = frozenset() if arrival.rows is None else arrival.rows.faulty
            end_draft(under_way.session, preview.draft, left=left)
        batch.reason = (choices.reason or "").strip()[:500] or None
        if arrival.overlapping:
            batch.overlap = preview.overlap
        why = (choices.correction_reason or "").strip()[:500]
        further = {
            "reason": batch.reason,
            "typed": preview.draft is not None,
            "overlap": batch.overlap,
            "overlap_with": ", ".join(sorted({one.other.label for one in arrival.overlapping})),
            "corrections": keep_corrections(under_way, batch, preview, reason=why),
            "corrected_because": why if preview.corrections else None,
            "registered_again": again,
            "to_confirm": _count_waiting_rows(current.arrival, actor),
            "withdrawn": supersede_unsent_rows(under_way, batch, current.arrival)
            if choices.withdraw
            else 0,
            "spellings": save_confirmed_spellings(
                under_way, batch, current, confirmed=choices.confirm
            ),
        }
        _tell(under_way, batch, further={name: fact for name, fact in further.items() if fact})
        receipt = _build_receipt(batch)
    forget_texts()
    return receipt


def find_years(arrival: Arrival) -> list[int]:
    """The years of which the rows of a return of results tell."""
    if arrival.rows is None or "year" not in arrival.rows.frame:
        return []
    return sorted({int(year) for year in arrival.rows.frame["year"].dropna()})


def _check_corrections(choices: Choices, actor: Actor) -> None:
    if not may_correct_returns(actor):
        raise Refused("not_allowed", verb=Verb.RECEIVE.value, role=actor.role.value)
    if not (choices.correction_reason or "").strip():
        raise Refused("correction_without_reason")


def _date_letter(letter: Letter, actor: Actor, now: datetime) -> Letter:
    """The letter as it may be kept: an officer's own return came today, whatever was typed."""
    if may_date_returns(actor):
        return letter
    return replace(letter, received_on=day_of(now), sent_on=None)


def _apply_choices(arrival: Arrival, choices: Choices) -> tuple[Arrival, int]:
    """The arrival as it is to be kept, and how many erased addresses are registered again."""
    if arrival.plan is None or not choices.again:
        return arrival, 0
    admitted = replace(arrival, plan=arrival.plan.include_waiting(), erased=())
    return admitted, len(arrival.plan.waiting)


class AlreadyReceived(Refused):
    """The very same acceptance was pressed before; `receipt` is the one it got."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__("already_received", batch=receipt.batch_id)
        self.receipt = receipt


def _count_waiting_rows(arrival: Arrival, actor: Actor) -> int:
    """How many rows go with the file to the secretariat, who confirms their addresses."""
    return 0 if arrival.plan is None or may(actor, Verb.ERASE) else len(arrival.plan.waiting)


def _check_choices(arrival: Arrival, choices: Choices, *, actor: Actor) -> None:
    if arrival.outcome == Outcome.NOTHING:
        raise Refused("nothing_to_receive", file=arrival.upload.name)
    if arrival.plan is None or arrival.outcome == Outcome.REFUSE:
        raise Refused("file_refused", file=arrival.upload.name)
    if arrival.plan.left and not choices.accept_valid_rows:
        raise Refused("rows_at_fault", file=arrival.upload.name, rows=arrival.plan.left)
    if any(finding.code in UNDECIDED for finding in arrival.findings):
        raise Refused("overlap_undecided", file=arrival.upload.name)
    if must_confirm(arrival.findings) and not choices.confirm:
        raise Refused("not_confirmed", file=arrival.upload.name)
    plan = arrival.plan.include_waiting() if choices.again else arrival.plan
    sound = plan.unchanged + len(plan.writes) + _count_waiting_rows(arrival, actor)
    if (plan.left or len(plan.waiting)) and not sound:
        raise Refused("no_sound_rows", file=arrival.upload.name)


def _renew_preview(session: Session, preview: Preview, *, actor: Actor) -> Preview:
    """The preview itself while nothing that it rests on is another; else a new one, if its
    changes are the same."""
    if read_data_version(session) == preview.version:
        return preview
    upload, header_map = preview.arrival.upload, preview.header_map
    if header_map is None:
        return preview
    table = apply_corrections(header_map, preview.corrections)
    whose = _add_sender(session, table, upload, letter=preview.letter, actor=actor)
    references = _find_references(session, upload, whose, letter=preview.letter, actor=actor)
    if preview.grounds and hash_references(session, references) == preview.grounds:
        return preview
    whole = _add_beside(references, Beside(preview.elsewhere, preview.overlap))
    arrival = _add_erased_as_sent(session, validate_upload(upload, whose, whole), preview)
    again = replace(preview, arrival=arrival)
    if again.token != preview.token:
        raise Refused("preview_stale", file=preview.arrival.upload.name)
    return again


def _tell(under_way: Deed, batch: Batch, *, further: Mapping[str, object]) -> None:
    after = {
        "file": batch.file_name,
        "digest": batch.digest,
        "layout": batch.layout,
        **({"unit": under_way.actor.unit_code} if batch.unit_id is not None else {}),
        "new": batch.rows_new,
        "changed": batch.rows_changed,
        "unchanged": batch.rows_unchanged,
        "left": batch.rows_left,
        **further,
    }
    under_way.tell(f"batch {batch.id}", before={}, after=after)


def _build_receipt(batch: Batch) -> Receipt:
    return Receipt(
        batch_id=batch.id or 0,
        digest=batch.digest,
        new=batch.rows_new,
        changed=batch.rows_changed,
        unchanged=batch.rows_unchanged,
        left=batch.rows_left,
    )
