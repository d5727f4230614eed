"""Known devices: browsers on which a person has signed in before.

A guesser can know a name and come from any address; he cannot bring the cookie that the person's
own browser got when the password was right. It proves nothing but that: one still has to give the
password. It is sealed with what is kept of the person's password, so that a new password makes
every device a new one, and nothing of it has to be kept here. A device of several persons carries
a seal of each.
"""

import secrets
from datetime import timedelta

from itsdangerous import Signer
from starlette.requests import HTTPConnection
from starlette.responses import Response

from server.auth.cookies import DEVICE, set_lasting_cookie

LASTS = timedelta(days=180)
MOST_PERSONS = 8  # of one device; who signed in longest ago goes
LONGEST_SEAL = 64
BETWEEN = "."


def find_device(connection: HTTPConnection, name: str, digest: str | None) -> str:
    """The device's number if the person `name`, of whose password `digest` is kept, signed in
    on it before; "" where not."""
    number, seals = _parse_cookie(connection)
    if not number or digest is None:
        return ""
    signer = _build_signer(digest)
    known = [signer.verify_signature(f"{number} {name}".encode(), seal) for seal in seals]
    return number if any(known) else ""


def remember_device(
    connection: HTTPConnection, answer: Response, name: str, digest: str | None
) -> None:
    """Let the browser keep that `name` signed in here."""
    if digest is None:
        return
    number, seals = _parse_cookie(connection)
    number = number or secrets.token_urlsafe(12)
    seal = _build_signer(digest).get_signature(f"{number} {name}").decode()
    newest_seals = [seal, *(other for other in seals if other != seal)][:MOST_PERSONS]
    set_lasting_cookie(
        connection, answer, DEVICE, BETWEEN.join([number, *newest_seals]), lasts=LASTS
    )


def _parse_cookie(connection: HTTPConnection) -> tuple[str, list[str]]:
    cookie = connection.cookies.get(f"__Host-{DEVICE}") or connection.cookies.get(DEVICE) or ""
    number, *seals = cookie.split(BETWEEN)[: MOST_PERSONS + 1]
    whole = cookie.isascii() and all(len(part) <= LONGEST_SEAL for part in (number, *seals))
    return (number, seals) if whole else ("", [])


def _build_signer(digest: str) -> Signer:
    return Signer(digest, salt="device")
