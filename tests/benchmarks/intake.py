"""How long a large clean file takes, beside one `executemany` of the same typed rows into
the same indexed table. `python -m tests.benchmarks.intake [rows …]` prints the figures, of
100 000 and of 1 000 000 rows unless told otherwise; the aims are 2.5 and 2.7 times.

The register has 5 000 units with 60 tasks each, more where the file has more rows; 300 000
results are stored, half of them in the year that the file speaks of, of other assignments.
A million rows are six times the limit of an upload: the limit is lifted here.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy
from statistics import median
from time import perf_counter, process_time
from unittest.mock import patch

from sqlalchemy import insert

from actions.permissions import Actor
from actions.returns.receive import Choices, Letter, preview_file, receive
from intake.tables import Upload
from models import Record, UserRole
from models.database import open_database, writing
from models.migrations import migrate

FEWEST_UNITS, TASKS = 5000, 60
STORED = 300_000
TIMES = 5
AIMS = {100_000: 2.5, 1_000_000: 2.7}
NOW = datetime(2026, 12, 10, 3, tzinfo=UTC)
AT = "2026-12-10 03:00:00.000000"  # the same moment as the driver takes it
CLERK = Actor("vt", UserRole.SECRETARIAT)
SINCE = date(2018, 7, 9)
HEADINGS = "period,unit_code,task_code,status,done_on,percent,quantity,value_vnd,note"
INSERT = (
    "INSERT INTO result (assignment_id, year, submission_id, status, done_on, percent, quantity,"
    " quantity_nil, value_vnd, value_nil, note, sheet, row, recorded_at) VALUES"
    " (?, 2026, 1, ?, ?, ?, ?, 0, ?, 0, ?, NULL, ?, ?)"
)
Row = tuple[str, str, float, float, int, str]  # status, done on, percent, quantity, value, note
Values = dict[str, object]


@dataclass(frozen=True)
class Figures:
    """Seconds of each run, by the processor's clock and the wall's."""

    received: list[tuple[float, float]]
    inserted: list[tuple[float, float]]

    @property
    def ratio(self) -> float:
        """The median run's, by the processor's clock: the machine's other work matters less."""
        return self._ratio(0)

    @property
    def ratio_by_the_wall(self) -> float:
        """The median run's, as somebody waiting would see it."""
        return self._ratio(1)

    def _ratio(self, clock: int) -> float:
        runs = zip(self.received, self.inserted, strict=True)
        return median(received[clock] / inserted[clock] for received, inserted in runs)


def measured(rows: int, *, times: int = TIMES) -> Figures:
    """Receive a file of `rows` rows, and insert the same rows, in turn."""
    said = [_row(number) for number in range(rows)]
    received, inserted = [], []
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "register.sqlite")
        _fill(template, rows)
        upload = Upload("return.csv", _file(said))
        for number in range(times):
            given = copy(template, Path(folder, f"{number}.sqlite"))
            plain = copy(template, Path(folder, f"plain {number}.sqlite"))
            inserted.append(_timed(_inserting(plain, said)))
            received.append(_timed(lambda path=given: _receive(path, upload)))
            for used in Path(folder).glob(f"*{number}.sqlite*"):
                used.unlink()
    return Figures(received, inserted)


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    processor, wall = process_time(), perf_counter()
    work()
    return process_time() - processor, perf_counter() - wall


def _receive(path: Path, upload: Upload) -> None:
    engine = open_database(f"sqlite:///{path}")
    with patch("intake.pipeline.MOST_BYTES", 2**30):
        seen = preview_file(engine, upload, Letter(NOW.date()), actor=CLERK)
    receipt = receive(engine, seen, Choices(confirm=True), actor=CLERK, now=NOW)
    engine.dispose()
    if receipt.new != upload.content.count(b"\n") - 1:
        raise RuntimeError(f"a clean file was not received whole: {seen.arrival.findings[:5]}")


def _inserting(path: Path, said: list[Row]) -> Callable[[], None]:
    typed = [(place, *row, place + 1, AT) for place, row in enumerate(said, 1)]

    def work() -> None:
        with closing(sqlite3.connect(path)) as plain:
            plain.execute("PRAGMA foreign_keys = ON")
            plain.execute("PRAGMA synchronous = NORMAL")
            plain.executemany(INSERT, typed)
            plain.commit()

    return work


def _row(number: int) -> Row:
    day = f"2026-{number % 11 + 1:02d}-{number % 28 + 1:02d}"
    return "done", day, 100.0, float(number * 7919 % 5000), number * 7919 % 10**9, _note(number)


