"""Opening: a database or a file that must be there, answer, and be ours."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from actions.refusals import Refused
from models.batches import batches_known
from models.database import open_database, reading
from models.migrations import current_revision, newest_revision


class Unavailable(Refused):
    """What was asked could not even be tried."""


@contextmanager
def standing_database(address: str) -> Iterator[Engine]:
    """The migrated database at `address`. Raises Unavailable: database_missing,
    database_behind, database_silent."""
    with answering_database(address) as engine:
        file = engine.url.database
        if engine.dialect.name == "sqlite" and file and not Path(file).is_file():
            raise Unavailable("database_missing")
        if current_revision(engine) != newest_revision():
            raise Unavailable("database_behind")
        yield engine


@contextmanager
def fresh_file(address: str) -> Iterator[str]:
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
def new_database(address: str) -> Iterator[Engine]:
    """The database at `address`, made where it is not there: the folder of a SQLite file too."""
    with answering_database(address) as engine:
        if engine.dialect.name == "sqlite" and engine.url.database:
            Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        yield engine


@contextmanager
def answering_database(address: str) -> Iterator[Engine]:
    """An engine, closed at the end. Raises Unavailable("database_silent") where the address
    is none, or what is there fails to answer."""
    try:
        engine = open_database(address)
    except (ArgumentError, ImportError):  # no address, or one of a database we cannot speak to
        raise Unavailable("database_silent") from None
    try:
        yield engine
    except DatabaseError as fault:
        if type(fault) not in (DatabaseError, OperationalError):
            raise  # a broken constraint is a fault of ours
        raise Unavailable("database_silent") from fault
    finally:
        engine.dispose()


def is_empty(engine: Engine) -> bool:
    """Was nothing received yet?"""
    with reading(engine) as session:
        return batches_known(session, date.max - timedelta(days=2), most=1).empty


def folder_made(folder: str) -> Path:
    """The folder, made where it is not there. Raises Unavailable("file_unwritable")."""
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError):  # no right to write there, or no such place
        raise Unavailable("file_unwritable", file=folder) from None
    return place


def file_written(file: str, content: bytes, *, over: bool = False) -> str:
    """Write a file and give its name. Raises Unavailable: file_other where another of that
    name is there and is not to be written `over`, and file_unwritable."""
    refuse_others({file: content}, over=over)
    try:
        place = Path(file)
        if place.exists() and not place.is_file():  # a pipe, the terminal
            place.write_bytes(content)
        else:
            _write(place.resolve(), content)
    except (OSError, ValueError):  # no right to write there, or no such place
        raise Unavailable("file_unwritable", file=file) from None
    return file


def files_written(folder: str, files: Mapping[str, bytes], *, over: bool = False) -> dict[str, str]:
    """Write files into a folder, none of them where one cannot be; the place of each by its
    name. Raises Unavailable as `folder_made` and `file_written`."""
    place = folder_made(folder)
    placed = {name: str(place / name) for name in files}
    refuse_others({placed[name]: content for name, content in files.items()}, over=over)
    for name, content in files.items():
        file_written(placed[name], content, over=True)
    return placed


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


def _write(place: Path, content: bytes) -> None:
    """Aside, then under its name: there is never half a file."""
    aside = place.with_name(f"{place.name}.part")
    try:
        aside.write_bytes(content)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)


def file_content(file: str) -> bytes:
    """The bytes of a file. Raises Unavailable: file_is_folder, file_missing, file_unreadable."""
    try:
        if Path(file).is_dir():
            raise Unavailable("file_is_folder", file=file)
        return Path(file).read_bytes()
    except FileNotFoundError:
        raise Unavailable("file_missing", file=file) from None
    except (OSError, ValueError):  # no right to read it, or no name a system could hold
        raise Unavailable("file_unreadable", file=file) from None
