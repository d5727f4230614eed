"""Serving by several processes: one that stands above them starts each at a port of its own, starts
it again when it ends, and ends all of them when it is told to, or to carry out a restore.

What they share lies in the database or beside it (actions/shared_state.py). An open page, what was
dropped on it and what it offers to fetch live in one process: a proxy before them sends each
browser to the process that its cookie names (server/middleware/process_cookie.py).
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from types import FrameType
from typing import NoReturn

from server.restart_for_restore import QUIETLY, end_with_standard_input, exec_restart

NUMBER = "OVERSIGHT_PROCESS"  # which of them this process is, from 1
ORDERS = "OVERSIGHT_ORDERS"  # the number of the pipe by which it hands up an order to restore
COUNT, PORT = "--processes", "--port"
LOOK_SECONDS, GOODBYE_SECONDS = 0.2, 15.0
REFUSED = (1, 2)  # exit codes of a start that did not succeed: the port is held, a setting is wrong
LONGEST_ORDER = 64 * 1024  # bytes, what any pipe holds
LOG = logging.getLogger("oversight.processes")


def get_process_number(environment: Mapping[str, str] = os.environ) -> str:
    """Which of several processes this one is; "" where it serves alone. Raises ValueError for what
    is no number."""
    value = environment.get(NUMBER, "")
    return str(int(value)) if value else ""


def is_worker() -> bool:
    """Was this process started by one that stands above it?"""
    return ORDERS in os.environ


def end_with_supervisor() -> None:
    """Stop once whoever started this process is gone."""
    Thread(target=end_with_standard_input, daemon=True).start()


def hand_up(order: bytes) -> None:
    """Leave an order to restore to whoever started this process."""
    os.write(int(os.environ[ORDERS]), order)


@dataclass
class Worker:
    """One process that serves, and the pipe on which an order of it arrives."""

    child: "subprocess.Popen[bytes]"
    orders: int

    def read_order(self) -> bytes:
        """What it handed up before it ended; b"" where nothing."""
        try:
            os.set_blocking(self.orders, False)
            return os.read(self.orders, LONGEST_ORDER)
        except BlockingIOError:  # something that it started holds the pipe open
            return b""
        finally:
            os.close(self.orders)


def supervise(count: int, port: int) -> int:
    """Serve by `count` processes at the ports from `port` on until told to stop; the exit code.
    One that ends is begun again, unless it refused to start."""
    if os.name != "posix":
        print(say_not_here(), file=sys.stderr)
        return REFUSED[-1]
    signal.signal(signal.SIGTERM, _stop)
    workers = {number: _start(number, port + number - 1) for number in range(1, count + 1)}
    try:
        while True:
            time.sleep(LOOK_SECONDS)
            for number, worker in workers.items():
                code = worker.child.poll()
                if code is None:
                    continue
                order = worker.read_order()
                if order:
                    _end(workers)
                    return exec_restart(order)
                if code in REFUSED:
                    return code
                LOG.error("process %s ended and is begun again", number)
                workers[number] = _start(number, port + number - 1)
    except KeyboardInterrupt:
        return 0
    finally:
        _end(workers)


def _start(number: int, port: int) -> Worker:
    orders, for_orders = os.pipe()
    command = [sys.executable, *drop_words(sys.orig_argv[1:], COUNT, PORT), PORT, str(port)]
    try:
        child = subprocess.Popen(
            [*command, *([] if QUIETLY in command else [QUIETLY])],
            env={**os.environ, NUMBER: str(number), ORDERS: str(for_orders)},
            stdin=subprocess.PIPE,
            pass_fds=(for_orders,),
        )
    finally:
        os.close(for_orders)
    return Worker(child, orders)


def drop_words(words: list[str], *names: str) -> list[str]:
    """The words of a command without those options, each of which has a value."""
    left: list[str] = []
    skips = False
    for word in words:
        if not skips and not word.startswith(tuple(f"{name}=" for name in names)):
            skips = word in names
            left += [] if skips else [word]
        else:
            skips = False
    return left


def _end(workers: Mapping[int, Worker]) -> None:
    children = [worker.child for worker in workers.values()]
    for child in children:
        child.terminate()
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(GOODBYE_SECONDS)
        child.kill()
        child.wait()


def say_not_here() -> str:
    """Why several processes cannot be begun on this system."""
    return f"{COUNT} chỉ dùng được trên Linux và macOS.\n{COUNT} works on Linux and macOS only."


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
