"""Run as a program: again and again a worker receives files until it is killed at a random
moment; after each kill the database is opened as a fresh start would and counted.

    python -m tests.survival.killing DATABASE KILLS SEED
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from random import Random

from sqlalchemy import func
from sqlmodel import Session, col, select

from actions.returns.undo import undo
from actions.verify import verify
from models import Batch, Result, Submission
from models.database import open_database, reading
from tests.province import CLERK, GOOD, NOW, received

LIVES = 5.0  # the longest life of a worker, in receives


def work(address: str, start: int) -> None:
    """Receive one file after another, each other than the last; take some back."""
    engine = open_database(address)
    for number in range(start, start + 10_000):
        receipt = received(engine, GOOD.replace(b",100,12,,", b",100,%d,," % number))
        if number % 3 == 0:
            undo(engine, receipt.batch_id, actor=CLERK, now=NOW)


def draw_lives(kills: int, seed: int) -> list[float]:
    """How much of the longest life each worker is given, in no order: one in each of as many equal
    parts, so that few kills meet every stage of the work."""
    chance = Random(seed)
    lives = [(part + chance.random()) / kills for part in range(kills)]
    return chance.sample(lives, kills)


def measured(address: str) -> float:
    """How long a worker's first receive takes here, opening the database too; in seconds."""
    start = time.monotonic()
    engine = open_database(address)
    received(engine, GOOD.replace(b",100,12,,", b",100,999,,"))
    engine.dispose()
    return time.monotonic() - start


def killed(
    address: str, start: int, after: float, *, work: Callable[[str, int], None] = work
) -> None:
    """Let a worker `work` for `after` seconds, then kill it."""
    child = os.fork()
    if child == 0:
        work(address, start)
        os._exit(1)  # it should have been killed
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def counted(address: str) -> dict[str, object]:
    """What a fresh start finds."""
    engine = open_database(address)
    found = verify(engine)
    whole = "ok"
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            whole = str(connection.exec_driver_sql("PRAGMA integrity_check").scalar())
    with reading(engine) as session:
        batches = session.exec(select(func.count()).select_from(Batch)).one()
        standing = select(col(Result.assignment_id)).where(col(Result.superseded_at).is_(None))
        current = list(session.exec(standing))
        halves = [
            one.id
            for one in session.exec(select(Batch))
            if one.rows_new + one.rows_changed != len(_rows_of(session, one))
        ]
    engine.dispose()
    return {
        "sound": found.sound,
        "integrity": whole,
        "batches": batches,
        "halves": halves,
        "twice": len(current) - len(set(current)),
    }


def _rows_of(session: Session, batch: Batch) -> set[int]:
    """The lines of the file that stand in the table; an undo may have brought one back again."""
    asked = select(Result.row).join(Submission, col(Submission.id) == col(Result.submission_id))
    return set(session.exec(asked.where(Submission.batch_id == batch.id)))


def main(address: str, kills: int, seed: int) -> None:
    """One line of JSON after each kill."""
    receive = measured(address)
    before = 1
    for kill, share in enumerate(draw_lives(kills, seed)):
        life = share * LIVES * receive
        killed(address, 1000 * (kill + 1), life)
        found = counted(address)
        print(json.dumps(found), flush=True)
        if found["batches"] == before and life > receive:
            receive *= 1.5  # the machine has become slower
        before = int(str(found["batches"]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
