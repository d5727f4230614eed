"""How much may wait on the server at once: files that people dropped and nobody has received or
taken away yet lie in memory, whole, for as long as their page is open.

Streamlit bounds each file by itself. Here they are bounded together: those of one page, and all.
"""

from collections.abc import Callable, Mapping, Sequence

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from server.middleware.page_ownership import UPLOADS

MEGABYTE = 1024 * 1024
MOST_FILES_EACH, MOST_BYTES_EACH = 100, 100 * MEGABYTE  # of one page
MOST_BYTES_ALL = 400 * MEGABYTE  # of all pages
TOO_LARGE, FULL = 413, 507
TOO_MANY_HERE = (
    "Có quá nhiều tệp đang chờ trên trang này: hãy nhận hoặc bỏ bớt rồi thêm tiếp. / "
    "Too many files wait on this page: please receive or remove some before adding more."
)
TOO_MANY_IN_ALL = (
    "Máy chủ đang giữ nhiều tệp chờ nhận: hãy thử lại sau ít phút. / "
    "The server holds many files that wait to be received: please try again in a few minutes."
)


WaitingFiles = Mapping[str, Sequence[int]]  # the bytes of each file that waits, by page


def find_waiting_files() -> WaitingFiles:
    """The sizes of the files that wait now, by page."""
    if not exists():
        return {}
    files = get_instance().uploaded_file_mgr
    if not isinstance(files, MemoryUploadedFileManager):
        raise TypeError("Streamlit keeps files otherwise: they cannot be bounded")
    pages = list(files.file_storage.items())  # at once: other threads add to it
    return {
        page: [len(file.data) for file in list(files_of_page.values())]
        for page, files_of_page in pages
    }


class UploadLimitMiddleware:
    """Refuses an upload before it is read where too much waits already."""

    def __init__(
        self, app: ASGIApp, find_files: Callable[[], WaitingFiles] = find_waiting_files
    ) -> None:
        self.app = app
        self.find_files = find_files
        self._coming: dict[object, tuple[str, int]] = {}  # being sent just now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say that too much waits."""
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] != "PUT" or not path.startswith(UPLOADS):
            await self.app(scope, receive, send)
            return
        page = path.removeprefix(UPLOADS).partition("/")[0]
        length = Headers(scope=scope).get("content-length", "")
        size = int(length) if length.isascii() and length.isdigit() else MOST_BYTES_EACH
        refusal = self._find_refusal(page, size)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        mark = object()
        self._coming[mark] = page, size
        try:
            await self.app(scope, receive, send)
        finally:
            del self._coming[mark]

    def _find_refusal(self, page: str, size: int) -> PlainTextResponse | None:
        waiting = self.find_files()
        sizes = [*waiting.get(page, ())]
        sizes += [coming for of, coming in self._coming.values() if of == page]
        if len(sizes) >= MOST_FILES_EACH or sum(sizes) + size > MOST_BYTES_EACH + MEGABYTE:
            return PlainTextResponse(TOO_MANY_HERE, TOO_LARGE)
        in_all = sum(map(sum, waiting.values()))
        in_all += sum(coming for _, coming in self._coming.values())
        return PlainTextResponse(TOO_MANY_IN_ALL, FULL) if in_all + size > MOST_BYTES_ALL else None
