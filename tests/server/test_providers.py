"""Where one is led after the provider, and since when one is in: what the door keeps of both."""

import json
from random import Random

import pytest
import time_machine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from server.auth.providers import ENDED, ProviderMiddleware, RedirectStore, parse_sign_in
from server.bounded_cache import BoundedCache
from server.middleware.headers import SafeHeaders
from tests.server.conftest import HOME

PROVIDER = "https://provider.example.vn/authorize"
PLACE = "/co-quan?don-vi=SCT&nam=2025"
SECRET = "s" * 64
COOKIE = "_streamlit_user"
MANY = Random(18).randbytes(4_500).hex()  # more than one cookie holds


async def login(request: Request) -> Response:
    return RedirectResponse(f"{PROVIDER}?scope=openid&state={request.query_params['word']}", 302)


async def callback(_request: Request) -> Response:
    answer = RedirectResponse("/", 302)
    answer.set_cookie(COOKIE, "x", path="/", httponly=True, samesite="lax")
    return answer


async def logout(_request: Request) -> Response:
    answer = RedirectResponse("/", 302)
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def shown(_request: Request) -> Response:
    return PlainTextResponse("shown")


@pytest.fixture
def reader() -> TestClient:
    inner = Starlette(
        routes=[
            Route("/auth/login", login),
            Route("/auth/logout", logout),
            Route("/oauth2callback", callback),
            Route("/{rest:path}", shown),
        ]
    )
    program = SafeHeaders(ProviderMiddleware(inner), policy="")
    return TestClient(program, base_url=HOME, follow_redirects=False)


def asked(reader: TestClient, word: str, page: str) -> None:
    """The page at this address led to the provider."""
    answer = reader.get(f"/auth/login?word={word}", headers={"referer": page})
    assert answer.headers["location"].startswith(PROVIDER)
    assert PLACE not in str(answer.headers)


def back(reader: TestClient, word: str) -> str:
    """Where the provider's answer leads."""
    return reader.get(f"/oauth2callback?code=c&state={word}").headers["location"]


def test_one_comes_back_to_where_one_was_and_once(reader: TestClient) -> None:
    asked(reader, "one", HOME + PLACE)
    assert back(reader, "one") == PLACE
    assert back(reader, "one") == "/"


def test_two_tabs_do_not_mix(reader: TestClient) -> None:
    asked(reader, "one", HOME + PLACE)
    asked(reader, "two", HOME + "/qua-han")
    assert [back(reader, "two"), back(reader, "one")] == ["/qua-han", PLACE]


@pytest.mark.parametrize(
    "page",
    [
        *("", "https://evil.example/co-quan", f"{HOME}0/co-quan", f"{HOME}@evil.example/co-quan"),
        *(f"{HOME}//evil.example/a", f"{HOME}/../khac", f"{HOME}/\\evil.example", "http://[/a"),
    ],
)
def test_no_other_page_says_where_one_is_led(reader: TestClient, page: str) -> None:
    asked(reader, "one", page)
    assert back(reader, "one") == "/"


def test_a_word_that_was_not_given_leads_to_the_first_page(reader: TestClient) -> None:
    asked(reader, "one", HOME + PLACE)
    assert back(reader, "other") == "/"
    assert reader.get("/oauth2callback").headers["location"] == "/"
    assert reader.get("/co-quan").text == "shown"


def test_what_is_kept_is_forgotten_after_an_hour_and_has_a_bound() -> None:
    now = [0.0]
    goings = RedirectStore(now=lambda: now[0], most=2)
    for number in range(3):
        goings.keep(f"word {number}", PLACE)
    assert goings.take("word 0") == "/"
    assert goings.take("word 1") == PLACE
    now[0] = 3_601.0
    assert goings.take("word 2") == "/"


def cookies(claims: dict[str, object]) -> dict[str, str]:
    """The cookies that Streamlit gives for these claims."""
    given: dict[str, str] = {}

    def sealed(name: str, value: str) -> bytes:
        return create_signed_value(SECRET, name, value)

    def give(name: str, value: str) -> None:
        given[name] = sealed(name, value).decode()

    set_cookie_with_chunks(give, sealed, COOKIE, claims, cookie_attr_size=60)
    return given


@pytest.mark.parametrize("claims", [{"sub": "lan", "iat": 5}, {"groups": MANY}])
def test_when_one_came_in_is_read_off_the_seal(claims: dict[str, object]) -> None:
    with time_machine.travel(1_000_000, tick=False):
        given = cookies(claims)
    assert since(given) == 1_000_000
    assert parse_sign_in(given, "t" * 64) is None
    assert parse_sign_in({}, SECRET) is None
    assert parse_sign_in({COOKIE: json.dumps(claims)}, SECRET) is None


def test_pieces_of_an_older_sign_in_are_not_made_younger() -> None:
    """And what is left over of one that had more pieces makes the present one no older."""
    with time_machine.travel(1_000_000, tick=False):
        older = cookies({"groups": MANY})
    with time_machine.travel(2_000_000, tick=False):
        large, small = cookies({"groups": MANY[::-1]}), cookies({"sub": "lan"})
    assert len(older) > 2
    assert since({**older, COOKIE: large[COOKIE]}) == 1_000_000
    assert since({**older, **small}) == 2_000_000


def test_who_signs_out_is_out_with_any_copy_of_the_cookie(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.auth.providers.get_cookie_secret", lambda: SECRET)
    mine, another = cookies({"sub": "lan", "nonce": "a"}), cookies({"sub": "lan", "nonce": "b"})
    reader.cookies.update(mine)
    assert reader.get("/auth/logout").headers["location"] == "/"
    assert gone(mine)
    assert not gone(another)


def test_nobody_signs_another_out_by_a_cookie_of_their_own_making(
    reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.auth.providers.get_cookie_secret", lambda: "t" * 64)
    mine = cookies({"sub": "lan", "nonce": "c"})
    reader.cookies.update(mine)
    assert reader.get("/auth/logout").status_code == 302
    assert not gone(mine)


def test_of_those_who_went_the_oldest_are_forgotten_first() -> None:
    ended: BoundedCache[None] = BoundedCache(1)
    for mark in ("first", "second"):
        ended.keep(mark, None)
    assert [ended.has(mark) for mark in ("first", "second")] == [False, True]


@pytest.mark.parametrize(("scheme", "closed"), [("https", True), ("http", False)])
def test_over_tls_the_cookies_go_by_tls_only(
    reader: TestClient, scheme: str, *, closed: bool
) -> None:
    given = reader.get(f"{scheme}://127.0.0.1:8501/oauth2callback").headers["set-cookie"]
    assert ("Secure" in given) == closed


def since(given: dict[str, str]) -> float:
    """When one came in with these cookies."""
    found = parse_sign_in(given, SECRET)
    assert found is not None
    return found.at


def gone(given: dict[str, str]) -> bool:
    """Has the sign-in of these cookies been ended?"""
    found = parse_sign_in(given, SECRET)
    assert found is not None
    return ENDED.has(found.mark)
