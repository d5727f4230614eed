"""Where several processes serve: a browser keeps the number of the one that it got its page from,
so that the proxy before them sends there what belongs to that page: uploads, downloads.

Given with the line of an open page too: when a process is gone, the page opens a line to another,
and goes on there.
"""

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.auth.cookies import is_secure
from server.url_paths import is_visit

COOKIE = "tien_trinh"  # nginx: $cookie_tien_trinh


class ProcessCookieMiddleware:
    """Names this process, `number`, to browsers that come from another or from nowhere; "" says
    nothing."""

    def __init__(self, app: ASGIApp, number: str) -> None:
        self.app = app
        self.number = number

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the answer's head."""
        if not self.number or scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        is_known = connection.cookies.get(COOKIE) == self.number
        if is_known or (scope["type"] == "http" and not is_visit(connection)):
            await self.app(scope, receive, send)
            return
        secure = "; Secure" if is_secure(connection) else ""
        cookie = f"{COOKIE}={self.number}; Path=/; HttpOnly; SameSite=Lax{secure}"

        async def send_with_cookie(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept"):
                message.setdefault("headers", [])
                message["headers"] = list(message["headers"])
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, send_with_cookie)
