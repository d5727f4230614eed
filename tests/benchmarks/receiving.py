"""What an acceptance costs on Nhập báo cáo: with one file in the uploader, and with many.

Measured by the clock of the script's own thread, in one process: what else the machine does is
no matter. An acceptance is the press, what it writes, and the screen drawn again after it.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from time import thread_time

from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from models import Task, Unit
from models.database import reading
from models.settings import read_data_version
from models.tasks import find_assignments_due
from pages.app.header import show_header
from pages.app.screens import SCREENS
from pages.components.visit import Visit
from pages.returns.screen import show
from tests.benchmarks.screens import visit_of

HEAD = ["period", "unit_code", "task_code", "status", "percent"]
File = tuple[str, bytes, str]


def returns_of(engine: Engine, count: int) -> list[File]:
    """A return of each of the first `count` units, which changes all that it is about."""
    with reading(engine) as session:
        due = find_assignments_due(session, [2026])
        units = dict(session.exec(select(Unit.id, Unit.code)).all())
        tasks = dict(session.exec(select(Task.id, Task.code)).all())
    files = []
    for unit, part in list(due.groupby("unit_id", sort=False))[:count]:
        told = io.StringIO()
        lines = csv.writer(told)
        lines.writerow(HEAD)
        lines.writerows(
            [2026, units[int(unit)], tasks[int(task)], "in_progress", 61]
            for task in part["task_id"]
        )
        files.append((f"{units[int(unit)]}.csv", told.getvalue().encode(), "text/csv"))
    return files


def measure_acceptances(engine: Engine, files: list[File], pressed: Sequence[int]) -> list[float]:
    """Seconds of processor of receiving each file whose place is in `pressed`, one after the
    other, while all `files` lie in the uploader."""
    visit = visit_of(engine, next(one for one in SCREENS if one.name == "receive"))
    spent: list[float] = []
    app = AppTest.from_function(_screen, args=(visit, spent), default_timeout=300)
    app.run()
    app.file_uploader(key="files").set_value(files).run()
    costs = []
    for number in pressed:
        app.run()  # the screen at rest
        spent.clear()
        app.button(key=f"accept-{number}").click().run()
        if app.exception:
            raise RuntimeError(str(app.exception))
        costs.append(sum(spent))
    return costs


def _screen(visit: "Visit", spent: list[float]) -> None:
    from tests.benchmarks.receiving import draw_timed

    draw_timed(visit, spent)


def draw_timed(visit: Visit, spent: list[float]) -> None:
    """Draw the header and the screen as they are now, and add the seconds it took."""
    began = thread_time()
    try:
        with reading(visit.engine) as session:
            visit = replace(visit, version=read_data_version(session))
        show_header(visit)
        show(visit)
    finally:  # a rerun leaves by an exception
        spent.append(thread_time() - began)
