"""The running application, as the README starts it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.database import ADDRESS_VARIABLE
from tests import planted

HOUSE = Path(__file__).resolve().parents[2]
HERE = "127.0.0.1"
SERVED: dict[str, "subprocess.Popen[bytes]"] = {}  # by address, those that are served just now
LOGS: list[Path] = []  # of these
HELD_SECONDS, LET_SECONDS = 0.3, 0.006
LAST_LETTERS = 4000  # of a log, where a test fails
PATIENCE_SECONDS = 120


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say beside a failure what the applications wrote last: a screen says only that it failed."""
    report = yield
    if report.failed:
        for log in LOGS:
            words = log.read_text(encoding="utf-8", errors="replace")[-LAST_LETTERS:]
            report.sections.append((f"log of {log.parent.name}", words))
    return report


@pytest.fixture(scope="session")
def served_from(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the served application: its database, its sample returns, its log."""
    return tmp_path_factory.mktemp("application")


@pytest.fixture
def to_try(application: str, served_from: Path) -> Path:
    """The files that a newcomer is given to upload."""
    assert application
    return served_from / "returns" / "to-try"


@pytest.fixture(scope="session")
def application(served_from: Path, sample_file: Path) -> Iterator[str]:
    """The address of the application, served on a sample of its own."""
    shutil.copyfile(sample_file, served_from / "oversight.db")
    shutil.copytree(sample_file.parent / "returns", served_from / "returns")
    with served(served_from) as address:
        yield address


def find_port() -> int:
    """A port that nobody holds, drawn by the system: two workers that look for the next one above
    a number find the same."""
    with socket.socket() as tried:
        tried.bind((HERE, 0))
        return int(tried.getsockname()[1])


@contextmanager
def served(folder: Path, *words: str, port: int | None = None, **environment: str) -> Iterator[str]:
    """The application served from `folder`, with these words after `serve`; its address."""
    port = port or find_port()
    command = [sys.executable, str(HOUSE / "oversight.py"), "serve", "--port", str(port)]
    LOGS.append(folder / "log.txt")
    with LOGS[-1].open("wb") as log:
        server = subprocess.Popen(
            [*command, "--no-browser", *words],
            cwd=folder,
            env={**os.environ, ADDRESS_VARIABLE: f"sqlite:///{folder}/oversight.db", **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://{HERE}:{port}"
            wait_for(address, server, log=folder / "log.txt")
            SERVED[address] = server
            yield address
        finally:
            SERVED.pop(f"http://{HERE}:{port}", None)
            server.terminate()
            server.wait(timeout=30)
            LOGS.remove(folder / "log.txt")
            planted.collect(folder / "log.txt")


@contextmanager
def slowed(address: str) -> Iterator[None]:
    """The application at `address` answers some fifty times more slowly, as on a machine that
    is busy with something else."""
    server, ended = SERVED[address], threading.Event()

    def hold() -> None:
        while not ended.is_set():
            server.send_signal(signal.SIGSTOP)
            time.sleep(HELD_SECONDS)
            server.send_signal(signal.SIGCONT)
            time.sleep(LET_SECONDS)

    holding = threading.Thread(target=hold)
    holding.start()
    try:
        yield
    finally:
        ended.set()
        holding.join()


def wait_for(address: str, server: subprocess.Popen[bytes], *, log: Path) -> None:
    """Return once `/health` says ok; fail with the server's own words if it stops first."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if healthy(address):
            return
        time.sleep(0.2)
    pytest.fail(f"The application did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


def healthy(address: str) -> bool:
    """Does the application answer, and its database?"""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
