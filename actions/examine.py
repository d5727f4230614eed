"""Examine a backup without touching anything: is it one of ours, whole, of an older or a newer
version, and does it open with this passphrase?"""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Engine
from sqlmodel import select

from actions.backup import ENDING, backup_folder
from actions.copies import laid_out
from actions.opening import Unavailable
from actions.permissions import Actor, Verb, check
from actions.proof import fault_in, unsealed
from actions.refusals import Refused
from actions.scratch import EXAMINE, scratch_folder
from actions.sealed import Head, head_of
from actions.storage import in_words
from models import Backup
from models.database import reading
from models.migrations import knows, newest_revision
from models.users import administrators

MOST = 200  # files offered


class Examined(NamedTuple):
    """What a backup is: the moment it was made, whether an earlier version made it, whether
    it is encrypted, the journal's entries in it, and where it was opened and proven its rows and
    whether any administrator is in it."""

    made_at: datetime
    older: bool
    encrypted: bool
    entries: int
    rows: int | None
    administrators: bool = False


def backups_in(folder: Path) -> list[str]:
    """The names of the backup files in `folder`, the latest first."""
    try:
        found = sorted(folder.glob(f"*{ENDING}"), key=_age, reverse=True)
    except OSError:
        return []
    return [file.name for file in found[:MOST]]


def _age(file: Path) -> tuple[float, str]:
    return file.stat().st_mtime, file.name


def file_named(engine: Engine, name: str) -> Path:
    """The backup file of this name, in the folder of backups and nowhere else. Raises
    Refused("file_missing")."""
    folder = backup_folder(engine)
    if name not in backups_in(folder):
        raise Refused("file_missing", file=Path(name).name)
    return folder / name


def backup_made(engine: Engine, file: Path) -> Backup | None:
    """What was recorded when this file was made here; None where it was brought here."""
    with reading(engine) as session:
        return session.exec(select(Backup).where(Backup.place == str(file.resolve()))).first()


def head_for(source: Path, url: URL) -> Head:
    """What a backup says of itself. Raises Unavailable where it is not for this database:
    those of `head_of`, backup_other_kind, backup_newer."""
    with source.open("rb") as file:
        head, _ = head_of(file)
    kind = str(head.get("database", ""))
    if kind != url.get_backend_name():
        raise Unavailable("backup_other_kind", kind=kind or "?")
    if not knows(str(head.get("revision", ""))):
        raise Unavailable("backup_newer")
    return head


def examine(engine: Engine, name: str, *, passphrase: str | None, actor: Actor) -> Examined:
    """Read the backup file `name` to its end and restore it in a scratch place; of an
    encrypted one without its passphrase only what it says of itself.

    Raises Refused: not_allowed, file_missing, backup_broken, and Unavailable as sealed.py says.
    """
    check(actor, Verb.BACK_UP)
    file = file_named(engine, name)
    with in_words(file):
        head = head_for(file, engine.url)
        encrypted = head["sealing"]["kind"] != "none"
        proven: tuple[int | None, bool] = (None, False)
        if passphrase or not encrypted:
            proven = _proven(file, engine, passphrase=passphrase)
    older = str(head["revision"]) != newest_revision()
    try:
        made_at = datetime.fromisoformat(str(head.get("made_at")))
        return Examined(made_at, older, encrypted, int(head.get("entries", 0)), *proven)
    except ValueError:
        raise Unavailable("backup_altered") from None


def _proven(file: Path, engine: Engine, *, passphrase: str | None) -> tuple[int, bool]:
    """The rows in it, and whether an administrator is."""
    with scratch_folder(engine.url, EXAMINE) as folder:
        copy = unsealed(file, folder, passphrase=passphrase)
        with laid_out(engine.url, copy.file) as scratch:
            fault = fault_in(scratch, copy)
            if fault:
                raise Refused("backup_broken", fault=fault)
            with reading(scratch) as session:
                led = bool(administrators(session))
    return sum(tally.rows for tally in copy.tallies.values()), led
