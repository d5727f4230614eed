"""Run as a program: again and again a worker publishes one issue after another until it is
killed at a random moment; after each kill the database is opened as a fresh start would.

    python -m tests.survival.publishing DATABASE KILLS SEED
"""

import json
import os
import sys
import time

from sqlalchemy import func
from sqlmodel import select

from actions.permissions import Verb
from actions.verify import verify
from actions.yearly_report.publish import publish
from models import Entry, Issue
from models.database import open_database, reading
from models.issues import find_last_number, list_issues
from tests.actions.publications import publication
from tests.province import CLERK, NOW
from tests.survival.killing import draw_lives, killed

LIVES = 4.0  # the longest life of a worker, in issues


def work(address: str, _start: int) -> None:
    """Publish lần 1, 2, 3, … each with some megabytes of papers."""
    engine = open_database(address)
    while True:
        with reading(engine) as session:
            number = find_last_number(session, 2026, "committee") + 1
        drafted = publication(engine, number=number, content=os.urandom(2_000_000))
        publish(engine, drafted, actor=CLERK, now=NOW)


def counted(address: str) -> dict[str, object]:
    """What a fresh start finds."""
    engine = open_database(address)
    found = verify(engine)
    with engine.connect() as connection:
        whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    with reading(engine) as session:
        numbers = sorted(one.number for one in list_issues(session))
        asked = select(func.count()).select_from(Entry).where(Entry.verb == Verb.PUBLISH)
        entries = session.exec(asked).one()
        sizes = set(session.exec(select(func.length(Issue.content))))
    engine.dispose()
    return {
        "sound": found.sound,
        "integrity": whole,
        "in_turn": numbers == list(range(1, entries + 1)),
        "whole": sizes <= {2_000_000},
        "issues": entries,
    }


def measured(address: str) -> float:
    """How long publishing takes here, once everything is loaded; in seconds."""
    engine, start = open_database(address), time.monotonic()
    publish(engine, publication(engine, content=os.urandom(2_000_000)), actor=CLERK, now=NOW)
    engine.dispose()
    return time.monotonic() - start


def main(address: str, kills: int, seed: int) -> None:
    """One line of JSON after each kill."""
    long = measured(address)
    for share in draw_lives(kills, seed):
        killed(address, 0, share * LIVES * long, work=work)
        print(json.dumps(counted(address)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
