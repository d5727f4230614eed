"""Codes of addresses that are no codes but somebody's name or number. Known without pandas."""

import re

from intake.privacy.personal_details import redact
from intake.privacy.personal_words import (
    NOT_SECOND_PLAIN,
    PLAIN_MIDDLES,
    PLAIN_SURNAMES,
    SURNAMES,
    take_off_marks,
)
from intake.text.syllables import SYLLABLES

PARTS = re.compile(r"[\s.\-_/,;:+~]+")
WORDS = re.compile(r"[^\W\d_]+")
CAMEL = re.compile(r"(?<=[^\W\d_])(?=[A-ZĐ][a-zà-ỹđ])")
# Such a code tells nobody, and most are so: letters and too few digits for anybody's number.
PLAIN_CODE = r"[A-Za-zĐđ]{1,4}[\-./_]?\d{1,5}(?:[\-/_]\d{1,4})?"
COMMUNE_FIRST = re.compile(r"\d{5}[\-/_.]\d+(?:[\-/_.]\d+)*")
COMMUNE_DIGITS = re.compile(r"^\s*(?:\d{5}(?=[\-/_.])|0?\d{4}(?=[\-/_.])|\d{5})")
YEAR_FIRST = re.compile(r"^[\s.\-_/]*20\d\d(?=[\s.\-_/])")
SHORTEST, LONGEST = 9, 16  # digits of a number that tells a person
SHORTEST_JOINED = 6
PLAIN_SYLLABLES = frozenset(take_off_marks(syllable) for syllable in SYLLABLES)
OF_CODES = frozenset(
    {"can", "chi", "dia", "ho", "huyen", "ma", "ngheo", "nhan", "phuong", "so", "thon", "tinh"}
    | {"to", "xa", "xom"}
)
ALL_SURNAMES = PLAIN_SURNAMES | {take_off_marks(surname) for surname in SURNAMES}


def is_personal_code(code: str, commune: str = "") -> bool:
    """Is it a person's name, or a number of somebody's, be its noughts lost? A commune's own code
    with a number behind it is none, unless that number is as long as somebody's."""
    digits = PARTS.sub("", code)
    if digits.isdecimal():
        own = commune.isdecimal() and digits.lstrip("0").startswith(commune.lstrip("0"))
        if (own and len(digits) > len(commune)) or COMMUNE_FIRST.fullmatch(code):
            return _is_long_behind_commune(code)
        return SHORTEST <= len(digits) <= LONGEST
    if (match := COMMUNE_FIRST.search(code)) is not None:
        if _is_long_behind_commune(match[0]):
            return True
        code = COMMUNE_FIRST.sub(" ", code)
    parted = PARTS.sub(" ", code).strip()
    return bool(redact(code).details or redact(parted).details) or _is_spelt_name(parted)


def lacks_digit(code: str) -> bool:
    """Has the code no digit, so that it may be a word or somebody's name?"""
    return not any(sign.isdecimal() for sign in code)


def _is_long_behind_commune(code: str) -> bool:
    """Are there nine digits or more behind the five of a commune's, a year among them not
    counted?"""
    behind = YEAR_FIRST.sub("", COMMUNE_DIGITS.sub("", code, count=1), count=1)
    return len(PARTS.sub("", behind)) >= SHORTEST


def _is_spelt_name(parted: str) -> bool:
    """Do the letters spell a surname and what follows one, be they one word and without marks?"""
    has_digits = any(sign.isdecimal() for sign in parted)
    words = [
        take_off_marks(word.lower())
        for part in WORDS.findall(parted)
        for word in CAMEL.sub(" ", part).split()
    ]
    if len(words) == 1 and len(words[0]) >= SHORTEST_JOINED:
        return any(_is_name(words_apart, has_digits) for words_apart in _split_syllables(words[0]))
    return _is_name(words, has_digits)


def _is_name(words: list[str], has_digits: bool) -> bool:
    if not 2 <= len(words) <= 5 or not PLAIN_SYLLABLES.issuperset(words):
        return False
    if not has_digits and len(words) > 2:
        return OF_CODES.isdisjoint(words)
    if {" ".join(words[:2]), " ".join(words[:3])} & NOT_SECOND_PLAIN or len(words[-1]) < 2:
        return False
    if has_digits and (len(words) < 3 or words[1] not in PLAIN_MIDDLES):
        return words[0] in PLAIN_SURNAMES and all(len(word) > 2 for word in words)
    return words[0] in ALL_SURNAMES


def _split_syllables(word: str) -> list[list[str]]:
    """Every way in which the letters are syllables, at most five of them."""
    splits: list[list[str]] = []
    open_ones: list[tuple[list[str], str]] = [([], word)]
    while open_ones:
        before, rest = open_ones.pop()
        if not rest:
            splits.append(before)
        elif len(before) < 5:
            open_ones += [
                ([*before, rest[:length]], rest[length:])
                for length in range(1, 7)
                if rest[:length] in PLAIN_SYLLABLES and (before or rest[:length] in ALL_SURNAMES)
            ]
    return splits
