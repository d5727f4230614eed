"""A sealed file gives back what went in, or says what is wrong with it: never a part of it."""

import io

import pytest

from actions.opening import Unavailable
from actions.sealed import PIECE, head_of, is_passphrase, opened, seal

SECRET = "mật khẩu đủ dài"
PIECES = [b"first" * 1000, b"x" * PIECE, b"", b"last"]


def sealed(passphrase: str | None = None) -> bytes:
    out = io.BytesIO()
    seal(out, {"revision": "0001"}, PIECES, passphrase=passphrase)
    return out.getvalue()


def read(content: bytes, passphrase: str | None = None) -> list[bytes]:
    return list(opened(io.BytesIO(content), passphrase=passphrase))


@pytest.fixture(scope="module", params=[None, SECRET], ids=["open", "encrypted"])
def file(request: pytest.FixtureRequest) -> tuple[bytes, str | None]:
    return sealed(request.param), request.param


def test_what_went_in_comes_out(file: tuple[bytes, str | None]) -> None:
    assert read(*file) == PIECES
    assert head_of(io.BytesIO(file[0]))[0]["revision"] == "0001"


def test_an_encrypted_file_shows_nothing_of_its_content() -> None:
    assert b"first" not in sealed(SECRET)
    assert b"revision" in sealed(SECRET)


@pytest.mark.parametrize("passphrase", ["mật khẩu đủ dàj", "Mật khẩu đủ dài"])
def test_another_passphrase_does_not_open_it(passphrase: str) -> None:
    with pytest.raises(Unavailable, match="passphrase_wrong"):
        read(sealed(SECRET), passphrase)


def test_the_same_passphrase_typed_with_other_marks_does() -> None:
    import unicodedata

    assert read(sealed(SECRET), unicodedata.normalize("NFD", SECRET)) == PIECES


def test_none_is_asked_for() -> None:
    with pytest.raises(Unavailable, match="passphrase_missing"):
        read(sealed(SECRET))


def test_cut_anywhere_it_is_known_for_cut(file: tuple[bytes, str | None]) -> None:
    content, secret = file
    length = len(content)
    for size in (1, 9, 12, 40, length // 2, length - 30, length - 1):
        with pytest.raises(Unavailable, match=r"backup_cut|backup_altered"):
            read(content[:size], secret)


def test_cut_between_two_frames_it_is_known_for_cut(file: tuple[bytes, str | None]) -> None:
    content, secret = file
    _, start = head_of(io.BytesIO(content))
    first = int.from_bytes(content[len(start) : len(start) + 4], "big") & 0x7FFFFFFF
    with pytest.raises(Unavailable, match="backup_cut"):
        read(content[: len(start) + 4 + first], secret)


def test_a_changed_byte_anywhere_is_found(file: tuple[bytes, str | None]) -> None:
    content, secret = file
    for place in (20, 60, len(content) // 2, len(content) - 1):
        changed = bytearray(content)
        changed[place] ^= 1
        with pytest.raises(Unavailable):
            read(bytes(changed), secret)


def test_more_after_the_end_is_found(file: tuple[bytes, str | None]) -> None:
    with pytest.raises(Unavailable, match="backup_altered"):
        read(file[0] + b"x", file[1])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "backup_foreign"),
        (b"PK\x03\x04 a workbook", "backup_foreign"),
        (b"SQLite format 3\x00" * 9, "backup_foreign"),
        (b"GS18", "backup_cut"),
        (b"GS18BACKUP\n\xff\xff\xff\xff", "backup_altered"),
        (b"GS18BACKUP\n\x00\x00\x00\x02[]", "backup_altered"),
        (b'GS18BACKUP\n\x00\x00\x00\x1b{"format":2,"sealing":{} }  ', "backup_newer"),
    ],
)
def test_another_file_is_told_for_what_it_is(content: bytes, code: str) -> None:
    with pytest.raises(Unavailable, match=code):
        read(content)


@pytest.mark.parametrize(
    ("text", "fits"),
    [("", False), ("eleven char", False), ("mười hai chữ", True), ("x" * 1025, False)],
)
def test_a_passphrase_has_a_length(text: str, *, fits: bool) -> None:
    assert is_passphrase(text) is fits
