"""Passwords: their digest, and whether one matches.

scrypt of the standard library, n = 2^17, r = 8, p = 1 (128 MB and some 0.4 s a try: what
OWASP asks for). The digest says its own cost, so that a later version may raise it.
Typed on a telephone or a keyboard, "ế" is the same letter: everything is NFC first.
"""

import hashlib
import hmac
import secrets
import unicodedata
from base64 import b64decode, b64encode
from functools import cache

from actions.accounts.password_strength import LONGEST

COST = 17  # n = 2**COST
BLOCK, LANES = 8, 1
SALT_BYTES, KEY_BYTES = 16, 32
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is read as another
CODE_LENGTH = 12


def hash_password(password: str) -> str:
    """What is kept of a password."""
    salt = secrets.token_bytes(SALT_BYTES)
    return f"scrypt${COST}${_encode(salt)}${_encode(_derive_key(password, salt, cost=COST))}"


def is_password_right(password: str, digest: str | None) -> bool:
    """Is it the password of this digest? Takes as long where there is none (None)."""
    _, cost, salt, key = (digest or _build_dummy_digest(COST)).split("$")
    same = hmac.compare_digest(
        _derive_key(password, b64decode(salt), cost=int(cost)), b64decode(key)
    )
    return same and digest is not None


def make_code() -> str:
    """A one-time code of 58 bits, in groups that can be read out: 7KQM-2XHD-94TB."""
    signs = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    return "-".join(signs[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def hash_code(code: str) -> str:
    """What is kept of a one-time code; spaces, dashes and small letters make no other."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def make_token() -> str:
    """What a browser is given as a sign of having signed in."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _build_dummy_digest(cost: int) -> str:
    """The digest that an unknown name is tried against."""
    return f"scrypt${cost}${_encode(bytes(SALT_BYTES))}${_encode(bytes(KEY_BYTES))}"


def _derive_key(password: str, salt: bytes, *, cost: int) -> bytes:
    secret = unicodedata.normalize("NFC", password)[: LONGEST + 1].encode("utf-8", "replace")
    most = 2 * 128 * BLOCK * 2**cost  # OpenSSL's own bound is lower than what this needs
    return hashlib.scrypt(
        secret, salt=salt, n=2**cost, r=BLOCK, p=LANES, maxmem=most, dklen=KEY_BYTES
    )


def _encode(raw: bytes) -> str:
    return b64encode(raw).decode()
