"""Tickets: that somebody gave the right password a moment ago, and the code is still to come.

A ticket lets nobody in: it only opens the form that asks for the code. It is sealed, lasts ten
minutes, and holds in the browser that it was given to while the password stays the same.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

from actions.accounts.sign_ins import KnownUser
from server.auth.cookies import FORM, TICKET, drop_cookie, get_secret, set_lasting_cookie

LASTS = 600  # seconds
TICKET_SALT, SECRET_SALT = "ticket", "secret"


def give_ticket(connection: HTTPConnection, answer: Response, known: KnownUser) -> None:
    """Let the browser keep that `known` gave the right password."""
    facts = [known.user.code, hash_text(known.digest), _hash_browser(connection)]
    sealed = _get_serializer(TICKET_SALT).dumps(facts)
    set_lasting_cookie(connection, answer, TICKET, str(sealed), lasts=timedelta(seconds=LASTS))


def drop_ticket(connection: HTTPConnection, answer: Response) -> None:
    """Let the browser forget its ticket, if it has one."""
    if not {TICKET, f"__Host-{TICKET}"}.isdisjoint(connection.cookies):
        drop_cookie(connection, answer, TICKET)


def find_ticket(
    connection: HTTPConnection, find_user: Callable[[str], KnownUser | None]
) -> KnownUser | None:
    """Who gave the right password in this browser, if that still holds."""
    sealed = connection.cookies.get(f"__Host-{TICKET}") or connection.cookies.get(TICKET) or ""
    try:
        name, digest, browser = _get_serializer(TICKET_SALT).loads(sealed, max_age=LASTS)
    except BadData:
        return None
    known = find_user(name)
    if known is None or browser != _hash_browser(connection):
        return None
    return known if hash_text(known.digest) == digest else None


def seal_secret(seal: str, name: str, secret: str) -> str:
    """A secret that `name` is shown on the form of this `seal`, to come back with it."""
    return str(_get_serializer(SECRET_SALT).dumps([name, secret, seal]))


def find_secret(seal: str, name: str, sealed: str) -> str | None:
    """The secret that `name` was shown in the browser of this form at most ten minutes ago."""
    try:
        shown_to, secret, shown_with = _get_serializer(SECRET_SALT).loads(sealed, max_age=LASTS)
    except BadData:
        return None
    return str(secret) if (shown_to, shown_with) == (name, seal) else None


def _get_serializer(salt: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(get_secret(), salt=salt)


def _hash_browser(connection: HTTPConnection) -> str:
    return hash_text(connection.cookies.get(FORM, ""))


def hash_text(text: str) -> str:
    """What tells a text from another without saying it."""
    return hashlib.sha256(text.encode()).hexdigest()
