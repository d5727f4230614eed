"""Restoring from the screen: nobody may have the database open while it is replaced. So the
server that serves takes one order, stops, and becomes a new one that carries it out first.

The order (actions/backups/orders.py) goes from one to the other through a pipe, never by a disk.
Windows cannot become another: there the new one is a child, and ends when the one that began it
does, since that is the one that Task Scheduler knows and ends.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread, Timer
from typing import NoReturn

from actions.refusals import Refused

ORDERED = "OVERSIGHT_ORDERED"  # set for the moment of becoming: an order waits on standard input
OF_A_CHILD = "child"  # and standard input stays open for as long as the one before is there
QUIETLY = "--no-browser"  # the page is open already
GRACE_SECONDS = 1.0  # until the page that ordered has been told


class Restoring:
    """Whether this process can stop and begin anew, and the one order it holds."""

    def __init__(self) -> None:
        self._stop: Callable[[], None] | None = None
        self._order: bytes | None = None
        self._lock = Lock()

    def offer(self, stop: Callable[[], None]) -> None:
        """From now on orders are taken; `stop` ends the serving."""
        self._stop = stop

    @property
    def possible(self) -> bool:
        """Does this process take orders?"""
        return self._stop is not None

    @property
    def order(self) -> bytes | None:
        """The order held, if there is one."""
        return self._order

    def take(self, order: bytes, begin: Callable[[], None]) -> None:
        """Hold `order`, once `begin` has written down that it begins, and stop in a moment.
        Raises Refused("restore_under_way") where another is held, or nobody is there to carry
        it out; and what `begin` does."""
        with self._lock:
            if self._order is not None or self._stop is None:
                raise Refused("restore_under_way")
            begin()
            self._order = order
            stopping = Timer(GRACE_SECONDS, self._stop)
            stopping.daemon = True
            stopping.start()


RESTORING = Restoring()


def exec_restart(order: bytes) -> int:
    """Become a server that was started with the same words, and hand it `order`; on Windows
    begin one as a child, wait for it and pass its exit code on."""
    words = sys.orig_argv[1:]
    command = [sys.executable, *words, *([] if QUIETLY in words else [QUIETLY])]
    posix = os.name == "posix"
    os.environ[ORDERED] = "1" if posix else OF_A_CHILD
    if posix:
        _become(command, order)
    with (
        suppress(KeyboardInterrupt),
        subprocess.Popen(command, stdin=subprocess.PIPE, bufsize=0) as child,
    ):
        _tell(child, order)
        return child.wait()
    return 0


def _tell(child: "subprocess.Popen[bytes]", order: bytes) -> None:
    """One line; the pipe is not closed."""
    if child.stdin is not None:
        with suppress(OSError):  # the child ended before it heard
            child.stdin.write(order + b"\n")


def _become(command: list[str], order: bytes) -> NoReturn:
    read_end, write_end = os.pipe()
    os.write(write_end, order)  # less than any pipe holds
    os.close(write_end)
    os.dup2(read_end, 0)
    os.execv(command[0], command)


def receive_order() -> bytes | None:
    """The order that this process was begun for, if it was."""
    mark = os.environ.pop(ORDERED, None)
    if mark is None:
        return None
    order = sys.stdin.buffer.readline().rstrip(b"\n")
    if mark == OF_A_CHILD:
        Thread(target=end_with_standard_input, daemon=True).start()
    return order


def end_with_standard_input() -> None:
    """Stop once standard input ends: whoever held it is gone."""
    with suppress(OSError):
        os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)
