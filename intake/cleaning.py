"""Cleaning: letters that cannot be seen, or that only look like the right ones."""

import re
import unicodedata

from intake.unseen_letters import UNSEEN

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
