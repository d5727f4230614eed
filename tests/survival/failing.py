"""Run as a program: a server with our log whose every answer fails, and says why in words that
no log may repeat.

    python -m tests.survival.failing PORT
"""

import logging
import sys
import warnings

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from server.logs import begin_log
from tests.planted import FREE


def fails(request: Request) -> PlainTextResponse:
    """Say it to every kind of log there is, then fail with it."""
    logging.getLogger("oversight").error("kept %s of %s", FREE, request.query_params)
    warnings.warn(FREE, stacklevel=1)
    try:
        int(FREE)
    except ValueError as cause:
        raise RuntimeError(f"no number: {FREE}") from cause
    return PlainTextResponse("never")


if __name__ == "__main__":
    begin_log()
    program = Starlette(routes=[Route("/", fails)])
    uvicorn.run(program, port=int(sys.argv[1]), log_config=None, access_log=False)
