"""A worker that received a file and is done: prints every text that its memory still holds."""

import gc
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from actions.permissions import Actor
from actions.returns.receive import Choices, Letter, preview_file, receive
from intake.tables import Upload
from models import UserRole
from models.database import open_database

CLERK = Actor("van-thu", UserRole.SECRETARIAT)


def receive_file(address: str, folder: str) -> None:
    """Receive the one return that lies in the folder, and keep nothing of it here."""
    engine = open_database(address)
    (file,) = Path(folder).glob("so dia chi *")
    seen = preview_file(
        engine, Upload(file.name, file.read_bytes()), Letter(date(2026, 11, 28)), actor=CLERK
    )
    now = datetime(2026, 11, 28, 2, 0, tzinfo=UTC)
    receive(engine, seen, Choices(True, True), actor=CLERK, now=now)
    engine.dispose()


def print_memory() -> None:
    """Every text that a living object holds, tables among them."""
    gc.collect()
    for holder in gc.get_objects():
        if isinstance(holder, pd.DataFrame | pd.Series):
            print(holder.to_string())
        for held in gc.get_referents(holder):
            if isinstance(held, str):
                print(held.encode("utf-8", "replace").decode())
            elif isinstance(held, bytes):
                print(held.decode("utf-8", "replace"))


if __name__ == "__main__":
    receive_file(*sys.argv[1:])
    print_memory()
