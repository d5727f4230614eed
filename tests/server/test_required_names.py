"""A Streamlit in which something that we change, or rely on, is called otherwise is not started."""

from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import Engine
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from server import app as shell
from server.auth.modes import SignInMode
from server.middleware import html_page as own_index
from server.middleware.html_page import MARKS
from server.streamlit_patches.required_names import find_missing

INDEX = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")


def test_the_version_installed_has_them_all() -> None:
    assert find_missing(INDEX) == []


@pytest.mark.parametrize("mark", MARKS)
def test_a_page_without_one_of_the_marks_is_told(mark: str) -> None:
    assert find_missing(INDEX.replace(mark, "<p>")) == [f"index.html: {mark}"]


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (PagesManager, "uses_pages_directory"),
        (MediaFileManager, "execute_deferred"),
        (UploadedFileRec, "data"),
        (Runtime, "uploaded_file_mgr"),
    ],
)
def test_a_renamed_part_stops_the_start_in_both_languages(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, owner: type, name: str
) -> None:
    monkeypatch.delattr(owner, name)
    (said,) = shell.find_start_faults(engine, SignInMode.ACCOUNTS)
    assert f"{owner.__name__}.{name}" in said
    assert "Không mở: " in said
    assert "Not opened: " in said


def test_a_renamed_field_of_a_message_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "server.streamlit_patches.required_names.MESSAGES", ((ForwardMsg, frozenset({"no"})),)
    )
    assert find_missing(INDEX) == ["ForwardMsg.no"]


def test_the_marks_are_what_our_page_is_made_by() -> None:
    page = own_index.build_html_page(INDEX, "vi")
    assert "Streamlit</title>" not in page
    assert '<html lang="vi">' in page


def test_pages_kept_in_another_way_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def keep_otherwise(storage: MemorySessionStorage) -> None:
        storage._cache = {}  # type: ignore[assignment]  # as another version might

    monkeypatch.setattr(MemorySessionStorage, "__init__", keep_otherwise)
    assert find_missing(INDEX) == ["MemorySessionStorage._cache: TTLCache"]


def test_what_screens_import_is_told_where_it_went(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "server.streamlit_patches.required_names.IMPORTED_BY_SCREENS",
        {"streamlit.gone": ("Page",), "streamlit.navigation.page": ("Gone",)},
    )
    assert find_missing(INDEX) == ["streamlit.gone", "streamlit.navigation.page.Gone"]
