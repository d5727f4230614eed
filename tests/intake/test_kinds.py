"""A file that is no table is told what it is, whatever its name."""

import pytest

from intake.pipeline import detect_layout
from intake.tables import Unreadable, Upload
from tests.intake.broken_books import compound
from tests.intake.hostile_books import packed

HTML = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>SYT</td></tr></table>"
XML = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
XML += 'xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
OPEN = b"application/vnd.oasis.opendocument."


def opened(kind: bytes) -> bytes:
    return packed({"mimetype": OPEN + kind, "content.xml": b"<a/>"}, stored=True)


@pytest.mark.parametrize(
    ("content", "code", "kind"),
    [
        (compound("EncryptedPackage"), "file.locked", None),
        (compound("Workbook"), "file.to_save_as", "xls"),
        (compound("WordDocument"), "file.no_table", "word"),
        (HTML.encode(), "file.to_save_as", "html"),
        (b"\xef\xbb\xbf\r\n" + HTML.encode(), "file.to_save_as", "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "file.to_save_as", "html"),
        (XML.encode(), "file.to_save_as", "xml2003"),
        (opened(b"spreadsheet"), "file.to_save_as", "ods"),
        (opened(b"text"), "file.no_table", "odt"),
        (packed({"xl/workbook.bin": b"", "[Content_Types].xml": b""}), "file.to_save_as", "xlsb"),
        (packed({"word/document.xml": b"<a/>"}), "file.no_table", "word"),
        (packed({"thang 12/SYT.xlsx": b"PK"}), "file.archive", None),
        (b"Rar!\x1a\x07\x01\x00", "file.archive", None),
        (b"%PDF-1.7\n", "file.no_table", "pdf"),
        (b"\xff\xd8\xff\xe0", "file.no_table", "picture"),
    ],
)
@pytest.mark.parametrize("name", ["bao-cao.xlsx", "bao-cao.csv"])
def test_its_kind_is_named(content: bytes, code: str, kind: str | None, *, name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload(name, content))
    told = refusal.value.finding
    assert (told.code, told.facts.get("kind")) == (code, kind)


def test_a_file_above_the_limit_is_told_how_large_it_is() -> None:
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload("a.csv", b"a" * (12 * 1024 * 1024)))
    assert refusal.value.finding.facts == {"size": 12, "most": 10}
