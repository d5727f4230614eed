"""A backup's file opens in other programs, and gives back what went in or says what is wrong
with it: never a part of it."""

import base64
import gzip
import io
import json
import sqlite3
import subprocess
import sys
import unicodedata
from pathlib import Path
from runpy import run_path

import pyrage
import pytest
from sqlalchemy import Engine

from actions.copies import age
from actions.copies.archive import ENCRYPTED, PLAIN, extract_archive, is_passphrase, load_about
from actions.copies.database_copies import Copy
from actions.opening import Unavailable
from actions.refusals import Refused
from tests.actions.archives import pack, read_parts
from tests.actions.keeping import backed_up
from tests.house.tracked import HOUSE

SECRET = "mật khẩu đủ dài"


class Kept:
    """A backup of a province, its secret, and where it may be read again."""

    def __init__(self, engine: Engine, folder: Path, secret: str | None) -> None:
        self.engine, self.folder, self.secret = engine, folder, secret
        self.file = Path(backed_up(engine, folder / "copies", passphrase=secret).place)
        self.content = self.file.read_bytes()

    def read(self, content: bytes, secret: str | None = None) -> Copy:
        """Read `content` as if it were the file."""
        self.file.write_bytes(content)
        secret = secret or self.secret
        return extract_archive(self.file, self.folder, url=self.engine.url, passphrase=secret)


@pytest.fixture(params=[None, SECRET], ids=["open", "encrypted"])
def kept(request: pytest.FixtureRequest, province: Engine, tmp_path: Path) -> Kept:
    return Kept(province, tmp_path, request.param)


@pytest.fixture
def encrypted(province: Engine, tmp_path: Path) -> Kept:
    return Kept(province, tmp_path, SECRET)


def test_another_program_opens_it(kept: Kept) -> None:
    assert kept.file.name.endswith(PLAIN + (ENCRYPTED if kept.secret else ""))
    parts = read_parts(kept.content, kept.secret)
    assert list(parts) == ["backup.json", "oversight.db"]
    about = json.loads(parts["backup.json"])
    assert (about["program"], about["database"]) == ("oversight-18", "sqlite")
    copy = kept.folder / "by-hand.db"
    copy.write_bytes(parts["oversight.db"])
    with sqlite3.connect(copy) as opened:
        (units,) = opened.execute("SELECT count(*) FROM unit").fetchone()
        (entries,) = opened.execute("SELECT count(*) FROM entry").fetchone()
    assert units == about["tallies"]["unit"][0] > 0
    assert entries == about["entries"]


@pytest.mark.parametrize("own_province", ["postgresql"], indirect=True)
def test_of_postgresql_it_holds_a_dump(own_province: Engine, tmp_path: Path) -> None:
    made = backed_up(own_province, tmp_path / "copies", passphrase=SECRET)
    parts = read_parts(Path(made.place).read_bytes(), SECRET)
    assert list(parts) == ["backup.json", "oversight.dump"]
    assert parts["oversight.dump"].startswith(b"PGDMP")


def test_what_went_in_comes_out(kept: Kept) -> None:
    copy = kept.read(kept.content)
    assert copy.file.read_bytes() == read_parts(kept.content, kept.secret)["oversight.db"]
    assert copy == load_about(kept.file, passphrase=kept.secret)._replace(file=copy.file)


def test_a_try_of_a_passphrase_costs_what_age_itself_asks_or_more() -> None:
    assert run_path(age.__file__)["WORK"] >= 17  # the tests' own is lower


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 300_000])
def test_age_is_read_and_written_as_another_program_does(size: int) -> None:
    content = bytes(place % 251 for place in range(size))
    out = io.BytesIO()
    writing = age.encrypt(out, SECRET)
    for place in range(0, size, 7919):
        writing.write(content[place : place + 7919])
    writing.finish()
    assert pyrage.passphrase.decrypt(out.getvalue(), SECRET) == content
    assert age.decrypt(io.BytesIO(out.getvalue()), SECRET).read() == content


