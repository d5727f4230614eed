"""Time-stamps: a service outside the house (RFC 3161) signs when it was shown an anchor.

OVERSIGHT_TIMESTAMP is the service's address (http:// or https://), OVERSIGHT_TIMESTAMP_CA a PEM
file of the authorities that its certificates are checked with; none by default. What is signed
is the text of the anchor, `812:` and its 64 digits. A service that fails holds nothing up: the
next anchor is stamped, and one anchor stands for every entry before it.
"""

import base64
import hashlib
import json
import os
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from queue import Empty, SimpleQueue
from socket import SHUT_RDWR
from threading import Thread
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from sqlalchemy import URL

from actions.paths import get_path_beside
from models.journal import Anchor

ADDRESS, AUTHORITIES = "OVERSIGHT_TIMESTAMP", "OVERSIGHT_TIMESTAMP_CA"
ENDING = ".stamps"  # one JSON object a line
SECONDS = 5.0  # for one stamp, from the first byte to the last
LARGEST = 64 * 1024  # bytes of a stamp
PIECE = 8192
SENT = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
OK, GRANTED = 200, 0


class StampFault(Exception):
    """Why there is no stamp, or why one proves nothing: malformed, unreachable, slow, refused,
    too_large, unreadable, of_another, untrusted, no_authority."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Stamp(NamedTuple):
    """One try to have an anchor stamped: the answer of the service, or why there is none."""

    anchor: Anchor
    tried_at: datetime
    answer: bytes
    fault: str


class StampCheck(NamedTuple):
    """A kept stamp read again: when the service signed it, or what is wrong with it."""

    anchor: Anchor
    at: datetime | None
    fault: str


def find_service(environment: Mapping[str, str]) -> SplitResult | None:
    """The service's address, None where none is named. Raises StampFault("malformed")."""
    written = environment.get(ADDRESS, "").strip()
    if not written:
        return None
    try:
        address = urlsplit(written)
        sound = address.port != 0 and address.username is None and not address.fragment
    except ValueError:
        raise StampFault("malformed") from None
    if not (sound and address.scheme in ("http", "https") and address.hostname):
        raise StampFault("malformed")
    return address


def find_authorities(environment: Mapping[str, str]) -> list[Certificate]:
    """The authorities that stamps are checked with. Raises StampFault("no_authority") where none
    is named, or the file holds none."""
    try:
        return load_pem_x509_certificates(Path(environment[AUTHORITIES]).read_bytes())
    except (KeyError, OSError, ValueError):
        raise StampFault("no_authority") from None


def stamp_anchor(
    url: URL, anchor: Anchor, *, now: datetime, environment: Mapping[str, str] = os.environ
) -> None:
    """Have an anchor stamped, where a service is named, and keep what came of it beside the
    database. OSError where that cannot be written."""
    answer, fault = b"", ""
    try:
        service = find_service(environment)
        if service is None:
            return
        answer = _fetch_stamp(service, anchor, environment)
    except StampFault as failure:
        fault = failure.code
    fields = {**anchor._asdict(), "tried_at": now.isoformat(), "fault": fault}
    line = json.dumps({**fields, "answer": base64.b64encode(answer).decode("ascii")})
    with get_path_beside(url, ENDING).open("ab", buffering=0) as file:
        file.write(f"{line}\n".encode())


def find_stamps(url: URL) -> list[Stamp]:
    """Every try, oldest first; a line that is none is left out."""
    try:
        lines = get_path_beside(url, ENDING).read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [stamp for line in lines if (stamp := _parse_stamp(line)) is not None]


def check_stamps(url: URL, environment: Mapping[str, str] = os.environ) -> list[StampCheck]:
    """Every stamp that is kept, read and checked again."""
    stamps = [stamp for stamp in find_stamps(url) if not stamp.fault]
    return [check_stamp(stamp, environment) for stamp in stamps]


