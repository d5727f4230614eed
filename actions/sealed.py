"""Sealed: a backup as a file. A head that says what it is, then frames, the last one marked;
with a passphrase every frame is encrypted and bound to the head and to its place.

    GS18BACKUP 0x0A · length of the head (4 bytes) · head (JSON) · frames
    frame: length (4 bytes, the highest bit marks the last) · seal of a compressed piece

The seal is AES-256-GCM under a key that scrypt makes of the passphrase, or without one a
SHA-256 (it shows accidents, not intent). A file cut anywhere lacks its last frame.
"""

import hashlib
import json
import os
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from actions.opening import Unavailable

MAGIC = b"GS18BACKUP\n"
FORMAT = 1
PIECE = 1024 * 1024
LAST = 1 << 31
LONGEST_HEAD = 64 * 1024
SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 12, 1024
SCRYPT = {"n": 2**16, "r": 8, "p": 1}
MEMORY = 160 * 1024 * 1024

Head = Mapping[str, Any]  # as JSON has it


def is_passphrase(text: str) -> bool:
    """Is it long enough to seal with, and short enough to be typed?"""
    return SHORTEST_PASSPHRASE <= len(unicodedata.normalize("NFC", text)) <= LONGEST_PASSPHRASE


def seal(out: BinaryIO, head: Head, content: Iterable[bytes], *, passphrase: str | None) -> None:
    """Write a sealed file: `head` in the clear, `content` in frames. OSError where it cannot."""
    salt = os.urandom(16)
    sealing = {"kind": "scrypt-aes-256-gcm", "salt": salt.hex()} if passphrase else {"kind": "none"}
    told = json.dumps({**head, "format": FORMAT, "sealing": sealing}).encode()
    start = MAGIC + struct.pack(">I", len(told)) + told
    frames = _Frames(start, _key(passphrase, salt) if passphrase else None)
    out.write(start)
    before: bytes | None = None
    for piece in content:
        if before is not None:
            out.write(frames.closed(before, last=False))
        before = piece
    out.write(frames.closed(before or b"", last=True))


def head_of(file: BinaryIO) -> tuple[Head, bytes]:
    """What the file says of itself, and the bytes that say so. Raises Unavailable:
    backup_foreign, backup_cut, backup_newer."""
    magic = file.read(len(MAGIC))
    if magic != MAGIC:
        cut = magic and MAGIC.startswith(magic)
        raise Unavailable("backup_cut" if cut else "backup_foreign")
    length = file.read(4)
    size = struct.unpack(">I", length)[0] if len(length) == 4 else 0
    if size > LONGEST_HEAD:
        raise Unavailable("backup_altered")
    told = file.read(size)
    if len(length) < 4 or len(told) < size:
        raise Unavailable("backup_cut")
    return _understood(told), MAGIC + length + told


def _understood(told: bytes) -> Head:
    try:
        head = json.loads(told)
    except (ValueError, RecursionError):  # the latter of brackets in brackets without end
        raise Unavailable("backup_altered") from None
    if not isinstance(head, dict) or not isinstance(head.get("sealing"), dict):
        raise Unavailable("backup_altered")
    if head.get("format") != FORMAT or head["sealing"].get("kind") not in _KINDS:
        raise Unavailable("backup_newer")
    return head


_KINDS = ("none", "scrypt-aes-256-gcm")


def opened(file: BinaryIO, *, passphrase: str | None) -> Iterator[bytes]:
    """The pieces of a sealed file, each proven before it is given. Raises Unavailable: those
    of `head_of`, passphrase_missing, passphrase_wrong, backup_cut, backup_altered."""
    head, start = head_of(file)
    key = None
    if head["sealing"]["kind"] != "none":
        if not passphrase:
            raise Unavailable("passphrase_missing")
        try:
            salt = bytes.fromhex(str(head["sealing"].get("salt")))
        except ValueError:
            raise Unavailable("backup_altered") from None
        key = _key(passphrase, salt)
    frames, last = _Frames(start, key), False
    while not last:
        mark = file.read(4)
        if len(mark) < 4:
            raise Unavailable("backup_cut")
        told = struct.unpack(">I", mark)[0]
        last, size = bool(told & LAST), told & ~LAST
        if size > 2 * PIECE:
            raise Unavailable("backup_altered")
        body = file.read(size)
        if len(body) < size:
            raise Unavailable("backup_cut")
        yield frames.opened(body, last=last)
    if file.read(1):
        raise Unavailable("backup_altered")


class _Frames:
    """The seals of one file, frame after frame."""

    def __init__(self, start: bytes, key: bytes | None) -> None:
        self._start = start
        self._cipher = AESGCM(key) if key else None
        self._place = 0

    def closed(self, piece: bytes, *, last: bool) -> bytes:
        """The frame of a piece."""
        packed, nonce = zlib.compress(piece, 6), self._nonce(last)
        if self._cipher:
            body = self._cipher.encrypt(nonce, packed, self._start)
        else:
            body = hashlib.sha256(self._start + nonce + packed).digest() + packed
        return struct.pack(">I", len(body) | (LAST if last else 0)) + body

    def opened(self, body: bytes, *, last: bool) -> bytes:
        """The piece of a frame. Raises Unavailable: passphrase_wrong, backup_altered."""
        first, nonce = self._place == 0, self._nonce(last)
        if self._cipher:
            try:
                packed = self._cipher.decrypt(nonce, body, self._start)
            except InvalidTag:
                raise Unavailable("passphrase_wrong" if first else "backup_altered") from None
        else:
            packed = body[32:]
            if hashlib.sha256(self._start + nonce + packed).digest() != body[:32]:
                raise Unavailable("backup_altered")
        try:
            return _unpacked(packed)
        except zlib.error:
            raise Unavailable("backup_altered") from None

    def _nonce(self, last: bool) -> bytes:
        """Never twice under one key: the place, and whether the file ends here. The key itself
        is of a fresh salt."""
        self._place += 1
        return struct.pack(">QI", self._place, int(last))


def _unpacked(packed: bytes) -> bytes:
    """A piece, bounded: a small frame could say a great deal."""
    unpacker = zlib.decompressobj()
    piece = unpacker.decompress(packed, PIECE + 1)
    if len(piece) > PIECE or not unpacker.eof:
        raise zlib.error
    return piece


def _key(passphrase: str, salt: bytes) -> bytes:
    secret = unicodedata.normalize("NFC", passphrase).encode()
    return hashlib.scrypt(secret, salt=salt, dklen=32, maxmem=MEMORY, **SCRYPT)