def _note(number: int) -> str:
    return f"ghi chú {number % 500}"


def _file(said: list[Row]) -> bytes:
    lines = [HEADINGS]
    for number, (status, day, percent, quantity, value, note) in enumerate(said):
        unit, task = f"U{number // TASKS + 1:05d}", f"T{number % TASKS + 1:02d}"
        shown = f"{day[8:]}/{day[5:7]}/{day[:4]}"
        lines.append(
            f"2026,{unit},{task},{status},{shown},{percent:.0f},{quantity:.0f},{value},{note}"
        )
    return ("\n".join(lines) + "\n").encode()


def _fill(path: Path, rows: int) -> None:
    """A register with room for a file of `rows` rows."""
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    with writing(engine) as session:
        for table, filled in _register(rows):
            session.connection().execute(insert(Record.metadata.tables[table]), filled)
    engine.dispose()
    with closing(sqlite3.connect(path)) as known:
        known.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _register(rows: int) -> Iterator[tuple[str, list[Values]]]:
    most = max(FEWEST_UNITS, -(-(rows + STORED // 2) // TASKS))
    units, tasks = range(1, most + 1), range(1, TASKS + 1)
    yield "unit", [_unit(number) for number in units]
    yield "task", [_task(number) for number in tasks]
    yield "period", [_period(year) for year in (2025, 2026)]
    yield (
        "assignment",
        [
            {
                "id": (unit - 1) * TASKS + task,
                "task_id": task,
                "unit_id": unit,
                "role": "coordinate",
                "valid_from": SINCE,
                "certainty": "solid",
            }
            for unit in units
            for task in tasks
        ],
    )
    yield "batch", [_batch()]
    yield "submission", [_submission()]
    yield "result", [_result(number, 2025) for number in range(1, STORED // 2 + 1)]
    yield "result", [_result(rows + number, 2026) for number in range(1, STORED // 2 + 1)]


def _unit(number: int) -> Values:
    return {
        "id": number,
        "code": f"U{number:05d}",
        "valid_from": SINCE,
        "name_vi": f"Đơn vị số {number}",
        "name_en": f"Unit number {number}",
        "short_vi": f"ĐV {number}",
        "level": "province",
        "kind": "department",
        "position": number,
        "certainty": "solid",
    }


def _task(number: int) -> Values:
    return {
        "id": number,
        "code": f"T{number:02d}",
        "clause": "II.1",
        "theme": "II.1",
        "movement": False,
        "reporting": False,
        "title_vi": f"Nhiệm vụ {number}",
        "title_en": f"Task {number}",
        "adds_up": "sum",
        "money": "none",
        "position": number,
        "certainty": "solid",
    }


def _period(year: int) -> Values:
    last = date(year, 12, 14)
    return {
        "year": year,
        "data_from": date(year - 1, 12, 15),
        "data_to": last,
        "last_day": last,
        "weekend_rolls": False,
    }


def _batch() -> Values:
    return {
        "id": 1,
        "token": "x",
        "file_name": "x",
        "digest": "x",
        "content": b"x",
        "size_bytes": 1,
        "layout": "results",
        "received_on": NOW.date(),
        "received_by": "x",
        "rows_new": 1,
        "rows_changed": 0,
        "rows_unchanged": 0,
        "rows_left": 0,
        "recorded_at": NOW,
    }


def _submission() -> Values:
    return {
        "id": 1,
        "batch_id": 1,
        "unit_id": 1,
        "year": 2025,
        "received_on": NOW.date(),
        "nil": False,
        "estimate": False,
        "recorded_at": NOW,
    }


def _result(number: int, year: int) -> Values:
    return {
        "assignment_id": number,
        "year": year,
        "submission_id": 1,
        "status": "done",
        "quantity": float(number),
        "value_vnd": number,
        "row": number,
        "quantity_nil": False,
        "value_nil": False,
        "recorded_at": NOW,
    }


def show(rows: int) -> None:
    """Print the figures of a file of `rows` rows."""
    figures = measured(rows, times=TIMES if rows <= STORED else 3)
    for name, runs in (("receive", figures.received), ("insert", figures.inserted)):
        print(name, " ".join(f"{cpu:.2f}s (wall {wall:.2f}s)" for cpu, wall in runs))
    aim = f" (aim {AIMS[rows]})" if rows in AIMS else ""
    print(
        f"{rows} rows: {figures.ratio:.2f} times{aim}; by the wall {figures.ratio_by_the_wall:.2f}"
    )


if __name__ == "__main__":
    for told in sys.argv[1:] or AIMS:
        show(int(told))
