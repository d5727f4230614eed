"""Kinds: what a file is that is no table, told by its bytes and not by its name, so that its
sender hears what to do with it."""

import codecs
import io
from zipfile import BadZipFile, ZipFile

from intake.tables import Unreadable

ZIPPED = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"  # what Office wrote before 2007, and writes around a password
HEAD = 4096
# how a file begins → what it is
SHEETS = {
    b"<html": "html",
    b"<!doctype html": "html",
    b"<table": "html",
    b"<head": "html",
    b"<meta": "html",
    b"mime-version:": "html",
}
PAPERS = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
}
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
# a stream of a compound file, or a member of an archive → what it is
STREAMS = {"EncryptedPackage": "locked", "WordDocument": "word", "Workbook": "xls", "Book": "xls"}
MEMBERS = {
    "word/document.xml": "word",
    "ppt/presentation.xml": "slides",
    "xl/workbook.bin": "xlsb",
    "Index/Document.iwa": "numbers",
}
OPEN = b"application/vnd.oasis.opendocument."
XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
TO_SAVE = frozenset({"xls", "xlsb", "ods", "html", "xml2003", "numbers"})


def refuse_other_kinds(content: bytes) -> None:
    """Raise Unreadable, naming what it is, for a file that is neither text nor XLSX."""
    kind = _detect_kind(content)
    if kind is None:
        return
    if kind in ("locked", "kind_unknown", "archive"):
        raise Unreadable(f"file.{kind}")
    raise Unreadable("file.to_save_as" if kind in TO_SAVE else "file.no_table", kind=kind)


def _detect_kind(content: bytes) -> str | None:
    head = content[:HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode().lstrip()
    if content.startswith(ZIPPED):
        return _detect_zipped_kind(content)
    if content.startswith(COMPOUND):
        streams = (kind for name, kind in STREAMS.items() if name.encode("utf-16-le") in content)
        return next(streams, "kind_unknown")
    if content.startswith(ARCHIVES):
        return "archive"
    if head.startswith(b"<?xml") and XML_2003 in head:
        return "xml2003"
    if head.startswith(b"<?xml") and b"<html" in head.lower():
        return "html"
    begun = head[:20].lower()
    sheet = (kind for start, kind in SHEETS.items() if begun.startswith(start))
    paper = (kind for start, kind in PAPERS.items() if head.startswith(start))
    return next(sheet, None) or next(paper, None)


def _detect_zipped_kind(content: bytes) -> str | None:
    """What an archive is that is no workbook; None for one, and for a broken archive."""
    try:
        archive = ZipFile(io.BytesIO(content))
        names = set(archive.namelist())
        mimetype = content[30:HEAD] if "mimetype" in names else b""  # its first, not packed
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    kinds = (kind for name, kind in MEMBERS.items() if name in names)
    if kind := next(kinds, None):
        return kind
    if OPEN in mimetype:
        return "ods" if OPEN + b"spreadsheet" in mimetype else "odt"
    return None if "[Content_Types].xml" in names else "archive"
