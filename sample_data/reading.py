"""Reading ahead: a second process reads the files to come while one is compared and kept."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context

from intake.arrivals import Read, read
from intake.tables import Upload

Ahead = Callable[[], Read | None]  # the file as read; None where it has to be read here


class Reader:
    """The second process, from `with` to its end. Where the machine allows no further
    process, each file is read when its turn comes."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def ahead(self, upload: Upload) -> Ahead:
        """Begin to read; ask the answer for the file when it is needed."""
        try:
            begun = self._pool.submit(read, upload)
        except (BrokenExecutor, OSError):
            return lambda: None
        return lambda: _answer(begun)


def _answer(begun: "Future[Read]") -> Read | None:
    try:
        return begun.result()
    except BrokenExecutor:
        return None
