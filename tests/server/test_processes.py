"""One process stands above several: it begins anew what was killed, gives up with what refuses to
start, and carries out an order to restore once all are gone. The workers here serve nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from server.middleware.process_cookie import COOKIE, ProcessCookieMiddleware
from server.processes import drop_words, get_process_number
from tests.house.tracked import HOUSE
from tests.server.conftest import HOME, reached

PROGRAM = """
import os, signal, sys, time
from pathlib import Path
from server.processes import end_with_supervisor, get_process_number, hand_up, is_worker, supervise
from server.restart_for_restore import receive_order
folder, kind = Path(sys.argv[1]), sys.argv[2]
order = receive_order()
if is_worker():
    end_with_supervisor()
    number, port = get_process_number(), sys.argv[sys.argv.index("--port") + 1]
    with (folder / "told.txt").open("a") as told:
        told.write(f"begun {number} at {port}\\n")
    until = time.monotonic() + 60
    while (folder / "told.txt").read_text().count("begun") < 2 and time.monotonic() < until:
        time.sleep(0.05)
    (folder / f"pid-{number}").write_text(str(os.getpid()))
    again = (folder / "told.txt").read_text().count(f"begun {number}") > 1
    if kind == "refuse" and number == "2":
        sys.exit(2)
    if kind == "kill" and number == "2" and not again:
        os.kill(os.getpid(), signal.SIGKILL)
    if (kind == "restore" and number == "2") or (kind == "kill" and again):
        hand_up(b"this backup")
        sys.exit(0)
    time.sleep(60)
elif order is not None:
    os.kill(os.getpid(), 0)
    for file in folder.glob("pid-1"):
        try:
            os.kill(int(file.read_text()), 0)
            print("one is left")
        except ProcessLookupError:
            print("all are gone")
    print("restores", order.decode())
else:
    sys.exit(supervise(2, 9501))
"""


def run(folder: Path, kind: str) -> "subprocess.CompletedProcess[str]":
    """The program, until it has ended or become another and ended."""
    (folder / "program.py").write_text(PROGRAM, "utf-8")
    command = [sys.executable, str(folder / "program.py"), str(folder), kind, "--processes", "2"]
    environment = {"PYTHONPATH": str(HOUSE)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=110)


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="several processes: not on Windows")


def test_an_order_is_carried_out_once_all_are_gone(tmp_path: Path) -> None:
    done = run(tmp_path, "restore")
    assert done.stdout.split("\n")[:2] == ["all are gone", "restores this backup"]
    begun = (tmp_path / "told.txt").read_text().splitlines()
    assert sorted(begun) == ["begun 1 at 9501", "begun 2 at 9502"]


def test_one_that_was_killed_is_begun_again_at_its_port(tmp_path: Path) -> None:
    done = run(tmp_path, "kill")
    begun = (tmp_path / "told.txt").read_text().splitlines()
    assert begun.count("begun 2 at 9502") == 2
    assert begun.count("begun 1 at 9501") == 1
    assert "restores this backup" in done.stdout


def test_where_one_refuses_to_start_none_serves(tmp_path: Path) -> None:
    assert run(tmp_path, "refuse").returncode == 2


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["serve", "--processes", "2", "--no-browser"], ["serve", "--no-browser"]),
        (["serve", "--port=80", "--processes=2"], ["serve"]),
        (["serve"], ["serve"]),
    ],
)
def test_a_worker_is_told_neither_how_many_nor_the_first_port(
    words: list[str], left: list[str]
) -> None:
    assert drop_words(words, "--processes", "--port") == left


def test_a_number_that_is_none_is_an_error() -> None:
    assert get_process_number({}) == ""
    assert get_process_number({"OVERSIGHT_PROCESS": "2"}) == "2"
    with pytest.raises(ValueError, match="two"):
        get_process_number({"OVERSIGHT_PROCESS": "two"})


@pytest.mark.parametrize(
    ("number", "came_with", "given"),
    [("2", None, True), ("2", "1", True), ("2", "2", False), ("", None, False)],
)
def test_a_page_names_its_process_to_browsers_that_do_not_know_it(
    number: str, came_with: str | None, *, given: bool
) -> None:
    program = Starlette(
        routes=[Route("/", reached)],
        middleware=[Middleware(ProcessCookieMiddleware, number=number)],
    )
    browser = TestClient(program, base_url=HOME)
    if came_with is not None:
        browser.cookies.set(COOKIE, came_with)
    answer = browser.get("/", headers={"Accept": "text/html"})
    assert (f"{COOKIE}={number}; Path=/; HttpOnly" in answer.headers.get("set-cookie", "")) == given
    assert "set-cookie" not in browser.get("/", headers={"Accept": "*/*"}).headers
