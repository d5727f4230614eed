"""Places: where the files that belong to a database lie."""

from pathlib import Path

from sqlalchemy import Engine

from models.database import DEFAULT_FILE


def returns_folder(engine: Engine) -> Path:
    """The folder of sample returns: beside a SQLite database, else beside the default one."""
    file = engine.url.database
    beside = Path(file) if file and engine.dialect.name == "sqlite" else DEFAULT_FILE
    return beside.parent / "returns"
