"""Values planted in what the tests send in, which no log may ever say: identity numbers,
telephones, names, passwords.

A plugin of the whole run. Every record that any logger makes is written down as the program's
own log would say it, the logs of the servers that tests start are added, and at the end the
run fails if one of the values stands anywhere in them; with several processes too.
"""

import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from server.logs import JsonFormatter

IDENTITY, TELEPHONE, NAME = "004085001234", "0912345678", "Nông Văn Tý"
FREE = f"ông {NAME}, CCCD {IDENTITY}, đt {TELEPHONE}"
PLANTED = (
    *(IDENTITY, TELEPHONE, NAME, "0912 345 678", "040-8500-1234", "Nông Văn A"),
    *("con đường 18 bậc", "mật khẩu đủ dài 2026"),
)
FOLDER = "OVERSIGHT_TEST_LOGS"  # of this run; the workers beside inherit it
SAID: list[str] = []


def folder() -> Path:
    """Where the logs of this run lie."""
    return Path(os.environ[FOLDER])


def collect(log: Path) -> None:
    """Add the log of a server that a test started."""
    if log.exists():
        shutil.copy(log, folder() / f"{os.getpid()}-{len(list(folder().iterdir()))}.log")


def planted_in(logs: Path) -> list[str]:
    """Which logs say which value, without saying it again: file, line, the value's place."""
    found = []
    for log in sorted(logs.iterdir()):
        for number, line in enumerate(log.read_text("utf-8", "replace").splitlines(), 1):
            said = [place for place, value in enumerate(PLANTED) if value in line]
            found += [f"{log.name}:{number} says PLANTED[{place}]" for place in said]
    return found


def pytest_configure(config: pytest.Config) -> None:
    """Write down every record of this process from now on."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="oversight-logs-")
    lines, usual = JsonFormatter(), logging.getLogRecordFactory()
    log = (folder() / f"{os.getpid()}.log").open("a", encoding="utf-8", buffering=1)
    config.add_cleanup(log.close)
    config.add_cleanup(lambda: logging.setLogRecordFactory(usual))

    def written(*asked: Any, **more: Any) -> logging.LogRecord:  # as logging itself calls it
        record = usual(*asked, **more)
        log.write(lines.format(record) + "\n")
        return record

    logging.setLogRecordFactory(written)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that leads reads them all, once the others have ended."""
    if hasattr(session.config, "workerinput"):
        return
    SAID[:] = planted_in(folder())
    if SAID and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was found, and where the logs are."""
    if SAID:
        terminalreporter.section("planted values in the logs", red=True, bold=True)
        terminalreporter.write_line(f"{len(SAID)} in {folder()}:")
        terminalreporter.write_line("\n".join(SAID[:40]))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Keep the logs only where something was found."""
    if not hasattr(config, "workerinput") and not SAID:
        shutil.rmtree(folder(), ignore_errors=True)
