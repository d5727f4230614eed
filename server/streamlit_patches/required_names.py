"""What we change of Streamlit, or rely on, that it promises nobody.

Where another version calls it otherwise, our change would be without effect and without a word:
a stranger's page opened by its script's name, a dropped file lost, a log that quotes people. So
each is asked for at start, and the server does not start without one of them.
"""

from collections.abc import Iterator
from importlib import import_module

import streamlit as st
import streamlit.logger
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.caching.ttl_cache import TTLCache
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import Serialized, Value, WStates
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from server.middleware.html_page import MARKS
from server.middleware.page_ownership import BACKEND_REQUEST, PERMITTED_KINDS
from server.streamlit_patches.queued_answers import ANSWERS

OURS: tuple[tuple[object, tuple[str, ...]], ...] = (
    (PagesManager, ("uses_pages_directory",)),
    (WStates, ("__getitem__",)),
    (ForwardMsgQueue, ("clear",)),
    (MediaFileManager, ("clear_session_refs", "remove_orphaned_files", "execute_deferred")),
    (TTLCache, ("expire",)),
    (AppSession, ("shutdown", "session_state")),
    (Runtime, ("uploaded_file_mgr",)),
    (UploadedFileRec, ("data",)),
    (PagesManager, ("intended_page_name",)),
    (script_run_context, ("_LOGGER",)),
    (streamlit.logger, ("setup_formatter", "get_logger")),
)
MADE: tuple[tuple[type, tuple[str, ...]], ...] = (  # by the class's own beginning
    (ForwardMsgQueue, ("_queue",)),
    (MediaFileManager, ("_files_by_session_and_coord", "_lock")),
    (MemoryUploadedFileManager, ("file_storage",)),
    (MemorySessionStorage, ("_cache",)),
    (Runtime, ("_session_mgr",)),
    (WebsocketSessionManager, ("_session_storage",)),
    (WStates, ("states", "widget_metadata")),
    (SessionInfo, ("session",)),
    (ScriptRunContext, ("session_id", "pages_manager")),
    (WidgetMetadata, ("deserializer", "value_type")),
    (Serialized, ("value",)),
    (Value, ("value",)),
)
# What the screens import, who are first loaded when somebody opens one.
IMPORTED_BY_SCREENS = {
    "streamlit.elements.lib.mutable_expander_container": ("ExpanderContainer",),
    "streamlit.navigation.page": ("Page",),
    "streamlit.runtime.scriptrunner": ("get_script_run_ctx",),
    "streamlit.runtime.uploaded_file_manager": ("UploadedFile",),
    "streamlit.user_info": ("UserInfoProxy",),
    "streamlit.web.server.server_util": ("get_cookie_secret",),
}
MESSAGES = ((BackMsg, frozenset({*PERMITTED_KINDS, BACKEND_REQUEST})), (ForwardMsg, ANSWERS))


def find_missing(index: str) -> list[str]:
    """The names, and the marks in Streamlit's page `index`, that are not there: "" in none."""
    return [
        *_find_missing_names(),
        *_find_missing_imports(),
        *(f"index.html: {mark}" for mark in MARKS if mark not in index),
    ]


def tell_missing(missing: list[str]) -> list[str]:
    """Why the server does not start."""
    if not missing:
        return []
    names = ", ".join(missing)
    return [
        f"Không mở: Streamlit {st.__version__} không có {names}; hãy cài bản ghi trong "
        "requirements.lock.\n"
        f"Not opened: Streamlit {st.__version__} lacks {names}; please install the version in "
        "requirements.lock."
    ]


def _find_missing_names() -> Iterator[str]:
    for owner, names in OURS:
        for name in names:
            if not hasattr(owner, name):
                yield f"{getattr(owner, '__name__', owner)}.{name}"
    for kind, names in MADE:
        known = {
            *vars(kind)["__init__"].__code__.co_names,
            *getattr(kind, "__dataclass_fields__", {}),
        }
        for name in names:
            if name not in known:
                yield f"{kind.__name__}.{name}"
    if not isinstance(MemorySessionStorage()._cache, TTLCache):
        yield "MemorySessionStorage._cache: TTLCache"
    for message, kinds in MESSAGES:
        fields = {field.name for field in message.DESCRIPTOR.fields}
        yield from (f"{message.DESCRIPTOR.name}.{kind}" for kind in sorted(kinds - fields))


def _find_missing_imports() -> Iterator[str]:
    for place, names in IMPORTED_BY_SCREENS.items():
        try:
            module = import_module(place)
        except ImportError:
            yield place
            continue
        yield from (f"{place}.{name}" for name in names if not hasattr(module, name))
