"""Pages that nobody can come back to are forgotten, with their files; open ones are not."""

import asyncio
import ctypes
from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from server import memory
from server.middleware.upload_limits import find_waiting_files


class State(dict[str, object]):
    """What a page keeps."""


class Page:
    """A page as Streamlit knows one: it takes its files with it."""

    def __init__(self, name: str, files: MemoryUploadedFileManager) -> None:
        self.id, self.files = name, files
        self.session_state = State(preview="read")
        files.add_file(name, UploadedFileRec("1", "a.csv", "text/csv", b"x" * 10))

    def shutdown(self) -> None:
        self.files.remove_session_files(self.id)


class Runtime:
    """The part of Streamlit that is asked."""

    def __init__(self, storage: MemorySessionStorage, files: MemoryUploadedFileManager) -> None:
        self.uploaded_file_mgr = files
        self._session_mgr = WebsocketSessionManager(storage, files, None, None)  # type: ignore[arg-type]  # no script runs


def test_what_expired_is_forgotten_with_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    files = MemoryUploadedFileManager("/upload")
    storage = MemorySessionStorage(ttl_seconds=600)
    monkeypatch.setattr(storage._cache, "_timer", lambda: now[0])
    runtime = Runtime(storage, files)
    for module in ("server.memory", "server.middleware.upload_limits"):
        monkeypatch.setattr(f"{module}.exists", lambda: True)
        monkeypatch.setattr(f"{module}.get_instance", lambda: runtime)
    pages = {name: Page(name, files) for name in ("old", "late")}
    for at, (name, page) in zip((0.0, 300.0), pages.items(), strict=True):
        now[0] = at
        storage.save(SessionInfo(None, page, 1))  # type: ignore[arg-type]  # as much of one as is asked
        assert name in storage._cache
    assert memory.forget_pages() == 0
    now[0] = 601.0
    assert memory.forget_pages() == 1
    assert [*find_waiting_files()] == ["late"]
    assert (pages["old"].session_state, pages["late"].session_state) == ({}, {"preview": "read"})


def test_a_streamlit_that_keeps_pages_otherwise_is_told_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(memory, "LOOK_SECONDS", 0)
    monkeypatch.setattr(memory, "exists", lambda: True)
    monkeypatch.setattr(memory, "get_instance", lambda: SimpleNamespace(_session_mgr=object()))

    async def look() -> None:
        task = memory.begin_giving_back()
        await asyncio.wait([task])

    asyncio.run(look())
    (record,) = [record for record in caplog.records if record.name == memory.LOG.name]
    assert record.getMessage() == "memory is no longer given back"
    assert record.exc_info and "Streamlit keeps pages otherwise" in str(record.exc_info[1])


def test_the_end_of_the_server_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    async def end() -> None:
        memory.begin_giving_back().cancel()
        await asyncio.sleep(0)

    asyncio.run(end())
    assert caplog.text == ""


def test_files_kept_otherwise_are_not_taken_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.middleware.upload_limits.exists", lambda: True)
    monkeypatch.setattr(
        "server.middleware.upload_limits.get_instance",
        lambda: SimpleNamespace(uploaded_file_mgr=object()),
    )
    with pytest.raises(TypeError, match="cannot be bounded"):
        find_waiting_files()


def test_nothing_is_forgotten_where_streamlit_does_not_run() -> None:
    assert memory.forget_pages() == 0


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_giving_back_fails_nowhere(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr("sys.platform", platform)
    memory.give_back()
    memory.choose_allocators()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())  # a C library without it
    memory.give_back()
    memory.choose_allocators()