def check_stamp(stamp: Stamp, environment: Mapping[str, str] = os.environ) -> StampCheck:
    """One stamp read and checked again."""
    try:
        response = _parse(stamp.answer, stamp.anchor)
        _check_signature(response, stamp.anchor, find_authorities(environment))
    except StampFault as failure:
        return StampCheck(stamp.anchor, None, failure.code)
    return StampCheck(stamp.anchor, response.tst_info.gen_time, "")


def _fetch_stamp(service: SplitResult, anchor: Anchor, environment: Mapping[str, str]) -> bytes:
    """The service's answer, checked. Raises StampFault."""
    builder = TimestampRequestBuilder(_build_message(anchor), HashAlgorithm.SHA256)
    request = builder.build()
    answer = _ask(service, request.as_bytes())
    response = _parse(answer, anchor)
    if response.tst_info.nonce != request.nonce:
        raise StampFault("of_another")
    if environment.get(AUTHORITIES):
        _check_signature(response, anchor, find_authorities(environment))
    return answer


def _build_message(anchor: Anchor) -> bytes:
    return f"{anchor.entries}:{anchor.digest}".encode()


def _parse(answer: bytes, anchor: Anchor) -> TimeStampResponse:
    """The answer as a stamp of this anchor. Raises StampFault."""
    try:
        response = decode_timestamp_response(answer)
        if response.status != GRANTED:
            raise StampFault("refused")
        imprint = response.tst_info.message_imprint.message
    except ValueError:
        raise StampFault("unreadable") from None
    if imprint != hashlib.sha256(_build_message(anchor)).digest():
        raise StampFault("of_another")
    return response


def _check_signature(
    response: TimeStampResponse, anchor: Anchor, authorities: list[Certificate]
) -> None:
    """Raises StampFault("untrusted") for one that none of the authorities stands for."""
    try:
        VerifierBuilder(roots=authorities).build().verify_message(response, _build_message(anchor))
    except (VerificationError, ValueError):
        raise StampFault("untrusted") from None


def _ask(service: SplitResult, query: bytes) -> bytes:
    """What the service answers, within SECONDS whatever it does. No redirect is followed.
    Raises StampFault."""
    host, port = service.hostname or "", service.port
    connection = (
        HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())
        if service.scheme == "https"
        else HTTPConnection(host, port, timeout=SECONDS)
    )
    path = f"{service.path or '/'}{service.query and '?'}{service.query}"
    answers: SimpleQueue[bytes | StampFault] = SimpleQueue()
    asking = Thread(target=_exchange, args=(connection, path, query, answers), daemon=True)
    asking.start()
    try:
        answer = answers.get(timeout=SECONDS)
    except Empty:
        if connection.sock is not None:
            with suppress(OSError):  # it is gone already
                connection.sock.shutdown(SHUT_RDWR)
        raise StampFault("slow") from None
    if isinstance(answer, StampFault):
        raise answer
    return answer


def _exchange(
    connection: HTTPConnection,
    path: str,
    query: bytes,
    answers: "SimpleQueue[bytes | StampFault]",
) -> None:
    try:
        connection.request("POST", path, query, SENT)
        answers.put(_load_answer(connection))
    except StampFault as fault:
        answers.put(fault)
    except TimeoutError:
        answers.put(StampFault("slow"))
    except (OSError, HTTPException, UnicodeError):
        answers.put(StampFault("unreachable"))
    finally:
        connection.close()


def _load_answer(connection: HTTPConnection) -> bytes:
    until = time.monotonic() + SECONDS
    content = b""
    with connection.getresponse() as response:
        if response.status != OK:
            raise StampFault("refused")
        while piece := response.read1(PIECE):
            content += piece
            if len(content) > LARGEST:
                raise StampFault("too_large")
            if time.monotonic() > until:
                raise StampFault("slow")
    return content


def _parse_stamp(line: str) -> Stamp | None:
    try:
        fields = json.loads(line)
        return Stamp(
            Anchor(int(fields["entries"]), str(fields["digest"])),
            datetime.fromisoformat(fields["tried_at"]),
            base64.b64decode(fields["answer"], validate=True),
            str(fields["fault"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
