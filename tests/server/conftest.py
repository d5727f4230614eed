"""A program behind the sign-in that only says it was reached."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from server.middleware.headers import SafeHeaders, build_content_policy
from server.middleware.host_check import HostCheckMiddleware

HOME = "http://127.0.0.1:8501"


async def reached(_request: Request) -> PlainTextResponse:
    """The answer of the program within."""
    return PlainTextResponse("reached")


async def stream(socket: WebSocket) -> None:
    """The program's websocket: says one word."""
    await socket.accept()
    await socket.send_text("reached")
    await socket.close()


@pytest.fixture
def guarded() -> TestClient:
    """A client, at our own address, of a program behind the guard."""
    program = Starlette(
        routes=[
            Route("/", reached, methods=["GET", "POST", "PUT", "DELETE"]),
            WebSocketRoute("/stream", stream),
        ],
        middleware=[
            Middleware(SafeHeaders, policy=build_content_policy([])),
            Middleware(HostCheckMiddleware),
        ],
    )
    return TestClient(program, base_url=HOME)
