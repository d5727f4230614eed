"""What is printed for another program that stops reading."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import Engine

HOUSE = Path(__file__).resolve().parents[2]


def test_a_reader_that_stops_reading_is_no_fault(province: Engine) -> None:
    environment = {"OVERSIGHT_DATABASE_URL": str(province.url), "PATH": ""}
    command = [sys.executable, str(HOUSE / "oversight.py"), "due", "--year", "2026"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as verb:
        assert verb.stdout is not None
        assert verb.stderr is not None
        verb.stdout.close()
        assert verb.stderr.read() == b""
    assert verb.returncode == 0
