"""Erase an address: from every version in the tables, from the help given to it, from the kept
files; what remains is that something was erased, when, why and by whom."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Engine,
    String,
    cast,
    create_engine,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Session, col

from actions.copies.copies_left import forget_in_copies
from actions.deeds import deed
from actions.erasures import Erased, compute_digest, load_key, remember
from actions.permissions import Actor, Verb, check
from actions.refusals import Refused
from intake.headers.layouts import ADDRESSES, SUPPORTS
from intake.pipeline import read_tables
from intake.redaction.row_erasure import erase_addresses, erase_codes
from intake.tables import Unreadable, Upload
from intake.text.cleaning import make_code_key
from models import (
    Address,
    Batch,
    Correction,
    Dossier,
    DraftRow,
    Entry,
    Ground,
    Record,
    Scan,
    Support,
)
from models.counted import forget_counted
from models.database import writing
from models.erasures import keep_erasure

# Texts in which somebody may have written a code.
TEXTS = {
    "assignment": ("note",),
    "assignment_version": ("note",),
    "batch": ("file_name", "reason", "document_no"),
    "correction": ("heading", "sent", "corrected", "reason"),
    "dossier": ("hamlet",),
    "extension": ("reason",),
    "extension_request": ("reason", "reply"),
    "result": ("note",),
    "support": ("note", "supporter_name", "supporter_key"),
    "scan": ("file_name",),
    "send_back": ("reason", "letter_no"),
    "submission": ("document_no",),
    "reminder": ("answer", "note", "letter_no"),
    "report_text": ("text",),
}


REGISTERS = (ADDRESSES.name, SUPPORTS.name)


@dataclass(frozen=True)
class Erasing:
    """What an erasure did: addresses, versions of their dossiers and of help, kept files
    written again and files that had to go whole, other texts cleared, and journal entries
    that name the code in a file's name: those cannot be changed. Scans that may show it had to
    go whole: those beside a file that told of it. `copies`: databases that restores had left,
    reached too."""

    addresses: int
    dossiers: int
    supports: int
    files: int
    files_emptied: int
    texts: int
    entries: int
    scans: int = 0
    copies: int = 0


def erase(engine: Engine, code: str, ground: Ground, *, actor: Actor, now: datetime) -> Erasing:
    """Erase the address of `code`. Raises Refused: not_allowed, address_unknown,
    erasure_key_missing, and deed's own."""
    check(actor, Verb.ERASE)
    key = load_key(engine.url)
    digest = compute_digest(code, key)
    with deed(engine, actor, Verb.ERASE, now=now) as under_way:
        done = forget(under_way.session, {digest}, key=key, now=now)
        if not done.addresses:
            raise Refused("address_unknown")
        record = Erased(digest, ground.value, now.isoformat(), actor.code).row()
        erased = keep_erasure(under_way.session, record)
        under_way.session.flush()
        counts = {name: count for name, count in asdict(done).items() if count}
        under_way.tell(f"erasure {erased.id}", before={}, after={"ground": ground.value, **counts})
        # Before it is done here: cut short, it is asked for again, and reaches them then.
        forget_whole = partial(_forget_whole, digest=digest, key=key, now=now)
        copies = forget_in_copies(engine.url, forget_whole)
    remember(engine)
    wipe(engine)
    return replace(done, copies=copies)


def _forget_whole(engine: Engine, *, digest: str, key: bytes, now: datetime) -> None:
    """The same in a database that nobody has open, without its journal."""
    with writing(engine) as session:
        forget(session, {digest}, key=key, now=now)
    wipe(engine)


def forget(session: Session, digests: set[str], *, key: bytes, now: datetime) -> Erasing:
    """Remove every address whose code has one of `digests`, inside the caller's transaction."""
    query = select(col(Address.id), col(Address.code))
    codes_by_number = {
        number: code
        for number, code in session.execute(query)
        if number is not None and compute_digest(code, key) in digests
    }
    if not codes_by_number:
        return Erasing(0, 0, 0, 0, 0, 0, 0)
    ids, codes = list(codes_by_number), tuple(codes_by_number.values())
    told_by = _find_batches(session, ids)
    _remove_corrections(session, ids, codes)
    _remove_draft_rows(session, codes)
    forget_counted(session, ids)
    supports = _delete_rows(session, Support, col(Support.address_id).in_(ids))
    dossiers = _delete_rows(session, Dossier, col(Dossier.address_id).in_(ids))
    addresses = _delete_rows(session, Address, col(Address.id).in_(ids))
    files, emptied, written = _empty_files(session, codes, now=now)
    scans = _empty_scans(session, told_by | written, now=now)
    texts = sum(_empty_texts(session, table, name, codes) for table, name in _list_text_columns())
    mentioned = select(col(Entry.id)).where(
        or_(_build_condition(col(Entry.after), codes), _build_condition(col(Entry.subject), codes))
    )
    entries = len(session.execute(mentioned).all())
    return Erasing(addresses, dossiers, supports, files, emptied, texts, entries, scans)


def wipe(engine: Engine) -> None:
    """Rid the database's own files of what was erased, as far as nobody is reading just now;
    later writes do the rest."""
    if engine.dialect.name != "sqlite":
        plain = create_engine(engine.url, isolation_level="AUTOCOMMIT")
        with plain.connect() as connection:
            connection.exec_driver_sql("VACUUM")
        plain.dispose()
        return
    raw_connection = engine.raw_connection()
    try:
        with suppress(sqlite3.OperationalError):
            raw_connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw_connection.close()


def _delete_rows(session: Session, table: type[Record], which: ColumnElement[bool]) -> int:
    answer: Any = session.execute(delete(table).where(which))  # a cursor's answer, untyped
    return int(answer.rowcount)


