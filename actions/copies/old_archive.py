"""Backups of the form that this program wrote until November 2026 (`.gs18`), read to be written
again as an archive that others open. This file may go after 30/11/2027.

    GS18BACKUP 0x0A · length of the head (4 bytes) · head (JSON) · frames
    frame: length (4 bytes, the highest bit marks the last) · seal of a compressed piece

The seal is AES-256-GCM under a key that scrypt makes of the passphrase, bound to the head and to
its place, or without one a SHA-256. The first pieces are the tallies, each after a `+`, the last
of them after a `.`; the others are the copy.
"""

import hashlib
import json
import shutil
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import URL

from actions.copies.archive import COPIES, OLD, OLD_START, PIECE, get_ending, write_archive
from actions.copies.database_copies import Copy, set_up_copy
from actions.copies.proof import refuse_faulty_copy
from actions.copies.scratch import EXAMINE, make_scratch_folder
from actions.disk_faults import translate_faults
from actions.opening import Unavailable
from actions.refusals import Refused
from models.journal import Anchor
from models.tallies import Tally

LAST = 1 << 31
LONGEST_HEAD = 64 * 1024
MEMORY = 160 * 1024 * 1024


class Renewed(NamedTuple):
    """The new file, and whether its copy was restored aside and held against the tallies that were
    taken when the old one was made."""

    file: Path
    is_proven: bool


def renew_backup(source: Path, folder: Path, *, url: URL, passphrase: str | None) -> Renewed:
    """Write an old backup again in `folder`, with its own tallies, under the same passphrase and a
    name like its own. The old one stays. The copy is unpacked beside the database at `url`
    meanwhile, which is not opened; a copy of PostgreSQL can be proven on a server alone.

    Raises Unavailable: backup_foreign (no backup of the old form), backup_newer, backup_cut,
    backup_altered, passphrase_missing, passphrase_wrong; Refused: backup_broken (it does not hold
    what its tallies say), file_there and as storage.py.
    """
    with translate_faults(source), source.open("rb") as file:
        head, start = _parse_head(file)
        key = _find_key(head, passphrase)
        with make_scratch_folder(url, EXAMINE) as scratch:
            copy = _unpack(head, _list_pieces(file, start, key), scratch / "unpacked")
            secret = passphrase if key else None
            target = folder / f"{source.name.removesuffix(OLD)}{get_ending(secret)}"
            if target.exists():
                raise Refused("file_there", file=str(target))
            folder.mkdir(parents=True, exist_ok=True)
            place = URL.create("sqlite") if copy.kind == "sqlite" else url
            is_proven = copy.kind == place.get_backend_name()
            if is_proven:
                opened = Path(shutil.copy(copy.file, scratch / "opened"))  # which changes a file
                with set_up_copy(place, opened) as database:
                    refuse_faulty_copy(database, copy)
            write_archive(target, copy, passphrase=secret)
    return Renewed(target, is_proven)


def _parse_head(file: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """What the file says of itself, and the bytes that say so."""
    start = file.read(len(OLD_START) + 4)
    if not start.startswith(OLD_START):
        raise Unavailable("backup_foreign")
    text = _take_bytes(file, _parse_length(start[len(OLD_START) :]), most=LONGEST_HEAD)
    try:
        head = json.loads(text)
        sealing = head["sealing"]["kind"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unavailable("backup_altered") from None
    if head.get("format") != 1 or sealing not in ("none", "scrypt-aes-256-gcm"):
        raise Unavailable("backup_newer")
    return head, start + text


def _find_key(head: dict[str, Any], passphrase: str | None) -> bytes | None:
    if head["sealing"]["kind"] == "none":
        return None
    if not passphrase:
        raise Unavailable("passphrase_missing")
    try:
        salt = bytes.fromhex(head["sealing"]["salt"])
    except (ValueError, TypeError, KeyError):
        raise Unavailable("backup_altered") from None
    secret = unicodedata.normalize("NFC", passphrase).encode()
    return hashlib.scrypt(secret, salt=salt, n=2**16, r=8, p=1, dklen=32, maxmem=MEMORY)


def _list_pieces(file: BinaryIO, start: bytes, key: bytes | None) -> Iterator[bytes]:
    """The pieces, each proven before it is given."""
    last, place = False, 0
    while not last:
        length, place = _parse_length(file.read(4)), place + 1
        last = bool(length & LAST)
        body = _take_bytes(file, length & ~LAST, most=2 * PIECE)
        nonce = struct.pack(">QI", place, int(last))
        packed = (
            _decrypt_piece(key, body, nonce, start) if key else _check_piece(body, nonce, start)
        )
        if packed is None:
            raise Unavailable("passphrase_wrong" if key and place == 1 else "backup_altered")
        yield _decompress(packed)
    if file.read(1):
        raise Unavailable("backup_altered")


def _decrypt_piece(key: bytes, body: bytes, nonce: bytes, start: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(nonce, body, start)
    except InvalidTag:
        return None


def _check_piece(body: bytes, nonce: bytes, start: bytes) -> bytes | None:
    packed = body[32:]
    return packed if hashlib.sha256(start + nonce + packed).digest() == body[:32] else None


def _decompress(packed: bytes) -> bytes:
    """A piece, bounded: a small frame could say a great deal."""
    unpacker = zlib.decompressobj()
    try:
        piece = unpacker.decompress(packed, PIECE + 1)
    except zlib.error:
        raise Unavailable("backup_altered") from None
    if len(piece) > PIECE or not unpacker.eof:
        raise Unavailable("backup_altered")
    return piece


def _unpack(head: dict[str, Any], pieces: Iterator[bytes], file: Path) -> Copy:
    text = b""
    for piece in pieces:
        text += piece[1:]
        if piece[:1] != b"+":
            break
    with file.open("wb") as target:
        target.writelines(pieces)
    try:
        if head["database"] not in COPIES:
            raise Unavailable("backup_altered")
        return Copy(
            file=file,
            made_at=datetime.fromisoformat(head["made_at"]),
            tallies={name: Tally(*tally) for name, tally in json.loads(text).items()},
            head=Anchor(int(head["entries"]), str(head["head"])),
            revision=str(head["revision"]),
            kind=str(head["database"]),
        )
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise Unavailable("backup_altered") from None


def _parse_length(mark: bytes) -> int:
    if len(mark) < 4:
        raise Unavailable("backup_cut")
    return int.from_bytes(mark, "big")


def _take_bytes(file: BinaryIO, size: int, *, most: int) -> bytes:
    """So many bytes, or Unavailable: backup_altered where they are more than could be,
    backup_cut where they are not there."""
    if size > most:
        raise Unavailable("backup_altered")
    content = file.read(size)
    if len(content) < size:
        raise Unavailable("backup_cut")
    return content
