"""What every answer tells the browser: load nothing from elsewhere, show us in no frame."""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEDIA = "/media/"


def build_content_policy(script_hashes: Iterable[str]) -> str:
    """The Content-Security-Policy under which Streamlit's page works.

    Scripts are our own files and the inline ones of `script_hashes`; styles are written
    into the page by Streamlit, so inline ones pass; charts and downloads are blobs.
    """
    hashes = " ".join(f"'{digest}'" for digest in script_hashes)
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' 'wasm-unsafe-eval' {hashes}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class SafeHeaders:
    """Adds the same protective headers to every HTTP answer. What somebody may fetch is kept by
    no browser, and a cookie given over https never goes over anything else."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app = app
        self.added = {
            "Content-Security-Policy": policy,
            "X-Frame-Options": "DENY",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete the answer's head."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self.added)
                if scope["path"].startswith(MEDIA):
                    headers["Cache-Control"] = "no-store"
                if scope.get("scheme") == "https":
                    message["headers"] = [_add_secure(*pair) for pair in message["headers"]]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _add_secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Streamlit gives its own cookies without `Secure`."""
    lacking = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return name, value + b"; Secure" if lacking else value
