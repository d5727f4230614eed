"""Opening: a database or a file that must be there, answer, and be ours."""

import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, timedelta
from glob import escape
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from actions.disk_faults import FULL
from actions.refusals import Refused
from models import Backup
from models.backups import find_last_proven_backup
from models.batches import list_batches
from models.database import DEFAULT_FILE, open_database, reading
from models.migrations import current_revision, is_known_revision, newest_revision
from models.soundness import find_damage, find_storage_fault, is_of_a_value, stop_writing
from models.value_faults import find_unreadable_values

# Tables that every version of ours has.
OURS = frozenset({"unit", "setting", "entry", "app_user", "batch", "data_version", "submission"})
MOST_TOLD = 120  # letters of what a database says of itself
_last_proven: dict[str, Backup] = {}  # by the database's address


class Unavailable(Refused):
    """What was asked could not even be tried."""


@contextmanager
def open_checked_database(address: str) -> Iterator[Engine]:
    """The database at `address`, which is there, ours, undamaged and of this version.

    Raises Unavailable: database_missing, database_is_folder, database_foreign, database_behind,
    database_newer, database_damaged, and as `open_database_or_refuse`.
    """
    with open_database_or_refuse(address) as engine:
        refuse_missing(engine)
        refuse_damage(engine)
        revision = current_revision(engine)
        if revision != newest_revision():
            raise Unavailable(
                "database_behind" if is_known_revision(revision) else "database_newer"
            )
        yield engine


def check_before_filling(address: str, *, made: bool) -> None:
    """Look at what is at `address` before it is migrated: nothing at all, or an empty database,
    is for `init` to fill (`made`: it must have been). Raises Unavailable: database_missing,
    database_foreign, database_newer, database_damaged, and as `open_database_or_refuse`."""
    with open_database_or_refuse(address) as engine:
        try:
            refuse_missing(engine)
        except Unavailable as refused:
            if refused.code == "database_missing" and not made:
                return
            raise
        refuse_damage(engine)
        if not is_known_revision(current_revision(engine)):
            raise Unavailable("database_newer")


def refuse_missing(engine: Engine) -> None:
    """Raise Unavailable: database_missing where there is none, or an empty one;
    database_is_folder; database_foreign where it is another program's, which is left as it is."""
    file, place = engine.url.database, place_of(engine.url)
    if engine.dialect.name == "sqlite" and file and Path(file).is_dir():
        raise Unavailable("database_is_folder", place=place)
    if engine.dialect.name == "sqlite" and file and not Path(file).is_file():
        raise Unavailable("database_missing", place=place)
    tables = _list_tables(engine)
    if not tables:
        raise Unavailable("database_missing", place=place)
    if not tables >= {"alembic_version", *OURS}:
        raise Unavailable("database_foreign", place=place)


def _list_tables(engine: Engine) -> set[str]:
    """The names of the tables; SQLite is asked without being put into our mode of writing."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file:
        return set(inspect(engine).get_table_names())
    try:
        return _list_tables_of_file(file, "mode=ro")
    except DBAPIError as fault:
        if getattr(fault.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        # A journal lies beside it, which only a writer can roll back: what the file itself says.
        return _list_tables_of_file(file, "immutable=1")


def _list_tables_of_file(file: str, how: str) -> set[str]:
    only_read = create_engine(f"sqlite:///file:{quote(file)}?{how}&uri=true")
    try:
        return set(inspect(only_read).get_table_names())
    finally:
        only_read.dispose()


def refuse_damage(engine: Engine) -> None:
    """Raise Unavailable: database_damaged with what the database's own check found and the last
    backup that was proven; database_damaged_alone where none is known."""
    fault = find_damage(engine)
    if fault is not None:
        _refuse(engine, fault)


def _refuse(engine: Engine, fault: str) -> NoReturn:
    stop_writing(engine.url)
    facts = {"place": place_of(engine.url), "fault": fault.splitlines()[0][:MOST_TOLD]}
    backup = find_proven_backup(engine)
    if backup is None:
        raise Unavailable("database_damaged_alone", **facts)
    raise Unavailable("database_damaged", backup=backup.place, at=backup.made_at, **facts)


def find_proven_backup(engine: Engine) -> Backup | None:
    """The last backup that was proven; where a damaged database can no longer tell, the one that
    this process heard of last."""
    place = str(engine.url)
    try:
        with reading(engine) as session:
            backup = find_last_proven_backup(session)
    except DBAPIError as fault:
        if find_storage_fault(fault) is None:
            raise
        return _last_proven.get(place)
    if backup is not None:
        _last_proven[place] = backup
    return backup


def place_of(url: URL) -> str:
    """Where a database is, without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else str(url)


@contextmanager
def prepare_fresh_file(address: str) -> Iterator[str]:
    """The address to fill: a SQLite file that is not there yet is made beside its place and
    moved there only when it is whole, so that a start cut short is begun again."""
    place = make_url(address) if address.startswith("sqlite:///") else None
    file = Path(place.database) if place is not None and place.database else None
    if place is None or file is None or file.exists():
        yield address
        return
    unfinished = file.with_name(f"{file.name}.unfinished")
    for left in unfinished.parent.glob(f"{unfinished.name}*"):
        left.unlink()
    yield str(place.set(database=str(unfinished)))
    unfinished.replace(file)


