"""Run as a program: writes a populated database of the newest version as SQL text, to be kept
as the fixture of that version once a later one exists.

    python -m tests.migrations.populated > tests/migrations/of_0001.sql
"""

import sqlite3
import sys
import tempfile
from pathlib import Path

from models import Record
from models.database import open_database, writing
from models.migrations import migrate
from models.rule_versions import BEGINNING, write_rule_versions
from tests.models.rows import GOOD, row

FOLDER = Path(__file__).parent


def written(revision: str = "head") -> str:
    """The SQL text of a database of `revision` with a good row in every table it has."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "populated.db"
        engine = open_database(f"sqlite:///{file}")
        migrate(engine)
        with writing(engine) as session:
            for table in GOOD:
                session.add(row(table))
                session.flush()
            write_rule_versions(session, now=BEGINNING)
        if revision != "head":
            migrate(engine, to=revision)
        engine.dispose()
        with sqlite3.connect(file) as connection:
            return "\n".join(connection.iterdump()) + "\n"


def fixtures() -> dict[str, Path]:
    """The fixture of each version that has one."""
    return {file.stem.removeprefix("of_"): file for file in sorted(FOLDER.glob("of_*.sql"))}


def tables() -> list[str]:
    """The tables of today."""
    return [table.name for table in Record.metadata.sorted_tables]


if __name__ == "__main__":
    sys.stdout.write(written(*sys.argv[1:]))
