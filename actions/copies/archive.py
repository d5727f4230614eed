"""The file of a backup, in forms that others open: a tar.gz of `backup.json`, which says what it
is, and the copy of the database; under a passphrase all of it is encrypted with age.

    age -d FILE | tar xz                      # of an encrypted one
    sqlite3 oversight.db                      # or: pg_restore -d NAME oversight.dump
"""

import gzip
import io
import json
import shutil
import tarfile
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from sqlalchemy import URL

from actions.copies.age import INTRODUCTION, decrypt, encrypt
from actions.copies.database_copies import Copy
from actions.disk_faults import write_aside
from actions.opening import Unavailable
from models.journal import Anchor
from models.migrations import is_known_revision
from models.tallies import Tally

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

FORMAT = 2  # of 1, which is read too, the tallies took kept files as text
READABLE = (1, FORMAT)
SHORTEST_PASSPHRASE, LONGEST_PASSPHRASE = 12, 1024
PLAIN, ENCRYPTED, OLD = ".tar.gz", ".age", ".gs18"
ENDINGS = (PLAIN, ENCRYPTED, OLD)
ABOUT = "backup.json"
COPIES = {"sqlite": "oversight.db", "postgresql": "oversight.dump"}
LONGEST_ABOUT = 1024 * 1024
PIECE = 1024 * 1024
LEVEL = 6  # of compression
GZIP_START, OLD_START = b"\x1f\x8b", b"GS18BACKUP\n"


def is_passphrase(text: str) -> bool:
    """Is it long enough to encrypt with, and short enough to be typed?"""
    return SHORTEST_PASSPHRASE <= len(unicodedata.normalize("NFC", text)) <= LONGEST_PASSPHRASE


def get_ending(passphrase: str | None) -> str:
    """What the name of a backup's file ends with."""
    return PLAIN + ENCRYPTED if passphrase else PLAIN


def write_archive_stream(out: BinaryIO, copy: Copy, *, passphrase: str | None) -> None:
    """Write the file of a backup. OSError where it cannot."""
    sink = encrypt(out, passphrase) if passphrase else None
    with (
        gzip.GzipFile("", "wb", LEVEL, sink or out) as packed,
        tarfile.open(fileobj=packed, mode="w|") as tar,
    ):
        about = json.dumps(_describe(copy), indent=1).encode()
        tar.addfile(_build_member(ABOUT, len(about), copy.made_at), io.BytesIO(about))
        with copy.file.open("rb") as file:
            size = copy.file.stat().st_size
            tar.addfile(_build_member(COPIES[copy.kind], size, copy.made_at), file)
    if sink:
        sink.finish()


def write_archive(file: Path, copy: Copy, *, passphrase: str | None) -> None:
    """Write the file of a backup under its name. OSError where it cannot."""
    with write_aside(file) as out:
        write_archive_stream(out, copy, passphrase=passphrase)


def _build_member(name: str, size: int, at: datetime) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, int(at.timestamp()), 0o600
    return member


def _describe(copy: Copy) -> dict[str, object]:
    return {
        "program": "oversight-18",
        "format": FORMAT,
        "made_at": copy.made_at.isoformat(),
        "database": copy.kind,
        "revision": copy.revision,
        "entries": copy.head.entries,
        "head": copy.head.digest,
        "tallies": copy.tallies,
    }


def is_encrypted(source: Path) -> bool:
    """Does this backup need its passphrase? Raises Unavailable: backup_foreign (no backup of
    ours), backup_old (of a form that `open-old-backup` opens), backup_cut."""
    with source.open("rb") as file:
        start = file.read(len(INTRODUCTION))
    if start.startswith(OLD_START):
        raise Unavailable("backup_old", file=str(source))
    if start == INTRODUCTION or start.startswith(GZIP_START):
        return start == INTRODUCTION
    raise Unavailable("backup_cut" if start and _is_start(start) else "backup_foreign")


def _is_start(start: bytes) -> bool:
    return any(whole.startswith(start) for whole in (INTRODUCTION, GZIP_START, OLD_START))


