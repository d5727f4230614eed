"""Under a path of another site: `https://tinh.example.vn/giam-sat/` rather than a name of its own.

The other middleware and Streamlit know nothing of it: the path is taken off what comes in, and
put before every place, cookie and redirect that goes out. Our pages name what they load by `./`,
and Streamlit's own script finds the path by asking upwards. A page of the site that is not ours
is not told of as the one that somebody comes from.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from server.url_paths import NOTHING_THERE

PATH_VARIABLE = "OVERSIGHT_PATH"
SHAPE = re.compile(r"/?([A-Za-z0-9][A-Za-z0-9_-]{0,63})/?")  # one part: the script looks no higher
OWN_TO_MACHINE = frozenset({"/health", "/metrics"})  # also asked without the path
ROOT_ONLY, HERE_ONLY = "__Host-", "__Secure-"  # a __Host- cookie would go to the whole site
PAGE = re.compile(rb"(https?://[^/?#]*)(/[^/?#]*)(/.*)")  # its site, the first part, the rest
LED = b"/auth/"
SMALL = 4096  # bytes: what leads to a provider is no longer


def get_root_path(environment: Mapping[str, str] = os.environ) -> str:
    """The path that this server answers under, as `/giam-sat`; "" for a name of its own.

    Raises ValueError for what is not one part of an address.
    """
    value = environment.get(PATH_VARIABLE, "").strip()
    if value in ("", "/"):
        return ""
    match = SHAPE.fullmatch(value)
    if match is None:
        raise ValueError(value)
    return f"/{match[1]}"


class RootPathMiddleware:
    """Takes `path` off what comes in and puts it before what goes out; "" changes nothing."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        self.app = app
        self.path = path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on as if it had come to the root; 404 for what is not under it."""
        if not self.path or scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif scope["path"].startswith(f"{self.path}/"):
            await self.app(self._build_inner_scope(scope), receive, self._wrap_send(send))
        elif scope["path"] in OWN_TO_MACHINE:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close"})
        else:
            is_root = scope["path"] in (self.path, "/")
            missing = PlainTextResponse(NOTHING_THERE, 404)
            answer = RedirectResponse(f"{self.path}/") if is_root else missing
            await answer(scope, receive, send)

    def _build_inner_scope(self, scope: Scope) -> Scope:
        raw = scope.get("raw_path") or scope["path"].encode()
        return {
            **scope,
            "path": scope["path"].removeprefix(self.path),
            "raw_path": raw.removeprefix(self.path.encode()),
            "headers": [*self._convert_headers(scope["headers"])],
        }

    def _convert_headers(
        self, headers: Iterable[tuple[bytes, bytes]]
    ) -> Iterator[tuple[bytes, bytes]]:
        for name, value in headers:
            if name == b"cookie":
                yield name, value.replace(HERE_ONLY.encode(), ROOT_ONLY.encode())
            elif name != b"referer":
                yield name, value
            elif (page := PAGE.fullmatch(value)) and page[2] == self.path.encode():
                yield name, page[1] + page[3]

    def _wrap_send(self, send: Send) -> Send:
        async def convert_and_send(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept"):
                self._place(message)
            elif message["type"] == "websocket.send" and message.get("bytes"):
                message = {**message, "bytes": self._add_path_to_redirect(message["bytes"])}
            await send(message)

        return convert_and_send

    def _place(self, start: Message) -> None:
        """Complete the head of an answer: where it leads, what its cookies are for."""
        start.setdefault("headers", [])
        headers = MutableHeaders(scope=start)
        place = headers.get("location", "")
        if place.startswith("/") and not place.startswith("//"):
            headers["location"] = self.path + place
        start["headers"] = [
            (name, self._convert_cookie(value) if name == b"set-cookie" else value)
            for name, value in start["headers"]
        ]

    def _convert_cookie(self, cookie: bytes) -> bytes:
        own = re.sub(rb"(?i)(;\s*path=)/(?=;|$)", rb"\g<1>" + self.path.encode(), cookie)
        if own.startswith(ROOT_ONLY.encode()):
            return HERE_ONLY.encode() + own.removeprefix(ROOT_ONLY.encode())
        return own

    def _add_path_to_redirect(self, payload: bytes) -> bytes:
        """The message that sends a page to the provider, with our path in it."""
        if len(payload) > SMALL or LED not in payload:
            return payload
        message: Any = ForwardMsg.FromString(payload)  # its fields are made at run time
        if message.HasField("auth_redirect") and message.auth_redirect.url.startswith("/"):
            message.auth_redirect.url = self.path + message.auth_redirect.url
        whole: bytes = message.SerializeToString()
        return whole
