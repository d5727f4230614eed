"""The file of a database that is served: it must stay the one that was opened.

Where it is moved away, removed or replaced, SQLite writes on into a file that nobody will open
again, and makes a new and empty one in its place. So a server says which file it serves; from then
on its connections make no file, and once another or none is in the place nothing is written.
"""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

from models.soundness import MOVED, stop_writing

_served: dict[str, tuple[int, int]] = {}  # by the address: device and number of the file


def watch_file(url: URL) -> None:
    """From now on the SQLite file at `url` is the one that this process serves."""
    identity = _find_identity(url)
    if identity is not None:
        _served[str(url)] = identity


def forget_file(url: URL) -> None:
    """Another file may take its place."""
    _served.pop(str(url), None)


def check_served_file(url: URL) -> bool:
    """Is the file served still the one in its place? Stops writing where it is not. True where
    none is watched."""
    served = _served.get(str(url))
    if served is None or _find_identity(url, otherwise=served) == served:
        return True
    stop_writing(url, MOVED)
    return False


def build_served_address(url: URL) -> str | None:
    """How SQLite is told of a file that is served: to open it, and never to make one; None where
    none is. Raises sqlite3.OperationalError as SQLite does where it cannot be opened."""
    if str(url) not in _served:
        return None
    if not check_served_file(url):
        fault = sqlite3.OperationalError("unable to open database file")
        fault.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise fault
    return f"file:{quote(str(url.database))}?mode=rw"


def _find_identity(url: URL, *, otherwise: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """None where there is no file; `otherwise` where nobody may know."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    try:
        facts = Path(url.database).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return otherwise
    return facts.st_dev, facts.st_ino