WRITTEN_BY_AGE = (  # `age -p`, 1.1.1
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCB1TzZ3UnZpdFA5bzZkSi9wVmxOTmZRIDE4CnpJQ1FxTWwz"
    "L1dvVmQ3cXo1RDdhRHpSbXlFM0hKSEdqc21BaXBRaWZ1eUEKLS0tIEFwSTJHWllaMEwrQlpUMktMZmluOVJ1ditU"
    "dDhlR0REYUtrUUpSWlQ3TUUK49oY+g89uefSqNfUWinmTbiJU9EewamzIUtkeY3SJaVwsz2xNAUZE7rhazXxo9Ko"
    "sZGiUBMh+so="
)


def test_what_age_itself_encrypted_is_read() -> None:
    file = io.BytesIO(base64.b64decode(WRITTEN_BY_AGE))
    assert age.decrypt(file, SECRET).read().decode() == "viết bằng age 1.1.1\n"


def test_an_encrypted_file_shows_nothing_of_its_content(encrypted: Kept) -> None:
    assert b"revision" not in encrypted.content
    assert b"oversight" not in encrypted.content


@pytest.mark.parametrize("secret", ["mật khẩu đủ dàj", "Mật khẩu đủ dài"])
def test_another_passphrase_does_not_open_it(encrypted: Kept, secret: str) -> None:
    with pytest.raises(Unavailable, match="passphrase_wrong"):
        encrypted.read(encrypted.content, secret)


def test_the_same_passphrase_typed_with_other_marks_does(encrypted: Kept) -> None:
    assert encrypted.read(encrypted.content, unicodedata.normalize("NFD", SECRET)).tallies


def test_one_is_asked_for(encrypted: Kept) -> None:
    encrypted.secret = None
    with pytest.raises(Unavailable, match="passphrase_missing"):
        encrypted.read(encrypted.content)


