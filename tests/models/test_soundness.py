"""Which faults of a database end all writing, and which pass."""

import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import URL, make_url
from sqlalchemy.exc import OperationalError

from models.soundness import allow_writing, find_stop, stop_writing_after


@pytest.fixture
def url() -> Iterator[URL]:
    place = make_url("sqlite:///of-this-test-alone.db")
    yield place
    allow_writing(place)


def raise_as(code: int | None, state: str | None = None) -> OperationalError:
    """A fault as the driver gives it: SQLite's code, or PostgreSQL's state."""
    if code is None:
        fault: Exception = type("PostgreSQL", (Exception,), {"sqlstate": state})()
    else:
        fault = sqlite3.OperationalError("disk I/O error")
        fault.sqlite_errorcode = code  # type: ignore[attr-defined]  # the driver sets it too
    return OperationalError(None, None, fault)


@pytest.mark.parametrize(
    ("code", "state", "stops"),
    [
        (sqlite3.SQLITE_IOERR, None, "disk_failing"),
        (sqlite3.SQLITE_IOERR_READ, None, "disk_failing"),
        (sqlite3.SQLITE_IOERR_SHORT_READ, None, "disk_failing"),
        (sqlite3.SQLITE_IOERR_WRITE, None, "disk_failing"),
        (sqlite3.SQLITE_IOERR_FSYNC, None, "disk_failing"),  # nobody knows what the disk kept
        (sqlite3.SQLITE_IOERR_CORRUPTFS, None, "disk_failing"),
        (sqlite3.SQLITE_CORRUPT_INDEX, None, "database_broken"),
        (sqlite3.SQLITE_NOTADB, None, "database_broken"),
        (sqlite3.SQLITE_IOERR_NOMEM, None, None),
        (sqlite3.SQLITE_IOERR_LOCK, None, None),
        (sqlite3.SQLITE_IOERR_SHMSIZE, None, None),  # a full disk
        (sqlite3.SQLITE_FULL, None, None),
        (sqlite3.SQLITE_BUSY, None, None),
        (sqlite3.SQLITE_CONSTRAINT, None, None),
        (None, "58030", "disk_failing"),
        (None, "58P01", "database_broken"),
        (None, "XX000", "database_broken"),
        (None, "XX002", "database_broken"),
        (None, "53100", None),
        (None, "23505", None),
        (None, "57P01", None),
    ],
)
def test_damage_and_a_failing_disk_end_all_writing(
    url: URL, code: int | None, state: str | None, stops: str | None
) -> None:
    stop_writing_after(raise_as(code, state), url)
    stop = find_stop(url)
    assert (stop.code if stop is not None else None) == stops
