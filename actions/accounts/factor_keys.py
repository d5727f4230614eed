"""The secrets of second factors are sealed in the database, with a key that lies beside it: who
reads the database or a backup alone can make no codes.

Sealed with AES-SIV (RFC 5297) over the secret and the user's id, so that nobody's secret can be put
in another's place. The key file holds a key a line; the last one seals, each of them opens, so that
a lost file that is found again can be added to the one that was begun meanwhile.
"""

import secrets
from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from sqlalchemy import URL, Engine
from sqlmodel import Session, select

from actions.disk_faults import translate_faults, write_aside
from actions.paths import get_path_beside
from models import SecondFactor
from models.database import reading, writing

KEY = ".factors-key"
SEALED = "siv1:"  # a secret in base 32 has no colon
KEY_BYTES = 64


def seal_factor_secret(url: URL, user_id: int, secret: str) -> str:
    """What is kept of a secret. The key is made at the first use. Raises Refused as storage.py
    says where it cannot be written."""
    keys = _load_keys(url) or [_add_key(url)]
    sealed = AESSIV(keys[-1]).encrypt(b32decode(secret), [str(user_id).encode()])
    return SEALED + urlsafe_b64encode(sealed).decode()


def open_factor_secret(url: URL, user_id: int, stored_secret: str) -> str | None:
    """The secret of what is kept; None where no key beside the database opens it. What was kept
    before secrets were sealed is the secret itself."""
    if not stored_secret.startswith(SEALED):
        return stored_secret
    sealed = urlsafe_b64decode(stored_secret.removeprefix(SEALED))
    for key in _load_keys(url):
        with suppress(InvalidTag):
            return b32encode(AESSIV(key).decrypt(sealed, [str(user_id).encode()])).decode()
    return None


def seal_open_secrets(engine: Engine) -> None:
    """Seal what was kept before secrets were sealed. Raises Refused as storage.py says."""
    with reading(engine) as session:
        if all(factor.secret.startswith(SEALED) for factor in session.exec(select(SecondFactor))):
            return
    with translate_faults(get_path_beside(engine.url, KEY)), writing(engine) as session:
        for factor in session.exec(select(SecondFactor)):
            if not factor.secret.startswith(SEALED):
                factor.secret = seal_factor_secret(engine.url, factor.user_id, factor.secret)


def count_closed_secrets(session: Session, url: URL) -> int:
    """How many second factors no key beside the database at `url` opens."""
    factors = session.exec(select(SecondFactor)).all()
    opened = (open_factor_secret(url, factor.user_id, factor.secret) for factor in factors)
    return sum(secret is None for secret in opened)


def _load_keys(url: URL) -> list[bytes]:
    try:
        lines = get_path_beside(url, KEY).read_text("utf-8", "replace").split()
    except OSError:  # not there, or not ours to read: what is sealed stays closed, and that is said
        return []
    keys = []
    for line in lines:
        with suppress(ValueError):
            keys.append(bytes.fromhex(line))
    return [key for key in keys if len(key) == KEY_BYTES]


def _add_key(url: URL) -> bytes:
    """A first key in the file, after whatever else stands there."""
    key, file = secrets.token_bytes(KEY_BYTES), get_path_beside(url, KEY)
    with translate_faults(file):
        before = file.read_bytes() if file.exists() else b""
        with write_aside(file) as out:
            out.write(before + key.hex().encode() + b"\n")
    return key
