"""The list of erasures: kept in the database, and beside it, so that a restored database is
rid of them again. It holds only digests under a key, which lies in a file of its own."""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Engine

from actions.opening import Unavailable
from actions.places import beside
from intake.cleaning import latin
from models.database import reading
from models.erasures import Erasure, erasures_kept

LIST, KEY = ".erasures", ".erasures-key"


class Erased(NamedTuple):
    """One erasure: the keyed digest of the address's code, why, when, by whom."""

    digest: str
    ground: str
    erased_at: str
    erased_by: str

    def row(self) -> Erasure:
        """The same for the database."""
        return Erasure(**{**self._asdict(), "erased_at": datetime.fromisoformat(self.erased_at)})


def digest_of(code: str, key: bytes) -> str:
    """The digest a code is remembered by: the same however its letters were typed."""
    told = latin(code).strip().upper().encode()
    return hmac.new(key, told, hashlib.sha256).hexdigest()


def key_of(url: URL) -> bytes:
    """The key beside the database, made at the first use. Raises Unavailable where erasures
    are remembered and the key they were made with is gone."""
    file = beside(url, KEY)
    with suppress(FileNotFoundError):
        return bytes.fromhex(file.read_text("ascii").strip())
    if beside(url, LIST).exists():
        raise Unavailable("erasure_key_missing", file=str(file))
    made = secrets.token_bytes(32)
    _write(file, made.hex() + "\n")
    return made


def listed(url: URL) -> list[Erased]:
    """The erasures remembered beside the database."""
    try:
        lines = beside(url, LIST).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [Erased(**json.loads(line)) for line in lines if line.strip()]


def kept_in(engine: Engine) -> list[Erased]:
    """The erasures remembered in the database."""
    with reading(engine) as session:
        return [
            Erased(one.digest, one.ground, one.erased_at.isoformat(), one.erased_by)
            for one in erasures_kept(session)
        ]


def remember(engine: Engine) -> None:
    """Bring the list beside the database up to what the database knows. OSError."""
    write_list(engine.url, kept_in(engine))


def write_list(url: URL, more: Iterable[Erased]) -> None:
    """Add `more` to the list beside the database; nothing is ever taken off it. OSError."""
    known = {one.digest: one for one in listed(url)}
    together = known | {one.digest: one for one in more if one.digest not in known}
    if len(together) > len(known):
        lines = (json.dumps(one._asdict()) + "\n" for one in together.values())
        _write(beside(url, LIST), "".join(lines))


def _write(file: Path, text: str) -> None:
    aside = file.with_name(f"{file.name}.part")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(file)
