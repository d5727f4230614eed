"""Restoring from the screen: nobody may have the database open while it is replaced. So the
server that serves takes one order, stops, and becomes a new one that carries it out first.

The order (actions/orders.py) goes from one to the other through a pipe; it is never on a disk.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Timer
from typing import NoReturn

from actions.refusals import Refused

ORDERED = "OVERSIGHT_ORDERED"  # set for the moment of becoming: an order waits on standard input
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


def anew(order: bytes) -> int:
    """Become a server that was started with the same words, and hand it `order`. Windows
    cannot become another: the new one runs as a child, its exit code is passed on."""
    command = [sys.executable, *sys.orig_argv[1:], QUIETLY]
    os.environ[ORDERED] = "1"
    if os.name == "posix":
        _become(command, order)
    with suppress(KeyboardInterrupt), subprocess.Popen(command, stdin=subprocess.PIPE) as child:
        child.communicate(order)
        return child.returncode
    return 0


def _become(command: list[str], order: bytes) -> NoReturn:
    there, here = os.pipe()
    os.write(here, order)  # less than any pipe holds
    os.close(here)
    os.dup2(there, 0)
    os.execv(command[0], command)


def ordered() -> bytes | None:
    """The order that this process was begun for, if it was."""
    if os.environ.pop(ORDERED, None) is None:
        return None
    return sys.stdin.buffer.read()
