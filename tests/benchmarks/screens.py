"""What a rerun of each screen costs beside the same elements drawn from constant data, and
how much it sends. `python -m tests.benchmarks.screens DATABASE` prints the figures.

Both are measured in one process, in turn, by the clock of the script's own thread: what
else the machine does is no matter. A rerun is the header and the screen, the caches warm.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from actions.permissions import Actor
from locales.words import words_in
from models.database import open_database, reading
from models.periods import list_periods
from models.settings import read_data_version, read_sample_day
from pages.app.screens import SCREENS, Screen
from pages.components.visit import Structure, Visit
from tests.benchmarks.drawn import Step, Tape

TIMES = 11
PLACES = (  # screen, address
    ("overview", {}),
    ("agencies", {}),
    ("agencies", {"nhom": "tat-ca"}),
    ("agencies", {"don-vi": "SYT"}),
    ("tasks", {}),
    ("tasks", {"nhom": "tat-ca"}),
    ("tasks", {"muc-ke-hoach": "II.2"}),
    ("tasks", {"viec": "TET_SUAT"}),
    ("addresses", {}),
    ("why", {}),
    ("overdue", {}),
    ("receive", {}),
    ("chasing", {}),
    ("journal", {}),
    ("catalogue", {}),
    ("catalogue", {"phan": "nhiem-vu"}),
)
Address = dict[str, str]


@dataclass(frozen=True)
class Figures:
    """One screen: seconds of a rerun and of its elements alone, bytes of a first run."""

    name: str
    rerun: float
    elements: float
    sent: int

    @property
    def ratio(self) -> float:
        """How many times its elements a rerun costs."""
        return self.rerun / self.elements


def measured(engine: Engine, name: str, address: Address) -> Figures:
    """The figures of the screen `name` at `address`."""
    screen = next(screen for screen in SCREENS if screen.name == name)
    visit = visit_of(engine, screen)
    noted = Tape()
    with counting() as sizes:
        _app(_taped, (screen, visit, noted), address)
    spent: list[float] = []
    alone: list[float] = []
    real = _app(_timed, (screen, visit, spent), address)
    constant = _app(_redrawn, (noted.steps, alone), address)
    for _ in range(TIMES):
        real.run()
        constant.run()
    if real.exception or constant.exception:
        raise RuntimeError(f"{name} {address}: {real.exception} {constant.exception}")
    said = " ".join([name, *address.values()])
    return Figures(said, median(spent[1:]), median(alone[1:]), sum(sizes))


def visit_of(engine: Engine, screen: Screen) -> Visit:
    """A visit of the sample's own day, by the first role that may see the screen."""
    with reading(engine) as session:
        day, version = read_sample_day(session), read_data_version(session)
        years = tuple(int(year) for year in list_periods(session)["year"])
    today = day or datetime.now(UTC).date()
    blank = Visit(
        engine=engine,
        actor=Actor("x", min(screen.roles)),
        words=words_in("vi"),
        today=today,
        year=max(years),
        as_of=today,
        structure=Structure.THEN,
        version=version,
        sample=True,
    )
    return replace(blank, years=years, now=datetime(today.year, today.month, today.day, tzinfo=UTC))


@contextmanager
def counting() -> Iterator[list[int]]:
    """The size in bytes of every message that goes to the browser while it lasts."""
    sizes: list[int] = []
    send = ScriptRunContext.enqueue

    def noted(context: ScriptRunContext, message: Any) -> None:  # as Streamlit's own protobuf
        sizes.append(message.ByteSize())
        send(context, message)

    with patch.object(ScriptRunContext, "enqueue", noted):
        yield sizes


def _app(script: Any, args: tuple[object, ...], address: Address) -> AppTest:  # Any: a function
    app = AppTest.from_function(script, args=args, default_timeout=120)
    for choice, value in address.items():
        app.query_params[choice] = value
    app.run()
    return app


def _taped(screen: "Screen", visit: "Visit", noted: "Tape") -> None:
    from pages.app.header import show_header
    from pages.app.screens import show_screen
    from tests.benchmarks.drawn import taped

    with taped() as tape:
        show_header(visit)
        show_screen(screen, visit)
    noted.steps = tape.steps


def _timed(screen: "Screen", visit: "Visit", spent: list[float]) -> None:
    from time import thread_time

    from pages.app.header import show_header
    from pages.app.screens import show_screen

    began = thread_time()
    show_header(visit)
    show_screen(screen, visit)
    spent.append(thread_time() - began)


def _redrawn(steps: "list[Step]", alone: list[float]) -> None:
    from time import thread_time

    from tests.benchmarks.drawn import drawn_again

    began = thread_time()
    drawn_again(steps)
    alone.append(thread_time() - began)


def show(address: str) -> None:
    """Print the figures of every place, for the database at `address`."""
    engine = open_database(address)
    for name, choices in PLACES:
        told = measured(engine, name, choices)
        print(
            f"{told.name:24} rerun {told.rerun * 1000:6.1f} ms"
            f"  elements {told.elements * 1000:6.1f} ms"
            f"  {told.ratio:4.2f} times  {told.sent / 1000:6.0f} kB"
        )


if __name__ == "__main__":
    show(sys.argv[1])
