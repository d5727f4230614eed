"""Kinds: what a file is, told by its bytes and not by its name, so that the sender of one that
cannot be read hears what to do with it."""

import codecs
import io
import re
from zipfile import BadZipFile, ZipFile

from intake.tables import Unreadable

ZIPPED = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"  # what Office wrote before 2007, and writes around a password
HEAD = 4096
# how a file begins → what it is
BEGINNINGS = {
    b"<html": "html",
    b"<!doctype html": "html",
    b"<table": "html",
    b"<head": "html",
    b"<meta": "html",
}
PAPERS = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"BM": "picture",
    b"AT&TFORM": "picture",
    b"SQLite format 3\x00": "database",
    b"MZ": "program",
}
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
# a stream of a compound file, or a member of an archive → what it is
STREAMS = {
    "EncryptedPackage": "locked",
    "WordDocument": "word",
    "__substg1.0_": "mail",
    "PowerPoint Document": "slides",
    "Workbook": "xls",
    "Book": "xls",
}
MEMBERS = {
    "word/document.xml": "docx",
    "ppt/presentation.xml": "slides",
    "xl/workbook.bin": "xlsb",
    "Index/Document.iwa": "numbers",
}
OPEN = b"application/vnd.oasis.opendocument."
XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):[ \t]", re.MULTILINE)
OF_MAIL = frozenset({b"received", b"message-id", b"to", b"delivered-to", b"return-path"})
OF_ARCHIVED_PAGE = re.compile(rb"multipart/related|text/html", re.IGNORECASE)
MEDIA = re.compile(rb"....ftyp(?:heic|heix|mif1|avif)|RIFF....WEBP", re.DOTALL)
FEWEST_BOUND = 3  # bytes of a picture's short beginning that are no letters
TO_SAVE = frozenset({"xml2003", "numbers", "xls", "xlsb", "ods", "html", "mht"})
DOCUMENTS = frozenset({"word", "rtf", "odt"})
READ = frozenset({"xls", "xlsb", "ods", "docx", "html", "mht"})
BARE = frozenset({"locked", "kind_unknown", "archive", "mail"})  # told without their kind


def refuse_unreadable_kinds(content: bytes) -> None:
    """Raise Unreadable, naming what it is, for a file of which no table is read."""
    if (kind := detect_kind(content)) is not None and kind not in READ:
        raise _build_refusal(kind)


def refuse_other_kinds(content: bytes) -> None:
    """The same for a file that is neither text nor XLSX."""
    if (kind := detect_kind(content)) is not None:
        raise _build_refusal(kind)


def _build_refusal(kind: str) -> Unreadable:
    if kind in BARE:
        return Unreadable(f"file.{kind}")
    if kind in DOCUMENTS:
        return Unreadable("file.document_to_save", kind=kind)
    return Unreadable("file.to_save_as" if kind in TO_SAVE else "file.no_table", kind=kind)


def detect_kind(content: bytes) -> str | None:
    """What a file is; None for text, for XLSX, and for a broken archive."""
    if content.startswith(ZIPPED):
        return _detect_zipped_kind(content)
    if content.startswith(COMPOUND):
        streams = (kind for name, kind in STREAMS.items() if name.encode("utf-16-le") in content)
        return next(streams, "kind_unknown")
    if content.startswith(ARCHIVES):
        return "archive"
    head = content[:HEAD].removeprefix(codecs.BOM_UTF8).lstrip()
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode().lstrip()
    if head.startswith(b"<?xml"):
        return _detect_xml_kind(head)
    begun = head[:20].lower()
    sheet = next((kind for start, kind in BEGINNINGS.items() if begun.startswith(start)), None)
    return sheet or _detect_paper(head) or _detect_message(head)


def _detect_xml_kind(head: bytes) -> str | None:
    if XML_2003 in head:
        return "xml2003"
    return "html" if b"<html" in head.lower() else None


def _detect_paper(head: bytes) -> str | None:
    if MEDIA.match(head):
        return "picture"
    for start, kind in PAPERS.items():
        if head.startswith(start) and (len(start) >= FEWEST_BOUND or b"\x00" in head):
            return kind
    return None


def _detect_message(head: bytes) -> str | None:
    """A mail, or a page that a browser or a program kept with all its parts."""
    top = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    names = {name.lower() for name in HEADER.findall(top)}
    if not names & {b"mime-version", b"message-id", b"received", b"content-type"}:
        return None
    if names & OF_MAIL:
        return "mail"
    return "mht" if OF_ARCHIVED_PAGE.search(head) else "mail"


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
