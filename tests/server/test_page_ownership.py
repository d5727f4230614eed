"""An open page, an upload and a download: each is its own browser's, and nobody else's."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from server.middleware.page_ownership import (
    OwnedNumbers,
    PageOwnershipMiddleware,
    find_number,
)
from server.url_paths import NOTHING_THERE

PAGE, FILE, BUTTON = "page-of-lan", "ab" * 28, "0123456789abcdef" * 2
UPLOAD, DOWNLOAD = f"/_stcore/upload_file/{PAGE}/1", f"/media/{FILE}.xlsx"


def told_lan() -> list[bytes]:
    """What the program says to the page: who it is, a file, a button."""
    began, drawn, button = ForwardMsg(), ForwardMsg(), ForwardMsg()
    began.new_session.initialize.session_id = PAGE
    drawn.delta.new_element.imgs.imgs.add(url=DOWNLOAD)
    button.delta.new_element.download_button.deferred_file_id = BUTTON
    return [one.SerializeToString() for one in (began, drawn, button)]


async def stream(socket: WebSocket) -> None:
    """The program within: says those, then repeats whatever it hears."""
    await socket.accept()
    await socket.send_text(socket.headers.get("sec-websocket-protocol", ""))
    for told in told_lan() if socket.cookies.get("who") == "lan" else ():
        await socket.send_bytes(told)
    try:
        while True:
            await socket.send_bytes(await socket.receive_bytes())
    except WebSocketDisconnect:
        return


async def reached(_request: Request) -> PlainTextResponse:
    """The program within was reached."""
    return PlainTextResponse("reached")


@pytest.fixture
def program() -> Iterator[TestClient]:
    app = Starlette(
        routes=[
            WebSocketRoute("/_stcore/stream", stream),
            Route("/{path:path}", reached, methods=["GET", "PUT", "DELETE"]),
        ],
        middleware=[
            Middleware(PageOwnershipMiddleware, sign=lambda asked: asked.cookies.get("who", ""))
        ],
    )
    with TestClient(app) as opened:
        yield opened


def line(program: TestClient, who: str, *protocols: str) -> WebSocketTestSession:
    said = {"Cookie": f"who={who}"}
    return program.websocket_connect("/_stcore/stream", list(protocols), headers=said)


def open_page(program: TestClient) -> None:
    """Lan opens her page, and is sent what is hers."""
    with line(program, "lan") as page:
        page.receive_text()
        for told in told_lan():
            assert page.receive_bytes() == told


@pytest.mark.parametrize("path", [UPLOAD, DOWNLOAD])
def test_only_the_browser_that_was_sent_the_number_may_use_it(
    program: TestClient, path: str
) -> None:
    open_page(program)
    own = {"Cookie": "who=lan"}
    assert program.request("PUT", path, headers=own).text == "reached"
    never = program.request("PUT", path.replace(PAGE, "none").replace(FILE, "cd" * 28), headers=own)
    assert (never.status_code, never.text) == (404, NOTHING_THERE)
    for other in ({"Cookie": "who=hoa"}, {}):
        answer = program.request("PUT", path, headers=other)
        assert (answer.status_code, answer.content) == (404, never.content)


def test_an_open_page_is_taken_up_again_by_its_own_browser_only(program: TestClient) -> None:
    open_page(program)
    for who, kept in (("lan", 3), ("hoa", 2)):
        with line(program, who, "streamlit", "xsrf", PAGE) as page:
            assert len(page.receive_text().split(",")) == kept


def deferred(number: str) -> BackMsg:
    asked = BackMsg()
    asked.backend_operation_request.deferred_file.file_id = number
    return asked


def skills() -> BackMsg:
    asked = BackMsg()
    asked.backend_operation_request.install_skills.SetInParent()
    return asked


@pytest.mark.parametrize(
    "said",
    [BackMsg(clear_cache=True), BackMsg(set_run_on_save=True), BackMsg(load_git_info=True),
     BackMsg(debug_shutdown_runtime=True), BackMsg(), skills(), deferred("f" * 32)],
)  # fmt: skip
def test_what_a_page_may_not_say_is_not_heard(program: TestClient, said: BackMsg) -> None:
    open_page(program)
    heartbeat = BackMsg(app_heartbeat=True).SerializeToString()
    with line(program, "hoa") as page:
        page.receive_text()
        page.send_bytes(said.SerializeToString())
        page.send_bytes(heartbeat)
        assert page.receive_bytes() == heartbeat


def test_text_is_not_heard_and_nobody_is_told_of_all_sessions(program: TestClient) -> None:
    open_page(program)
    heartbeat = BackMsg(app_heartbeat=True).SerializeToString()
    with line(program, "lan") as page:
        page.receive_text()
        for _ in told_lan():
            page.receive_bytes()
        page.send_text("hello")
        page.send_bytes(heartbeat)
        assert page.receive_bytes() == heartbeat
    assert program.get("/_stcore/metrics").status_code == 404


def test_a_button_fetches_for_whoever_was_shown_it(program: TestClient) -> None:
    open_page(program)
    heartbeat = BackMsg(app_heartbeat=True).SerializeToString()
    with line(program, "hoa") as page:
        page.receive_text()
        page.send_bytes(deferred(BUTTON).SerializeToString())
        page.send_bytes(heartbeat)
        assert page.receive_bytes() == heartbeat
    with line(program, "lan") as page:
        page.receive_text()
        for told in told_lan():
            assert page.receive_bytes() == told
        asked = deferred(BUTTON).SerializeToString()
        page.send_bytes(asked)
        assert page.receive_bytes() == asked


def test_memory_is_bounded() -> None:
    owned = OwnedNumbers(owners=2, per_owner=2)
    for who in ("a", "b", "c"):
        for number in ("1", "2", "3"):
            owned.add(who, number)
    assert not owned.has("a", "3")
    assert [owned.has("c", number) for number in ("1", "2", "3")] == [False, True, True]


@pytest.mark.parametrize("path", ["/", "/co-quan", "/media", "/_stcore/health", "/static/media/x"])
def test_other_paths_name_no_number(path: str) -> None:
    assert find_number(path) is None
