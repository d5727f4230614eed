"""age, version 1 (age-encryption.org/v1), under a passphrase: what `age -d` and `rage -d` open.

Written and read as a stream, 64 KiB at a time: the bindings to Rust's age keep all that a
passphrase encrypts in memory, and a database is larger than that.
"""

import base64
import hashlib
import hmac
import io
import os
import re
import unicodedata
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from actions.opening import Unavailable

INTRODUCTION = b"age-encryption.org/v1\n"
HEADER = re.compile(
    INTRODUCTION + rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9]|1\d|20)\n"
    rb"([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n"
)
LONGEST_HEADER = 160
CHUNK, TAG = 64 * 1024, 16
WORK = 17  # the exponent of scrypt's cost; up to 20 is read
NO_NONCE = bytes(12)  # of a key that encrypts once


def encrypt(out: BinaryIO, passphrase: str) -> "Encrypting":
    """A file whose content is encrypted into `out`; whole only once it was finished."""
    key, salt = os.urandom(16), os.urandom(16)
    wrapped = ChaCha20Poly1305(_derive(passphrase, salt, WORK)).encrypt(NO_NONCE, key, None)
    stanza = b"-> scrypt %s %d\n%s\n---" % (_encode(salt), WORK, _encode(wrapped))
    header = INTRODUCTION + stanza
    nonce = os.urandom(16)
    out.write(header + b" " + _authenticate(header, key) + b"\n" + nonce)
    return Encrypting(out, _expand(key, salt=nonce, info=b"payload"))


def decrypt(file: BinaryIO, passphrase: str) -> BinaryIO:
    """The content of an encrypted file, each piece proven before it is given. Reading raises
    Unavailable: passphrase_wrong, backup_altered, backup_cut (its end is not there, or was
    altered), backup_foreign (not of a passphrase)."""
    start = file.read(LONGEST_HEADER)
    header_match = HEADER.match(start)
    if header_match is None:
        foreign = start.startswith(INTRODUCTION) and len(start) == LONGEST_HEADER
        raise Unavailable("backup_foreign" if foreign else "backup_cut")
    salt, work, wrapped, code = header_match.groups()
    try:
        derived = _derive(passphrase, _decode(salt), int(work))
        key = ChaCha20Poly1305(derived).decrypt(NO_NONCE, _decode(wrapped), None)
    except InvalidTag:
        raise Unavailable("passphrase_wrong") from None
    header = start[: header_match.start(4) - 1]
    if not hmac.compare_digest(_authenticate(header, key), code):
        raise Unavailable("backup_altered")
    file.seek(header_match.end())
    stream_key = _expand(key, salt=file.read(16), info=b"payload")
    return io.BufferedReader(_Decrypting(file, stream_key), CHUNK)


class Encrypting(io.RawIOBase):
    """The writing end of `encrypt`."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        self._out, self._cipher = out, ChaCha20Poly1305(key)
        self._waiting, self._number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, content: bytes, /) -> int:  # type: ignore[override]  # all that gzip gives
        """Take more; the last chunk waits for `finish`, which alone knows that it is the last."""
        self._waiting += content
        while len(self._waiting) > CHUNK:
            self._write_chunk(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(content)

    def finish(self) -> None:
        """Write the last chunk. `out` stays open."""
        self._write_chunk(bytes(self._waiting), last=True)

    def _write_chunk(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_build_nonce(self._number, last=last), chunk, None))
        self._number += 1


class _Decrypting(io.RawIOBase):
    """The reading end of `decrypt`."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file, self._cipher = file, ChaCha20Poly1305(key)
        self._next, self._number, self._ready = file.read(CHUNK + TAG), 0, b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # all that is given
        if not self._ready and not self._ended:
            self._ready = self._fetch_chunk()
        given = self._ready[: len(buffer)]
        buffer[: len(given)] = given
        self._ready = self._ready[len(given) :]
        return len(given)

    def _fetch_chunk(self) -> bytes:
        chunk, self._next = self._next, self._file.read(CHUNK + TAG)
        self._ended = not self._next
        try:
            nonce = _build_nonce(self._number, last=self._ended)
            plain = self._cipher.decrypt(nonce, chunk, None)
        except InvalidTag:
            raise Unavailable("backup_cut" if self._ended else "backup_altered") from None
        self._number += 1
        return plain


def _build_nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _derive(passphrase: str, salt: bytes, work: int) -> bytes:
    secret = unicodedata.normalize("NFC", passphrase).encode()
    salt, cost = b"age-encryption.org/v1/scrypt" + salt, 2**work
    return hashlib.scrypt(secret, salt=salt, n=cost, r=8, p=1, dklen=32, maxmem=1024 * (cost + 64))


def _expand(key: bytes, *, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _authenticate(header: bytes, key: bytes) -> bytes:
    return _encode(hmac.digest(_expand(key, salt=None, info=b"header"), header, "sha256"))


def _encode(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))
