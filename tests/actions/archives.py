"""Backup files for the tests: their parts read and written as a stranger would, with the standard
library and another program's age; and the form that was written until November 2026."""

import hashlib
import io
import json
import os
import struct
import tarfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def read_parts(content: bytes, passphrase: str | None = None) -> dict[str, bytes]:
    """The files in a backup, by their names."""
    plain = pyrage.passphrase.decrypt(content, passphrase) if passphrase else content
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:gz") as tar:
        held = ((member.name, tar.extractfile(member)) for member in tar.getmembers())
        return {name: part.read() for name, part in held if part is not None}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A tar.gz of these files."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as tar:
        for name, part in parts.items():
            member = tarfile.TarInfo(name)
            member.size = len(part)
            tar.addfile(member, io.BytesIO(part))
    return written.getvalue()


def change_about(file: Path, **facts: object) -> None:
    """Let an unencrypted backup say something else of itself."""
    parts = read_parts(file.read_bytes())
    about = {**json.loads(parts["backup.json"]), **facts}
    file.write_bytes(pack({**parts, "backup.json": json.dumps(about).encode()}))


def write_old(head: Mapping[str, object], pieces: list[bytes], passphrase: str | None) -> bytes:
    """The old form: a head in the clear, then sealed pieces."""
    salt = os.urandom(16)
    sealing = {"kind": "scrypt-aes-256-gcm", "salt": salt.hex()} if passphrase else {"kind": "none"}
    text = json.dumps({"format": 1, **head, "sealing": sealing}).encode()
    start = b"GS18BACKUP\n" + struct.pack(">I", len(text)) + text
    key = b""
    if passphrase:
        secret, memory = passphrase.encode(), 160 * 1024 * 1024
        key = hashlib.scrypt(secret, salt=salt, n=2**16, r=8, p=1, dklen=32, maxmem=memory)
    written = bytearray(start)
    for place, piece in enumerate(pieces, start=1):
        last, packed = place == len(pieces), zlib.compress(piece, 6)
        nonce = struct.pack(">QI", place, int(last))
        if key:
            body = AESGCM(key).encrypt(nonce, packed, start)
        else:
            body = hashlib.sha256(start + nonce + packed).digest() + packed
        written += struct.pack(">I", len(body) | (1 << 31 if last else 0)) + body
    return bytes(written)


def make_old(content: bytes, passphrase: str | None = None) -> bytes:
    """An unencrypted backup of today as the program wrote it before age."""
    parts = read_parts(content)
    about = json.loads(parts.pop("backup.json"))
    (copy,) = parts.values()
    about["format"], tallies = 1, json.dumps(about.pop("tallies")).encode()
    middle = len(tallies) // 2
    pieces = [b"+" + tallies[:middle], b"." + tallies[middle:]]
    size = 1024 * 1024
    pieces += [copy[place : place + size] for place in range(0, len(copy), size)]
    return write_old(about, pieces, passphrase)
