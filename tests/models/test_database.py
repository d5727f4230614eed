"""The database keeps its promises: foreign keys, whole or nothing, one moment, turns."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import IntegrityError
from sqlmodel import func, select

from models import DataVersion, Extension, Setting
from models.database import ADDRESS_VARIABLE, DEFAULT_FILE, get_database_address, reading, writing
from models.settings import raise_data_version, read_data_version, read_setting
from tests.conftest import NOW

REPOSITORY = Path(__file__).resolve().parents[2]

# Writes row after row in one transaction, says so after the thousandth, and goes on.
INTERRUPTED = """
import sys
from models import Setting
from models.database import open_database, writing

with writing(open_database(sys.argv[1])) as session:
    number = 0
    while True:
        session.add(Setting(name=f"row {number}", value="half of something"))
        session.flush()
        number += 1
        if number == 1000:
            print("writing", flush=True)
"""


def test_the_address_is_the_environments_else_the_file_beside_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(ADDRESS_VARIABLE, raising=False)
    assert get_database_address() == f"sqlite:///{DEFAULT_FILE}"
    monkeypatch.setenv(ADDRESS_VARIABLE, "postgresql+psycopg://office/oversight")
    assert get_database_address() == "postgresql+psycopg://office/oversight"


@pytest.mark.parametrize(
    ("pragma", "kept"),
    [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1)],
)
def test_sqlite_is_set_as_many_threads_use_it(engine: Engine, pragma: str, kept: object) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == kept


def test_a_row_without_its_parent_is_refused(each_engine: Engine) -> None:
    nobody = Extension(unit_id=1, year=2026, last_day=NOW.date(), reason="flood", recorded_at=NOW)
    with pytest.raises(IntegrityError), writing(each_engine) as session:
        session.add(nobody)


def test_a_fault_on_the_way_keeps_nothing(each_engine: Engine) -> None:
    with pytest.raises(KeyError), writing(each_engine) as session:
        session.add(Setting(name="half", value="of something"))
        session.flush()
        raise KeyError("half")
    with reading(each_engine) as session:
        assert read_setting(session, "half") is None


def test_a_reader_sees_one_moment(each_engine: Engine) -> None:
    with reading(each_engine) as reader:
        before = read_data_version(reader)
        _write_one(each_engine)
        assert read_data_version(reader) == before
        assert read_setting(reader, "late") is None
    with reading(each_engine) as reader:
        assert (read_data_version(reader), read_setting(reader, "late")) == (before + 1, "news")


def _write_one(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Setting(name="late", value="news"))
        raise_data_version(session)


def test_two_who_read_and_then_write_both_succeed(each_engine: Engine) -> None:
    faults = _together(lambda: _read_then_write(each_engine))
    assert faults == []
    with reading(each_engine) as session:
        assert read_data_version(session) == 21  # one to begin with, two clerks of ten writes each


def _read_then_write(engine: Engine) -> None:
    for _ in range(10):
        with writing(engine) as session:
            row = session.exec(select(DataVersion)).one()
            row.number = row.number + 1
            session.add(row)


def _together(work: Callable[[], None]) -> list[object]:
    """Run `work` in two threads at once; the faults that ended any of them."""
    faults: list[object] = []
    start = threading.Barrier(2)

    def run() -> None:
        start.wait()
        work()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading, "excepthook", lambda fault: faults.append(fault.exc_value))
        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    return faults


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_process_killed_while_writing_leaves_nothing_of_it(each_engine: Engine) -> None:
    address = make_url(each_engine.url).render_as_string(hide_password=False)
    writer = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, address],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    with writer:
        said = writer.stdout.readline() if writer.stdout else ""
        writer.send_signal(signal.SIGKILL)
    assert said == "writing\n"
    assert writer.returncode == -signal.SIGKILL
    with reading(each_engine) as session:
        assert session.exec(select(func.count()).select_from(Setting)).one() == 0
    _write_one(each_engine)  # and the lock went with the process
