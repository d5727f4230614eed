"""Foreign pages and foreign names are kept out before Streamlit hears of them."""

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from server.middleware.host_check import HOSTS_VARIABLE, REFUSED, get_hosts, is_own_host
from tests.server.conftest import HOME

FOREIGN_ORIGINS = [
    "http://evil.example",
    "http://127.0.0.1:3000",  # another program of this machine
    "http://localhost:8501",  # another name of ours is another origin to a browser
    "http://127.0.0.1:8501.evil.example",
    "null",  # a sandboxed frame or a file
]


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("127.0.0.1", True),
        ("127.0.0.1:8501", True),
        ("localhost:8501", True),
        ("[::1]:8501", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("evil.example@127.0.0.1", False),
        ("127.0.0.1:port", False),
        ("127.0.0.1/evil", False),
        ("10.0.0.7:8501", False),
        ("", False),
    ],
)
def test_only_names_of_this_machine_are_ours(host: str, is_ours: bool) -> None:
    assert is_own_host(host) is is_ours


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("", []),
        (" ", []),
        ("a.vn", ["a.vn"]),
        ("a.vn,b.vn", ["a.vn", "b.vn"]),
        ("a.vn, b.vn", ["a.vn", "b.vn"]),
    ],
)
def test_the_environment_adds_names(told: str, names: list[str]) -> None:
    assert get_hosts({HOSTS_VARIABLE: told}) == names
    assert get_hosts({}) == []


def test_a_foreign_host_is_refused_with_a_sentence(guarded: TestClient) -> None:
    answer = guarded.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 403
    assert "không mở ở tên ấy" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_foreign_page_changes_nothing(guarded: TestClient, method: str, origin: str) -> None:
    assert guarded.request(method, "/", headers={"Origin": origin}).status_code == 403


def test_a_browser_that_tells_only_the_site_is_believed(guarded: TestClient) -> None:
    crossed = guarded.post("/", headers={"Sec-Fetch-Site": "cross-site"})
    own = guarded.post("/", headers={"Sec-Fetch-Site": "same-origin"})
    assert (crossed.status_code, own.text) == (403, "reached")


def test_our_own_page_and_a_plain_client_pass(guarded: TestClient) -> None:
    assert guarded.post("/", headers={"Origin": HOME}).text == "reached"
    assert guarded.post("/").text == "reached"


def test_a_link_from_a_foreign_page_opens(guarded: TestClient) -> None:
    answer = guarded.get("/", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.text == "reached"


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_foreign_page_gets_no_websocket(guarded: TestClient, origin: str) -> None:
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        guarded.websocket_connect("/stream", headers={"Origin": origin}),
    ):
        pass
    assert refused.value.code == REFUSED


def test_our_own_page_gets_its_websocket(guarded: TestClient) -> None:
    own = {"Origin": HOME, "Host": "127.0.0.1:8501"}
    with guarded.websocket_connect("/stream", headers=own) as socket:
        assert socket.receive_text() == "reached"
