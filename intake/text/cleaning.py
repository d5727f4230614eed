"""Cleaning: letters that cannot be seen, or that only look like the right ones."""

import re
import unicodedata
from functools import lru_cache

from intake.text.unseen_letters import UNSEEN

SPACES = dict.fromkeys([0x00A0, 0x2007, 0x202F, 0x2002, 0x2003, 0x2009, 0x3000], " ")
DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2212], "-")
# Greek and Cyrillic capitals and small letters that are drawn like Latin ones.
ALIKE = str.maketrans(
    "АВСЕНІЈКМОРЅТХУавсеіјорѕхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧορνÐ‐",
    "ABCEHIJKMOPSTXYabceijopsxyABEZHIKMNOPTYXopvĐ-",
)
LONG_DASHES = dict.fromkeys([0x2013, 0x2014, 0x2015, 0x2043, 0xFE58, 0xFE63, 0xFF0D], "-")
AROUND_DASHES = re.compile(r"\s*-\s*")
AS_TEXT = re.compile(r'="(.*)"')


def clean_text(text: str) -> str:
    """The text as it is seen: no unseen letters, plain blanks, one form of each letter.

    A spreadsheet's ways of keeping text (a leading apostrophe, ="01273") are taken off.
    """
    visible = text.translate(UNSEEN).translate(SPACES).strip()
    if match := AS_TEXT.fullmatch(visible):
        visible = match[1].strip()
    return unicodedata.normalize("NFC", visible.removeprefix("'"))


def convert_to_latin(text: str) -> str:
    """A code with look-alike letters and full-width digits replaced by the ones meant."""
    return unicodedata.normalize("NFKC", clean_text(text)).translate(ALIKE).translate(DASHES)


def convert_figures(text: str) -> str:
    """`convert_to_latin` for a figure: what stands raised, in a ring or as a fraction is no digit
    of the number beside it ("12²" is not 122), and stays what it is."""
    clean = clean_text(text)
    if clean.isascii():
        return clean
    return "".join(map(_convert_sign, clean)).translate(ALIKE).translate(DASHES)


@lru_cache(maxsize=10_000)
def _convert_sign(sign: str) -> str:
    """The plain sign that another is by its width or its fount; else itself."""
    same = unicodedata.decomposition(sign).startswith(("<wide>", "<narrow>", "<font>"))
    return unicodedata.normalize("NFKC", sign) if same else sign


def convert_code(text: str) -> str:
    """A code of an address with the letters meant: `convert_to_latin`, every dash a hyphen, and no
    blanks around it."""
    return AROUND_DASHES.sub("-", convert_to_latin(text).translate(LONG_DASHES))


def make_code_key(text: str) -> str:
    """A code's key, the same however its letters were typed."""
    return convert_code(text).strip().upper()
