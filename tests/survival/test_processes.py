"""Two processes serve one database behind nginx: what one knows the other does; one is killed in
the middle, and whoever was at it goes on at the other."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from models.database import ADDRESS_VARIABLE
from server.auth.modes import WAY_VARIABLE
from server.auth.sign_in_routes import read_clock
from server.auth.throttle import FREE
from server.middleware.process_cookie import COOKIE
from tests.actions.accounts import LAN, PASSWORD, signed_up
from tests.browser.conftest import find_port
from tests.house.tracked import HOUSE

HERE, PATIENCE_SECONDS, LONG = "127.0.0.1", 120.0, 60
DEPLOYING = HOUSE / "docs" / "deploy.md"
HTML = {"Accept": "text/html"}
NGINX = """daemon off; pid nginx.pid; error_log stderr crit; {user}
events {{ worker_connections 256; }}
http {{
  access_log off;
  {temporary}
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  {routing}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://$process;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
    }}
  }}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass
class Station:
    """Two processes at two ports, and nginx before them, which may be missing."""

    supervisor: "subprocess.Popen[bytes]"
    ports: tuple[int, int]
    proxy: int = 0

    def find_children(self) -> dict[int, int]:
        """The process that serves at each port, by number: 1 and 2."""
        pid = self.supervisor.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        found = {}
        for child in map(int, children):
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            for number, port in enumerate(self.ports, 1):
                if str(port).encode() in words:
                    found[number] = child
        return found

    def is_well(self, number: int) -> bool:
        """Does that process answer?"""
        return is_well_at(self.ports[number - 1])

    def browse(self, number: int) -> "Browser":
        """A browser at that process, without a proxy."""
        return Browser(f"http://{HERE}:{self.ports[number - 1]}")


@dataclass
class Browser:
    """Signs in and out as a person does; its cookies may be carried to another process."""

    home: str
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def at(self, station: Station, number: int) -> "Browser":
        """The same browser at another process."""
        return Browser(station.browse(number).home, self.cookies)

    def ask(self, method: str, path: str, **written: str) -> httpx.Response:
        """The answer to a request."""
        with httpx.Client(base_url=self.home, cookies=self.cookies, timeout=LONG) as client:
            answer = client.request(method, path, headers=HTML, data=written or None)
            self.cookies = client.cookies
        return answer

    def load_seal(self) -> str:
        """The seal of a fresh form."""
        found = re.search(r'name="seal" value="([^"]*)"', self.ask("GET", "/dang-nhap").text)
        assert found is not None
        return found[1]

    def fill(self, path: str, **written: str) -> int:
        """Send a form; the status of the answer."""
        return self.ask("POST", path, **written).status_code

    def look(self) -> int:
        """Open the first page; the status of the answer: 303 leads to sign-in."""
        return self.ask("GET", "/").status_code


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.2)


