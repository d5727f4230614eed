"""A file that was offered or made can be fetched for a minute, whatever pages run meanwhile."""

from collections.abc import Iterator

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from server.middleware.page_ownership import find_number
from server.streamlit_patches import media_retention as lingering


class Page:
    """An open page, as Streamlit's files know one."""

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(lingering, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> Iterator[MediaFileManager]:
    for name in ("clear_session_refs", "remove_orphaned_files", "execute_deferred"):
        monkeypatch.setattr(MediaFileManager, name, getattr(MediaFileManager, name))
    page = Page("lan")
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: page.session_id)
    monkeypatch.setattr(lingering, "get_script_run_ctx", lambda: page)
    monkeypatch.setattr(lingering, "_laid_aside", type(lingering._laid_aside)())
    lingering.patch_media_retention()
    assert clock
    yield MediaFileManager(MemoryMediaFileStorage("/media"))


def offered(files: MediaFileManager) -> str:
    """A run of a page with a button; the number of the file it offers."""
    files.clear_session_refs()
    number = files.add_deferred(lambda: b"a file", "text/csv", "1.1", "a.csv")
    files.remove_orphaned_files()
    return number


def test_a_button_of_the_last_run_still_gives_its_file(files: MediaFileManager) -> None:
    pressed = offered(files)
    for _ in range(3):
        offered(files)
    made = find_number(files.execute_deferred(pressed))
    assert made is not None
    there = files.read_file(made)
    assert there is not None
    assert there.content == b"a file"


def test_a_file_made_at_a_press_waits_for_a_slow_line(
    files: MediaFileManager, clock: list[float]
) -> None:
    made = find_number(files.execute_deferred(offered(files)))
    assert made is not None
    for _ in range(50):
        clock[0] += 1
        offered(files)
    assert files.read_file(made) is not None


def test_after_a_minute_nothing_is_kept(files: MediaFileManager, clock: list[float]) -> None:
    old = offered(files)
    made = find_number(files.execute_deferred(old))
    assert made is not None
    for _ in range(3):  # Streamlit marks a file at one run's end and forgets it at another's
        clock[0] += lingering.SECONDS + 1
        offered(files)
    assert files.read_file(made) is None
    with pytest.raises(MediaFileStorageError):
        files.execute_deferred(old)
    assert len(files._files_by_session_and_coord) == 2  # this run, and the one before


def test_a_closed_page_offers_nothing_of_its_own(files: MediaFileManager) -> None:
    last = offered(files)
    files.clear_session_refs("lan")
    files.remove_orphaned_files()
    with pytest.raises(MediaFileStorageError):
        files.execute_deferred(last)