def _find_batches(session: Session, address_ids: list[int]) -> set[int]:
    """The batches that told of the addresses or of help given to them."""
    tables: tuple[type[Dossier] | type[Support], ...] = (Dossier, Support)
    numbers: set[int] = set()
    for table in tables:
        query = select(col(table.batch_id)).where(col(table.address_id).in_(address_ids))
        numbers |= {number for number in session.execute(query).scalars() if number is not None}
    return numbers


def _remove_draft_rows(session: Session, codes: tuple[str, ...]) -> None:
    """Remove what somebody is typing of the addresses: a row with one of the codes goes whole."""
    keys = {make_code_key(code) for code in codes}
    for row in session.execute(select(DraftRow)).scalars().all():
        texts = [row.row_key, *json.loads(row.content)["values"].values()]
        if any(make_code_key(text) in keys or erase_codes(text, codes) != text for text in texts):
            session.delete(row)


def _remove_corrections(session: Session, address_ids: list[int], codes: tuple[str, ...]) -> None:
    """Remove what the office corrected in the rows that told of the addresses: their dossiers,
    the help given to them, and rows that changed neither."""
    for batch_id, rows in _find_corrected_rows(session, codes).items():
        which = col(Correction.batch_id) == batch_id, col(Correction.row).in_(rows)
        session.execute(delete(Correction).where(*which))
    tables: tuple[type[Dossier] | type[Support], ...] = (Dossier, Support)
    for table in tables:
        row = (
            select(col(table.id))
            .where(
                col(table.address_id).in_(address_ids),
                col(table.batch_id) == col(Correction.batch_id),
                col(table.row) == col(Correction.row),
            )
            .exists()
        )
        session.execute(delete(Correction).where(row))


def _find_corrected_rows(session: Session, codes: tuple[str, ...]) -> dict[int, set[int]]:
    """The corrected rows of each batch that name one of `codes`, as they were sent or as they
    were corrected. Of a kept file that cannot be read any more, every corrected row."""
    keys = {make_code_key(code) for code in codes}
    corrections = select(
        col(Correction.batch_id),
        col(Correction.row),
        col(Correction.sent),
        col(Correction.corrected),
    )
    rows_by_batch: dict[int, set[int]] = {}
    rows: dict[int, set[int]] = {}
    for batch_id, row, *texts in session.execute(corrections).all():
        rows.setdefault(batch_id, set()).add(row)
        if any(make_code_key(text) in keys for text in texts):
            rows_by_batch.setdefault(batch_id, set()).add(row)
    for batch_id, corrected in rows.items():
        batch = session.get_one(Batch, batch_id)
        if batch.layout in REGISTERS and batch.content:
            rows_by_batch.setdefault(batch_id, set()).update(
                _find_rows_naming(batch, keys, corrected)
            )
    return rows_by_batch


def _find_rows_naming(batch: Batch, keys: set[str], rows: set[int]) -> set[int]:
    """Those of `rows` of the kept file, or of the sheet that was received of it, that have one
    of `keys` as a cell."""
    try:
        tables = read_tables(Upload(batch.file_name, batch.content))
    except Unreadable:
        return rows
    return {
        row
        for table in tables
        if batch.sheet in (None, table.sheet)
        for row in rows.intersection(table.cells.index)
        if any(make_code_key(str(cell)) in keys for cell in table.cells.loc[row])
    }


def _empty_scans(session: Session, batches: set[int], *, now: datetime) -> int:
    """Empty the scans beside these batches: nobody can look for a code in them."""
    wanted = col(Scan.batch_id).in_(batches) & (func.length(col(Scan.content)) > 0)
    ended = {"content": b"", "size_bytes": 0, "emptied_at": now}
    answer: Any = session.execute(update(Scan).where(wanted).values(ended))
    return int(answer.rowcount)


def _empty_files(
    session: Session, codes: tuple[str, ...], *, now: datetime
) -> tuple[int, int, set[int]]:
    """Write the kept files again; how many were, how many could not and went whole, and the
    numbers of both."""
    written, emptied, numbers = 0, 0, set[int]()
    for number in session.execute(select(col(Batch.id))).scalars().all():
        content = session.execute(select(col(Batch.content)).where(col(Batch.id) == number))
        before: bytes = content.scalar_one()
        if not before:
            continue
        try:
            after = erase_addresses(before, codes)
        except Unreadable:
            after = b""
        if after is None:
            continue
        values: Mapping[str, Any] = {"content": after, "size_bytes": len(after)}
        gone = {} if after else {"emptied_at": now}
        session.execute(update(Batch).where(col(Batch.id) == number).values({**values, **gone}))
        written, emptied = written + bool(after), emptied + (not after)
        numbers.add(number)
    return written, emptied, numbers


def _list_text_columns() -> Iterable[tuple[str, str]]:
    return ((table, name) for table, names in TEXTS.items() for name in names)


def _empty_texts(session: Session, table: str, name: str, codes: tuple[str, ...]) -> int:
    stored_table = Record.metadata.tables[table]
    key, column = next(iter(stored_table.primary_key.columns)), stored_table.c[name]
    cleared = 0
    for number, text in session.execute(
        select(key, column).where(_build_condition(column, codes))
    ).all():
        new_text = erase_codes(text, codes)
        if new_text != text:
            session.execute(update(stored_table).where(key == number).values({name: new_text}))
            cleared += 1
    return cleared


def _build_condition(column: "Column[Any] | Any", codes: tuple[str, ...]) -> ColumnElement[bool]:
    """SQL: may the text hold one of `codes`? A database's own folding knows no Đ."""
    forms = {form for code in codes for form in (code, code.upper(), code.lower())}
    return or_(*(cast(column, String).contains(form, autoescape=True) for form in sorted(forms)))
