"""Nobody's request reaches Streamlit before we know who sent it.

Pages, scripts, styles, uploads, downloads and the websocket alike. Asked of the database
at every request and at every message of an open page: a sign-in that has ended is refused
there and then, and the open page is told to draw itself anew (dashboard.py then says that
one has been signed out).
"""

from collections.abc import Callable
from datetime import datetime

from anyio import to_thread
from google.protobuf.message import DecodeError
from sqlalchemy import Engine
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from actions.accounts.sign_ins import find_admissible_actor, find_session_actor
from actions.permissions import Actor, Verb, may
from server.auth.cookies import drop_open_cookies, read_token
from server.auth.sign_in_routes import read_clock
from server.middleware.host_check import is_from_this_machine
from server.middleware.page_ownership import UPLOADS
from server.url_paths import (
    NOTHING_THERE,
    OPEN,
    PAGES,
    SET_FACTOR,
    SIGN_IN,
    TO_THIS_MACHINE,
    add_redirect,
    find_safe_redirect,
    get_request_path,
    is_visit,
)

UNKNOWN = "Chưa đăng nhập. / Not signed in."
CLOSED = 4401  # the websocket's word for 401


class AuthenticationMiddleware:
    """Lets in whoever has signed in; leads everybody else to where one does."""

    def __init__(
        self, app: ASGIApp, engine: Engine, now: Callable[[], datetime] = read_clock
    ) -> None:
        self.app = app
        self.engine = engine
        self.now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer in its place."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = drop_open_cookies(scope)
        if _is_public(scope):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        token = read_token(connection.cookies)
        actor = await self._find_actor(token, scope["path"])
        if actor is None:
            await self._refuse(connection, receive, send)
        elif scope["type"] == "websocket":
            await self.app(scope, self._wrap_receive(token, receive), send)
        elif scope["path"].startswith(UPLOADS) and not may_upload(actor):
            await PlainTextResponse(NOTHING_THERE, 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _find_actor(self, token: str, path: str = "") -> Actor | None:
        """Who signed in with `token`; whoever has a second factor to set up first is let in to
        the forms only."""
        if not token:
            return None
        find = find_session_actor if path in PAGES else find_admissible_actor
        return await to_thread.run_sync(lambda: find(self.engine, token, now=self.now()))

    async def _refuse(self, connection: HTTPConnection, receive: Receive, send: Send) -> None:
        scope = connection.scope
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": CLOSED})
        elif is_visit(connection):
            is_in = await self._find_actor(read_token(connection.cookies), SET_FACTOR) is not None
            form = SET_FACTOR if is_in else SIGN_IN
            place = add_redirect(form, find_safe_redirect(get_request_path(connection)))
            led = RedirectResponse(place, 303, headers={"Cache-Control": "no-store"})
            await led(scope, receive, send)
        else:
            await PlainTextResponse(UNKNOWN, 401)(scope, receive, send)

    def _wrap_receive(self, token: str, receive: Receive) -> Receive:
        """What an open page says, while its sign-in holds; afterwards all it can say is
        that it wants to be drawn anew."""

        async def receive_if_signed_in() -> Message:
            message = await receive()
            payload = message.get("bytes")
            if payload is None or await self._find_actor(token) is not None:
                return message
            return {**message, "bytes": force_full_rerun(payload)}

        return receive_if_signed_in


def may_upload(actor: Actor) -> bool:
    """A return, or a backup to restore."""
    return may(actor, Verb.RECEIVE) or may(actor, Verb.RESTORE)


def force_full_rerun(payload: bytes) -> bytes:
    """A message that asks for the whole page, whatever `payload` asked for; a button pressed
    or a part of the page in it is forgotten."""
    request, rerun = BackMsg(), BackMsg()
    try:
        request.ParseFromString(payload)
    except DecodeError:
        request.Clear()
    state = request.rerun_script if request.HasField("rerun_script") else None
    rerun.rerun_script.SetInParent()
    if state is not None:
        rerun.rerun_script.CopyFrom(state)
        for name in ("fragment_id", "widget_states", "is_auto_rerun"):
            rerun.rerun_script.ClearField(name)
    rerun_payload: bytes = rerun.SerializeToString()
    return rerun_payload


def _is_public(scope: Scope) -> bool:
    """May anybody ask for it? The figures about the program: whoever sits at the machine."""
    here = scope["path"] in TO_THIS_MACHINE and is_from_this_machine(scope)
    return here or scope["path"] in OPEN
