"""The log: one JSON object a line on standard error, and nothing of anybody in it.

What others write may hold anything: a value in a message, a row in a fault's text. So of a
fault only its kind and its places in the code are told, and in a message every run of
digits that could be a number of somebody is taken out. The system that starts the program
keeps and rotates the lines.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

import streamlit.logger
from streamlit.runtime.scriptrunner_utils import script_run_context

DIGITS = re.compile(r"[0-9](?:[ .\-]?[0-9]){7,}")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")
# A warning comes with its facts filled in: told are its place and kind.
WARNINGS, WARNING = "py.warnings", re.compile(r"(.*?:[0-9]+: \w+): ")
# Warns whenever something of Streamlit's is touched outside a page's run: at start, on threads.
WITHOUT_A_PAGE = script_run_context.__name__
LONGEST = 300
MOST_PLACES = 12
OUT_OF_SIGHT = "…"


class JsonFormatter(logging.Formatter):
    """at, level, logger, said; of a fault its kinds and places."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        payload: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": format_message(record),
        }
        if record.exc_info and record.exc_info[1] is not None:
            payload["fault"] = list_kinds(record.exc_info[1])
            payload["places"] = list_places(record.exc_info[2])
        return json.dumps(payload, ensure_ascii=False)


def format_message(record: logging.LogRecord) -> str:
    """The message's form: its first line, without its facts and without what is quoted."""
    first = str(record.msg).strip().splitlines()[:1]
    if record.name == WARNINGS and first and (kind := WARNING.match(first[0])):
        return kind[1][:LONGEST]
    text = QUOTED.sub(OUT_OF_SIGHT, first[0] if first else "")
    return DIGITS.sub(OUT_OF_SIGHT, text)[:LONGEST]


def list_kinds(fault: BaseException | None) -> list[str]:
    """The kind of a fault and of those it came from."""
    kinds: list[str] = []
    while fault is not None and len(kinds) < MOST_PLACES:
        kinds.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
        fault = fault.__cause__ or fault.__context__
    return kinds


def list_places(trace: TracebackType | None) -> list[str]:
    """Where it happened: file:line function, the innermost last. No values."""
    steps = traceback.extract_tb(trace)[-MOST_PLACES:]
    return [f"{step.filename}:{step.lineno} {step.name}" for step in steps]


def begin_log(level: int = logging.WARNING) -> None:
    """Let every logger of this process write such lines, Streamlit's too, which gives each of
    its loggers a handler of its own whenever one is first asked for."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(
        lambda record: record.name != WITHOUT_A_PAGE or record.levelno >= logging.ERROR
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)

    def set_handler(logger: logging.Logger) -> None:
        logger.handlers[:] = [handler]

    setattr(streamlit.logger, "setup_formatter", set_handler)  # noqa: B010 (not ours to assign)
    for logger in list(logging.root.manager.loggerDict.values()):
        # uvicorn removes the handlers that Streamlit gave its loggers, which do not propagate:
        # what has neither would be written as it is, with the words of its faults.
        if isinstance(logger, logging.Logger) and (logger.handlers or not logger.propagate):
            set_handler(logger)
            logger.propagate = False
