"""Is the application well? Asked by whoever watches the server, and by `serve` on start."""

import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from actions.disk_faults import try_writing
from actions.paths import find_backup_folder, get_path_beside
from models.database import reading
from models.settings import read_data_version
from models.soundness import BROKEN, DISK_FAILING, MOVED, find_stop

PATH = "/health"
STOPPED = {BROKEN: "damaged", DISK_FAILING: "disk_failing", MOVED: "moved"}
UNWRITABLE = {"disk_full": "disk_full", "database_read_only": "read_only"}
TRIED_EVERY_SECONDS = 30.0  # anybody may ask, and a try goes to the disk
LEAST_ROOM = 1024 * 1024  # bytes; with less no return is kept


class Room(NamedTuple):
    """What the disks took at last: why nothing can be written to the database, "" where it can,
    and whether a backup would fit where backups go."""

    tried_at: float
    fault: str
    for_backups: bool


_rooms: dict[str, Room] = {}  # by the database's address


def check_health(engine: Engine) -> JSONResponse:
    """200 with the number of the data's version; 503 when the database does not answer or cannot be
    written to, or once damage was met in it, its disk failed, or its file was moved or replaced:
    nothing is written any more.
    `cannot_write` names the database, or backups where their disk has no room for one."""
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
    room = _find_room(engine)
    backups = [] if room.for_backups else ["backups"]
    if room.fault:
        status = {"status": UNWRITABLE[room.fault], "cannot_write": ["database", *backups]}
        return JSONResponse(status, 503)
    facts = {"cannot_write": backups} if backups else {}
    return JSONResponse({"status": "ok", "data_version": version, **facts})


def _find_room(engine: Engine) -> Room:
    place, now = str(engine.url), time.monotonic()
    last = _rooms.get(place)
    if last is None or now - last.tried_at >= TRIED_EVERY_SECONDS:
        fault, for_backups = try_writing(engine) or "", True
        database = get_path_beside(engine.url, "")
        if engine.dialect.name == "sqlite" and not fault:  # PostgreSQL's disk is its server's
            fault = "" if _count_free(database) >= LEAST_ROOM else "disk_full"
        with suppress(OSError):
            for_backups = _count_free(find_backup_folder(engine)) >= database.stat().st_size
        last = _rooms[place] = Room(now, fault, for_backups)
    return last


def _count_free(place: Path) -> int:
    """The bytes free on the disk of `place`, which need not be there yet."""
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def build_health_route(engine: Engine) -> Route:
    """`GET /health` over `engine`; the question runs on a thread of its own."""

    def answer_health(_request: Request) -> JSONResponse:
        return check_health(engine)

    return Route(PATH, answer_health, methods=["GET"])
