"""Encodings: which letters the bytes of a file are. Never a replaced letter, never a guess
that is not said: what is not certain is shown for confirmation, what is damaged refused.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from intake.tables import Unreadable
from intake.text.fonts import TCVN3, from_tcvn3, from_vni
from intake.text.syllables import count_strange_words, count_syllables

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 400_000  # characters looked at to tell one reading from another
LOST_INSIDE = re.compile(r"(?<![/\w?&=.])[^\W\d_]+\?[^\W\d_]+(?![=/\w&])")
LOST_AT_END = re.compile(r"[^\W\d_]\?(?!\w)")
PART_OF_NOUGHTS = 8  # of UTF-16 at least one byte in so many is nought
ENOUGH = 3  # different words that only one reading gives: no accident
DOUBLED_MARKS = ("\u00c4", "\u00c6", "\u00c3", "\u00e1\u00ba", "\u00e1\u00bb")
MOJIBAKE = re.compile(
    "\u00e1[\u00ba\u00bb][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2010-\u2122]"
    "|\u00c4[\u0090\u0091\u2018]|\u00c6[\u00a1\u00b0]|\u00c3[\u00a0-\u00bf]"
)
# A short note may have lost letters without proof: "t? 3", "?ang", "??".
PERHAPS_LOST = re.compile(r"[^\W\d_]\? (?=[a-z\d])|(?<![\w?])\?+[^\W\d_]|(?<!\?)\?\?(?!\?)")
UTF_7 = re.compile(r"\+[A-Za-z0-9+/]{3,}-?")
REPLACED = "\ufffd"
VNI_SIGNS = frozenset("ùøûõïñöêâåäëüúéèáàãôæòóîÙØÛÕÏÑÖÊÂÅÄËÜÚÉÈÁÀÃÔÆÒÓÎ")
UTF_8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
DOUBLED = re.compile("[\u00c3-\u00c6][\u0080-\u024f\u2010-\u2122]|\u00e1\u00ba|\u00e1\u00bb")


@dataclass(frozen=True)
class Decoded:
    """A text, the encoding it was found to be in, and whether that is certain. `sample_line` is a
    line of it for a person to judge by."""

    text: str
    encoding: str
    certain: bool = True
    sample_line: str = ""
    gaps: str = ""  # a line whose question marks may be lost letters


def decode_bytes(content: bytes) -> Decoded:
    """The text of a file's bytes. Raises Unreadable for bytes that are no text, and for
    text whose letters were lost before it reached us."""
    text, encoding = _decode_by_mark(content) or _decode_by_shape(content) or (None, "")
    decoding = _decode_by_likeness(content) if text is None else decode_text(text, encoding)
    if "+" in decoding.text and _is_utf_7(decoding.text):
        raise Unreadable("file.encoding_unknown")
    if REPLACED in decoding.text or _has_lost_letters(decoding.text):
        raise Unreadable("file.letters_lost")
    if "\x00" in decoding.text:
        raise Unreadable("file.encoding_unknown")
    doubt = PERHAPS_LOST.search(decoding.text) if "?" in decoding.text else None
    return (
        replace(decoding, gaps=_find_line_at(decoding.text, doubt.start())) if doubt else decoding
    )


def _is_utf_7(text: str) -> bool:
    """Letters written as "+AOE-" in plain ASCII: no program of today saves so, and what else
    such a text may hide is not worth guessing."""
    sample = text[:SAMPLE]
    if not sample.isascii() or len(UTF_7.findall(sample)) < ENOUGH:
        return False
    try:
        read = sample.encode("ascii").decode("utf-7", "ignore")
    except UnicodeError:
        return False
    return count_syllables(read)[0] >= ENOUGH and not read.isascii()


def decode_text(text: str, encoding: str) -> Decoded:
    """Decode a text whose characters are certain, but which may be an old font's or encoded
    twice."""
    sample = text[:SAMPLE]
    undoubled = _undo_double_encoding(text) if DOUBLED.search(sample) else None
    if undoubled is not None:  # strictly valid a second time: no accident
        normalised = unicodedata.normalize("NFC", undoubled)
        return Decoded(normalised, "double-utf-8", sample_line=_find_sample_line(normalised))
    normalised = unicodedata.normalize("NFC", text)
    half = (
        MOJIBAKE.search(normalised) if any(mark in normalised for mark in DOUBLED_MARKS) else None
    )
    if half:  # a part of the text was encoded twice
        return Decoded(
            normalised,
            encoding,
            certain=False,
            sample_line=_find_sample_line(normalised[half.start() - 50 :]),
        )
    if not _is_suspicious(sample) or _is_sound(normalised[:SAMPLE]):
        return Decoded(normalised, encoding)
    readings: dict[str, Callable[[str], str | None]] = {
        encoding: lambda normalised: normalised,
        "tcvn3": from_tcvn3,
        "vni": from_vni,
    }
    return _choose_reading(text, readings)


def _decode_by_mark(content: bytes) -> tuple[str, str] | None:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decode_strictly(content, encoding), encoding
    return None


def _decode_by_shape(content: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark shows by its zero bytes; UTF-8 by being strictly valid."""
    head = content[:4000]
    if b"\x00" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if PART_OF_NOUGHTS * max(even, odd) < len(head):
            raise Unreadable("file.encoding_unknown")
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        return _decode_strictly(content, encoding), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return None