@contextmanager
def make_database(address: str) -> Iterator[Engine]:
    """The database at `address`, made where it is not there: the folder of a SQLite file too."""
    with open_database_or_refuse(address) as engine:
        if engine.dialect.name == "sqlite" and engine.url.database:
            file = Path(engine.url.database)
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make_private(file)
        yield engine


def _make_private(file: Path) -> None:
    """Leave a database that stood before to its owner alone, with the files beside it that bear
    its name, and its folder where that is the program's own. New ones are made so."""
    own = [file.parent] if file.parent == DEFAULT_FILE.parent else []
    for place in [*own, *file.parent.glob(f"{escape(file.name)}*")]:
        mode = stat.S_IMODE(place.stat().st_mode)
        if mode & 0o077:
            with suppress(PermissionError):  # of another account, who alone may
                place.chmod(mode & 0o700)


@contextmanager
def open_database_or_refuse(address: str) -> Iterator[Engine]:
    """An engine for whatever is at `address`, closed at the end. Raises Unavailable: a code of
    `find_storage_fault` where that does not answer, database_silent where the address is none."""
    try:
        engine = open_database(address)
    except (ArgumentError, ImportError):  # no address, or one of a database we cannot speak to
        raise Unavailable("database_silent") from None
    try:
        yield engine
    except DBAPIError as fault:
        code = find_storage_fault(fault, engine.url)
        if code is None:
            raise  # a broken constraint, a wrong question: a fault of ours
        if is_of_a_value(fault):
            _refuse(engine, _name_unreadable(engine, fault))
        raise Unavailable(code) from fault
    finally:
        engine.dispose()


def _name_unreadable(engine: Engine, fault: DBAPIError) -> str:
    """Where the first value is that cannot be read: table, column and row; as far as is known where
    the tables are not of this version."""
    with suppress(DBAPIError), reading(engine) as session:
        return next(map(str, find_unreadable_values(session, most=1)), str(fault.orig))
    return str(fault.orig)


def is_empty(engine: Engine) -> bool:
    """Was nothing received yet?"""
    with reading(engine) as session:
        return list_batches(session, date.max - timedelta(days=2), most=1).empty


def make_folder(folder: str) -> Path:
    """The folder, made where it is not there. Raises Unavailable("file_unwritable")."""
    with translate_write_faults(folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)


def write_file(file: str, content: bytes, *, over: bool = False) -> str:
    """Write a file and give its name. Raises Unavailable: file_other where another of that
    name is there and is not to be written `over`, disk_full and file_unwritable."""
    refuse_others({file: content}, over=over)
    with translate_write_faults(file):
        place = Path(file)
        if place.exists() and not place.is_file():  # a pipe, the terminal
            place.write_bytes(content)
        else:
            with _write_aside(place.resolve(), content) as aside:
                aside.replace(place.resolve())
    return file


def write_files(folder: str, files: Mapping[str, bytes], *, over: bool = False) -> dict[str, str]:
    """Write files into a folder, none of them where one cannot be; the place of each by its
    name. Raises Unavailable as `make_folder` and `write_file`."""
    place = make_folder(folder)
    placed = {name: str(place / name) for name in files}
    refuse_others({placed[name]: content for name, content in files.items()}, over=over)
    with ExitStack() as asides:
        for name, content in files.items():
            with translate_write_faults(placed[name]):
                asides.enter_context(_write_aside(Path(placed[name]).resolve(), content))
        for name in files:
            with translate_write_faults(placed[name]):
                file = Path(placed[name]).resolve()
                _name_aside(file).replace(file)
    return placed


@contextmanager
def translate_write_faults(file: str) -> Iterator[None]:
    """Turn what a disk refuses of `file` into Unavailable: disk_full, else file_unwritable."""
    try:
        yield
    except (OSError, ValueError) as fault:  # no room, no right to write there, no such place
        is_full = isinstance(fault, OSError) and fault.errno in FULL
        raise Unavailable("disk_full" if is_full else "file_unwritable", file=file) from None


def refuse_others(files: Mapping[str, bytes], *, over: bool) -> None:
    """Raise Unavailable("file_other") where a file of one of the names is there and says
    something else: somebody's work may be in it."""
    for file, content in files.items():
        try:
            place = Path(file)
            if not over and place.is_file() and place.read_bytes() != content:
                raise Unavailable("file_other", file=file)
        except (OSError, ValueError):  # nobody can read it, so nobody knows what would be lost
            raise Unavailable("file_unwritable", file=file) from None


@contextmanager
def _write_aside(place: Path, content: bytes) -> Iterator[Path]:
    """The content of `place` under another name, to be given its own within: there is never half
    a file. Its owner alone reads it."""
    aside = _name_aside(place)
    try:
        aside.unlink(missing_ok=True)
        aside.touch(mode=0o600, exist_ok=False)
        aside.write_bytes(content)
        yield aside
    finally:
        aside.unlink(missing_ok=True)


def _name_aside(place: Path) -> Path:
    return place.with_name(f"{place.name}.part")


def load_file(file: str) -> bytes:
    """The bytes of a file. Raises Unavailable: file_is_folder, file_missing, file_unreadable."""
    try:
        if Path(file).is_dir():
            raise Unavailable("file_is_folder", file=file)
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise Unavailable("file_missing", file=file) from None
    except (OSError, ValueError):  # no right to read it, or no name a system could hold
        raise Unavailable("file_unreadable", file=file) from None
