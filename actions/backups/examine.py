"""Examine a backup without touching anything: is it one of ours, whole, of an older or a newer
version, and does it open with this passphrase?"""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from actions.backups.offices import OtherOffice, find_other_office
from actions.copies.archive import ENDINGS, is_encrypted
from actions.copies.proof import refuse_faulty_copy, unpack_backup
from actions.copies.scratch import EXAMINE
from actions.disk_faults import translate_faults
from actions.paths import find_backup_folder
from actions.permissions import Actor, Verb, check
from actions.refusals import Refused
from models.database import reading
from models.migrations import newest_revision
from models.users import count_administrators

MOST = 200  # files offered


class Examined(NamedTuple):
    """What a backup is: the moment it was made, whether an earlier version made it, whether
    it is encrypted, the journal's entries in it, its rows, whether any administrator is, and
    whose it is where that is another office than the one here."""

    made_at: datetime
    older: bool
    encrypted: bool
    entries: int
    rows: int
    administrators: bool
    other_office: OtherOffice | None = None


def list_backups(folder: Path) -> list[str]:
    """The names of the backup files in `folder`, the latest first."""
    try:
        files = [file for file in folder.iterdir() if file.name.endswith(ENDINGS)]
        newest_first = sorted(files, key=_get_age, reverse=True)
    except OSError:
        return []
    return [file.name for file in newest_first[:MOST]]


def _get_age(file: Path) -> tuple[float, str]:
    return file.stat().st_mtime, file.name


def find_backup_file(engine: Engine, name: str) -> Path:
    """The backup file of this name, in the folder of backups and nowhere else. Raises
    Refused("file_missing")."""
    folder = find_backup_folder(engine)
    if name not in list_backups(folder):
        raise Refused("file_missing", file=Path(name).name)
    return folder / name


def examine(engine: Engine, name: str, *, passphrase: str | None, actor: Actor) -> Examined:
    """Read the backup file `name` to its end and restore it in a scratch place.

    Raises Refused: not_allowed, file_missing, backup_broken, and Unavailable as archive.py says.
    """
    check(actor, Verb.BACK_UP)
    file = find_backup_file(engine, name)
    with translate_faults(file):
        encrypted = is_encrypted(file)
        with unpack_backup(file, engine.url, EXAMINE, passphrase=passphrase) as (copy, scratch):
            refuse_faulty_copy(scratch, copy)
            with reading(scratch) as session:
                led = bool(count_administrators(session))
            other = find_other_office(scratch, engine.url)
    older = copy.revision != newest_revision()
    rows = sum(tally.rows for tally in copy.tallies.values())
    return Examined(copy.made_at, older, encrypted, copy.head.entries, rows, led, other)
