"""A backup of many kept files holds few of them in memory at once."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from models import Batch
from models.database import writing
from tests.actions.keeping import register
from tests.house.tracked import HOUSE

FILES, MEGABYTES_EACH, MOST_MEGABYTES = 12, 9, 64
BACK_UP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from actions.backups.backup import back_up
from actions.permissions import Actor
from models import UserRole
from models.database import open_database
engine, actor = open_database(sys.argv[1]), Actor("vt", UserRole.ADMINISTRATOR)
made = back_up(engine, Path(sys.argv[2]), passphrase=None, actor=actor, now=datetime.now(UTC))
status = Path("/proc/self/status").read_text()
print(made.fault, int(status.partition("VmHWM:")[2].split()[0]) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what a process held")
def test_it_holds_no_more_than_64_megabytes_of_kept_files(
    own_province: Engine, tmp_path: Path
) -> None:
    register(own_province)
    before = measure_backup(own_province, tmp_path / "small.tar.gz")
    add_files(own_province)
    more = measure_backup(own_province, tmp_path / "large.tar.gz") - before
    assert more < MOST_MEGABYTES


def measure_backup(engine: Engine, place: Path) -> float:
    """The most memory, in megabytes, that a process held which backed up and did nothing else."""
    address = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", BACK_UP, address, str(place)]
    done = subprocess.run(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True, check=True)
    fault, megabytes = done.stdout.split()
    assert fault == "None"
    return float(megabytes)


def add_files(engine: Engine) -> None:
    """Batches like the first one, each with a file of its own of several megabytes."""
    with writing(engine) as session:
        batch = session.exec(select(Batch).order_by(col(Batch.id))).first()
        assert batch is not None
        facts = batch.model_dump(exclude={"id"})
        for number in range(FILES):
            content = bytes([number]) * (MEGABYTES_EACH * 2**20)
            session.add(Batch(**{**facts, "token": f"{number:064}", "content": content}))
