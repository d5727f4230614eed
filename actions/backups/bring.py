"""Bring a backup file to the folder of backups, from another machine or a stick; told."""

import hashlib
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from actions.copies.age import INTRODUCTION
from actions.copies.archive import (
    ENCRYPTED,
    OLD_START,
    PLAIN,
    is_encrypted,
    load_about,
    refuse_unfit,
)
from actions.copies.scratch import BROUGHT_STEM, EXAMINE, make_scratch_folder
from actions.deeds import deed
from actions.disk_faults import translate_faults, write_aside
from actions.opening import Unavailable
from actions.paths import find_backup_folder
from actions.permissions import Actor, Verb, check
from intake.tables import Upload

LONGEST = 255  # letters of the name that a file had where it came from


def bring_backup(engine: Engine, upload: Upload, *, actor: Actor, now: datetime) -> str:
    """Keep the file in the folder, once the journal says who brought it; its name there. The
    same file is kept, and told, once.

    Raises Refused: not_allowed, rights_changed, what archive.py says of a file that is no backup
    for this database (of an encrypted one only what can be told without its passphrase), and
    what deeds.py and storage.py say.
    """
    check(actor, Verb.BRING_BACKUP)
    file = find_backup_folder(engine) / name_of(upload.content)
    if file.exists():
        return file.name
    if upload.content.startswith(OLD_START):
        raise Unavailable("backup_old", file=upload.name)
    with translate_faults(file), ExitStack() as unless_told:
        file.parent.mkdir(parents=True, exist_ok=True)
        unless_told.callback(file.unlink, missing_ok=True)
        with (
            make_scratch_folder(engine.url, EXAMINE, backups=file.parent),  # nobody sweeps
            deed(engine, actor, Verb.BRING_BACKUP, now=now) as under_way,
        ):
            _keep(file, upload.content, engine)
            facts = {
                "file": upload.name[-LONGEST:],
                "size_bytes": len(upload.content),
                "digest": hashlib.sha256(upload.content).hexdigest(),
            }
            under_way.tell(f"backup-file {file.name}", before={}, after=facts)
        unless_told.pop_all()
    return file.name


def name_of(content: bytes) -> str:
    """The name that a file brought here is kept under."""
    ending = PLAIN + ENCRYPTED if content.startswith(INTRODUCTION) else PLAIN
    return f"{BROUGHT_STEM}{hashlib.sha256(content).hexdigest()[:16]}{ending}"


def _keep(file: Path, content: bytes, engine: Engine) -> None:
    with write_aside(file) as out:
        out.write(content)
        out.flush()
        aside = Path(out.name)
        if not is_encrypted(aside):
            refuse_unfit(load_about(aside, passphrase=None), engine.url)
