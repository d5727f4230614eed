"""Who may speak to the server: pages of our own, at a name of this machine.

Decided before Streamlit sees the request, since its own origin check asks an outside host
and stands still meanwhile. Until sign-in exists, only names of this machine are ours: a
foreign page that points its own name at 127.0.0.1 is refused by the Host check.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
HARMLESS_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})  # what a browser says of our own pages

FOREIGN_HOST = "Máy chủ này chỉ mở tại 127.0.0.1. / This server opens at 127.0.0.1 only."
FOREIGN_ORIGIN = "Yêu cầu đến từ trang lạ, bị từ chối. / A foreign page asked; refused."
REFUSED = 4403  # the websocket's word for 403


def local(host: str) -> bool:
    """Is this Host header a name of this machine, with any port or none?"""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # a port that is no number raises
    except ValueError:
        return False
    return parts.hostname in LOCAL_NAMES and parts.netloc == host and not parts.username


def own_origin(headers: Headers) -> bool:
    """Does the request come from a page of ours, or from no page at all?

    A browser names the page's origin on every websocket and every request that changes
    something; one too old to do so still says whether it crossed sites.
    """
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in OWN_SITES
    return origin in {f"{scheme}://{headers.get('host')}" for scheme in ("http", "https")}


class Guard:
    """Refuses foreign hosts always, and foreign origins wherever something could change."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        refusal = refusal_of(scope) if scope["type"] in ("http", "websocket") else None
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": REFUSED})
        else:
            await PlainTextResponse(refusal, 403)(scope, receive, send)


def refusal_of(scope: Scope) -> str | None:
    """The sentence this request is refused with, or None."""
    headers = Headers(scope=scope)
    if not local(headers.get("host", "")):
        return FOREIGN_HOST
    harmless = scope["type"] == "http" and scope["method"] in HARMLESS_METHODS
    return None if harmless or own_origin(headers) else FOREIGN_ORIGIN
