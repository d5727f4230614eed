"""Proof: a backup restored into a scratch place, migrated, counted and compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, inspect

from actions.copies.archive import extract_archive
from actions.copies.database_copies import Copy, set_up_copy
from actions.copies.scratch import BACKUP, make_scratch_folder
from actions.refusals import Refused
from models.database import reading
from models.journal import JournalHead, check_journal, read_journal_head
from models.migrations import migrate
from models.tallies import count_rows, is_tallied
from models.value_faults import find_unreadable_values

CHANGED_BY_MIGRATING = frozenset({"alembic_version", "journal_head", "data_version"})


@contextmanager
def unpack_backup(
    source: Path, url: URL, name: str, *, passphrase: str | None
) -> Iterator[tuple[Copy, Engine]]:
    """The copy in the backup `source`, laid out as a database of its own in a scratch folder of
    this `name` beside the database at `url`. Raises Unavailable as `extract_archive`."""
    with make_scratch_folder(url, name) as folder:
        copy = extract_archive(source, folder, url=url, passphrase=passphrase)
        with set_up_copy(url, copy.file) as scratch:
            yield copy, scratch


def find_backup_fault(source: Path, url: URL, *, passphrase: str | None) -> str | None:
    """Why the backup `source` is not proven, as a code; None where it is."""
    try:
        with unpack_backup(source, url, BACKUP, passphrase=passphrase) as (copy, scratch):
            return find_copy_fault(scratch, copy)
    except Refused as refused:  # met while proving, it is such a reason
        return refused.code


def refuse_faulty_copy(scratch: Engine, copy: Copy) -> None:
    """Raise Refused("backup_broken") where a laid-out copy is not proven."""
    fault = find_copy_fault(scratch, copy)
    if fault:
        raise Refused("backup_broken", fault=fault)


def find_copy_fault(scratch: Engine, copy: Copy) -> str | None:
    """Migrate a laid-out copy; why it is not what was copied, or None: content_differs,
    migration_differs, journal_broken, values_unreadable, database_broken, foreign_parts."""
    if _has_damage(scratch):
        return "database_broken"
    if _has_foreign_parts(scratch):
        return "foreign_parts"
    if JournalHead.__tablename__ not in inspect(scratch).get_table_names():
        return "content_differs"  # another program's database, however it was packed
    with reading(scratch) as session:
        head = read_journal_head(session)
    if head != copy.head or not is_tallied(scratch, copy.tallies):
        return "content_differs"
    migrate(scratch)
    migrated = count_rows(scratch)
    same_tables = (copy.tallies.keys() & migrated.keys()) - CHANGED_BY_MIGRATING
    if any(migrated[table] != copy.tallies[table].rows for table in same_tables):
        return "migration_differs"
    with reading(scratch) as session:
        if check_journal(session).faults:
            return "journal_broken"
        return "values_unreadable" if find_unreadable_values(session, most=1) else None


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


def _has_damage(scratch: Engine) -> bool:
    if scratch.dialect.name != "sqlite":
        return False
    with scratch.connect() as connection:
        answer = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return answer != ["ok"]
