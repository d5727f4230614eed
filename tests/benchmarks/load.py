"""How many people can click once every ten seconds, beside an empty Streamlit application in
the same run; what an open page costs in memory; whether 200 pages opened and left leave
anything behind. Loopback only, real websockets, Streamlit's own messages.

    python -m tests.benchmarks.load DATABASE [PEOPLE …]
"""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from models.database import ADDRESS_VARIABLE
from tests.house.tracked import HOUSE

THINK, CLICKS, LIMIT = 10.0, 3, 1.0
PATIENCE = 120.0
OPEN, LEFT, SAMPLE = 80, 200, 60  # pages open, pages left; clicks
EMPTY = "import streamlit as st\nst.title('empty')\nst.selectbox('x', [1, 2])\n"
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


async def clicking(visitor: Visitor, rng: random.Random) -> list[float]:
    """Open, then click once in ten seconds or so."""
    await asyncio.sleep(rng.uniform(0, THINK))
    line = await visitor.opened()
    times = []
    for _ in range(CLICKS):
        await asyncio.sleep(rng.uniform(0.5, 1.5) * THINK)
        times.append(await visitor.clicked(line))
    await line.close()
    return times


async def people(port: int, count: int, pages: tuple[str, ...]) -> float:
    """The 95th percentile of the clicks of `count` people, in seconds."""
    rng = random.Random(18)
    each = [clicking(Visitor(port, pages[one % len(pages)]), rng) for one in range(count)]
    times = sorted(time for told in await asyncio.gather(*each) for time in told)
    return times[int(len(times) * 0.95)]


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
    for count in counts:
        slowest = asyncio.run(people(port, count, pages))
        print(f"{name}: {count} people, 95th percentile {slowest * 1000:.0f} ms", flush=True)
        if slowest > LIMIT:
            break


def main(database: str, counts: list[int]) -> None:
    """An empty one and ours, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with empty(folder, 28718) as started:
            show("empty", 28718, started.pid, pages=("",), counts=counts)
        with ours(folder, 28717, database) as started:
            show("ours", 28717, started.pid, pages=SCREENS, counts=counts)


if __name__ == "__main__":
    main(sys.argv[1], [int(word) for word in sys.argv[2:]] or [40, 80, 120, 160, 200, 240, 280])
