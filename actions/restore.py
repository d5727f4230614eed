"""Restore: a backup in the place of the database. The file is known for what it is before
anything is touched, and the database that was there is kept beside."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Engine, make_url, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from actions.archive import is_encrypted, read_archive
from actions.copies import Copy, laid_out
from actions.copies_left import encrypt_copy
from actions.deeds import deed
from actions.erase import forget, wipe
from actions.erasures import Erased, kept_in, key_of, latest, listed
from actions.permissions import Actor, Verb, check
from actions.proof import fault_in
from actions.refusals import Refused
from actions.scratch import RESTORE, complete, named_after, promise, scratch_folder
from actions.storage import in_words
from actions.swap import refuse_if_open, swap
from models import DataVersion
from models.choices import COPIES_KEPT, read_choice
from models.database import open_database, reading
from models.erasures import keep_erasure
from models.settings import read_data_version, renew_catalogue_token
from models.sign_ins import end_all_sign_ins
from models.users import forget_codes


@dataclass(frozen=True)
class Restored:
    """What a restore did: the moment and version of the copy, its rows, how many addresses
    were erased from it again, and where the database that was there is kept, if there was one,
    for how many days, and whether it is encrypted."""

    made_at: str
    revision: str
    rows: int
    erased_again: int
    kept: str | None
    kept_days: int
    encrypted: bool


class Before(NamedTuple):
    """What is known before a restore: the erasures, their key, the number of the data."""

    erased: list[Erased]
    key: bytes
    version: int


def restore(
    address: str, source: Path, *, passphrase: str | None, actor: Actor, now: datetime
) -> Restored:
    """Put the backup in the place of the database at `address`, which is kept beside, encrypted
    with the passphrase where there is one.

    Raises Unavailable or Refused before anything is touched: what archive.py says,
    backup_broken, database_in_use, erasure_key_missing,
    disk_full. While somebody has the database open it is not replaced: what he writes would
    be lost.
    """
    check(actor, Verb.RESTORE)
    url = make_url(address)
    with in_words(source):
        is_encrypted(source)  # of a file that is no backup nothing more is tried
        refuse_if_open(url)
        with scratch_folder(url, RESTORE) as folder:
            copy = read_archive(source, folder, url=url, passphrase=passphrase)
            known = [*listed(url), *_erased_in(url)]
            before = Before(known, key_of(url) if known else b"", _version_of(url))
            with laid_out(url, copy.file) as scratch:
                erased = _make_ready(scratch, copy, before, by=(actor, now))
                refuse_if_open(url)
                promise(folder, url, now)
                kept = swap(url, scratch, moment=named_after(now))
            complete(url, now)
        encrypted = _encrypt_kept(url, kept, passphrase=passphrase, now=now)
    rows = sum(tally.rows for tally in copy.tallies.values())
    place, days = str(encrypted) if encrypted else kept, _days_kept(url)
    made_at = copy.made_at.isoformat()
    return Restored(made_at, copy.revision, rows, erased, place, days, encrypted is not None)


def _encrypt_kept(
    url: URL, kept: str | None, *, passphrase: str | None, now: datetime
) -> Path | None:
    if not kept or not passphrase:
        return None
    with scratch_folder(url, RESTORE) as folder:
        return encrypt_copy(url.set(database=kept), folder, passphrase=passphrase, now=now)


def _days_kept(url: URL) -> int:
    engine = open_database(url.render_as_string(hide_password=False))
    try:
        with reading(engine) as session:
            return read_choice(session, COPIES_KEPT)
    finally:
        engine.dispose()


def _erased_in(url: URL) -> list[Erased]:
    """The erasures of the database that stands, as far as it can still be read."""
    engine = open_database(url.render_as_string(hide_password=False))
    try:
        return kept_in(engine) if _stands(url) else []
    except DBAPIError:  # broken, not there, or of a version without erasures
        return []
    finally:
        engine.dispose()


def _version_of(url: URL) -> int:
    """The number of the standing data: what is kept in memory must not be taken for new."""
    engine = open_database(url.render_as_string(hide_password=False))
    try:
        with reading(engine) as session:
            return read_data_version(session) if _stands(url) else 0
    except DBAPIError:
        return 0
    finally:
        engine.dispose()


def _stands(url: URL) -> bool:
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).exists()


def _make_ready(
    scratch: Engine,
    copy: Copy,
    before: Before,
    *,
    by: tuple[Actor, datetime],
) -> int:
    """Prove the copy, bring it to this version, erase again what was erased since, tell the
    journal; how many addresses were erased."""
    fault = fault_in(scratch, copy)
    if fault:
        raise Refused("backup_broken", fault=fault)
    already = latest(kept_in(scratch))
    since = {
        digest: one
        for digest, one in latest(before.erased).items()
        if digest not in already or already[digest].at < one.at
    }
    actor, now = by
    with deed(scratch, actor, Verb.RESTORE, now=now) as under_way:
        session, addresses = under_way.session, 0
        if since:
            addresses = forget(session, set(since), key=before.key, now=now).addresses
            for one in since.values():
                keep_erasure(session, one.row())
        _outnumber(session, before.version)
        ended = end_all_sign_ins(session, now=now)  # of people who may have left since
        forget_codes(session)
        told = {"revision": copy.revision, "entries": copy.head.entries, "erased": addresses}
        told["sign_ins_ended"] = ended
        under_way.tell("database", before={}, after=told)
    wipe(scratch)
    return addresses


def _outnumber(session: Session, version: int) -> None:
    """Above any number that was seen before, so that nothing kept in memory is still good."""
    number = max(version, read_data_version(session)) + 1
    session.execute(update(DataVersion).where(col(DataVersion.id) == 1).values(number=number))
    renew_catalogue_token(session)
