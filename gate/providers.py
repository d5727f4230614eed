"""The door where an identity provider says who somebody is: Streamlit's own st.login.

Streamlit leads everybody back to "/" after signing in; here it is kept where they were
going. It is written into a cookie of the moment, never into the address that goes out.
"""

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gate.addresses import asked_for, own_place
from gate.cookies import secure

WHERE, MINUTES = "noi-den", 10
LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
SIGNED_IN = "_streamlit_user"


class ProvidersDoor:
    """Remembers where somebody who is not signed in was going, and leads there afterwards."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the answer's head."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)

        async def send_led(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._lead(connection, message)
            await send(message)

        await self.app(scope, receive, send_led)

    def _lead(self, connection: HTTPConnection, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        page = start["status"] == 200 and headers.get("content-type", "").startswith("text/html")
        if page and not any(name.startswith(SIGNED_IN) for name in connection.cookies):
            place = own_place(asked_for(connection))
            headers.append("set-cookie", _cookie(connection, place, seconds=MINUTES * 60))
        if connection.scope["path"] == CALLBACK and WHERE in connection.cookies:
            if start["status"] in (302, 303, 307) and headers.get("location") == "/":
                headers["location"] = own_place(connection.cookies[WHERE])
            headers.append("set-cookie", _cookie(connection, "", seconds=0))


def provider_sign(cookies: dict[str, str]) -> str:
    """What a browser that the provider knows comes with; "" from any other."""
    return "".join(cookies[name] for name in sorted(cookies) if name.startswith(SIGNED_IN))


def _cookie(connection: HTTPConnection, place: str, *, seconds: int) -> str:
    answer = Response()
    answer.set_cookie(
        WHERE, place, max_age=seconds, path="/", secure=secure(connection), httponly=True,
        samesite="lax",
    )  # fmt: skip
    return answer.headers["set-cookie"]
