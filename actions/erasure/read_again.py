"""Read again: files that an earlier version kept are looked through once more as a file that comes
today is; what would not be kept of them today goes."""

import io
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from zipfile import ZipFile

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from actions.deeds import deed
from actions.permissions import Actor, Verb
from intake.headers.headings import HeaderMap
from intake.pipeline import detect_layouts
from intake.reading.confined import TAKES_TOO_MUCH
from intake.reading.workbooks import is_workbook
from intake.redaction.kept_copy import redact_upload
from intake.tables import Unreadable, Upload
from models import Batch, Setting
from models.database import reading
from models.settings import read_setting

EMPTY_ROWS = re.compile(rb"<dimension[^>]*/>|<row [^>]*(?:/>|></row>)")
MOMENTS = "docProps/core.xml"
NAME = "kept_files_reading"  # READING, and the batches that it could not read yet: "7" or "7x2"
READING = "3"  # raised when the reading learns to find more
MOST_TRIES = 3  # of a file that takes too much each time; then it is told of, and left
LONGEST_VALUE = 4000  # of a setting
MOST_BYTES_AT_ONCE = 4 * 1024 * 1024  # of files that are written in one transaction


@dataclass(frozen=True)
class KeptAgain:
    """Of how many files something went that would not be kept today; how many were emptied whole,
    since no form of today's knows them or they cannot be opened; and the batches whose files are
    as they were: changed by somebody while they were read (`unread`), or taking too much."""

    cleaned: int = 0
    emptied: int = 0
    unread: tuple[int, ...] = ()
    too_much: tuple[int, ...] = ()


class Change(NamedTuple):
    """What is to be kept of a batch's file in place of what was read."""

    number: int
    before: Upload
    name: str
    content: bytes


def keep_files_again(
    engine: Engine, batch_ids: list[int], *, actor: Actor, now: datetime
) -> KeptAgain:
    """Take out of these batches' kept files, and of their names, what would not be kept today.
    They are read while others write; what changes is written a few files at a time. Raises Refused
    as deed does: what was written until then stays."""
    done = KeptAgain()
    changes: list[Change] = []
    for number in batch_ids:
        try:
            changes += _read_batch(engine, number)
        except Unreadable as fault:
            if fault.finding.code != TAKES_TOO_MUCH:
                raise
            done = replace(done, too_much=(*done.too_much, number))
        if sum(len(change.before.content) for change in changes) > MOST_BYTES_AT_ONCE:
            done, changes = _keep_changes(engine, changes, done, by=(actor, now)), []
    return _keep_changes(engine, changes, done, by=(actor, now)) if changes else done


def _keep_changes(
    engine: Engine, changes: list[Change], done: KeptAgain, *, by: tuple[Actor, datetime]
) -> KeptAgain:
    """Write the changes; `done` with them added. A file that is another since it was read (an
    erasure came between) is left for the next time."""
    cleaned, emptied, unread = 0, 0, done.unread
    actor, now = by
    with deed(engine, actor, Verb.RETAIN, now=now) as under_way:
        for change in changes:
            batch = under_way.session.get_one(Batch, change.number)
            if batch.content != change.before.content:
                unread = (*unread, change.number)
                continue
            batch.content, batch.size_bytes = change.content, len(change.content)
            batch.file_name = change.name
            if change.content:
                cleaned += 1
            else:
                batch.emptied_at, emptied = now, emptied + 1
        facts = {"cleaned": cleaned, "emptied": emptied}
        after = {name: count for name, count in facts.items() if count}
        under_way.tell("kept files", before={}, after=after)
    return KeptAgain(done.cleaned + cleaned, done.emptied + emptied, unread, done.too_much)


class Unread(NamedTuple):
    """The batches whose kept files the present reading has not looked through yet, and those whose
    files took too much each time and are no longer tried."""

    waiting: list[int]
    heavy: list[int]


