"""The door and the entrance over a real database: who is let in, where to, and what ends it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg

from actions.accounts.accounts import change_user, disable_user, open_set_up
from actions.accounts.sign_ins import change_password, find_session_actor, sign_out
from models import UserRole
from server.auth.sign_in_routes import SignInRoutes, list_own_files, read_clock
from server.auth.throttle import FREE, Throttle
from server.middleware.authentication import CLOSED, AuthenticationMiddleware, force_full_rerun
from server.middleware.headers import SafeHeaders, build_content_policy
from server.middleware.host_check import HostCheckMiddleware
from tests.actions.accounts import DUNG, HOA, LAN, MINH, OFFICE, PASSWORD, signed_up
from tests.server.conftest import HOME

VISIT = {"Accept": "text/html,*/*"}
PARTS = [
    *("/static/js/a.js", "/app/static/words.js", "/media/a.xlsx", "/_stcore/host-config"),
    "/_stcore/upload_file/s/f",
]


async def reached(request: Request) -> PlainTextResponse:
    """The program within says that it was reached."""
    return PlainTextResponse(f"reached {request.url.path}")


async def echoed(socket: WebSocket) -> None:
    """Its websocket says what it heard."""
    await socket.accept()
    with suppress(WebSocketDisconnect):
        while True:
            await socket.send_bytes(await socket.receive_bytes())


def client(engine: Engine, base_url: str = HOME) -> TestClient:
    program = Starlette(
        routes=[
            *SignInRoutes(engine, Throttle()).build_routes(list_own_files(__file__, __file__)),
            WebSocketRoute("/_stcore/stream", echoed),
            Route("/{path:path}", reached, methods=["GET", "PUT", "POST", "DELETE"]),
        ],
        middleware=[
            Middleware(SafeHeaders, policy=build_content_policy([])),
            Middleware(HostCheckMiddleware, hosts=lambda: ["giamsat18.example.vn"], alone=False),
            Middleware(AuthenticationMiddleware, engine=engine),
        ],
    )
    return TestClient(program, base_url=base_url, follow_redirects=False)


@pytest.fixture
def reader(province: Engine) -> Iterator[TestClient]:
    with client(province) as opened:
        yield opened


def seal(page: str) -> str:
    found = re.search(r'name="seal" value="(\w+)"', page)
    assert found is not None
    return found[1]


def sent(reader: TestClient, path: str, **written: str):  # type: ignore[no-untyped-def]  # httpx2's answer
    """A form fetched and sent back."""
    return reader.post(path, data={"seal": seal(reader.get(path).text), **written})


def stream(reader: TestClient) -> WebSocketTestSession:
    """The open page's websocket; by itself this client would name another host and
    bring no cookie."""
    own = {"Origin": HOME, "Host": HOME.removeprefix("http://")}
    own["Cookie"] = f"phien={reader.cookies.get('phien', '')}"
    return reader.websocket_connect("/_stcore/stream", headers=own)


def signed_in(reader: TestClient, engine: Engine, name: str = "lan") -> str:
    account = {one.code: one for one in (LAN, HOA, DUNG, MINH)}[name]
    signed_up(engine, account, now=read_clock())
    assert sent(reader, "/dang-nhap", name=name, password=PASSWORD).status_code == 303
    return str(reader.cookies["phien"])


def test_who_signs_in_again_in_another_tab_has_one_sign_in(
    reader: TestClient, province: Engine
) -> None:
    other_tab = seal(reader.get("/dang-nhap").text)
    first = signed_in(reader, province)
    told = {"seal": other_tab, "name": "lan", "password": PASSWORD}
    assert reader.post("/dang-nhap", data=told).status_code == 303
    assert find_session_actor(province, first, now=read_clock()) is None
    assert find_session_actor(province, str(reader.cookies["phien"]), now=read_clock()) is not None


def test_nothing_but_the_way_in_is_open_to_a_stranger(reader: TestClient) -> None:
    for path in PARTS:
        assert reader.get(path, headers=VISIT).status_code == 401
    assert reader.put(PARTS[-1], content=b"x").status_code == 401
    assert reader.post("/co-quan").status_code == 401
    for path in ("/health", "/favicon.ico", "/dang-nhap"):
        assert reader.get(path).status_code == 200
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        stream(reader),
    ):
        pass
    assert refused.value.code == CLOSED


@pytest.mark.parametrize(
    "place", ["/co-quan?don-vi=SCT&lang=en", "/dia-chi?q=L%E1%BB%99c%20H%C3%A0", "/x%2Fy"]
)
def test_a_deep_link_leads_to_sign_in_and_back_to_the_letter(
    reader: TestClient, province: Engine, place: str
) -> None:
    signed_up(province, LAN, now=read_clock())
    led = reader.get(place, headers=VISIT)
    assert led.status_code == 303
    back = sent(reader, led.headers["location"], name="lan", password=PASSWORD)
    assert (back.status_code, back.headers["location"]) == (303, place)
    assert reader.get(place, headers=VISIT).text.startswith("reached")


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/%5Cevil.example", "/%09/evil.example"]
)
def test_nobody_is_led_away(reader: TestClient, province: Engine, place: str) -> None:
    signed_up(province, LAN, now=read_clock())
    path = f"/dang-nhap?den={place}"
    assert sent(reader, path, name="lan", password=PASSWORD).headers["location"] == "/"


def test_the_cookie_is_out_of_reach_and_over_https_only_there(province: Engine) -> None:
    signed_up(province, LAN, now=read_clock())
    with client(province, "https://giamsat18.example.vn") as safe:
        answer = sent(safe, "/dang-nhap", name="lan", password=PASSWORD)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-phien=")
    for said in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert said in cookie
    with client(province) as plain:
        cookie = sent(plain, "/dang-nhap", name="lan", password=PASSWORD).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "Secure" not in cookie


def test_a_form_of_another_browser_is_sent_back(reader: TestClient, province: Engine) -> None:
    signed_up(province, LAN, now=read_clock())
    page = reader.get("/dang-nhap").text
    reader.cookies.clear()
    written = {"seal": seal(page), "name": "lan", "password": PASSWORD}
    assert reader.post("/dang-nhap", data=written).status_code == 403
    foreign = {"Origin": "https://evil.example"}
    assert reader.post("/dang-nhap", data=written, headers=foreign).status_code == 403


def test_what_is_wrong_is_told_alike_and_slowed(reader: TestClient, province: Engine) -> None:
    signed_up(province, LAN, now=read_clock())
    told = [
        sent(reader, "/dang-nhap", name=name, password="một mật khẩu sai")
        for name in ["lan", "nobody"] * FREE
    ]
    pages = [re.sub(r'seal" value="\w+"|value="(lan|nobody)"', "", one.text) for one in told]
    assert told[0].status_code == told[1].status_code == 422
    assert pages[0] == pages[1]
    assert told[-1].status_code == 429
    assert int(told[-1].headers["retry-after"]) >= 1


@pytest.mark.parametrize("body", [b"x" * 10_000, b"\xff\xfe=\xff", b"a=1&" * 50])
def test_a_form_that_is_none_is_answered_in_words(reader: TestClient, body: bytes) -> None:
    answer = reader.post("/dang-nhap", content=body)
    assert answer.status_code == 403
    assert 'role="alert"' in answer.text


def test_hostile_words_are_shown_and_never_obeyed(reader: TestClient) -> None:
    name = "\"><script>alert(1)</script>&'"
    page = sent(reader, "/dang-nhap", name=name, password="x").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert 'value="x"' not in page  # a password is never sent back


def test_a_sign_in_that_ends_is_refused_at_once(reader: TestClient, province: Engine) -> None:
    token = signed_in(reader, province)
    assert reader.get("/co-quan", headers=VISIT).status_code == 200
    sign_out(province, token, now=read_clock())
    assert reader.get("/co-quan", headers=VISIT).status_code == 303


@pytest.mark.parametrize("end", ["sign out", "disable", "role", "password"])
def test_an_open_page_can_only_ask_to_be_drawn_anew(
    reader: TestClient, province: Engine, end: str
) -> None:
    token = signed_in(reader, province)
    pressed = BackMsg()
    pressed.rerun_script.fragment_id = "part"
    pressed.rerun_script.query_string = "lang=en"
    pressed.rerun_script.widget_states.widgets.add(id="accept", trigger_value=True)
    with stream(reader) as page:
        page.send_bytes(pressed.SerializeToString())
        assert page.receive_bytes() == pressed.SerializeToString()
        actor = find_session_actor(province, token, now=read_clock())
        assert actor is not None
        ends = {
            "sign out": lambda: sign_out(province, token, now=read_clock()),
            "disable": lambda: disable_user(province, "lan", actor=OFFICE, now=read_clock()),
            "role": lambda: change_user(
                province, type(LAN)("lan", "Lan", UserRole.LEADER), actor=OFFICE, now=read_clock()
            ),
            "password": lambda: change_password(
                province, actor, PASSWORD, "một mật khẩu khác", now=read_clock()
            ),
        }
        ends[end]()
        page.send_bytes(pressed.SerializeToString())
        heard = BackMsg.FromString(page.receive_bytes())
    assert heard.rerun_script.query_string == "lang=en"
    assert not heard.rerun_script.fragment_id
    assert not heard.rerun_script.widget_states.widgets


@pytest.mark.parametrize(
    "told", [b"", b"\xff\xff\xff", BackMsg(clear_cache=True).SerializeToString()]
)
def test_whatever_else_it_says_means_the_same(told: bytes) -> None:
    assert BackMsg.FromString(force_full_rerun(told)).WhichOneof("type") == "rerun_script"


@pytest.mark.parametrize(
    ("name", "status"), [("lan", 200), ("dung", 200), ("hoa", 404), ("minh", 200)]
)
def test_only_who_may_receive_or_restore_may_upload(
    reader: TestClient, province: Engine, name: str, status: int
) -> None:
    signed_in(reader, province, name)
    assert reader.put(PARTS[-1], content=b"x").status_code == status


def test_the_first_administrator_is_set_up_once(reader: TestClient, province: Engine) -> None:
    code = open_set_up(province, actor=OFFICE, now=read_clock())
    written = {"code": code, "full_name": "Hoàng Minh", "name": "minh", "new": PASSWORD}
    assert "không giống nhau" in sent(reader, "/thiet-lap", **written, again="khác").text
    assert sent(reader, "/thiet-lap", **written, again=PASSWORD).status_code == 303
    assert reader.get("/", headers=VISIT).text == "reached /"
    assert reader.get("/thiet-lap").headers["location"] == "/dang-nhap"


def test_a_password_is_changed_by_whoever_knows_it(reader: TestClient, province: Engine) -> None:
    signed_in(reader, province)
    new = {"new": "một mật khẩu khác", "again": "một mật khẩu khác"}
    assert sent(reader, "/doi-mat-khau", old="không phải", **new).status_code == 422
    before = reader.cookies["phien"]
    assert sent(reader, "/doi-mat-khau", old=PASSWORD, **new).status_code == 303
    assert reader.cookies["phien"] != before
    assert reader.get("/", headers=VISIT).text == "reached /"
    assert sent(reader, "/dang-xuat").headers["location"] == "/dang-nhap"
    assert reader.get("/", headers=VISIT).status_code == 303


@pytest.mark.parametrize("place", ["/doi-mat-khau", "/bo-xac-thuc", "/xac-thuc-hai-buoc?lang=en"])
def test_a_link_to_a_form_leads_to_sign_in_and_back(
    reader: TestClient, province: Engine, place: str
) -> None:
    signed_up(province, LAN, now=read_clock())
    led = reader.get(place, headers=VISIT)
    assert led.status_code == 303
    back = sent(reader, led.headers["location"], name="lan", password=PASSWORD)
    assert (back.status_code, back.headers["location"]) == (303, place)
    assert reader.get(place, headers=VISIT).status_code == 200


def test_whoever_signs_out_stays_in_the_language(reader: TestClient, province: Engine) -> None:
    signed_in(reader, province)
    out = sent(reader, "/dang-xuat?lang=en")
    assert out.headers["location"] == "/dang-nhap?lang=en"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/dang-nhap?lang=en", "Sign in"),
        ("/dang-nhap", "Đăng nhập"),
        ("/dang-nhap?den=%2F%3Flang%3Den", "Sign in"),
        ("/dat-mat-khau?lang=en", "Set a password"),
    ],
)
def test_the_pages_speak_both_languages_and_ask_for_no_script(
    reader: TestClient, path: str, title: str
) -> None:
    answer = reader.get(path)
    assert f"<h1>{title}</h1>" in answer.text
    assert "<script" not in answer.text
    assert "style=" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_link_stays_filled_in_when_the_language_is_switched(reader: TestClient) -> None:
    path = "/dat-mat-khau?den=%2Fqua-han&ten=lan%26h&ma=7KQM-2XHD-94TB"
    for language, title in (("en", "Set a password"), ("vi", "Đặt mật khẩu")):
        link = re.search(rf'<a href="\.([^"]+)" lang="{language}"', reader.get(path).text)
        assert link is not None
        path = unescape(link[1])
        page = reader.get(path).text
        assert title in page
        assert 'value="lan&amp;h"' in page
        assert 'value="7KQM-2XHD-94TB"' in page
        assert "den=%2Fqua-han" in page


def test_over_https_only_a_cookie_that_no_other_site_can_set_is_taken(province: Engine) -> None:
    secure = client(province, "https://giamsat18.example.vn")
    signed_up(province, LAN, now=read_clock())
    assert sent(secure, "/dang-nhap", name="lan", password=PASSWORD).status_code == 303
    token = secure.cookies["__Host-phien"]
    assert secure.get("/co-quan", headers=VISIT).text.startswith("reached")
    tossed = client(province, "https://giamsat18.example.vn")
    for name, is_in in (("phien", False), (" phien", False), ("__Host-phien", True)):
        answer = tossed.get("/co-quan", headers={**VISIT, "Cookie": f"a=b; {name}={token}; c=d"})
        assert answer.text.startswith("reached") == is_in
        there = tossed.get("/dang-nhap", headers={"Cookie": f"{name}={token}"})
        assert (there.status_code == 303) == is_in
