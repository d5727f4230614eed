"""Serving by this process: one address of this machine, one port."""

import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any, NoReturn

import uvicorn
from starlette.types import ASGIApp

from models.database import close_databases, get_database_address, open_database
from server.auth.modes import SignInMode, get_sign_in_mode, say_not_local
from server.middleware.host_check import HOSTS_VARIABLE, LOCAL_NAMES, get_hosts
from server.middleware.root_path import PATH_VARIABLE, get_root_path
from server.processes import hand_up, is_worker
from server.restart_for_restore import RESTORING, exec_restart

NAME = "Giám sát 18"
PORTS_TRIED = 50
MOST_MEGABYTES = 10
PATIENCE_SECONDS = 30  # a websocket that answers no ping for so long is gone
GOODBYE_SECONDS = 3
# bytes of one header of a page's websocket: cookies that hold what a provider says of somebody
LONGEST_HEADER = ("WEBSOCKETS_MAX_LINE_LENGTH", str(64 * 1024))
# What must hold wherever the program is started from and whatever the environment says.
OPTIONS: dict[str, bool | str | int | list[str]] = {
    "server.headless": True,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableAgentApi": False,
    "server.maxUploadSize": MOST_MEGABYTES,
    "browser.gatherUsageStats": False,
    "global.developmentMode": False,
    "client.allowedOrigins": [],  # no page of another site tells ours what to do
}


def serve(address: str, port: int, *, open_browser: bool = False) -> int:
    """Serve the dashboard at `address`:`port` until told to stop; the exit code.

    Refuses any address but this machine's own while there is no sign-in, a port that another
    program holds, and whatever server.startup_checks finds; each with a sentence.
    """
    if get_sign_in_mode() == SignInMode.TRIAL and address not in LOCAL_NAMES:
        print(say_not_local(address), file=sys.stderr)
        return 2
    try:
        path = get_root_path()
    except ValueError as no_path:
        print(say_no_path(str(no_path)), file=sys.stderr)
        return 2
    try:
        listening = listen(address, port)
    except OSError:
        print(say_port_in_use(address, port), file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _stop)
    try:
        with listening:
            code = _run(listening, address, path=path, open_browser=open_browser)
    except KeyboardInterrupt:
        return 0
    if RESTORING.order is None:
        return code
    close_databases()
    if is_worker():
        hand_up(RESTORING.order)
        return code
    return exec_restart(RESTORING.order)


def listen(address: str, port: int) -> socket.socket:
    """A socket bound to `address`:`port`; OSError when another program holds it."""
    bound = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        if os.name == "posix":  # on Windows the option would let two programs share a port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((address, port))
    except OSError:
        bound.close()
        raise
    return bound


def find_free_port(address: str, after: int) -> int | None:
    """The next port above `after` that nobody holds, or None."""
    for port in range(after + 1, min(after + 1 + PORTS_TRIED, 65536)):
        try:
            listen(address, port).close()
        except OSError:
            continue
        return port
    return None


def has_screen() -> bool:
    """Would a browser opened here be seen by anybody?"""
    if os.environ.get("CI"):
        return False
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or bool(display)


class _Server(uvicorn.Server):
    """Says so when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def _run(listening: socket.socket, address: str, *, path: str, open_browser: bool) -> int:
    # Imported only now: the two refusals need not wait for Streamlit.
    from streamlit import config
    from streamlit.web import bootstrap

    from server.app import app, find_start_faults

    port = listening.getsockname()[1]
    place: dict[str, Any] = {"server.address": address, "server.port": port}
    bootstrap.load_config_options(place)
    if get_hosts():
        names = [*config.get_option("server.allowedHosts"), *get_hosts()]
        place["server.allowedHosts"] = names  # set first: a reload that changes it is complained of
        config.set_option("server.allowedHosts", names, HOSTS_VARIABLE)
    faults = find_start_faults(open_database(get_database_address()), get_sign_in_mode())
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 2
    bootstrap.load_config_options({**OPTIONS, **place})
    host = f"[{address}]" if ":" in address else address
    url = f"http://{host}:{port}{path}"

    def print_url() -> None:
        print(f"{NAME}: {url}", flush=True)
        if open_browser and has_screen():
            webbrowser.open(url)

    server = _Server(build_config(app), print_url)
    if (
        get_sign_in_mode() != SignInMode.TRIAL
    ):  # a trial opens sample data only, and a copy may be of others
        RESTORING.offer(partial(setattr, server, "should_exit", True))
    server.run(sockets=[listening])
    return 0 if server.started else 1


def build_config(app: ASGIApp) -> uvicorn.Config:
    os.environ.setdefault(*LONGEST_HEADER)  # read once, when uvicorn loads the websockets
    return uvicorn.Config(
        app,
        ws="websockets-sansio",
        ws_ping_interval=PATIENCE_SECONDS,
        ws_ping_timeout=PATIENCE_SECONDS,
        ws_per_message_deflate=False,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def say_no_path(path: str) -> str:
    return (
        f"{PATH_VARIABLE} phải là một phần địa chỉ, ví dụ /giam-sat, không phải: {path}\n"
        f"{PATH_VARIABLE} must be one part of an address, such as /giam-sat, not: {path}"
    )


def say_port_in_use(address: str, port: int) -> str:
    free = find_free_port(address, port)
    vietnamese = f"Cổng {port} đang được chương trình khác dùng."
    english = f"Port {port} is held by another program."
    if free is None:
        return f"{vietnamese}\n{english}"
    return f"{vietnamese} Xin thử: --port {free}\n{english} Try: --port {free}"
