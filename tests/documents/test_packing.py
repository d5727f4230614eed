"""ZIP files that say nothing of when they were made."""

import io
import zipfile

import pytest

from documents.printing.packing import build_zip


def test_the_same_files_give_the_same_bytes_and_come_out_again() -> None:
    files = [("a.txt", b"1"), ("b/c.txt", b"2" * 999)]
    assert build_zip(files) == build_zip(iter(files))
    with zipfile.ZipFile(io.BytesIO(build_zip(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == dict(files)


def test_two_files_of_one_name_are_a_fault_of_ours() -> None:
    with pytest.raises(RuntimeError):
        build_zip([("a", b""), ("a", b"")])
