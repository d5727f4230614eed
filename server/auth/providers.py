"""Sign-in where an identity provider says who somebody is: Streamlit's own st.login.

Streamlit leads everybody back to "/" after signing in; here it is kept where they were
going. The page whose button led to the provider says where it is (Referer), at that moment;
its address is held here under the one-time word that goes to the provider and comes back
(state). So nothing of it goes out, nobody can make it another's, and no two tabs mix.

Streamlit's cookie holds the sign-in itself; who signs out ends it here, for every open page.
"""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret

from server.bounded_cache import SharedCache
from server.url_paths import find_safe_redirect

LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
LED = frozenset({302, 303, 307})
SIGNED_IN = "_streamlit_user"
MOST, LONGEST_SECONDS = 2_000, 3_600  # as long as the word itself holds
ENDED_KIND, GOING = "ended", "redirect"  # kinds of what is shared


class RedirectStore(SharedCache):
    """Where those who are at the provider were going."""

    def __init__(self, now: Callable[[], float] = time.time, most: int = MOST) -> None:
        super().__init__(GOING, most)
        self._now = now

    def keep(self, state: str, place: str) -> None:
        """Who comes back with `state` was going to `place`."""
        super().keep(state, f"{self._now()} {place}")

    def take(self, state: str) -> str:
        """Where they were going, once; "/" where that is not known."""
        since, _, place = (super().take(state) or "0 /").partition(" ")
        return place if self._now() - float(since) <= LONGEST_SECONDS else "/"


@dataclass(frozen=True)
class ProviderSignIn:
    """A sign-in that the provider confirmed: when, by the clock of this machine, and which."""

    at: float
    mark: str


ENDED = SharedCache(ENDED_KIND, MOST)  # the marks of sign-ins that were ended before their time
GOINGS = RedirectStore()


class ProviderMiddleware:
    """Remembers where somebody who goes to the provider was, and leads there afterwards; ends
    the sign-in of who goes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.goings = GOINGS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the answer's head."""
        if scope["type"] != "http" or scope["path"] not in (LOGIN, LOGOUT, CALLBACK):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)

        async def send_redirect(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in LED:
                self._lead(connection, MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, send_redirect)

    def _lead(self, connection: HTTPConnection, headers: MutableHeaders) -> None:
        led = headers.get("location", "")
        if connection.scope["path"] == LOGOUT:
            ended = parse_sign_in(connection.cookies, get_cookie_secret())
            if ended is not None:
                ENDED.keep(ended.mark, "")
        elif connection.scope["path"] == LOGIN:
            state = _parse_state(urlsplit(led).query)
            if state:
                self.goings.keep(state, _find_referer(connection))
        elif led == "/":
            headers["location"] = self.goings.take(
                _parse_state(connection.scope["query_string"].decode())
            )


def get_provider_sign(cookies: Mapping[str, str]) -> str:
    """What a browser that the provider knows comes with; "" from any other."""
    return "".join(cookies[name] for name in sorted(cookies) if name.startswith(SIGNED_IN))


def parse_sign_in(cookies: Mapping[str, str], secret: str) -> ProviderSignIn | None:
    """The sign-in that a browser comes with; None where no cookie of ours says so.

    When it was Streamlit seals into the cookie, by the clock of this machine, in seconds: the
    provider's own clock (`iat`) may be another. Of a cookie in pieces the oldest counts: nobody
    makes one younger.
    """
    moments: list[float] = []

    def get_cookie_value(name: str) -> bytes | None:
        sealed = URLSafeTimedSerializer(secret, salt=name)
        try:
            value, at = sealed.loads(cookies.get(name, ""), return_timestamp=True)
        except BadSignature:
            return None
        moments.append(at.timestamp())
        return str(value).encode()

    whole = get_cookie_with_chunks(get_cookie_value, SIGNED_IN)
    return ProviderSignIn(min(moments), hashlib.sha256(whole).hexdigest()) if whole else None


def _parse_state(query: str) -> str:
    return parse_qs(query).get("state", [""])[0]


def _find_referer(connection: HTTPConnection) -> str:
    """The page of ours that the browser says it comes from; "/" where it says none."""
    try:
        page = urlsplit(connection.headers.get("referer", ""))
    except ValueError:
        return "/"
    if page.netloc != connection.headers.get("host"):
        return "/"
    return find_safe_redirect(f"{page.path}?{page.query}" if page.query else page.path)
