"""Cookies: the sign of having signed in, and the one that a form must come back with."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from itsdangerous import BadSignature, Signer
from sqlalchemy import URL
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from actions.shared_state import load_shared_secret

TOKEN, FORM, DEVICE, TICKET = "phien", "bieu-mau", "thiet-bi", "buoc-hai"
LASTING = frozenset(name.encode() for name in (TOKEN, DEVICE, TICKET))  # __Host- over https
LONGEST_TOKEN = 128
_secret = secrets.token_bytes(32)  # of this process alone, until it is shared


def share_secret(url: URL) -> None:
    """From now on seal with the secret of all who serve the database at `url`: a form that one
    of them gave out comes back to another. Raises one of shared_state.FAULTS."""
    global _secret
    _secret = load_shared_secret(url)


def get_secret() -> bytes:
    """What forms, turns and tickets are sealed with."""
    return _secret


def is_secure(connection: HTTPConnection) -> bool:
    """Did the browser come over https (the proxy's word is taken from this machine only)?"""
    return connection.url.scheme in ("https", "wss")


def read_token(cookies: dict[str, str]) -> str:
    """The token a browser came with; "" where it has none."""
    token = cookies.get(f"__Host-{TOKEN}") or cookies.get(TOKEN) or ""
    return token if len(token) <= LONGEST_TOKEN else ""


def drop_open_cookies(scope: Scope) -> Scope:
    """A request over https without the cookies that only an unencrypted answer of ours, or another
    site of the same domain, can have set under the names of those that tell who somebody is."""
    if scope.get("scheme") not in ("https", "wss"):
        return scope
    headers = [
        (name, _drop_names(value) if name == b"cookie" else value)
        for name, value in scope["headers"]
    ]
    return {**scope, "headers": headers}


def _drop_names(cookies: bytes) -> bytes:
    pairs = (pair.strip() for pair in cookies.split(b";"))
    return b"; ".join(pair for pair in pairs if pair.partition(b"=")[0].strip() not in LASTING)


def set_lasting_cookie(
    connection: HTTPConnection, answer: Response, name: str, value: str, *, lasts: timedelta
) -> None:
    """Let the browser keep a `value` for so long, out of reach of scripts."""
    _set_cookie(connection, answer, name=name, value=value, lasts=lasts)


def drop_cookie(connection: HTTPConnection, answer: Response, name: str) -> None:
    """Let the browser forget what it keeps under `name`."""
    for cookie_name in (name, f"__Host-{name}"):
        answer.delete_cookie(
            cookie_name,
            path="/",
            secure=cookie_name != name or is_secure(connection),
            httponly=True,
        )


def seal_form(connection: HTTPConnection, answer: Response) -> str:
    """A seal for a form that goes out with `answer`: only the same browser can send it back.

    Not used where a cookie is there already: two tabs keep one.
    """
    return (
        _seal(connection.cookies[FORM])
        if FORM in connection.cookies
        else _make_form_cookie(connection, answer)
    )


def is_seal_valid(connection: HTTPConnection, seal: str) -> bool:
    """Does the form come from a page that this browser got from us?"""
    form_key = connection.cookies.get(FORM, "")
    return bool(form_key) and hmac.compare_digest(_seal(form_key).encode(), seal.encode())


def seal_turn(attempt: str, at: float) -> str:
    """A seal that somebody has been waiting to try again since `at` (seconds)."""
    return _get_turns().sign(f"{attempt} {at}").decode()


def find_turn(attempt: str, seal: str) -> float | None:
    """Since when the one who brings this seal has been waiting to try again; None where it is
    not ours, or another's."""
    try:
        sealed_attempt, _, at = _get_turns().unsign(seal.encode()).decode().rpartition(" ")
    except BadSignature:
        return None
    return float(at) if sealed_attempt == attempt else None


def _get_turns() -> Signer:
    return Signer(_secret, salt="turn")


def _make_form_cookie(connection: HTTPConnection, answer: Response) -> str:
    form_key = secrets.token_urlsafe(18)
    _set_cookie(connection, answer, name=FORM, value=form_key)
    return _seal(form_key)


def _seal(form_key: str) -> str:
    return hmac.new(_secret, form_key.encode(), hashlib.sha256).hexdigest()


def _set_cookie(
    connection: HTTPConnection,
    answer: Response,
    *,
    name: str,
    value: str,
    lasts: timedelta | None = None,
) -> None:
    over_https = is_secure(connection)
    lasting = lasts is not None  # from a mail, too, one arrives signed in; a form never leaves us
    answer.set_cookie(
        f"__Host-{name}" if over_https and lasting else name,
        value,
        max_age=int(lasts.total_seconds()) if lasts else None,
        path="/",
        secure=over_https,
        httponly=True,
        samesite="lax" if lasting else "strict",
    )
