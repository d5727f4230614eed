"""Every answer, a refusal too, tells the browser how little it may do."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from server.middleware.headers import SafeHeaders, build_content_policy

ADDED = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "evil.example"])
def test_every_answer_is_headed(guarded: TestClient, host: str) -> None:
    told = guarded.get("/", headers={"Host": host}).headers
    assert {name: told.get(name) for name in ADDED} == ADDED
    assert "frame-ancestors 'none'" in told["content-security-policy"]


def test_the_policy_lets_nothing_come_from_elsewhere() -> None:
    policy = build_content_policy(["sha256-abc="])
    assert "default-src 'self'" in policy
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='" in policy
    assert "http" not in policy
    assert "'unsafe-eval'" not in policy


async def give(_request: Request) -> PlainTextResponse:
    answer = PlainTextResponse("given")
    answer.set_cookie("_streamlit_xsrf", "x")
    answer.set_cookie("own", "x", secure=True)
    return answer


@pytest.mark.parametrize(("scheme", "secured"), [("https", 2), ("http", 1)])
def test_a_cookie_given_over_https_goes_over_nothing_else(scheme: str, secured: int) -> None:
    program = Starlette(routes=[Route("/media/a.xlsx", give)])
    browser = TestClient(SafeHeaders(program, policy=""), base_url=f"{scheme}://127.0.0.1")
    headers = browser.get("/media/a.xlsx").headers
    given = headers.get_list("set-cookie")
    assert sum("; secure" in cookie.lower() for cookie in given) == secured
    assert headers["cache-control"] == "no-store"
