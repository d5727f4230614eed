"""Places: where the files that belong to a database lie."""

from pathlib import Path

from sqlalchemy import URL, Engine

from models.database import DEFAULT_FILE, reading
from models.settings import read_setting

BACKUP_FOLDER = "backup_folder"  # the setting


def get_returns_folder(engine: Engine) -> Path:
    """The folder of sample returns: beside a SQLite database, else beside the default one."""
    return get_path_beside(engine.url, "").parent / "returns"


def get_default_backup_folder(engine: Engine) -> Path:
    """Where backups made on the screen go while no setting names a folder."""
    return get_path_beside(engine.url, "").parent / "backups"


def find_backup_folder(engine: Engine) -> Path:
    """Where backups go from the screen: the setting's folder, else the usual one."""
    with reading(engine) as session:
        chosen = read_setting(session, BACKUP_FOLDER)
    return Path(chosen) if chosen else get_default_backup_folder(engine)


def get_path_beside(url: URL, ending: str) -> Path:
    """The file of a database with `ending` added: oversight.db → oversight.db.erasures. Of
    one that is no file, beside the default file and under the database's own name."""
    if url.get_backend_name() == "sqlite" and url.database:
        file = Path(url.database)
    else:
        file = DEFAULT_FILE.with_name(url.database or DEFAULT_FILE.name)
    return file.with_name(file.name + ending)
