"""Two people who receive one file at the terminal make one batch of it, at once or one after the
other; the second learns why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

import oversight
from models import Batch
from models.database import ADDRESS_VARIABLE, reading
from tests.actions.returns import results

HOUSE = Path(__file__).resolve().parents[2]
RETURN = results("2026,SNV,HM_DK,done,01/11/2026,100,1,,")
ROUNDS = 3


@pytest.fixture
def file(tmp_path: Path, province: Engine, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(ADDRESS_VARIABLE, f"sqlite:///{province.url.database}")
    sent = tmp_path / "snv.csv"
    sent.write_text(RETURN, encoding="utf-8")
    return str(sent)


def count_batches(engine: Engine) -> int:
    with reading(engine) as session:
        return len(session.exec(select(Batch)).all())


def test_two_terminals_at_once(file: str, province: Engine) -> None:
    command = [sys.executable, str(HOUSE / "oversight.py"), "receive", file]
    for _ in range(ROUNDS):
        pair = [subprocess.Popen(command, stderr=subprocess.PIPE, env=os.environ) for _ in "12"]
        said = [process.communicate()[1].decode() for process in pair]
        assert not any("Traceback" in one for one in said)
        assert count_batches(province) == 1


def test_one_after_the_other(
    file: str, province: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert oversight.main(["receive", file]) == 0
    assert oversight.main(["receive", file, "--lang", "en"]) == 1
    assert "received already" in capsys.readouterr().err
    assert count_batches(province) == 1
    assert oversight.main(["receive", file, "--confirm"]) == 0, "it was asked for"
    assert count_batches(province) == 2


def test_what_was_taken_back_is_received_again(file: str, province: Engine) -> None:
    assert oversight.main(["receive", file]) == 0
    assert oversight.main(["undo", "1"]) == 0
    assert oversight.main(["receive", file]) == 0
    assert count_batches(province) == 2
