"""Restore: a backup in the place of the database. The file is known for what it is before
anything is touched, and the database that was there is kept beside."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Engine, make_url, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from actions.accounts.factor_keys import count_closed_secrets
from actions.backups.backup import build_backup_record
from actions.backups.offices import find_other_office
from actions.backups.rights_since import People, Rights, keep_out, load_rights
from actions.backups.swap import refuse_while_in_use, swap
from actions.copies.archive import SHORTEST_PASSPHRASE, is_encrypted, is_passphrase
from actions.copies.copies_left import encrypt_standing
from actions.copies.proof import refuse_faulty_copy, unpack_backup
from actions.copies.scratch import RESTORE, complete_restore, format_moment, promise
from actions.deeds import deed
from actions.disk_faults import translate_faults
from actions.erasure.erase import forget, wipe
from actions.erasures import Erased, find_latest, load_erasures, load_key, load_list
from actions.permissions import Actor, Verb, check
from actions.refusals import Refused
from models import Backup, DataVersion
from models.choices import COPIES_KEPT, read_choice
from models.database import database_at, reading
from models.erasures import keep_erasure
from models.journal import Anchor, read_journal_head
from models.settings import read_data_version, renew_catalogue_token
from models.sign_ins import end_all_sign_ins
from models.users import forget_codes


@dataclass(frozen=True)
class Restored:
    """What a restore did: the moment and version of the copy, its rows, how many addresses
    were erased from it again, how many second factors cannot be opened here, where the database
    that was there is kept, if there was one, for how many days, and whether it is encrypted; and
    who had lost rights since the copy (`keep_out`), None where that could not be known."""

    made_at: str
    revision: str
    rows: int
    erased_again: int
    closed_factors: int
    kept: str | None
    kept_days: int
    encrypted: bool
    people: People | None


class Before(NamedTuple):
    """What is known before a restore: the erasures by their digests, their key, the number of
    the data, the journal's head, the rights of people."""

    erased: dict[str, Erased]
    key: bytes
    version: int
    head: Anchor | None
    rights: Rights | None


def restore(
    address: str,
    source: Path,
    *,
    passphrase: str | None,
    actor: Actor,
    now: datetime,
    other_office: bool = False,
) -> Restored:
    """Put the backup in the place of the database at `address`, which is kept beside, encrypted
    with the passphrase where there is one.

    Raises Unavailable or Refused before anything is touched: what archive.py says,
    backup_broken, database_in_use, erasure_key_missing, passphrase_short, disk_full; and
    other_office, unless that was said to be meant. While somebody has the database open it is not
    replaced: what he writes would be lost.
    """
    check(actor, Verb.RESTORE)
    url = make_url(address)
    with translate_faults(source):
        refuse_short(source, passphrase)  # of a file that is no backup nothing more is tried
        refuse_while_in_use(url)
        with unpack_backup(source, url, RESTORE, passphrase=passphrase) as (copy, scratch):
            refuse_faulty_copy(scratch, copy)
            other = find_other_office(scratch, url)
            if other and not other_office:
                raise Refused("other_office", **other._asdict())
            before = _load_before(url)
            if other:  # its people are others
                before = before._replace(rights=Rights({}, {}))
            record = build_backup_record(source, copy, by=actor.code, proven_at=now)
            record.encrypted = is_encrypted(source)
            ready = _make_ready(scratch, record, before, by=(actor, now))
            with reading(scratch) as session:
                closed = count_closed_secrets(session, url)
            sealed = encrypt_standing(url, passphrase=passphrase, now=now) if passphrase else None
            with ExitStack() as unless_swapped:
                if sealed:
                    unless_swapped.callback(sealed.unlink, missing_ok=True)
                refuse_while_in_use(url)
                _refuse_written_since(url, before.head)
                promise(copy.file.parent, url, now)
                copy_name = swap(url, scratch, moment=format_moment(now), keeps=sealed is None)
                unless_swapped.pop_all()
        complete_restore(url, now)
    return Restored(
        made_at=copy.made_at.isoformat(),
        revision=copy.revision,
        rows=sum(tally.rows for tally in copy.tallies.values()),
        closed_factors=closed,
        kept=str(sealed) if sealed else copy_name,
        encrypted=sealed is not None,
        **ready._asdict(),
    )


def refuse_short(source: Path, passphrase: str | None) -> None:
    """Raise Refused("passphrase_short") where a passphrase that the backup has no need of, so that
    it is for what stands, is too short to encrypt with. Raises Unavailable as `is_encrypted`."""
    if not is_encrypted(source) and passphrase is not None and not is_passphrase(passphrase):
        raise Refused("passphrase_short", least=SHORTEST_PASSPHRASE)


def _load_before(url: URL) -> Before:
    """As far as the database that stands can still be read: it may be broken, not there, or of a
    version without erasures."""
    erased, version, head, rights = load_list(url), 0, None, None
    if url.get_backend_name() != "sqlite" or Path(str(url.database)).exists():
        with database_at(url) as engine:
            with suppress(DBAPIError):
                erased += load_erasures(engine)
            with suppress(DBAPIError), reading(engine) as session:
                version, head = read_data_version(session), read_journal_head(session)
                rights = load_rights(session)
    key = load_key(url) if erased else b""
    return Before(find_latest(erased), key, version, head, rights)


def _refuse_written_since(url: URL, head: Anchor | None) -> None:
    """Raise Refused("database_in_use") where the database was written to since it had this head."""
    if head is not None:
        with database_at(url) as engine, reading(engine) as session:
            if read_journal_head(session) != head:
                raise Refused("database_in_use")


class _Ready(NamedTuple):
    """What was done to the copy: the fields of `Restored` of these names."""

    erased_again: int
    kept_days: int
    people: People | None


def _make_ready(
    scratch: Engine, record: Backup, before: Before, *, by: tuple[Actor, datetime]
) -> _Ready:
    """Erase again what was erased since, keep out who lost rights since, record the backup as
    proven, tell the journal."""
    already = find_latest(load_erasures(scratch))
    since = {
        digest: erasure
        for digest, erasure in before.erased.items()
        if digest not in already or already[digest].at < erasure.at
    }
    actor, now = by
    with deed(scratch, actor, Verb.RESTORE, now=now) as under_way:
        session, addresses = under_way.session, 0
        if since:
            addresses = forget(session, set(since), key=before.key, now=now).addresses
            for erasure in since.values():
                keep_erasure(session, erasure.row())
        _raise_version(session, before.version)
        ended = end_all_sign_ins(session, now=now)  # of people who may have left since
        forget_codes(session, now=now)
        people = keep_out(session, before.rights, now=now)
        facts = {"revision": record.revision, "entries": record.entries, "erased": addresses}
        session.add(record)
        under_way.tell(
            "database", before={}, after={**facts, "sign_ins_ended": ended, "people": people}
        )
        days = read_choice(session, COPIES_KEPT)
    wipe(scratch)
    return _Ready(addresses, days, people)


def _raise_version(session: Session, version: int) -> None:
    """Above any number that was seen before, so that nothing kept in memory is still good."""
    number = max(version, read_data_version(session)) + 1
    numbers = {"number": number, "register_number": number}
    session.execute(update(DataVersion).where(col(DataVersion.id) == 1).values(**numbers))
    renew_catalogue_token(session)
