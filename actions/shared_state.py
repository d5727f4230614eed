"""What the processes that serve one database share for a while: the secret that seals forms, tries
to sign in, sign-ins that a provider confirmed and somebody ended, codes that were used while
nothing could be written. A small SQLite file beside the database, in no backup; where it cannot be
written each process knows its own only.
"""

import contextlib
import json
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import URL

from actions.paths import get_path_beside

FILE = ".shared"
PATIENCE_SECONDS = 2.0
SECRET_BYTES = 32
FAULTS = (sqlite3.Error, OSError)  # why it cannot be shared just now
TABLE = """CREATE TABLE IF NOT EXISTS shared (
kind TEXT, key TEXT, content TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (kind, key))
WITHOUT ROWID"""


class SharedState:
    """One transaction over what is shared. `content` is anything that JSON can say."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def load(self, kind: str, keys: Iterable[str]) -> dict[str, Any]:
        """What is kept under those of `keys` that are known."""
        found = {}
        for key in keys:
            question = "SELECT content FROM shared WHERE kind = ? AND key = ?"
            row = self._connection.execute(question, (kind, key)).fetchone()
            if row is not None:
                found[key] = json.loads(row[0])
        return found

    def keep(self, kind: str, key: str, content: object, *, at: float) -> None:
        """Keep `content` in place of what was."""
        written = (kind, key, json.dumps(content), at)
        self._connection.execute("INSERT OR REPLACE INTO shared VALUES (?, ?, ?, ?)", written)

    def forget(self, kind: str, key: str) -> None:
        """Nothing is kept under it any more."""
        self._connection.execute("DELETE FROM shared WHERE kind = ? AND key = ?", (kind, key))

    def forget_old(self, kind: str, *, before: float, most: int) -> None:
        """Forget what was kept `before` that moment, and all but the newest `most`."""
        rows = "FROM shared WHERE kind = ?"
        self._connection.execute(f"DELETE {rows} AND at < ?", (kind, before))
        if self._connection.execute(f"SELECT count(*) {rows}", (kind,)).fetchone()[0] > most:
            newest = f"SELECT key {rows} ORDER BY at DESC LIMIT ?"
            self._connection.execute(f"DELETE {rows} AND key NOT IN ({newest})", (kind, kind, most))


@contextlib.contextmanager
def open_shared_state(url: URL) -> Iterator[SharedState]:
    """What is shared by those who serve the database at `url`, to read and write as the only one;
    kept at the end, unless something is raised. Raises one of FAULTS."""
    file = get_path_beside(url, FILE)
    if not file.exists():
        file.touch(mode=0o600)
    connection = sqlite3.connect(file, timeout=PATIENCE_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(TABLE)
        yield SharedState(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()  # what was begun and not kept is undone by that


def load_shared_secret(url: URL) -> bytes:
    """The secret of those who serve the database at `url`, made by the first. Raises one of
    FAULTS."""
    with open_shared_state(url) as state:
        known = state.load("secret", [""])
        secret = known.get("") or secrets.token_hex(SECRET_BYTES)
        if not known:
            state.keep("secret", "", secret, at=time.time())
        return bytes.fromhex(secret)
