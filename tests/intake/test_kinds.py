"""A file that is no table is told what it is, whatever its name."""

import gzip

import pytest

from intake.pipeline import detect_layout
from intake.tables import Unreadable, Upload
from tests.intake.broken_books import MAIL, XML_2003, compound
from tests.intake.hostile_books import packed
from tests.intake.other_kinds import document

OPEN = b"application/vnd.oasis.opendocument."
GZIPPED = gzip.compress(b"period;unit_code", mtime=0)
FRAMES = b"<html><frameset><frame src=sheet001.htm></frameset></html>"


def opened(kind: bytes) -> bytes:
    return packed({"mimetype": OPEN + kind, "content.xml": b"<a/>"}, stored=True)


@pytest.mark.parametrize(
    ("content", "code", "kind"),
    [
        (compound("EncryptedPackage"), "file.locked", None),
        (compound("WordDocument"), "file.document_to_save", "word"),
        (compound("__substg1.0_"), "file.mail", None),
        (compound("PowerPoint Document"), "file.no_table", "slides"),
        (XML_2003, "file.to_save_as", "xml2003"),
        (FRAMES, "file.to_save_as", "frames"),
        (MAIL, "file.mail", None),
        (b"From: a@b.vn\r\nTo: c@d.vn\r\nMessage-ID: <1>\r\n\r\n<table>", "file.mail", None),
        (opened(b"text"), "file.document_to_save", "odt"),
        (b"{\\rtf1\\ansi", "file.document_to_save", "rtf"),
        (packed({"thang 12/SYT.xlsx": b"PK"}), "file.archive", None),
        (b"Rar!\x1a\x07\x01\x00", "file.archive", None),
        (GZIPPED, "file.archive", None),
        (b"%PDF-1.7\n", "file.no_table", "pdf"),
        (b"\xff\xd8\xff\xe0", "file.no_table", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "file.no_table", "picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "file.no_table", "picture"),
        (b"SQLite format 3\x00", "file.no_table", "database"),
        (document("BÁO CÁO"), "file.document_without_table", "docx"),
        (b"<html><p>SYT</p></html>", "file.document_without_table", "html"),
    ],
)
@pytest.mark.parametrize("name", ["bao-cao.xlsx", "bao-cao.csv", "bao-cao.docx"])
def test_its_kind_is_named(content: bytes, code: str, kind: str | None, *, name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload(name, content))
    told = refusal.value.finding
    assert (told.code, told.facts.get("kind")) == (code, kind)


def test_a_file_above_the_limit_is_told_how_large_it_is() -> None:
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload("a.csv", b"a" * (12 * 1024 * 1024)))
    assert refusal.value.finding.facts == {"size": 12, "most": 10}
