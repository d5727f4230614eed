"""Whatever goes through the house, and whatever fails in it, no log says who was meant: what is
planted here is looked for at the end of the run in all that was logged (tests/planted.py)."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from actions.erasure.erase import erase
from actions.refusals import Refused
from models import Address, Ground
from models.database import writing
from tests.actions.keeping import PASSPHRASE, REGISTER, backed_up, take
from tests.browser.conftest import HERE, find_port
from tests.house.tracked import HOUSE
from tests.planted import FREE, IDENTITY, NAME, PLANTED, TELEPHONE, collect, folder, planted_in
from tests.province import CLERK, NOW
from tests.server.test_authentication import VISIT, client, sent


def written_here() -> int:
    """How many lines this process has logged."""
    log = folder() / f"{os.getpid()}.log"
    return len(log.read_text("utf-8").splitlines())


def test_intake_erasure_and_backup(province: Engine, tmp_path: Path) -> None:
    """A code that is somebody's identity number, as an earlier version registered it, a name in
    the hamlet, a file called by it."""
    content = REGISTER.replace("Tổ 2", f'"{FREE}"')
    take(province, f"{FREE}.csv", content.encode())
    with writing(province) as session:
        session.exec(select(Address).where(Address.code == "DC-002")).one().code = IDENTITY
    with suppress(Refused):
        erase(province, TELEPHONE, Ground.REQUESTED, actor=CLERK, now=NOW)
    erase(province, IDENTITY, Ground.REQUESTED, actor=CLERK, now=NOW)
    assert backed_up(province, tmp_path / FREE, passphrase=PASSPHRASE).fault is None


def test_at_the_door(province: Engine) -> None:
    with client(province) as reader:
        place = f"/dia-chi?q={TELEPHONE}%20{IDENTITY}"
        assert reader.get(place, headers=VISIT).status_code == 303
        for name, password in ((IDENTITY, NAME), (FREE, PASSPHRASE), (TELEPHONE, PLANTED[-2])):
            told = sent(reader, "/dang-nhap", name=name, password=password)
            assert told.status_code != 303


def failing_screen() -> None:
    """A screen at fault, which says whom it was about."""
    from tests.planted import FREE

    raise RuntimeError(f"no such row: {FREE}")


def test_a_screen_that_fails() -> None:
    before = written_here()
    assert AppTest.from_function(failing_screen).run().exception
    assert written_here() > before  # it was logged, without the words


def test_an_answer_that_fails(tmp_path: Path) -> None:
    port = find_port()
    log = tmp_path / "server.txt"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "tests.survival.failing", str(port)]
        server = subprocess.Popen(command, cwd=HOUSE, stdout=out, stderr=subprocess.STDOUT)
    try:
        assert answered(f"http://{HERE}:{port}/?who={IDENTITY}") == 500
    finally:
        server.terminate()
        server.wait(30)
    collect(log)
    said = log.read_text("utf-8")
    assert '"fault": ["builtins.RuntimeError", "builtins.ValueError"]' in said
    assert "failing.py" in said
    assert [value for value in PLANTED if value in said] == []


def answered(address: str) -> int:
    """The status of the answer, as soon as there is one."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    return 0


PROOF = """
import logging
from tests.planted import FREE, folder
from tests.browser.conftest import HERE, find_port

def test_it():
    logging.getLogger("x").error("kept %s", FREE)
    (folder() / "server.log").write_text({said})
"""


@pytest.mark.parametrize(("said", "code"), [("FREE", 1), ("'nothing'", 0)])
def test_a_run_whose_logs_say_it_fails(tmp_path: Path, said: str, code: int) -> None:
    (tmp_path / "test_proof.py").write_text(PROOF.format(said=said), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(tmp_path)]
    plugins = ["-p", "tests.planted", "-p", "no:cacheprovider", "-n", "2", str(tmp_path)]
    done = subprocess.run(
        [*command, *plugins],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(HOUSE), "TMPDIR": str(tmp_path)},
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert ("server.log:1 says PLANTED[0]" in done.stdout) == bool(code)
    assert IDENTITY not in done.stdout


def test_what_is_found_is_told_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(f"fine\nnot fine: {FREE}\n", "utf-8")
    assert planted_in(tmp_path) == [f"a.log:2 says PLANTED[{place}]" for place in range(3)]
