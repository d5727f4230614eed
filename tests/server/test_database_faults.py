"""Where the database fails before any screen is drawn, the answer is a sentence, not a bare 500."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from models.database import open_database
from models.soundness import allow_writing
from server.auth.sign_in_routes import SignInRoutes, list_own_files, read_clock
from server.auth.throttle import Throttle
from server.health import build_health_route
from server.middleware.authentication import AuthenticationMiddleware
from server.middleware.database_faults import TRY_AGAIN_LATER, DatabaseFaultMiddleware
from tests.actions.accounts import LAN, PASSWORD, signed_up
from tests.server.conftest import HOME
from tests.server.test_authentication import seal


@pytest.fixture
def broken(province: Engine) -> Engine:
    """The province's database, whose head was overwritten while it was open."""
    province.dispose()
    file = Path(str(province.url.database))
    file.write_bytes(b"\xff" * 8192 + file.read_bytes()[8192:])
    allow_writing(province.url)
    return open_database(str(province.url))


def test_every_request_is_answered_in_words(broken: Engine) -> None:
    entrance = SignInRoutes(broken, Throttle())
    program = Starlette(
        routes=[
            build_health_route(broken),
            *entrance.build_routes(list_own_files(__file__, __file__)),
        ],
        middleware=[
            Middleware(DatabaseFaultMiddleware, engine=broken),
            Middleware(AuthenticationMiddleware, engine=broken),
        ],
    )
    with TestClient(program, base_url=HOME, cookies={"phien": "x"}) as browser:
        for path in ("/dang-nhap", "/co-quan", "/media/a.xlsx"):
            answer = browser.get(path)
            assert answer.status_code == 503, path
            assert "bị hỏng" in answer.text
            assert "damaged" in answer.text
        with pytest.raises(WebSocketDisconnect) as closed, browser.websocket_connect("/s"):
            pass
        assert closed.value.code == TRY_AGAIN_LATER
        assert browser.get("/health").json()["status"] == "damaged"
    broken.dispose()


def open_office(engine: Engine) -> TestClient:
    """A browser before the sign-in pages over a database in which Lan has an account."""
    signed_up(engine, LAN, now=read_clock())
    entrance = SignInRoutes(engine, Throttle())
    routes = entrance.build_routes(list_own_files(__file__, __file__))
    faults = Middleware(DatabaseFaultMiddleware, engine=engine)
    program = Starlette(
        routes=[build_health_route(engine), *routes],
        middleware=[faults, Middleware(AuthenticationMiddleware, engine=engine)],
    )
    return TestClient(program, base_url=HOME, follow_redirects=False)


def alter(engine: Engine, order: str) -> None:
    with sqlite3.connect(str(engine.url.database)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        assert raw.execute(order).rowcount


@pytest.mark.parametrize(
    "order",
    [
        "UPDATE app_user SET disabled_at = 'x'",
        "UPDATE app_user SET role = 'boss'",
        "UPDATE credential SET set_at = 'x'",
        "UPDATE credential SET digest = 'garbage'",
    ],
)
def test_a_value_that_cannot_be_read_is_answered_in_words(province: Engine, order: str) -> None:
    with open_office(province) as browser:
        form = {"seal": seal(browser.get("/dang-nhap").text), "name": "lan", "password": PASSWORD}
        assert browser.post("/dang-nhap", data=form).status_code == 303
        alter(province, order)
        answer = browser.post("/dang-nhap", data=form)
        assert answer.status_code == 503
        assert "bị hỏng" in answer.text
        assert browser.get("/health").json()["status"] == "damaged"
    allow_writing(province.url)


def test_whose_sign_in_cannot_be_read_is_told_why_and_comes_in_anew(province: Engine) -> None:
    with open_office(province) as browser:
        form = {"seal": seal(browser.get("/dang-nhap").text), "name": "lan", "password": PASSWORD}
        assert browser.post("/dang-nhap", data=form).status_code == 303
        alter(province, "UPDATE sign_in SET seen_at = 'x'")
        assert browser.get("/co-quan").status_code == 401
        page = browser.get("/dang-nhap")
        assert page.status_code == 200
        assert "bị hỏng" in page.text
        assert browser.post("/dang-nhap", data=form).status_code == 303
        assert browser.get("/health").json()["status"] == "damaged"
    allow_writing(province.url)
