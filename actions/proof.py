"""Proof: a sealed backup restored into a scratch place, migrated, counted and compared."""

import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Engine

from actions.copies import Copy, laid_out
from actions.opening import Unavailable
from actions.sealed import PIECE, head_of, opened
from models.database import reading
from models.journal import Anchor, journal_checked
from models.migrations import migrate
from models.tallies import Tally, tallies

CHANGED_BY_MIGRATING = frozenset({"alembic_version", "journal_head", "data_version"})


def pieces_of(copy: Copy) -> Iterator[bytes]:
    """What is sealed: the tallies first, then the copy's bytes."""
    told = json.dumps(copy.tallies).encode()
    for start in range(0, len(told), PIECE - 1):
        part = told[start : start + PIECE - 1]
        yield (b"+" if start + PIECE - 1 < len(told) else b".") + part
    with copy.file.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def unsealed(place: Path, folder: Path, *, passphrase: str | None) -> Copy:
    """The copy in a sealed file, written into `folder`. Raises Unavailable as sealed.py says;
    what was written until then is worth nothing."""
    file = folder / "unsealed"
    with place.open("rb") as source:
        head, _ = head_of(source)
    with place.open("rb") as source, file.open("wb") as target:
        pieces = opened(source, passphrase=passphrase)
        told = b""
        for piece in pieces:
            told += piece[1:]
            if piece[:1] != b"+":
                break
        for piece in pieces:
            target.write(piece)
    try:
        counted = {name: Tally(*tally) for name, tally in json.loads(told).items()}
        anchor = Anchor(int(head["entries"]), str(head["head"]))
        return Copy(file, counted, anchor, str(head["revision"]), str(head["database"]))
    except (ValueError, TypeError, AttributeError, KeyError):
        raise Unavailable("backup_altered") from None


def fault_of(place: Path, folder: Path, *, url: URL, passphrase: str | None) -> str | None:
    """Why the backup at `place` is not proven, as a code; None where it is."""
    copy = unsealed(place, folder, passphrase=passphrase)
    with laid_out(url, copy.file) as scratch:
        return fault_in(scratch, copy)


def fault_in(scratch: Engine, copy: Copy) -> str | None:
    """Migrate a laid-out copy; why it is not what was copied, or None: content_differs,
    migration_differs, journal_broken, database_broken, foreign_parts."""
    if _is_broken(scratch):
        return "database_broken"
    if _has_foreign_parts(scratch):
        return "foreign_parts"
    if tallies(scratch) != copy.tallies:
        return "content_differs"
    migrate(scratch)
    migrated = tallies(scratch)
    kept = (copy.tallies.keys() & migrated.keys()) - CHANGED_BY_MIGRATING
    if any(migrated[table].rows != copy.tallies[table].rows for table in kept):
        return "migration_differs"
    with reading(scratch) as session:
        return "journal_broken" if journal_checked(session).faults else None


def _has_foreign_parts(scratch: Engine) -> bool:
    """Triggers and views: ours has none, and one that somebody planted would act after a
    restore."""
    kinds = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')",
        "postgresql": "SELECT (SELECT count(*) FROM information_schema.triggers)"
        " + (SELECT count(*) FROM information_schema.views WHERE table_schema = 'public')",
    }
    with scratch.connect() as connection:
        return bool(connection.exec_driver_sql(kinds[scratch.dialect.name]).scalar_one())


def _is_broken(scratch: Engine) -> bool:
    if scratch.dialect.name != "sqlite":
        return False
    with scratch.connect() as connection:
        told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return told != ["ok"]