@contextmanager
def started(engine: Engine, folder: Path) -> Iterator[Station]:
    """The real program over `engine`, as two processes."""
    first = find_port()
    ports = (first, first + 1)
    command = [sys.executable, str(HOUSE / "oversight.py"), "serve", "--no-browser"]
    options = ["--port", str(first), "--processes", "2"]
    places = {
        ADDRESS_VARIABLE: engine.url.render_as_string(hide_password=False),
        WAY_VARIABLE: "accounts",
    }
    with (folder / "log.txt").open("wb") as log:
        supervisor = subprocess.Popen(
            [*command, *options],
            cwd=HOUSE,
            env={**os.environ, **places},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        station = Station(supervisor, ports)
        try:
            wait_until(lambda: station.is_well(1) and station.is_well(2))
            yield station
        finally:
            supervisor.terminate()
            supervisor.wait(60)
    assert not station.is_well(1)
    assert not station.is_well(2)


@contextmanager
def before(station: Station, folder: Path) -> Iterator[None]:
    """nginx, as docs/deploy.md says, before the two."""
    routing = re.search(r"```nginx\n(upstream process_1.*?)```", DEPLOYING.read_text("utf-8"), re.S)
    assert routing is not None
    text = routing[1]
    for port, own in zip(("8501", "8502"), station.ports, strict=True):
        text = text.replace(f":{port}", f":{own}")
    station.proxy = find_port()
    written = NGINX.format(
        user="user root;" if os.geteuid() == 0 else "",
        temporary=" ".join(f"{kind}_temp_path {folder}/{kind};" for kind in TEMPORARY),
        routing=text,
        port=station.proxy,
    )
    (folder / "nginx.conf").write_text(written, "utf-8")
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    proxy = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        yield
    finally:
        proxy.terminate()
        proxy.wait(30)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks Linux which process serves where")
def test_what_one_process_knows_the_other_does(own_province: Engine, tmp_path: Path) -> None:
    signed_up(own_province, LAN, now=read_clock())
    with started(own_province, tmp_path) as station:
        first = station.browse(1)
        seal = first.load_seal()
        there = first.at(station, 2)  # a form of one is sent to the other
        assert there.fill("/dang-nhap", seal=seal, name="lan", password=PASSWORD) == 303
        here = there.at(station, 1)
        assert (here.look(), there.look()) == (200, 200)
        assert here.fill("/dang-xuat", seal=seal) == 303
        assert there.look() == 303

        guesser = station.browse(1)
        seal = guesser.load_seal()
        statuses = [
            guesser.at(station, 1 + number % 2).fill(
                "/dang-nhap", seal=seal, name="minh", password="một mật khẩu sai"
            )
            for number in range(FREE + 2)
        ]
        assert statuses == [422] * FREE + [429] * 2


@pytest.mark.skipif(
    not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()), reason="no nginx here"
)
def test_one_killed_is_begun_again_and_its_pages_go_on_at_the_other(
    own_province: Engine, tmp_path: Path
) -> None:
    signed_up(own_province, LAN, now=read_clock())
    with started(own_province, tmp_path) as station, before(station, tmp_path):
        wait_until(lambda: is_well_at(station.proxy))
        browser = Browser(f"http://{HERE}:{station.proxy}")
        seal = browser.load_seal()
        assert browser.fill("/dang-nhap", seal=seal, name="lan", password=PASSWORD) == 303
        number = int(browser.cookies[COOKIE])
        for _ in range(6):  # always the same one
            assert browser.look() == 200
            assert browser.cookies[COOKIE] == str(number)
        assert asyncio.run(open_page(station.proxy, browser)) == ""

        killed = station.find_children()[number]
        os.kill(killed, signal.SIGKILL)
        other = asyncio.run(open_page(station.proxy, browser))
        assert other == str(3 - number)  # the line itself names the process that goes on
        assert browser.look() == 200  # still signed in
        wait_until(lambda: station.is_well(number))
        assert station.find_children()[number] != killed


def is_well_at(port: int) -> bool:
    """Does the program answer there?"""
    try:
        return httpx.get(f"http://{HERE}:{port}/health", timeout=LONG).status_code == 200
    except httpx.TransportError:
        return False


async def open_page(port: int, browser: Browser) -> str:
    """Open a page's line and see its page drawn; the process that the line names, "" where it is
    the one that the browser came with."""
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    async with connect(
        f"ws://{HERE}:{port}/_stcore/stream",
        origin=Origin(f"http://{HERE}:{port}"),
        additional_headers={"Cookie": cookies},
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    ) as line:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        await line.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            raw = await asyncio.wait_for(line.recv(), PATIENCE_SECONDS)
            message.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
            if message.WhichOneof("type") == "script_finished":
                break
        assert line.response is not None
        named = re.search(rf"{COOKIE}=(\d+)", line.response.headers.get("set-cookie", ""))
    if named is None:
        return ""
    browser.cookies.delete(COOKIE)
    browser.cookies.set(COOKIE, named[1], domain=HERE, path="/")
    return named[1]