def load_about(source: Path, *, passphrase: str | None) -> Copy:
    """What a backup says of itself, its copy left where it is (`file` is the backup's). Raises
    Unavailable as `extract_archive`, but for its end, which is not looked at."""
    with _open_tar(source, passphrase) as tar:
        return _parse_about(tar.tar, source)


def refuse_unfit(copy: Copy, url: URL) -> None:
    """Raise Unavailable where a backup is not for the database at `url`: backup_other_kind,
    backup_newer."""
    if copy.kind != url.get_backend_name():
        raise Unavailable("backup_other_kind", kind=copy.kind)
    if not is_known_revision(copy.revision):
        raise Unavailable("backup_newer")


def extract_archive(source: Path, folder: Path, *, url: URL, passphrase: str | None) -> Copy:
    """The copy in a backup for the database at `url`, written into `folder`. What was written is
    worth nothing unless this ends well.

    Raises Unavailable: what `is_encrypted` and `refuse_unfit` say, passphrase_missing,
    passphrase_wrong, backup_cut, backup_altered, backup_newer.
    """
    file = folder / "unpacked"
    with _open_tar(source, passphrase) as opened:
        copy = _parse_about(opened.tar, file)
        refuse_unfit(copy, url)
        stream = _get_next_file(opened.tar, COPIES[copy.kind])
        with file.open("wb") as target:
            shutil.copyfileobj(stream, target, PIECE)
        if opened.tar.next() is not None:
            raise Unavailable("backup_altered")
        while piece := opened.content.read(PIECE):  # its end is proven when it is reached
            if piece.strip(b"\0"):
                raise Unavailable("backup_altered")
    return copy


class _Unpacked(io.RawIOBase):
    """The content of a gzip file of one member, with nothing after it. EOFError where it is cut,
    zlib.error where it is another."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)

    def readable(self) -> bool:
        """It is only read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """As `io.RawIOBase` has it."""
        target = memoryview(buffer).cast("B")
        while not self._unpacker.eof:
            packed = self._unpacker.unconsumed_tail or self._packed.read(PIECE)
            if not packed:
                raise EOFError
            content = self._unpacker.decompress(packed, len(target))
            if content:
                target[: len(content)] = content
                return len(content)
        if self._unpacker.unused_data or self._packed.read(1):
            raise zlib.error("more after the end")
        return 0


class _Opened(NamedTuple):
    tar: tarfile.TarFile
    content: BinaryIO


@contextmanager
def _open_tar(source: Path, passphrase: str | None) -> Iterator[_Opened]:
    encrypted = is_encrypted(source)
    if encrypted and not passphrase:
        raise Unavailable("passphrase_missing")
    try:
        with source.open("rb") as file:
            content = decrypt(file, passphrase) if encrypted and passphrase else file
            with (
                io.BufferedReader(_Unpacked(content), PIECE) as unpacked,
                tarfile.open(fileobj=unpacked, mode="r|") as tar,
            ):
                yield _Opened(tar, unpacked)
    except EOFError:
        raise Unavailable("backup_cut") from None
    except (zlib.error, tarfile.TarError):
        raise Unavailable("backup_altered") from None


def _get_next_file(tar: tarfile.TarFile, name: str) -> Any:
    """What comes next, which must be the file `name`."""
    member = tar.next()
    stream = tar.extractfile(member) if member is not None and member.isreg() else None
    if stream is None or member is None or member.name != name:
        raise Unavailable("backup_foreign" if name == ABOUT else "backup_altered")
    return stream


def _parse_about(tar: tarfile.TarFile, file: Path) -> Copy:
    text = _get_next_file(tar, ABOUT).read(LONGEST_ABOUT)
    try:
        about = json.loads(text)
        if about["format"] not in READABLE:
            raise Unavailable("backup_newer")
        return Copy(
            file=file,
            made_at=datetime.fromisoformat(about["made_at"]),
            tallies={name: Tally(*tally) for name, tally in about["tallies"].items()},
            head=Anchor(int(about["entries"]), str(about["head"])),
            revision=str(about["revision"]),
            kind=str(about["database"]),
        )
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise Unavailable("backup_altered") from None
