"""An open page, an upload and a download belong to the browser that they were made for.

Streamlit knows an open page by a secret number, and a file to fetch by another; who names
one that he was never sent is answered as if there were none. A page may say what Streamlit's
own script says in an office, and nothing of what it says on a developer's desk.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from server.url_paths import NOTHING_THERE

UPLOADS, MEDIA = "/_stcore/upload_file/", "/media/"
FIGURES = "/_stcore/metrics"  # of all sessions; ours are at /metrics
PERMITTED_KINDS = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
BACKEND_REQUEST = "backend_operation_request"  # a file that is made when it is fetched, or rows
SENT = re.compile(rb"/media/([0-9a-f]{16,128})")
MOST_OWNERS, MOST_EACH = 5_000, 5_000
SMALL = 16_384  # bytes: a button, a page's beginning, an answer; hardly a table
PROTOCOLS = b"sec-websocket-protocol"
Sign = Callable[[HTTPConnection], str]


class OwnedNumbers:
    """Which numbers were sent to whom, the longest quiet forgotten first."""

    def __init__(self, owners: int = MOST_OWNERS, per_owner: int = MOST_EACH) -> None:
        self._of: OrderedDict[bytes, OrderedDict[str, None]] = OrderedDict()
        self._owners, self._per_owner = owners, per_owner
        self._lock = Lock()

    def add(self, sign: str, number: str) -> None:
        """`number` was sent to the browser that bears `sign`."""
        with self._lock:
            own = self._of.pop(key := _hash_sign(sign), None) or OrderedDict()
            self._of[key] = own
            own.pop(number, None)
            own[number] = None
            if len(own) > self._per_owner:
                own.popitem(last=False)
            if len(self._of) > self._owners:
                self._of.popitem(last=False)

    def has(self, sign: str, number: str) -> bool:
        """Was it?"""
        with self._lock:
            return number in self._of.get(_hash_sign(sign), ())


class PageOwnershipMiddleware:
    """Passes on what is the asker's own; `sign` gives the mark of a browser that came in."""

    def __init__(self, app: ASGIApp, sign: Sign) -> None:
        self.app = app
        self.sign = sign
        self.owned = OwnedNumbers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that there is no such thing."""
        if scope["type"] == "websocket":
            sign = self.sign(HTTPConnection(scope))
            await self.app(
                self._drop_foreign_page(scope, sign),
                self._wrap_receive(sign, receive),
                self._wrap_send(sign, send),
            )
        elif scope["type"] == "http" and (scope["path"] == FIGURES or self._is_foreign(scope)):
            await PlainTextResponse(NOTHING_THERE, 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _is_foreign(self, scope: Scope) -> bool:
        number = find_number(scope["path"])
        return number is not None and not self.owned.has(self.sign(HTTPConnection(scope)), number)

    def _drop_foreign_page(self, scope: Scope, sign: str) -> Scope:
        """A page that lost its line names itself to be taken up again; another's is not."""
        protocols = Headers(scope=scope).get(PROTOCOLS.decode(), "").split(",")
        if len(protocols) < 3 or self.owned.has(sign, protocols[2].strip()):
            return scope
        own_protocols = ",".join(protocols[:2]).encode("latin-1")
        others = [pair for pair in scope["headers"] if pair[0] != PROTOCOLS]
        return {
            **scope,
            "headers": [*others, (PROTOCOLS, own_protocols)],
            "subprotocols": list(scope.get("subprotocols", ()))[:2],
        }

    def _wrap_receive(self, sign: str, receive: Receive) -> Receive:
        """What the page says, without what it may not."""

        async def receive_permissible() -> Message:
            while True:
                message = await receive()
                payload = message.get("bytes")
                if message.get("text") is None and (
                    payload is None or self._may_send(sign, payload)
                ):
                    return message  # no page of Streamlit's speaks in text

        return receive_permissible

    def _may_send(self, sign: str, payload: bytes) -> bool:
        try:
            message = BackMsg.FromString(payload)
        except DecodeError:
            return True  # Streamlit answers that it did not understand
        kind = message.WhichOneof("type")
        if kind != BACKEND_REQUEST:
            return kind in PERMITTED_KINDS
        wanted = message.backend_operation_request
        if wanted.WhichOneof("payload") == "deferred_file":
            return self.owned.has(sign, wanted.deferred_file.file_id)
        return bool(wanted.WhichOneof("payload") == "dataframe_chunk")

    def _wrap_send(self, sign: str, send: Send) -> Send:
        """Note each number that goes out to this browser."""

        async def note_and_send(message: Message) -> None:
            for number in list_numbers(message.get("bytes") or b""):
                self.owned.add(sign, number)
            await send(message)

        return note_and_send


def find_number(path: str) -> str | None:
    """The secret number that an upload's or download's path names; None of another path."""
    for kind in (UPLOADS, MEDIA):
        if path.startswith(kind):
            return path.removeprefix(kind).partition("/")[0].partition(".")[0]
    return None


def list_numbers(payload: bytes) -> list[str]:
    """The secret numbers in a message to a page: the page's own, its files', its buttons'."""
    numbers = [number.decode() for number in SENT.findall(payload)]
    if not payload or len(payload) > SMALL:
        return numbers
    message = ForwardMsg.FromString(payload)
    if message.HasField("new_session"):
        numbers.append(message.new_session.initialize.session_id)
    elif message.HasField("delta") and message.delta.new_element.HasField("download_button"):
        numbers.append(message.delta.new_element.download_button.deferred_file_id)
    return [number for number in numbers if number]


def _hash_sign(sign: str) -> bytes:
    """What is kept of a sign, so that nobody finds one in this memory."""
    return hashlib.sha256(sign.encode()).digest()
