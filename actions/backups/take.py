"""Take a backup away from the machine: an encrypted one only, by an administrator, and told."""

import hashlib
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import select

from actions.backups.examine import find_backup_file
from actions.deeds import deed
from actions.disk_faults import translate_faults
from actions.permissions import Actor, Verb, check
from actions.refusals import Refused
from models import Backup
from models.database import reading


def find_takeable_backup(engine: Engine, name: str) -> Backup | None:
    """The record of the backup `name` if it may leave the machine: made here, and encrypted."""
    place = str(find_backup_file(engine, name).resolve())
    with reading(engine) as session:
        made = session.exec(select(Backup).where(Backup.place == place)).first()
    return made if made is not None and made.encrypted else None


def take_backup(engine: Engine, name: str, *, actor: Actor, now: datetime) -> bytes:
    """The file's bytes, once the journal says who took it.

    Raises Refused: not_allowed, file_missing, backup_open (it is not encrypted, or nobody knows
    of it), backup_altered (it is no longer what was written).
    """
    check(actor, Verb.TAKE_BACKUP)
    file, made = find_backup_file(engine, name), find_takeable_backup(engine, name)
    if made is None:
        raise Refused("backup_open", file=name)
    with translate_faults(file):
        content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != made.digest:
        raise Refused("backup_altered")
    with deed(engine, actor, Verb.TAKE_BACKUP, now=now) as under_way:
        facts = {"place": file.name, "digest": made.digest}
        under_way.tell(f"backup {made.id}", before={}, after=facts)
    return content