def test_cut_anywhere_it_is_known_for_cut(kept: Kept) -> None:
    length = len(kept.content)
    for size in (1, 9, 12, 40, 155, length // 2, length - 30, length - 9, length - 1):
        with pytest.raises(Unavailable, match=r"backup_cut|backup_altered"):
            kept.read(kept.content[:size])


def test_cut_between_two_chunks_it_is_known_for_cut(encrypted: Kept) -> None:
    header = age.HEADER.match(encrypted.content)
    assert header is not None
    first = header.end() + 16 + age.CHUNK + age.TAG
    assert first < len(encrypted.content)
    with pytest.raises(Unavailable, match="backup_cut"):
        encrypted.read(encrypted.content[:first])


def test_chunks_in_another_order_are_found(encrypted: Kept) -> None:
    header = age.HEADER.match(encrypted.content)
    assert header is not None
    start, size = header.end() + 16, age.CHUNK + age.TAG
    first, second = (encrypted.content[start + size * n :][:size] for n in (0, 1))
    swapped = encrypted.content[:start] + second + first + encrypted.content[start + 2 * size :]
    with pytest.raises(Unavailable, match="backup_altered"):
        encrypted.read(swapped)


def test_a_changed_byte_anywhere_is_found(kept: Kept) -> None:
    length = len(kept.content)
    for place in (20, 30, 60, 75, 110, 148, 155, length // 2, length - 2000, length - 1):
        changed = bytearray(kept.content)
        changed[place] ^= 1
        with pytest.raises(Unavailable):
            kept.read(bytes(changed))


def test_more_after_the_end_is_found(kept: Kept) -> None:
    with pytest.raises(Unavailable, match=r"backup_altered|backup_cut"):
        kept.read(kept.content + b"x")


@pytest.mark.parametrize(
    "more",
    [gzip.compress(b""), gzip.compress(b"a second member"), b"\0" * 9],
    ids=["empty", "member", "zeros"],  # a member holds the second it was made in
)
def test_a_second_member_is_found(kept: Kept, more: bytes) -> None:
    plain = pyrage.passphrase.decrypt(kept.content, kept.secret) if kept.secret else kept.content
    longer = plain + more
    with pytest.raises(Unavailable, match="backup_altered"):
        kept.read(pyrage.passphrase.encrypt(longer, kept.secret) if kept.secret else longer)


def test_what_lies_behind_the_last_file_is_found(province: Engine, tmp_path: Path) -> None:
    made = Kept(province, tmp_path, None)
    tar = gzip.decompress(made.content)
    with pytest.raises(Unavailable, match="backup_altered"):
        made.read(gzip.compress(tar + b"hidden" * 5000))


TO_A_KEY = pyrage.encrypt(b"x" * 99, [pyrage.x25519.Identity.generate().to_public()])
OTHERS = {
    "empty": (b"", "backup_foreign"),
    "a workbook": (b"PK\x03\x04 a workbook", "backup_foreign"),
    "a database": (b"SQLite format 3\x00" * 9, "backup_foreign"),
    "another tar": (pack({"photo.jpg": b"\xff\xd8"}), "backup_foreign"),
    "a tar that climbs": (pack({"../../backup.json": b"{}"}), "backup_foreign"),
    "a list": (pack({"backup.json": b"[]"}), "backup_altered"),
    "brackets without end": (pack({"backup.json": b"[" * 100_000}), "backup_altered"),
    "a later form": (pack({"backup.json": b'{"format": 3}'}), "backup_newer"),
    "an empty gzip": (gzip.compress(b""), "backup_altered"),
    "no tar": (gzip.compress(b"no tar " * 1000), "backup_altered"),
    "the beginning of age": (b"age-enc", "backup_cut"),
    "the beginning of an old one": (b"GS18", "backup_cut"),
    "an old one": (b"GS18BACKUP\n\x00\x00\x00\x02[]", "backup_old"),
    "encrypted to a key": (TO_A_KEY, "backup_foreign"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_file_is_told_for_what_it_is(province: Engine, tmp_path: Path, name: str) -> None:
    content, code = OTHERS[name]
    file = tmp_path / "another"
    file.write_bytes(content)
    with pytest.raises(Refused, match=code):
        extract_archive(file, tmp_path, url=province.url, passphrase=SECRET)


def test_nothing_but_the_copy_is_written_whatever_the_file_holds(
    province: Engine, tmp_path: Path
) -> None:
    made = Kept(province, tmp_path, None)
    parts = {**read_parts(made.content), "../planted.sh": b"#!/bin/sh"}
    with pytest.raises(Unavailable, match="backup_altered"):
        made.read(pack(parts))
    assert list(tmp_path.parent.rglob("planted*")) == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [("", False), ("eleven char", False), ("mười hai chữ", True), ("x" * 1025, False)],
)
def test_a_passphrase_has_a_length(text: str, *, fits: bool) -> None:
    assert is_passphrase(text) is fits


LARGE = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from sqlalchemy import make_url
from actions.copies.archive import extract_archive, write_archive
from actions.copies.database_copies import Copy
from models.journal import Anchor
from models.migrations import newest_revision
folder, size = Path(sys.argv[1]), int(sys.argv[2])
with (folder / "large").open("wb") as large, open("/dev/urandom", "rb") as noise:
    for _ in range(size):
        large.write(noise.read(1024 * 1024))
head = Anchor(0, "")
copy = Copy(folder / "large", datetime.now(UTC), {}, head, newest_revision(), "sqlite")
write_archive(folder / "file", copy, passphrase="x" * 12)
extract_archive(folder / "file", folder, url=make_url("sqlite:///x"), passphrase="x" * 12)
assert (folder / "unpacked").stat().st_size == size * 1024 * 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what a process took is told otherwise")
def test_a_large_one_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    taken = [
        int(
            subprocess.run(
                [sys.executable, "-c", LARGE, str(tmp_path), str(megabytes)],
                cwd=HOUSE,
                capture_output=True,
                check=True,
            ).stdout
        )
        for megabytes in (1, 100)
    ]
    assert taken[1] - taken[0] < 50 * 1024