def find_unread_batches(session: Session, *, since: date) -> Unread:
    """Of the batches received from `since` on, those whose kept files are still to be read."""
    tries = _read_tries(session)
    if tries is None:
        return Unread(_find_kept(session, None, since), [])
    batch_ids = _find_kept(session, [*tries], since) if tries else []
    heavy = [batch for batch in batch_ids if tries[batch] >= MOST_TRIES]
    return Unread([batch for batch in batch_ids if tries[batch] < MOST_TRIES], heavy)


def _find_kept(session: Session, ids: list[int] | None, since: date) -> list[int]:
    """Which of the batches, or of all where `ids` is None, have kept files from `since` on."""
    query = select(Batch.id).where(
        func.length(col(Batch.content)) > 0, col(Batch.received_on) >= since
    )
    if ids is not None:
        query = query.where(col(Batch.id).in_(ids))
    found = session.exec(query.order_by(col(Batch.id)))
    return [number for number in found if number is not None]


def _read_tries(session: Session) -> dict[int, int] | None:
    """How often the present reading could not read each batch that it has not read; None where it
    has not looked through the kept files at all."""
    reading_number, *left = (read_setting(session, NAME) or "").split() or [""]
    if reading_number != READING:
        return None
    parted = (entry.partition("x") for entry in left)
    return {int(number): int(count or 0) for number, _, count in parted}


def record_reading(session: Session, *, again: KeptAgain | None = None) -> None:
    """Record that the present reading has looked through every kept file but those that `again`
    could not read, with how often each took too much. Where these are too many to be named, the
    next time looks through all of them again."""
    again = KeptAgain() if again is None else again
    before = _read_tries(session) or {}
    left = {number: count for number, count in before.items() if count >= MOST_TRIES}
    left |= {number: before.get(number, 0) for number in again.unread}
    left |= {number: before.get(number, 0) + 1 for number in again.too_much}
    entries = (f"{number}x{count}" if count else f"{number}" for number, count in left.items())
    value = " ".join((READING, *entries))
    if len(value) <= LONGEST_VALUE:
        session.merge(Setting(name=NAME, value=value))


def record_reading_where_none_kept(session: Session) -> None:
    """Record in a database without kept files that no earlier version kept any."""
    query = select(Batch.id).where(func.length(col(Batch.content)) > 0).limit(1)
    if session.exec(query).first() is None:
        record_reading(session)


def _read_batch(engine: Engine, number: int) -> list[Change]:
    """What changes of the batch's kept file; none where nothing does. Raises Unreadable where it
    takes too much: what is so on a busy machine need not be so the next time."""
    with reading(engine) as session:
        batch = session.get_one(Batch, number)
        name, content, sheet = batch.file_name, batch.content, batch.sheet
    if not content:
        return []
    upload = Upload(name, content)
    new_content = _build_copy_of_today(upload, sheet)
    if new_content == content and upload.name == name:
        return []
    return [Change(number, upload, upload.name, new_content)]


def _build_copy_of_today(upload: Upload, sheet: str | None) -> bytes:
    """What would be kept of the file today: nothing of one that no form knows."""
    try:
        headers = _find_sheet(detect_layouts(upload), sheet)
        content = redact_upload(upload, headers, whole=True)
    except Unreadable as fault:
        if fault.finding.code == TAKES_TOO_MUCH:
            raise
        return b""
    return upload.content if _says_the_same(content, upload.content) else content


def _says_the_same(content: bytes, other: bytes) -> bool:
    """Do two files say the same? A workbook written again differs in moments and empty rows."""
    if not (is_workbook(content) and is_workbook(other)):
        return content == other
    return _read_parts(content) == _read_parts(other)


def _read_parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name != MOMENTS]
        return {name: EMPTY_ROWS.sub(b"", parts.read(name)) for name in names}


def _find_sheet(sheets: list[HeaderMap], sheet: str | None) -> HeaderMap:
    named = [found for found in sheets if sheet is not None and found.table.sheet == sheet]
    return named[0] if named else max(sheets, key=lambda found: len(found.columns))
