"""Is the application well? Asked by whoever watches the server, and by `serve` on start."""

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from models.database import reading
from models.settings import read_data_version
from models.soundness import BROKEN, DISK_FAILING, find_stop

PATH = "/health"
STOPPED = {BROKEN: "damaged", DISK_FAILING: "disk_failing"}


def check_health(engine: Engine) -> JSONResponse:
    """200 with the number of the data's version; 503 when the database does not answer, or once
    damage was met in it or its disk failed: nothing is written any more."""
    try:
        with reading(engine) as session:
            version = read_data_version(session)
    except SQLAlchemyError:
        if find_stop(engine.url) is None:
            return JSONResponse({"status": "unavailable"}, 503)
    stop = find_stop(engine.url)
    if stop is not None:
        since = stop.since.isoformat(timespec="seconds")
        return JSONResponse({"status": STOPPED[stop.code], "since": since}, 503)
    return JSONResponse({"status": "ok", "data_version": version})


def build_health_route(engine: Engine) -> Route:
    """`GET /health` over `engine`; the question runs on a thread of its own."""

    def answer_health(_request: Request) -> JSONResponse:
        return check_health(engine)

    return Route(PATH, answer_health, methods=["GET"])
