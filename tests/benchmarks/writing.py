"""What writing takes: a clerk who receives a return every ten seconds, and how many deeds a second
the one chain of the journal takes from several writers at once.

    python -m tests.benchmarks.writing clerk DATABASE     # seconds of each return, until ended
    python -m tests.benchmarks.writing deeds DATABASE [WRITERS …]
"""

import subprocess
import sys
import time

from sqlalchemy import Engine

from actions.permissions import Actor
from actions.returns.receive import Choices, Letter, preview_file, receive
from actions.settings import set_value
from intake.tables import Upload
from models import UserRole
from models.database import open_database, reading
from models.journal import read_journal_head
from models.spans import day_of
from server.auth.sign_in_routes import read_clock
from tests.benchmarks.receiving import returns_of
from tests.house.tracked import HOUSE

CLERK = Actor("van-thu", UserRole.SECRETARIAT)
UNITS = 60
PAUSE_SECONDS, DEED_SECONDS = 10.0, 10.0


def receive_returns(engine: Engine) -> None:
    """Receive a return of one unit after another, each changed, and print what each took."""
    files = returns_of(engine, UNITS)
    for number in range(10**6):
        name, content, _ = files[number % len(files)]
        changed = content.replace(b",61", f",{number % 99}".encode())
        began = time.perf_counter()
        now = read_clock()
        letter = Letter(day_of(now))
        seen = preview_file(engine, Upload(name, changed), letter, actor=CLERK)
        receive(engine, seen, Choices(True, True), actor=CLERK, now=now)
        took = time.perf_counter() - began
        print(f"{took:.3f}", flush=True)
        time.sleep(max(PAUSE_SECONDS - took, 0.0))


def write_deeds(engine: Engine, seconds: float) -> None:
    """Set a value again and again, as one of several writers."""
    until, number = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        number += 1
        set_value(engine, "theme", str(number), actor=CLERK, now=read_clock())


def count_deeds(address: str, writers: int) -> float:
    """How many deeds a second the journal took from so many writers."""
    engine = open_database(address)
    with reading(engine) as session:
        before = read_journal_head(session).entries
    command = [sys.executable, "-m", "tests.benchmarks.writing", "write", address]
    began = time.perf_counter()
    for started in [subprocess.Popen(command, cwd=HOUSE) for _ in range(writers)]:
        started.wait()
    took = time.perf_counter() - began
    with reading(engine) as session:
        after = read_journal_head(session).entries
    engine.dispose()
    return (after - before) / min(took, DEED_SECONDS)


def main(word: str, address: str, counts: list[int]) -> None:
    """One of the three."""
    if word == "clerk":
        receive_returns(open_database(address))
    elif word == "write":
        write_deeds(open_database(address), DEED_SECONDS)
    else:
        for writers in counts or [1, 2, 4]:
            print(f"{writers} writers: {count_deeds(address, writers):.0f} deeds a second")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], [int(word) for word in sys.argv[3:]])
