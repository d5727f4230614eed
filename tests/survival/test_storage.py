"""A full disk, a locked or read-only database: told in words, nothing stored, and the same
press works once there is room again."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

import oversight
from actions.refusals import Refused
from actions.returns.receive import Choices, receive
from actions.verify import verify
from locales.catalogues import LANGUAGES
from locales.refusals import build_refusal_sentence
from locales.words import words_in
from models import database
from models.database import ADDRESS_VARIABLE, WRITERS_LOCK, open_database, reading
from models.settings import read_data_version
from models.soundness import find_storage_fault
from server.health import check_health
from tests.actions.keeping import backed_up
from tests.province import CLERK, GOOD, NOW, looked_at, received

HEADINGS = GOOD.splitlines(keepends=True)[0]
# More than a database has free pages for: blank lines are kept as they came.
MANY = HEADINGS + b"2026,SYT,HM_TV,done,01/12/2026,100,12,,\n" + b",,,,,,,,\n" * 20_000


def file_of(engine: Engine) -> Path:
    return Path(str(engine.url.database))


def refused(engine: Engine, code: str) -> None:
    """The clerk presses, is told so in both languages, and nothing is stored."""
    seen = looked_at(engine, MANY)
    with reading(engine) as session:
        before = read_data_version(session)
    with pytest.raises(Refused) as told:
        receive(engine, seen, Choices(True, True), actor=CLERK, now=NOW)
    assert told.value.code == code
    assert all(build_refusal_sentence(told.value, words_in(language)) for language in LANGUAGES)
    with reading(engine) as session:
        assert read_data_version(session) == before
    assert verify(engine).sound


def accepted(engine: Engine) -> None:
    """The same press works now."""
    seen = looked_at(engine, MANY)
    assert receive(engine, seen, Choices(True, True), actor=CLERK, now=NOW).new == 1


def test_a_database_that_may_not_grow(province: Engine) -> None:
    with province.connect() as connection:
        raw = connection.connection.cursor()
        (pages,) = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count={pages}")
    refused(province, "disk_full")
    with province.connect() as connection:
        connection.connection.cursor().execute("PRAGMA max_page_count=1000000")
    accepted(province)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB of our own, where the system lets us have one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if os.name != "posix" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("a disk of one's own needs root on Linux")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk(province: Engine, small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.health.TRIED_EVERY_SECONDS", 0.0)
    monkeypatch.setattr("server.health.LEAST_ROOM", 0)  # what fits the log is still written
    province.dispose()
    moved = small_disk / "oversight.db"
    moved.write_bytes(file_of(province).read_bytes())
    engine = open_database(f"sqlite:///{moved}")
    with reading(engine) as session:
        read_data_version(session)  # SQLite makes its log's index now, while there is room
    assert health(engine) == (200, "ok", [])
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as out, suppress(OSError):
        while True:
            out.write(b"0" * 4096)
    refused(engine, "disk_full")
    with pytest.raises(Refused, match="disk_full"):
        backed_up(engine, small_disk / "copies")
    monkeypatch.setattr("server.health.LEAST_ROOM", 1)
    assert health(engine) == (503, "disk_full", ["database", "backups"])
    ballast.unlink()
    accepted(engine)
    assert health(engine) == (200, "ok", [])
    engine.dispose()


def fill(disk: Path) -> None:
    """Until not a byte more is taken."""
    with (disk / "ballast").open("wb", buffering=0) as out, suppress(OSError):
        for size in (4096, 1):
            while out.write(b"0" * size):
                pass


def test_a_full_disk_is_told_for_full_by_every_verb(
    province: Engine,
    small_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    province.dispose()
    moved = small_disk / "oversight.db"
    moved.write_bytes(file_of(province).read_bytes())
    fill(small_disk)
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{moved}")
    for words in (
        ["figures"],
        ["user", "list"],
        ["verify"],
        ["registers", "--out", "ra"],
        ["init"],
    ):
        assert oversight.main(words) != 0, words
        told = capsys.readouterr().err
        assert "đã đầy" in told, words


def test_of_papers_that_do_not_fit_none_is_left(
    province: Engine,
    small_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    received(province, GOOD)
    province.dispose()
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    monkeypatch.setattr("cli.base.read_clock", lambda: NOW)
    folder = small_disk / "ra"
    folder.mkdir()
    with (small_disk / "ballast").open("wb") as out:
        out.write(b"0" * (3 * 2**20 - 16 * 1024))
    asked = ["--year", "2026", "--as-of", "20/12/2026"]
    assert oversight.main(["registers", *asked, "--out", str(folder)]) != 0
    assert "đã đầy" in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def health(engine: Engine) -> tuple[int, str, list[str]]:
    """What whoever watches the server is told."""
    answer = check_health(engine)
    facts = json.loads(bytes(answer.body))
    return answer.status_code, facts["status"], facts.get("cannot_write", [])


def test_a_database_somebody_holds(province: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.2)
    engine = open_database(str(province.url))
    holder = sqlite3.connect(file_of(province), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    refused(engine, "database_busy")
    assert health(engine) == (200, "ok", [])  # it passes
    holder.execute("ROLLBACK")
    holder.close()
    accepted(engine)
    engine.dispose()


@pytest.mark.parametrize("own_province", ["postgresql"], indirect=True)
def test_a_server_whose_writers_wait_for_somebody(
    own_province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.2)
    holder = open_database(own_province.url.render_as_string(hide_password=False))
    with holder.connect() as held:
        held.exec_driver_sql(f"SELECT pg_advisory_lock({WRITERS_LOCK})")
        refused(own_province, "database_busy")
        held.exec_driver_sql(f"SELECT pg_advisory_unlock({WRITERS_LOCK})")
    holder.dispose()
    accepted(own_province)


def test_a_database_that_may_only_be_read(province: Engine) -> None:
    with province.connect() as connection:
        connection.connection.cursor().execute("PRAGMA query_only=ON")
    refused(province, "database_read_only")
    assert health(province) == (503, "read_only", ["database"])
    with province.connect() as connection:
        connection.connection.cursor().execute("PRAGMA query_only=OFF")
    accepted(province)


def test_a_damaged_database_is_told_for_damaged(province: Engine) -> None:
    province.dispose()
    file = file_of(province)
    file.write_bytes(b"no database at all " * 500)
    with pytest.raises(DBAPIError) as told, reading(province) as session:
        read_data_version(session)
    assert find_storage_fault(told.value) == "database_broken"


def test_a_fault_of_ours_stays_a_fault(province: Engine) -> None:
    with pytest.raises(DBAPIError) as told, province.connect() as connection:
        connection.exec_driver_sql("SELECT no_such_column FROM unit")
    assert find_storage_fault(told.value) is None


def test_no_value_stands_in_a_fault(province: Engine) -> None:
    asked = text("SELECT :told FROM no_such_table")
    with pytest.raises(DBAPIError) as told, province.connect() as connection:
        connection.execute(asked, {"told": "0912 345 678"})
    assert "0912" not in str(told.value)
