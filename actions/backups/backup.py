"""Back up: a copy while people work, in a file that others open, and proven by restoring it."""

import contextlib
import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from actions.copies.archive import (
    ENDINGS,
    SHORTEST_PASSPHRASE,
    get_ending,
    is_passphrase,
    write_archive,
)
from actions.copies.database_copies import Copy, copy_database
from actions.copies.proof import find_backup_fault
from actions.copies.scratch import BACKUP, BACKUP_STEM, make_scratch_folder
from actions.deeds import deed
from actions.disk_faults import find_free_name, translate_faults
from actions.erasure.retain import end_old_copies
from actions.erasures import remember
from actions.journal.anchors import write_down
from actions.opening import Unavailable
from actions.permissions import Actor, Verb, check
from actions.refusals import Refused
from models import Backup
from models.journal import Anchor
from models.spans import HANOI_TIME


def back_up(
    engine: Engine, place: Path, *, passphrase: str | None, actor: Actor, now: datetime
) -> Backup:
    """Copy, write, prove and record. `place` is a file that is not there yet, or a folder that
    gets one named after the moment. A copy that could not be proven is kept and recorded
    with its `fault`.

    Raises Refused: not_allowed, passphrase_short, backup_name (a file's name has not the ending of
    what it will be), file_there, and what copies.py, storage.py and deeds.py say.
    """
    check(actor, Verb.BACK_UP)
    if passphrase is not None and not is_passphrase(passphrase):
        raise Refused("passphrase_short", least=SHORTEST_PASSPHRASE)
    file = _choose_file(place, now, get_ending(passphrase))
    with translate_faults(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with make_scratch_folder(engine.url, BACKUP, backups=file.parent) as folder:
            copy = copy_database(engine, folder, now=now)
            write_archive(file, copy, passphrase=passphrase)
        fault = find_backup_fault(file, engine.url, passphrase=passphrase)
        made = build_backup_record(file, copy, by=actor.code, proven_at=None if fault else now)
    made.encrypted, made.fault = passphrase is not None, fault
    _record(engine, made, actor=actor, now=now)
    end_old_copies(engine, now=now)
    return made


def _choose_file(place: Path, now: datetime, ending: str) -> Path:
    if place.name.endswith(ENDINGS):
        if place.suffix != Path(ending).suffix:
            raise Unavailable("backup_name", ending=ending)
        if place.exists():
            raise Refused("file_there", file=str(place))
        return place
    stem = f"{BACKUP_STEM}{now.astimezone(HANOI_TIME):%Y%m%d-%H%M%S}"
    return find_free_name(place, stem, ending)


def build_backup_record(file: Path, copy: Copy, *, by: str, proven_at: datetime | None) -> Backup:
    """What is recorded of a backup's `file`, in which the `copy` lies unencrypted. OSError."""
    with file.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return Backup(
        made_at=copy.made_at,
        made_by=by,
        place=str(file.resolve()),
        size_bytes=file.stat().st_size,
        digest=digest,
        encrypted=False,
        proven_at=proven_at,
        revision=copy.revision,
        table_rows=sum(tally.rows for tally in copy.tallies.values()),
        entries=copy.head.entries,
        head=copy.head.digest,
    )


def _record(engine: Engine, made: Backup, *, actor: Actor, now: datetime) -> None:
    """Write the backup's row and its entry, then outside the database what a later check and
    a restore will need: the journal's head, the erasures."""
    facts = made.model_dump(include={"place", "size_bytes", "digest", "encrypted", "table_rows"})
    anchor = Anchor(made.entries, made.head)
    with deed(engine, actor, Verb.BACK_UP, now=now) as under_way:
        under_way.session.add(made)
        under_way.session.flush()
        facts |= {"proven": made.proven_at is not None, "fault": made.fault}
        under_way.tell(f"backup {made.id}", before={}, after=facts)
        under_way.session.expunge(made)
    with contextlib.suppress(OSError):  # the backup itself carries the same
        remember(engine)
        write_down(engine.url, anchor, now=now)
