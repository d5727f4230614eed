"""Memory goes back to the system when what people dropped on a page is gone.

Streamlit keeps a page whose line was cut for ten minutes (.streamlit/config.toml), with its files;
after that nobody can come back to it, but it is only forgotten when the next line is cut. And what
is forgotten stays with the C library, in pieces: the process remains as large as it ever was.
"""

import asyncio
import ctypes
import gc
import logging
import sys
from collections.abc import Callable

from pyarrow import default_memory_pool, set_memory_pool, system_memory_pool
from streamlit.runtime import exists, get_instance
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from server.middleware.upload_limits import find_waiting_files

LOG = logging.getLogger("oversight.memory")
LOOK_SECONDS = 15.0
M_ARENA_MAX, ARENAS = -8, 2  # as malloc.h of the C library numbers its options


def begin_giving_back() -> asyncio.Task[None]:
    """Give back at times from now on; the log tells where that ends before it is cancelled."""
    task = asyncio.create_task(give_back_at_times())
    task.add_done_callback(_report_end)
    return task


def _report_end(task: asyncio.Task[None]) -> None:
    fault = None if task.cancelled() else task.exception()
    if fault is not None:
        LOG.error("memory is no longer given back", exc_info=fault)


async def give_back_at_times() -> None:
    """For as long as the server runs: forget the pages that nobody can come back to, and give
    back the memory of files that were received, taken away or forgotten."""
    before = 0
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        forgotten = forget_pages()
        waiting_bytes = sum(map(sum, find_waiting_files().values()))
        if forgotten or waiting_bytes < before:
            await asyncio.to_thread(give_back)
        before = waiting_bytes


def forget_pages() -> int:
    """Forget the pages whose time to come back is over, with all that they kept: Streamlit's own
    loop holds on to the last of them until somebody else comes. How many there were. Only in
    the thread that serves."""
    if not exists():
        return 0
    pages = get_instance()._session_mgr
    storage = pages._session_storage if isinstance(pages, WebsocketSessionManager) else None
    cache = storage._cache if isinstance(storage, MemorySessionStorage) else None
    if not isinstance(cache, TTLCache):
        raise TypeError("Streamlit keeps pages otherwise: their memory cannot be given back")
    forgotten = cache.expire()
    for _, page in forgotten:
        page.session.shutdown()
        page.session.session_state.clear()
    return len(forgotten)


def give_back() -> None:
    """Give back to the system what this process holds and does not use: what no object needs,
    what tables of text lay in, and what the C library keeps."""
    gc.collect()
    default_memory_pool().release_unused()
    trim = _find_in_library("malloc_trim")
    if trim is not None:
        trim(0)


def choose_allocators() -> None:
    """From now on let tables of text lie in the C library's memory, since Arrow's own pool keeps
    what it was given; and let threads share few heaps of it: each of its own would keep pieces.
    Python runs one thread at a time, so none waits for another."""
    set_memory_pool(system_memory_pool())
    option = _find_in_library("mallopt")
    if option is not None:
        option(M_ARENA_MAX, ARENAS)


def _find_in_library(name: str) -> Callable[..., int] | None:
    """A function of the C library where that is GNU's; others give back by themselves."""
    if sys.platform != "linux":
        return None
    function: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None)
    return function
