"""Under a path of another site: what comes in loses it, what goes out has it."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from models.sign_ins import LONGEST
from server.auth.cookies import TOKEN, read_token, set_lasting_cookie
from server.middleware.root_path import PATH_VARIABLE, RootPathMiddleware, get_root_path

SITE = "https://tinh.example.vn"


async def shown(request: Request) -> Response:
    token = read_token(request.cookies)
    return PlainTextResponse(f"{request.scope['raw_path'].decode()} {request.url.path} {token}")


async def signed_in(request: Request) -> Response:
    answer = RedirectResponse("/co-quan?don-vi=SCT", 303)
    set_lasting_cookie(request, answer, TOKEN, "abc", lasts=LONGEST)
    answer.set_cookie("_streamlit_xsrf", "x", path="/")
    return answer


async def came_from(request: Request) -> Response:
    return PlainTextResponse(request.headers.get("referer", "-"))


async def away(_request: Request) -> Response:
    return RedirectResponse("https://provider.example.vn/authorize")


async def led(socket: WebSocket) -> None:
    await socket.accept()
    told = ForwardMsg()
    told.hash, told.metadata.active_script_hash = "0" * 32, "0" * 32  # as Streamlit sends it
    told.auth_redirect.url = "/auth/login?provider=x"
    await socket.send_bytes(told.SerializeToString())
    await socket.close()


@pytest.fixture
def reader() -> TestClient:
    inner = Starlette(
        routes=[
            Route("/vao", signed_in),
            Route("/di", away),
            Route("/tu", came_from),
            WebSocketRoute("/_stcore/stream", led),
            Route("/{rest:path}", shown),
        ]
    )
    return TestClient(RootPathMiddleware(inner, "/giam-sat"), base_url=SITE, follow_redirects=False)


@pytest.mark.parametrize(
    ("said", "path"),
    [("", ""), ("/", ""), ("giam-sat", "/giam-sat"), ("/giam-sat/", "/giam-sat"), (" a ", "/a")],
)
def test_the_path_is_one_part_of_an_address(said: str, path: str) -> None:
    assert get_root_path({PATH_VARIABLE: said}) == path


@pytest.mark.parametrize("said", ["a/b", "//host", "..", "a b", "giám-sát", "a?b", "x" * 65])
def test_what_is_none_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        get_root_path({PATH_VARIABLE: said})


def test_what_is_asked_loses_the_path(reader: TestClient) -> None:
    assert reader.get("/giam-sat/co-quan").text == "/co-quan /co-quan "
    assert reader.get("/giam-sat/").text.startswith("/ / ")


@pytest.mark.parametrize("place", ["/giam-sat", "/"])
def test_the_site_itself_leads_on(reader: TestClient, place: str) -> None:
    assert reader.get(place).headers["location"] == "/giam-sat/"


@pytest.mark.parametrize("place", ["/co-quan", "/giam-sat-khac/co-quan", "/_stcore/health"])
def test_what_is_not_under_it_is_not_there(reader: TestClient, place: str) -> None:
    assert reader.get(place).status_code == 404
    with pytest.raises(WebSocketDisconnect), reader.websocket_connect("/_stcore/stream"):
        pass


def test_health_is_also_asked_at_the_machine_itself(reader: TestClient) -> None:
    assert reader.get("/health").status_code == 200


def test_redirects_and_cookies_stay_under_it(reader: TestClient) -> None:
    """A `__Host-` cookie would go to every page of the site, so it is called otherwise."""
    answer = reader.get("/giam-sat/vao")
    assert answer.headers["location"] == "/giam-sat/co-quan?don-vi=SCT"
    token, seal = answer.headers.get_list("set-cookie")
    assert token.startswith("__Secure-phien=abc;")
    assert "Path=/giam-sat;" in token
    assert "Secure" in token
    assert "Path=/giam-sat;" in seal
    assert reader.get("/giam-sat/co-quan").text.endswith(" abc")


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("/giam-sat/co-quan?don-vi=SCT", f"{SITE}/co-quan?don-vi=SCT"),
        *(("/giam-sat/", f"{SITE}/"), ("/giam-sat", "-"), ("/khac/co-quan", "-")),
        *(("/giam-sat-khac/co-quan", "-"), ("/?a=/giam-sat/co-quan", "-")),
    ],
)
def test_where_one_comes_from_is_a_page_of_ours(reader: TestClient, page: str, told: str) -> None:
    assert reader.get("/giam-sat/tu", headers={"referer": SITE + page}).text == told


def test_who_is_led_away_is_led_there(reader: TestClient) -> None:
    place = reader.get("/giam-sat/di").headers["location"]
    assert place == "https://provider.example.vn/authorize"


def test_an_open_page_is_led_to_sign_in_under_it(reader: TestClient) -> None:
    with reader.websocket_connect("/giam-sat/_stcore/stream") as socket:
        told = ForwardMsg.FromString(socket.receive_bytes())
    assert told.auth_redirect.url == "/giam-sat/auth/login?provider=x"
