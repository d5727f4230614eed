"""A file that a page just offered can still be fetched for a minute.

Streamlit forgets what a page offered at the end of the page's next run, before the browser has
drawn what replaced it, and a file made at a press as soon as two other pages have run. Whoever
pressed just then, or in an office full of people, would get nothing and not be told why.
"""

from collections import deque
from itertools import count
from time import monotonic

from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from server.middleware.page_ownership import find_number

SECONDS = 60
_laid_aside: deque[tuple[float, str]] = deque()  # when, under which name, oldest first
_numbers = count()
_forget = MediaFileManager.clear_session_refs
_sweep = MediaFileManager.remove_orphaned_files
_make = MediaFileManager.execute_deferred


def patch_media_retention() -> None:
    """From now on, in this process. Streamlit offers no other place."""
    ours = {
        "clear_session_refs": _forget_later,
        "remove_orphaned_files": _sweep_what_is_old,
        "execute_deferred": _make_and_hold,
    }
    for name, way in ours.items():
        setattr(MediaFileManager, name, way)


def _forget_later(files: MediaFileManager, session_id: str | None = None) -> None:
    """A page runs anew: what it offered is laid aside. A page that was closed names itself, and
    what it offered goes at once."""
    running = get_script_run_ctx()
    if session_id is None and running is not None:
        _lay_aside(files, files._files_by_session_and_coord.get(running.session_id, {}))
    _forget(files, session_id)


def _make_and_hold(files: MediaFileManager, file_id: str) -> str:
    """Where the file lies that was made at a press."""
    address = _make(files, file_id)
    _lay_aside(files, {"": find_number(address) or ""})
    return address


def _lay_aside(files: MediaFileManager, offered: dict[str, str]) -> None:
    if not offered:
        return
    name = f"laid aside {next(_numbers)}"
    with files._lock:
        files._files_by_session_and_coord[name] = dict(offered)
        _laid_aside.append((monotonic(), name))


def _sweep_what_is_old(files: MediaFileManager) -> None:
    """Forget what has been aside for long, then what nobody offers."""
    with files._lock:
        while _laid_aside and _laid_aside[0][0] < monotonic() - SECONDS:
            _, name = _laid_aside.popleft()
            files._files_by_session_and_coord.pop(name, None)
    _sweep(files)
