"""The list of erasures: kept in the database, and beside it, so that a restored database is
rid of them again. It holds only digests under a key, which lies in a file of its own."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Engine
from sqlmodel import Session

from actions.disk_faults import write_aside
from actions.opening import Unavailable
from actions.paths import get_path_beside
from intake.text.cleaning import make_code_key
from models.database import reading
from models.erasures import Erasure, list_erasures
from models.spans import day_of

LIST, KEY = ".erasures", ".erasures-key"


class Erased(NamedTuple):
    """One erasure: the keyed digest of the address's code, why, when, by whom."""

    digest: str
    ground: str
    erased_at: str
    erased_by: str

    @property
    def at(self) -> datetime:
        """The moment of it."""
        return datetime.fromisoformat(self.erased_at)

    def row(self) -> Erasure:
        """The same for the database."""
        return Erasure(**{**self._asdict(), "erased_at": self.at})


def compute_digest(code: str, key: bytes) -> str:
    """The digest a code is remembered by: the same however its letters were typed."""
    return hmac.new(key, make_code_key(code).encode(), hashlib.sha256).hexdigest()


def find_erasure_days(session: Session, codes: Iterable[str]) -> dict[str, date]:
    """Those of `codes` (each as `make_code_key` writes it) that were erased, and the day of it. The
    key is asked for only where there are erasures. Raises Unavailable as `load_key`."""
    days = {erasure.digest: day_of(erasure.erased_at) for erasure in list_erasures(session)}
    different = {make_code_key(code) for code in codes}
    if not days or not different:
        return {}
    key = load_key(session.get_bind().engine.url)
    digests = {code: compute_digest(code, key) for code in different}
    return {code: days[digest] for code, digest in digests.items() if digest in days}


def load_key(url: URL) -> bytes:
    """The key beside the database, made at the first use. Raises Unavailable where erasures
    are remembered and the key they were made with is gone."""
    file = get_path_beside(url, KEY)
    with suppress(FileNotFoundError):
        return bytes.fromhex(file.read_text("ascii").strip())
    if get_path_beside(url, LIST).exists():
        raise Unavailable("erasure_key_missing", file=str(file))
    made = secrets.token_bytes(32)
    _write(file, made.hex() + "\n")
    return made


def load_list(url: URL) -> list[Erased]:
    """The erasures remembered beside the database."""
    try:
        lines = get_path_beside(url, LIST).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [Erased(**json.loads(line)) for line in lines if line.strip()]


def load_erasures(engine: Engine) -> list[Erased]:
    """The erasures remembered in the database."""
    with reading(engine) as session:
        return [
            Erased(erasure.digest, erasure.ground, erasure.erased_at.isoformat(), erasure.erased_by)
            for erasure in list_erasures(session)
        ]


def remember(engine: Engine) -> None:
    """Bring the list beside the database up to what the database knows. OSError."""
    write_list(engine.url, load_erasures(engine))


def write_list(url: URL, more: Iterable[Erased]) -> None:
    """Add `more` to the list beside the database; nothing is ever taken off it. OSError."""
    known = {erasure.digest: erasure for erasure in load_list(url)}
    together = find_latest([*known.values(), *more])
    if together != known:
        lines = (json.dumps(erasure._asdict()) + "\n" for erasure in together.values())
        _write(get_path_beside(url, LIST), "".join(lines))


def find_latest(known: Iterable[Erased]) -> dict[str, Erased]:
    """The last erasure of each digest."""
    return {erasure.digest: erasure for erasure in sorted(known, key=lambda erasure: erasure.at)}


def _write(file: Path, text: str) -> None:
    with write_aside(file) as out:
        out.write(text.encode())
