"""What a program of PostgreSQL's complains of is told for what it is."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.copies.database_copies import copy_database
from actions.refusals import Refused
from tests.conftest import NOW


@pytest.mark.skipif(os.name == "nt", reason="the program of this test is a script of sh")
@pytest.mark.parametrize(
    ("complaint", "code"),
    [
        ("pg_dump: error: aborting because of server version mismatch", "pg_program_older"),
        ("pg_dump: error: unsupported version (1.16) in file header", "pg_program_older"),
        ("pg_dump: error: could not write to file: No space left", "pg_program_failed"),
    ],
)
def test_a_program_too_old_is_told_from_one_that_failed(
    postgresql_engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    complaint: str,
    code: str,
) -> None:
    program = tmp_path / "pg_dump"
    program.write_text(f"#!/bin/sh\necho '{complaint}' >&2\nexit 1\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("OVERSIGHT_PG_BIN", str(tmp_path))
    with pytest.raises(Refused) as refused:
        copy_database(postgresql_engine, tmp_path, now=NOW)
    assert (refused.value.code, refused.value.facts["said"]) == (code, complaint)
