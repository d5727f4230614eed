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
from contextlib import suppress
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


async def idle(port: int, pid: int, pages: tuple[str, ...]) -> tuple[float, float]:
    """MiB per idle page over 50 pages; and MiB grown after 200 pages opened and left."""
    for page in pages:
        await (await Visitor(port, page).opened()).close()
    before = resident(pid)
    lines = [await Visitor(port, pages[one % len(pages)]).opened() for one in range(50)]
    each = (resident(pid) - before) / 50
    for line in lines:
        await line.close()
    full = resident(pid)
    for one in range(200):
        await (await Visitor(port, pages[one % len(pages)]).opened()).close()
    return each, resident(pid) - full


def resident(pid: int) -> float:
    """What a process holds in memory, in MiB."""
    return (
        int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    )


def served(port: int, command: list[str], database: str) -> subprocess.Popen[bytes]:
    """A server that answers."""
    env = {**os.environ, ADDRESS_VARIABLE: database}
    started = subprocess.Popen(
        [sys.executable, *command], cwd=HOUSE, env=env,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError):
            urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2)
            return started
        time.sleep(0.5)
    started.kill()
    raise TimeoutError(command)


def measured(name: str, port: int, command: list[str], *, database: str, counts: list[int]) -> None:
    """Print the figures of one application."""
    pages = SCREENS if name == "ours" else ("",)
    server = served(port, command, database)
    try:
        each, grown = asyncio.run(idle(port, server.pid, pages))
        print(f"{name}: {each:.2f} MiB per idle page, {grown:+.1f} MiB after 200", flush=True)
        for count in counts:
            slowest = asyncio.run(people(port, count, pages))
            print(f"{name}: {count} people, 95th percentile {slowest * 1000:.0f} ms", flush=True)
            if slowest > LIMIT:
                break
    finally:
        server.terminate()
        server.wait(30)


def main(database: str, counts: list[int]) -> None:
    """Ours and an empty one, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, "utf-8")
        ours = ["oversight.py", "serve", "--port", "28717", "--no-browser"]
        empty = ["-m", "streamlit", "run", str(script), "--server.port", "28718"]
        empty += ["--server.headless", "true", "--server.address", "127.0.0.1"]
        measured("empty", 28718, empty, database=database, counts=counts)
        measured("ours", 28717, ours, database=database, counts=counts)


if __name__ == "__main__":
    main(sys.argv[1], [int(word) for word in sys.argv[2:]] or [20, 40, 80, 120, 160])
