"""Cleaning: letters that cannot be seen, or that only look like the right ones."""

import re
import unicodedata

# These turn what is written after them: what is stored is not what is seen.
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
BREAKS = (0x0B, 0x0C, *range(0x1C, 0x20), 0x2028, 0x2029)  # of lines or pages, to a printer
# Those, all other marks of format, and what orders a terminal about: what to write instead.
UNSEEN: dict[int, str | None] = dict.fromkeys(
    (
        *TURNING,
        *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFEFF, 0xFFA0),
        *(*range(0x180B, 0x180E), *range(0x200B, 0x2010), *range(0x2060, 0x2066)),
        *(*range(0x206A, 0x2070), *range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC)),
        *(*range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0)),
        *(*range(0x00, 0x09), *range(0x0E, 0x1C), 0x7F),
    )
) | dict.fromkeys(BREAKS, " ")
SPACES = dict.fromkeys([0x00A0, 0x2007, 0x202F, 0x2002, 0x2003, 0x2009, 0x3000], " ")
DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2212], "-")
# Greek and Cyrillic capitals and small letters that are drawn like Latin ones.
ALIKE = str.maketrans(
    "АВСЕНІЈКМОРЅТХУавсеіјорѕхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧορνÐ‐",
    "ABCEHIJKMOPSTXYabceijopsxyABEZHIKMNOPTYXopvĐ-",
)
AS_TEXT = re.compile(r'="(.*)"')


def cleaned(text: str) -> str:
    """The text as it is seen: no unseen letters, plain blanks, one form of each letter.

    A spreadsheet's ways of keeping text (a leading apostrophe, ="01273") are taken off.
    """
    seen = text.translate(UNSEEN).translate(SPACES).strip()
    if found := AS_TEXT.fullmatch(seen):
        seen = found[1].strip()
    return unicodedata.normalize("NFC", seen.removeprefix("'"))


def latin(text: str) -> str:
    """A code with look-alike letters and full-width digits replaced by the ones meant."""
    return unicodedata.normalize("NFKC", cleaned(text)).translate(ALIKE).translate(DASHES)


def alike(text: str) -> str:
    """The same for a code however its letters were typed."""
    return latin(text).strip().upper()
