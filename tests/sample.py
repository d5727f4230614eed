"""One filled database for all workers of a test run: the first makes it, the others wait."""

import shutil
import time
from pathlib import Path

from models.database import open_database
from sample_data.fill import fill

PATIENCE_SECONDS = 400.0


def shared_file(folder: Path, template: Path) -> Path:
    """The filled database of `folder`, made from `template` by whoever comes first.

    Raises TimeoutError when another worker began it and does not finish.
    """
    wanted, making = folder / "sample" / "oversight.db", folder / "sample-in-the-making"
    patience = time.monotonic() + PATIENCE_SECONDS
    while not wanted.exists():
        try:
            making.mkdir()
        except FileExistsError:
            if time.monotonic() > patience:
                raise TimeoutError(f"{making} is not finished") from None
            time.sleep(0.2)
        else:
            _make(making, template, wanted=wanted)
    return wanted


def _make(making: Path, template: Path, *, wanted: Path) -> None:
    """Fill inside `making`, then give the whole folder its name at once; or leave no trace."""
    try:
        engine = open_database(f"sqlite:///{shutil.copyfile(template, making / wanted.name)}")
        fill(engine, making / "returns", say=lambda _done, _whole, _what: None)
        engine.dispose()
        making.rename(wanted.parent)
    finally:
        shutil.rmtree(making, ignore_errors=True)
