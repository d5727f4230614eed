"""Swap: a database that was made ready takes the place of the one that stands, which is kept
under another name. At every moment a whole database is in the place."""

import gc
import glob
import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine

from actions.copies.database_copies import connect_to_server
from actions.disk_faults import find_free_name, write_aside
from actions.refusals import Refused
from models.served_files import forget_file
from models.soundness import SQLITE_FAULTS, allow_writing

OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
STANDS = "SELECT count(*) FROM pg_database WHERE datname = %s"


def refuse_while_in_use(url: URL) -> None:
    """Raise Refused("database_in_use") while anybody else has the database open."""
    gc.collect()  # a fault that this process met may hold the file open until then
    if url.get_backend_name() != "sqlite":
        with connect_to_server(url) as server:
            if server.exec_driver_sql(OTHERS, (url.database,)).scalar_one():
                raise Refused("database_in_use")
        return
    file = Path(str(url.database))
    if file.exists():
        _execute_alone(file, "PRAGMA locking_mode=EXCLUSIVE", "SELECT count(*) FROM sqlite_master")


def _leave_log(file: Path) -> None:
    """All into one file. SQLite leaves its log only to one who is alone."""
    _execute_alone(file, "PRAGMA journal_mode=DELETE")


def _execute_alone(file: Path, *orders: str) -> None:
    """Execute what only one who is alone may; a file that is no database is passed over."""
    alone = sqlite3.connect(file, timeout=0.5, isolation_level=None)
    try:
        for order in orders:
            alone.execute(order).fetchone()
    except sqlite3.DatabaseError as fault:
        code = SQLITE_FAULTS.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
        if code != "database_broken":
            raise Refused(
                "database_in_use" if code == "database_busy" else "swap_failed"
            ) from fault
    finally:
        alone.close()


def swap(url: URL, ready: Engine, *, moment: str, keeps: bool = True) -> str | None:
    """Put `ready` in the place of `url`; the name under which the other is kept, if there was
    one and it is to be kept. Raises Refused("database_in_use")."""
    ready.dispose()
    allow_writing(url)  # the one that comes was proven
    forget_file(url)
    if url.get_backend_name() == "sqlite":
        standing, ready_file = Path(str(url.database)), Path(str(ready.url.database))
        return _swap_files(standing, ready_file, moment=moment if keeps else None)
    with connect_to_server(url) as server:
        old_name = _swap_names(server, str(url.database), str(ready.url.database), moment=moment)
        if old_name and not keeps:
            server.exec_driver_sql(f'DROP DATABASE IF EXISTS "{old_name}"')
    return old_name if keeps else None


def _swap_files(standing: Path, ready: Path, *, moment: str | None) -> str | None:
    """The other is kept under a name of the `moment`, and where there is none not at all."""
    _leave_log(ready)
    old_file = None
    if standing.exists():
        _leave_log(standing)
    if standing.exists() and moment:
        stem = f"{standing.stem}-before-{moment}"
        old_file = find_free_name(standing.parent, stem, standing.suffix)
        _keep(standing, old_file)
        old_file.chmod(0o600)
    for ending in ("-wal", "-shm"):  # of a broken database: they are none of the new one's
        log = standing.with_name(standing.name + ending)
        if log.exists() and old_file is not None:
            log.chmod(0o600)
            log.replace(old_file.with_name(old_file.name + ending))
    ready.chmod(0o600)
    ready.replace(standing)
    return str(old_file) if old_file else None


def _keep(standing: Path, target: Path) -> None:
    """A second name for the same file, or a copy where the disk knows no such thing."""
    for left in standing.parent.glob(f"{glob.escape(standing.stem)}-before-*.part"):
        left.unlink()  # of one who was killed at it
    try:
        os.link(standing, target)
    except OSError:
        with write_aside(target) as aside:
            shutil.copyfile(standing, aside.name)


def _swap_names(server: Connection, standing: str, ready: str, *, moment: str) -> str | None:
    old_name = None
    if server.exec_driver_sql(STANDS, (standing,)).scalar_one():
        if server.exec_driver_sql(OTHERS, (standing,)).scalar_one():
            raise Refused("database_in_use")
        old_name = f"{standing[:40]}_before_{moment.replace('-', '_')}"
    server.exec_driver_sql("BEGIN")  # both names or neither; what fails here ends the connection
    if old_name:
        server.exec_driver_sql(f'ALTER DATABASE "{standing}" RENAME TO "{old_name}"')
    server.exec_driver_sql(f'ALTER DATABASE "{ready}" RENAME TO "{standing}"')
    server.exec_driver_sql("COMMIT")
    return old_name
