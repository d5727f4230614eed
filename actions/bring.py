"""Bring a backup file to the folder of backups, from another machine or a stick."""

import hashlib
from pathlib import Path

from sqlalchemy import Engine

from actions.backup import ENDING, backup_folder
from actions.examine import head_for
from actions.permissions import Actor, Verb, check_still
from actions.storage import in_words
from models.database import reading


def bring_backup(engine: Engine, content: bytes, *, actor: Actor) -> str:
    """Keep `content` as a file in the folder; its name. The same file is kept once.

    Raises Refused: not_allowed, rights_changed, and what `head_for` says of a file that is no
    backup for this database.
    """
    with reading(engine) as session:
        check_still(session, actor, Verb.RESTORE)
    file = backup_folder(engine) / name_of(content)
    if not file.exists():
        with in_words(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            _keep(file, content, engine)
    return file.name


def name_of(content: bytes) -> str:
    """The name that a file brought here is kept under."""
    return f"mang-den-{hashlib.sha256(content).hexdigest()[:16]}{ENDING}"


def _keep(file: Path, content: bytes, engine: Engine) -> None:
    aside = file.with_name(f"{file.name}.part")
    try:
        aside.write_bytes(content)
        aside.chmod(0o600)
        head_for(aside, engine.url)
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
