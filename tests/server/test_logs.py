"""The log tells what went wrong and where, and nothing of anybody."""

import json
import logging
import subprocess
import sys

import pytest

from server.logs import JsonFormatter
from tests.house.tracked import HOUSE

PLANTED = ("0912 345 678", "004085001234", "Nông Văn A", "DC-002")


def line(message: str, *facts: object, fault: BaseException | None = None) -> dict[str, object]:
    exc = (type(fault), fault, fault.__traceback__) if fault else None
    record = logging.LogRecord("x", logging.ERROR, "f.py", 1, message, facts, exc)
    written = JsonFormatter().format(record)
    assert "\n" not in written
    for told in PLANTED:
        assert told not in written
    found: dict[str, object] = json.loads(written)
    return found


@pytest.mark.parametrize(
    ("message", "facts", "said"),
    [
        ("plain words", (), "plain words"),
        ("row of %s", ("Nông Văn A",), "row of %s"),
        ("value 'Nông Văn A' of 004085001234", (), "value … of …"),
        ("gọi 0912 345 678\nDC-002", (), "gọi …"),
        ("", (), ""),
    ],
)
def test_a_message_is_told_without_its_facts(
    message: str, facts: tuple[object, ...], said: str
) -> None:
    assert line(message, *facts)["said"] == said


def test_a_fault_is_told_by_its_kind_and_place() -> None:
    try:
        try:
            int("Nông Văn A")
        except ValueError as cause:
            raise RuntimeError("Nông Văn A") from cause
    except RuntimeError:
        fault = sys.exc_info()[1]
    told = line("Uncaught app execution", fault=fault)
    assert told["fault"] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert any("test_logs.py" in str(place) for place in [told["places"]])


def test_a_warning_is_told_without_its_words() -> None:
    told = 'dates.py:12: UserWarning: Could not parse Nông Văn A of "DC-002"'
    record = logging.LogRecord("py.warnings", logging.WARNING, "f.py", 1, told, (), None)
    assert json.loads(JsonFormatter().format(record))["said"] == "dates.py:12: UserWarning"


SERVER_AT_FAULT = """
import logging
import server.app
from server.serve import build_config
from streamlit.web import bootstrap
bootstrap.load_config_options({"server.port": 8501})
build_config(server.app.app)
server.app.begin_log()
try:
    raise ValueError("Nông Văn A, 0912 345 678")
except ValueError:
    logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
"""


def test_the_servers_own_faults_are_told_like_all_others() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SERVER_AT_FAULT],
        cwd=HOUSE,
        capture_output=True,
        check=True,
    )
    (written,) = done.stderr.decode().splitlines()
    told = json.loads(written)
    assert (told["logger"], told["fault"]) == ("uvicorn.error", ["builtins.ValueError"])
