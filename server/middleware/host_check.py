"""Who may speak to the server: pages of our own, at a name of this machine.

Decided before Streamlit sees the request, since its own origin check asks an outside host
and stands still meanwhile. Names of this machine are ours, and those that OVERSIGHT_HOSTS
or the setting server.allowedHosts adds: a foreign page that points its own name at us is
refused by the Host check. In a trial, where nobody signs in, this machine alone may ask.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Set
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
HARMLESS_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})  # what a browser says of our own pages

FOREIGN_HOST = "Máy chủ này không mở ở tên ấy. / This server does not open at that name."
FOREIGN_MACHINE = "Bản dùng thử chỉ mở trên máy này. / The trial opens on its own machine only."
FOREIGN_ORIGIN = "Yêu cầu đến từ trang lạ, bị từ chối. / A foreign page asked; refused."
REFUSED = 4403  # the websocket's word for 403
HOSTS_VARIABLE = "OVERSIGHT_HOSTS"


def get_hosts(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The names that the environment adds to server.allowedHosts, so that the file of settings
    can stay as a new release brings it."""
    return environment.get(HOSTS_VARIABLE, "").replace(",", " ").split()


def is_own_host(host: str, names: Set[str] = LOCAL_NAMES) -> bool:
    """Is this Host header one of our names, with any port or none?"""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # a port that is no number raises
    except ValueError:
        return False
    return parts.hostname in names and parts.netloc == host and not parts.username


def is_from_this_machine(scope: Scope) -> bool:
    """Does the request come from this machine itself?"""
    client = scope.get("client")
    try:
        return client is None or ip_address(client[0]).is_loopback
    except ValueError:  # a test's client has a name
        return True


def has_own_origin(headers: Headers) -> bool:
    """Does the request come from a page of ours, or from no page at all?

    A browser names the page's origin on every websocket and every request that changes
    something; one too old to do so still says whether it crossed sites.
    """
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in OWN_SITES
    return origin in {f"{scheme}://{headers.get('host')}" for scheme in ("http", "https")}


class HostCheckMiddleware:
    """Refuses foreign hosts always, and foreign origins wherever something could change.
    `hosts` gives our names besides this machine's; `alone`: nobody but this machine may ask."""

    def __init__(
        self, app: ASGIApp, hosts: Callable[[], Iterable[str]] = tuple, *, alone: bool = True
    ) -> None:
        self.app = app
        self.names = LOCAL_NAMES | {host.casefold() for host in hosts()}
        self.alone = alone

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        is_request = scope["type"] in ("http", "websocket")
        refusal = self._find_refusal(scope) if is_request else None
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": REFUSED})
        else:
            await PlainTextResponse(refusal, 403)(scope, receive, send)

    def _find_refusal(self, scope: Scope) -> str | None:
        """The sentence this request is refused with, or None."""
        headers = Headers(scope=scope)
        if self.alone and not is_from_this_machine(scope):
            return FOREIGN_MACHINE
        if not is_own_host(headers.get("host", ""), self.names):
            return FOREIGN_HOST
        harmless = scope["type"] == "http" and scope["method"] in HARMLESS_METHODS
        return None if harmless or has_own_origin(headers) else FOREIGN_ORIGIN
