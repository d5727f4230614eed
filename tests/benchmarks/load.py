"""How many people can click once every ten seconds, beside an empty Streamlit application in
the same run; what an open page costs in memory; whether 200 pages opened and left leave
anything behind. Loopback only, real websockets, Streamlit's own messages.

A line that does not come up, or a click that is not answered in time, is counted and reported.
With `--writing` a clerk receives a return every ten seconds meanwhile, at the terminal, and one
yearly report after another is built there.

    python -m tests.benchmarks.load DATABASE [--writing] [PEOPLE …]
"""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from models.database import ADDRESS_VARIABLE
from tests.house.tracked import HOUSE

THINK, CLICKS, LIMIT = 10.0, 3, 1.0
PATIENCE = 120.0
OPEN, LEFT, SAMPLE = 80, 200, 60  # pages open, pages left; clicks
EMPTY = "import streamlit as st\nst.title('empty')\nst.selectbox('x', [1, 2])\n"
UNANSWERED = (OSError, TimeoutError, WebSocketException)
REPORT_FOR = "uy-ban-nhan-dan-tinh-cao-bang"  # in the sample
SCREENS = ("", "co-quan", "dia-chi", "qua-han")


class Visitor:
    """One open page."""

    def __init__(self, port: int, page: str) -> None:
        self.port, self.page = port, page

    async def opened(self) -> ClientConnection:
        """Open the page and wait for it to be drawn once."""
        origin = f"http://127.0.0.1:{self.port}"
        line = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            origin=Origin(origin),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            ping_interval=None,
            open_timeout=PATIENCE,
        )
        await self.clicked(line)
        return line

    async def clicked(self, line: ClientConnection) -> float:
        """Ask for one run; how long until it was finished, in seconds."""
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        asked.rerun_script.page_name = self.page
        start = time.perf_counter()
        await line.send(asked.SerializeToString())
        while True:
            told = ForwardMsg()
            raw = await asyncio.wait_for(line.recv(), PATIENCE)
            told.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
            if told.WhichOneof("type") == "script_finished":
                return time.perf_counter() - start


async def clicking(visitor: Visitor, rng: random.Random, crowd: "Crowd") -> None:
    """Open, then click once in ten seconds or so; what was not answered is counted."""
    await asyncio.sleep(rng.uniform(0, THINK))
    try:
        line = await visitor.opened()
    except UNANSWERED:
        crowd.unopened += 1
        return
    for _ in range(CLICKS):
        await asyncio.sleep(rng.uniform(0.5, 1.5) * THINK)
        try:
            crowd.seconds.append(await visitor.clicked(line))
        except UNANSWERED:
            crowd.unanswered += 1
            break
    await line.close()


@dataclass
class Crowd:
    """Seconds of each click; how many pages did not open, and clicks that were not answered."""

    seconds: list[float] = field(default_factory=list)
    unopened: int = 0
    unanswered: int = 0

    def __str__(self) -> str:
        median, slow = find_percentile(self.seconds, 0.5), find_percentile(self.seconds, 0.95)
        clicks = f"{len(self.seconds)} clicks, median {median * 1000:.0f} ms"
        lost = f"{self.unopened} pages not opened, {self.unanswered} clicks not answered"
        return f"{clicks}, 95th percentile {slow * 1000:.0f} ms, {lost}"


def find_percentile(seconds: list[float], part: float) -> float:
    """The seconds that `part` of them stay under; those of the patience where there is none."""
    return sorted(seconds)[int(len(seconds) * part)] if seconds else PATIENCE


async def people(port: int, count: int, pages: tuple[str, ...]) -> Crowd:
    """What `count` people meet who click for a while."""
    rng, crowd = random.Random(18), Crowd()
    await asyncio.gather(
        *(clicking(Visitor(port, pages[one % len(pages)]), rng, crowd) for one in range(count))
    )
    return crowd


@contextmanager
def writing(database: str, folder: Path) -> Iterator[None]:
    """Meanwhile a clerk receives returns and reports are built, each by a process of its own; at
    the end it is printed how long that took."""
    place = {**os.environ, ADDRESS_VARIABLE: database}
    clerk = [sys.executable, "-m", "tests.benchmarks.writing", "clerk", database]
    with (folder / "clerk.txt").open("wb") as told, ThreadPoolExecutor(1) as aside:
        receiving = subprocess.Popen(clerk, cwd=HOUSE, stdout=told)
        ended = threading.Event()
        building = aside.submit(build_reports, place, folder, ended)
        try:
            yield
        finally:
            ended.set()
            receiving.terminate()
            receiving.wait(30)
        reports = building.result()
    returns = [float(line) for line in (folder / "clerk.txt").read_text("ascii").split()]
    print(
        f"ours: {len(returns)} returns received, 95th percentile "
        f"{find_percentile(returns, 0.95):.2f} s; {len(reports)} reports built, the slowest in "
        f"{max(reports):.1f} s",
        flush=True,
    )


def build_reports(place: dict[str, str], folder: Path, ended: threading.Event) -> list[float]:
    """Seconds of each report that was built until it `ended`, at least of one."""
    words = ["report", "--year", "2026", "--to", REPORT_FOR, "--out", str(folder), "--replace"]
    seconds = []
    while not seconds or not ended.is_set():
        began = time.perf_counter()
        command = [sys.executable, str(HOUSE / "oversight.py"), *words]
        subprocess.run(command, env=place, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - began)
    return seconds


