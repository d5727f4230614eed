"""One order at a time, held in memory, handed on through a pipe."""

import os
import subprocess
import sys
import threading

import pytest

from actions.refusals import Refused
from server import restart_for_restore as restoring
from server.restart_for_restore import ORDERED, Restoring, receive_order
from tests.house.tracked import HOUSE


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> tuple[Restoring, threading.Event]:
    monkeypatch.setattr(restoring, "GRACE_SECONDS", 0.0)
    stopped = threading.Event()
    held = Restoring()
    held.offer(stopped.set)
    return held, stopped


def nothing() -> None:
    """Nothing to write down."""


def test_an_order_stops_the_server(server: tuple[Restoring, threading.Event]) -> None:
    held, stopped = server
    held.take(b"one", nothing)
    assert stopped.wait(5)
    assert held.order == b"one"


def test_a_second_order_is_refused(server: tuple[Restoring, threading.Event]) -> None:
    held, _ = server
    held.take(b"one", nothing)
    with pytest.raises(Refused, match="restore_under_way"):
        held.take(b"two", lambda: pytest.fail("nothing is written down of it"))
    assert held.order == b"one"


def test_what_cannot_be_written_down_does_not_begin(
    server: tuple[Restoring, threading.Event],
) -> None:
    def full() -> None:
        raise Refused("disk_full")

    held, stopped = server
    with pytest.raises(Refused, match="disk_full"):
        held.take(b"one", full)
    assert held.order is None
    assert not stopped.wait(0.1)


def test_nobody_is_there_to_carry_it_out() -> None:
    assert not Restoring().possible
    with pytest.raises(Refused, match="restore_under_way"):
        Restoring().take(b"one", nothing)


BEGINS_ANEW = """
import os, sys
from server.restart_for_restore import ORDERED, exec_restart, receive_order
told = receive_order()
if told is None:
    os.name = sys.argv[-1]
    sys.exit(exec_restart("mật khẩu".encode()))
print(told.decode(), sys.argv[1:], ORDERED in os.environ)
sys.exit(3)
"""


@pytest.mark.parametrize("system", ["posix", "nt"])
@pytest.mark.parametrize("more", [[], ["--no-browser"]])
def test_it_becomes_another_of_the_same_words_and_hands_the_order_on(
    system: str, more: list[str]
) -> None:
    program = BEGINS_ANEW.replace("sys.argv[-1]", "sys.argv[2]")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, "serve", system, *more],
        cwd=HOUSE,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.stdout.decode().strip() == f"mật khẩu ['serve', '{system}', '--no-browser'] False"
    assert done.returncode == 3


BEGINS_ANEW_AND_STAYS = BEGINS_ANEW.replace(
    "sys.exit(3)", "sys.stdout.flush(); import time; time.sleep(60)"
)


@pytest.mark.skipif(sys.platform == "win32", reason="os.name is changed to be Windows")
def test_a_child_ends_with_the_one_that_began_it() -> None:
    """Task Scheduler ends the process that it started, and knows no other."""
    first = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", BEGINS_ANEW_AND_STAYS, "serve", "nt"],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert first.stdout is not None
    assert first.stdout.readline().decode().startswith("mật khẩu")  # the child's
    first.kill()
    assert first.communicate(timeout=20) == (b"", None)  # its output ends when it has


def test_without_an_order_standard_input_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ORDERED, raising=False)
    assert receive_order() is None
