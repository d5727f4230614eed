"""Files that wait are bounded together: of one page, and of all."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from server.middleware import upload_limits as uploads
from server.middleware.upload_limits import FULL, TOO_LARGE, UploadLimitMiddleware


class Server:
    """A program that keeps what is sent to it, by page."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, int]] = {}
        limits = Middleware(UploadLimitMiddleware, find_files=self._sizes)
        address = "/_stcore/upload_file/{page}/{file}"
        route = Route(address, self._keep, methods=["PUT", "DELETE"])
        self.browser = TestClient(Starlette(routes=[route], middleware=[limits]))

    def _sizes(self) -> dict[str, list[int]]:
        return {page: list(files.values()) for page, files in self.held.items()}

    async def _keep(self, request: Request) -> Response:
        page, file = request.path_params["page"], request.path_params["file"]
        if request.method == "DELETE":
            del self.held[page][file]
        else:
            self.held.setdefault(page, {})[file] = len(await request.body())
        return Response(status_code=204)

    def send(self, page: str, file: int, size: int = 10) -> int:
        answer = self.browser.put(f"/_stcore/upload_file/{page}/{file}", content=b"x" * size)
        if answer.status_code != 204:
            assert "nhận" in answer.text
            assert "please" in answer.text
        return int(answer.status_code)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server with small limits: 5 files and 1,000 bytes of a page, 2,000 of all."""
    limits = {"MEGABYTE": 0, "MOST_FILES_EACH": 5, "MOST_BYTES_EACH": 1000, "MOST_BYTES_ALL": 2000}
    for name, limit in limits.items():
        monkeypatch.setattr(uploads, name, limit)
    return Server()


def test_a_page_has_so_many_files_and_more_once_one_is_taken_away(server: Server) -> None:
    assert [server.send("a", file) for file in range(6)] == [204] * 5 + [TOO_LARGE]
    assert server.browser.delete("/_stcore/upload_file/a/0").status_code == 204
    assert server.send("a", 6) == 204


def test_a_page_has_so_many_bytes(server: Server) -> None:
    assert [server.send("a", file, 400) for file in range(3)] == [204, 204, TOO_LARGE]
    assert server.send("b", 0, 400) == 204


def test_all_pages_have_so_many_bytes_together(server: Server) -> None:
    sent = [server.send(page, 0, 900) for page in "abc"]
    assert sent == [204, 204, FULL]


def test_one_that_does_not_say_its_size_is_taken_for_the_largest(server: Server) -> None:
    server.send("a", 0, 10)
    answer = server.browser.put("/_stcore/upload_file/a/1", content=iter([b"x"]))
    assert answer.status_code == TOO_LARGE