async def idle(port: int, pid: int, pages: tuple[str, ...]) -> float:
    """MiB per idle page, over many open at once."""
    for page in pages * 5:  # what the first pages of each kind bring with them stays
        await (await Visitor(port, page).opened()).close()
    before = resident(pid)
    lines = [await Visitor(port, pages[one % len(pages)]).opened() for one in range(OPEN)]
    each = (resident(pid) - before) / OPEN
    for line in lines:
        await line.close()
    return each


async def left(port: int, pid: int, pages: tuple[str, ...]) -> float:
    """MiB grown after many pages were opened and left."""
    before = resident(pid)
    for one in range(LEFT):
        await (await Visitor(port, pages[one % len(pages)]).opened()).close()
    return resident(pid) - before


async def spent(port: int, pid: int, pages: tuple[str, ...]) -> float:
    """Seconds of the server's processor time for a click, the pages in turn."""
    lines = [(visitor, await visitor.opened()) for visitor in (Visitor(port, p) for p in pages)]
    for visitor, line in lines:
        await visitor.clicked(line)
    before, clicks = processor(pid), 0
    while clicks < SAMPLE:
        for visitor, line in lines:
            await visitor.clicked(line)
            clicks += 1
    used = (processor(pid) - before) / clicks
    for _, line in lines:
        await line.close()
    return used


def resident(pid: int) -> float:
    """What a process holds in memory, in MiB."""
    held = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    return int(held) * os.sysconf("SC_PAGE_SIZE") / 2**20


def processor(pid: int) -> float:
    """The seconds of processor time that a process has used."""
    told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(
    command: list[str], folder: Path, port: int, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server of `command`, started in `folder`, that answers at `port`."""
    started = subprocess.Popen(
        [sys.executable, *command], cwd=folder, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(started, port)
        yield started
    finally:
        started.terminate()
        started.wait(30)


def wait_for(started: subprocess.Popen[bytes], port: int) -> None:
    """Return once it answers; TimeoutError where it does not."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and started.poll() is None:
        with suppress(OSError):
            urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
            return
        time.sleep(0.5)
    raise TimeoutError(started.args)


@contextmanager
def empty(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """An empty Streamlit application as anybody starts one: in a folder of its own, with
    Streamlit's own settings."""
    script = folder / "empty.py"
    script.write_text(EMPTY, "utf-8")
    command = ["-m", "streamlit", "run", script.name, "--server.headless", "true"]
    place = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with served([*command, *place], folder, port) as started:
        yield started


@contextmanager
def ours(folder: Path, port: int, database: str) -> Iterator[subprocess.Popen[bytes]]:
    """Our application over `database`."""
    command = [str(HOUSE / "oversight.py"), "serve", "--port", str(port), "--no-browser"]
    with served(command, folder, port, **{ADDRESS_VARIABLE: database}) as started:
        yield started


@dataclass(frozen=True)
class Costs:
    """One application: processor seconds a click, MiB an idle page."""

    click: float
    page: float


def costs(port: int, pid: int, pages: tuple[str, ...]) -> Costs:
    """What the application at `port` costs."""
    click = asyncio.run(spent(port, pid, pages))
    return Costs(click, asyncio.run(idle(port, pid, pages)))


def show(name: str, port: int, pid: int, *, pages: tuple[str, ...], counts: list[int]) -> None:
    """Print the figures of one application, up to the first crowd that waits too long."""
    told, grown = costs(port, pid, pages), asyncio.run(left(port, pid, pages))
    print(
        f"{name}: {told.click * 1000:.1f} ms of processor a click, {told.page:.2f} MiB an idle "
        f"page, {grown:+.1f} MiB after {LEFT} opened and left",
        flush=True,
    )
    show_crowds(name, port, pages, counts)


def show_crowds(name: str, port: int, pages: tuple[str, ...], counts: list[int]) -> None:
    """Print what crowds meet, up to the first that waits too long."""
    for count in counts:
        crowd = asyncio.run(people(port, count, pages))
        print(f"{name}: {count} people, {crowd}", flush=True)
        if find_percentile(crowd.seconds, 0.95) > LIMIT:
            break


def show_writing(database: str, counts: list[int]) -> None:
    """Print what crowds meet at an empty application, and at ours while others write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with empty(folder, 28718):
            show_crowds("empty", 28718, ("",), counts)
        with ours(folder, 28717, database):
            show_crowds("ours, nobody writes", 28717, SCREENS, counts)
            with writing(database, folder):
                show_crowds("ours", 28717, SCREENS, counts)


def main(database: str, counts: list[int]) -> None:
    """An empty one and ours, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with empty(folder, 28718) as started:
            show("empty", 28718, started.pid, pages=("",), counts=counts)
        with ours(folder, 28717, database) as started:
            show("ours", 28717, started.pid, pages=SCREENS, counts=counts)


if __name__ == "__main__":
    crowds = [int(word) for word in sys.argv[2:] if word.isdigit()]
    if "--writing" in sys.argv:
        show_writing(sys.argv[1], crowds or [200])
    else:
        main(sys.argv[1], crowds or [40, 80, 120, 160, 200, 240, 280])
