"""Where the database fails before any screen is drawn, the answer is a sentence, not a bare 500."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from models.database import open_database
from models.soundness import allow_writing
from server.auth.sign_in_routes import SignInRoutes, list_own_files
from server.auth.throttle import Throttle
from server.health import build_health_route
from server.middleware.authentication import AuthenticationMiddleware
from server.middleware.database_faults import TRY_AGAIN_LATER, DatabaseFaultMiddleware
from tests.server.conftest import HOME


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