def _decode_strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("file.encoding_unknown") from None


def _decode_by_likeness(content: bytes) -> Decoded:
    """Decode bytes of an old code page: the one that gives the most Vietnamese syllables."""
    if _is_spoilt_utf_8(content) or _is_cut_utf_8(content):
        raise Unreadable("file.encoding_unknown")
    western = content.decode("latin-1")
    readings: dict[str, Callable[[str], str | None]] = {
        "cp1258": lambda _text: _decode_cp1258(content),
        "tcvn3": from_tcvn3,
        "vni": from_vni,
    }
    return _choose_reading(western, readings)


def _is_spoilt_utf_8(content: bytes) -> bool:
    """Is most of what is not ASCII UTF-8, so that the file was cut or spoilt on its way?"""
    sample = content[:SAMPLE]
    letters = sum(len(letter) for letter in UTF_8_LETTER.findall(sample))
    return 2 * letters > sum(byte > 127 for byte in sample)


def _is_cut_utf_8(content: bytes) -> bool:
    """Is it UTF-8 that ends in the middle of a letter?"""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as fault:
        return fault.end >= len(content) and not content[: fault.start].isascii()
    return False


def _is_sound(sample: str) -> bool:
    """Is the text good Vietnamese as it stands?"""
    return count_syllables(sample)[1] == 0 and not count_strange_words(sample)


def _choose_reading(text: str, readings: dict[str, Callable[[str], str | None]]) -> Decoded:
    sample = text[:SAMPLE]
    tried = {name: read(sample) for name, read in readings.items()}
    scores = {
        name: valid - 2 * wrong - 2 * count_strange_words(reading)
        for name, reading in tried.items()
        if reading is not None
        for valid, wrong in [count_syllables(reading)]
        if name in PLAIN or 4 * wrong <= valid or not PLAIN & tried.keys()
    }
    ranked = sorted(scores, key=lambda name: scores[name], reverse=True)
    if not ranked or (count_syllables(tried[ranked[0]] or "")[0] == 0 and ranked[0] not in PLAIN):
        raise Unreadable("file.encoding_unknown")
    best = ranked[0]
    whole = readings[best](text)
    if whole is None:
        raise Unreadable("file.encoding_unknown")
    margin = scores[best] - max((scores[name] for name in ranked[1:]), default=-1)
    valid, wrong = count_syllables(tried[best] or "")
    certain = best in PLAIN or (wrong == 0 and min(margin, valid) >= ENOUGH)
    return Decoded(
        unicodedata.normalize("NFC", whole),
        best,
        certain=certain,
        sample_line=_find_sample_line(whole),
    )


PLAIN = frozenset({"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "xlsx"})


def _decode_cp1258(content: bytes) -> str | None:
    try:
        return unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        return None


def _undo_double_encoding(text: str) -> str | None:
    """UTF-8 that was read as a Western or Vietnamese code page and written as UTF-8 again."""
    for page in ("cp1252", "cp1258"):
        try:
            return b"".join(_encode_letter(letter, page) for letter in text).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return None


def _encode_letter(letter: str, page: str) -> bytes:
    """A letter's byte in a code page; the bytes the page leaves undefined stay themselves."""
    try:
        return letter.encode(page)
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _is_suspicious(sample: str) -> bool:
    """Does the text show signs of an old font?"""
    letters = set(sample)
    modern = any("\u1ea0" <= letter <= "\u1ef9" for letter in letters)
    old_font = bool(letters & (TCVN3.keys() - set("©®°±·«»àáâãèéêìíòóôõùúýĂÂÊÔƠƯĐ")))
    vni = not modern and len(letters & VNI_SIGNS) > 0
    return (old_font and not modern) or vni


def _has_lost_letters(text: str) -> bool:
    """Has another program replaced letters by "?"? Nobody can bring them back."""
    if "?" not in text:
        return False
    if LOST_INSIDE.search(text):
        return True
    return len(LOST_AT_END.findall(text[:SAMPLE])) >= 3 and text.isascii()


def _find_sample_line(text: str) -> str:
    """The line with most marked letters: what a person can judge the reading by."""
    lines = text[:20_000].splitlines()
    return max(lines, key=lambda line: sum(not letter.isascii() for letter in line), default="")[
        :200
    ]


def _find_line_at(text: str, place: int) -> str:
    """The line that holds a place of the text."""
    start = max(text.rfind(end, 0, place) for end in "\r\n") + 1
    return re.split(r"[\r\n]", text[start : place + 150])[0][:200]
