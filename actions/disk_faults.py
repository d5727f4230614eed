"""Storage: what disks and databases refuse, as a refusal that has a sentence."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine, update
from sqlalchemy.exc import DBAPIError

from actions.refusals import Refused
from models import DataVersion
from models.database import writing
from models.soundness import SQLITE_FAULTS, find_storage_fault

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def translate_faults(file: Path) -> Iterator[None]:
    """Turn the faults of disks and databases met within into Refused: disk_full,
    database_busy and the like, else file_unwritable for `file` (file_missing, file_is_folder,
    file_unreadable where it could not be read)."""
    try:
        yield
    except (OSError, sqlite3.Error, DBAPIError) as fault:
        code = _find_code(fault)
        if code is None:
            raise
        raise Refused(code, file=str(file)) from fault


@contextmanager
def write_aside(file: Path) -> Iterator[BinaryIO]:
    """A file of its owner's alone that is written aside, to the disk itself, and gets its name at
    the end: there is never half of it."""
    aside = file.with_name(f"{file.name}.part")
    try:
        with aside.open("wb") as out:
            aside.chmod(0o600)
            yield out
            out.flush()
            os.fsync(out.fileno())
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def find_free_name(folder: Path, stem: str, ending: str) -> Path:
    """A name in `folder` that nobody has: of `stem` and `ending`, with a number between where it
    must be. Raises Refused("file_there")."""
    for more in ("", *(f"-{number}" for number in range(1, 100))):
        file = folder / f"{stem}{more}{ending}"
        if not file.exists():
            return file
    raise Refused("file_there", file=str(file))


def try_writing(engine: Engine) -> str | None:
    """Write a number of the database anew as it is, without waiting for whoever writes: the code of
    the fault where its disk is full or it may only be read."""
    try:
        with writing(engine, waits=False) as session:
            session.execute(update(DataVersion).values(number=DataVersion.number))
    except DBAPIError as fault:
        code = find_storage_fault(fault, engine.url)
        if code is None:
            raise
        return code if code in ("disk_full", "database_read_only") else None
    return None


def _find_code(fault: OSError | sqlite3.Error | DBAPIError) -> str | None:
    if isinstance(fault, DBAPIError):
        return find_storage_fault(fault)
    if isinstance(fault, sqlite3.Error):
        return SQLITE_FAULTS.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
    if fault.errno in FULL:
        return "disk_full"
    if isinstance(fault, FileNotFoundError):
        return "file_missing"
    return "file_is_folder" if isinstance(fault, IsADirectoryError) else "file_unwritable"
