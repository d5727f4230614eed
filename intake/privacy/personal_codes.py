"""Codes of addresses that are no codes but somebody's name or number. Known without pandas."""

import re

from intake.privacy.personal_details import redact
from intake.privacy.personal_words import (
    ALL_PLAIN_SURNAMES,
    COMMUNES,
    NOT_SECOND_PLAIN,
    PLAIN_GIVEN,
    PLAIN_MIDDLES,
    PLAIN_SURNAMES,
    PLAIN_SYLLABLES,
)
from intake.text.syllables import strip_marks

PARTS = re.compile(r"[\s.\-_/,;:+~]+")
WORDS = re.compile(r"[^\W\d_]+")
CAMEL = re.compile(r"(?<=[^\W\d_])(?=[A-ZĐ][a-zà-ỹđ])")
# Such a code tells nobody, and most are so: letters and too few digits for anybody's number.
YEAR = r"(?:19[2-9]\d|200\d|201[0-7])(?!\d)"  # in which somebody alive may be born
PLAIN_CODE = rf"[A-Za-zĐđ]{{1,4}}[\-./_]?(?!{YEAR})\d{{1,5}}(?:[\-/_]\d{{1,4}})?"
COMMUNE_FIRST = re.compile(r"\d{5}[\-/_.]\d+(?:[\-/_.]\d+)*")
COMMUNE_DIGITS = re.compile(r"^\s*(?:\d{5}(?=[\-/_.])|0?\d{4}(?=[\-/_.])|\d{5})")
YEAR_FIRST = re.compile(r"^[\s.\-_/]*20\d\d(?=[\s.\-_/])")
SHORTEST, LONGEST = 9, 16  # digits of a number that tells a person
SHORTEST_JOINED = 6
OF_CODES = frozenset(
    {"can", "chi", "dia", "ho", "huyen", "ma", "ngheo", "nhan", "phuong", "so", "thon", "tinh"}
    | {"to", "xa", "xom"}
)
DAY, MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
DAY_OF_BIRTH = re.compile(
    rf"(?<!\d)(?:{DAY}[./\-]?{MONTH}[./\-]?{YEAR}|(?:19[2-9]\d|200\d|201[0-7]){MONTH}{DAY}(?!\d))"
)
YEAR_BEHIND = re.compile(rf"(?P<letters>[^\W\d_]{{2,}})(?P<apart>[.\-_/ ]?){YEAR}")
BORN = frozenset({"sn", "ns", "ntns"})
# The initials of a name: "NVT", and those before a given name: "NVTAI".
INITIALS = re.compile(r"[NHLTPDVBCMGSQKĐA][VT][A-ZĐ]{1,2}")
INITIALS_BEFORE = re.compile(
    r"(?<![^\W\d_])[NHLTPDVBCMGSQKĐA][VT](?P<name>[A-ZĐ]{3,6})(?![^\W\d_])"
)
TITLES = frozenset({"anh", "ba", "be", "chi", "co", "cu", "em", "ong"})


def is_personal_code(code: str, commune: str = "") -> bool:
    """Is it a person's name, or a number of somebody's, be its noughts lost? A commune's own code
    with a number behind it is none, unless that number is as long as somebody's."""
    if DAY_OF_BIRTH.search(code) or _is_name_with_digits(code):
        return True
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


def _is_name_with_digits(code: str) -> bool:
    """Do the letters tell somebody by what stands beside the digits: given names joined
    ("LanHung1"), initials before one ("NVTAI-01"), or either with a year of birth ("TAI1950")?"""
    if not any(sign.isdecimal() for sign in code):
        return False
    for match in YEAR_BEHIND.finditer(code):
        words = strip_marks(CAMEL.sub(" ", match["letters"]).lower()).split()
        if words[-1] in BORN or INITIALS.fullmatch(match["letters"]):
            return True
        if words[-1] in PLAIN_GIVEN and " ".join(words) not in COMMUNES | NOT_SECOND_PLAIN:
            return len(words) > 1 or len(words[-1]) > 2
    for match in INITIALS_BEFORE.finditer(code):
        if strip_marks(match["name"].lower()) in PLAIN_GIVEN:
            return True
    return any(
        _are_given(strip_marks(CAMEL.sub(" ", word).lower()).split())
        for word in WORDS.findall(code)
    )


def _are_given(words: list[str]) -> bool:
    """Are they two or three syllables of names, and no commune's?"""
    return (
        2 <= len(words) <= 3
        and words[-1] in PLAIN_GIVEN
        and all(word in PLAIN_GIVEN | ALL_PLAIN_SURNAMES | TITLES for word in words)
        and " ".join(words) not in COMMUNES | NOT_SECOND_PLAIN
    )


def _is_spelt_name(parted: str) -> bool:
    """Do the letters spell a surname and what follows one, be they one word and without marks?"""
    has_digits = any(sign.isdecimal() for sign in parted)
    words = [
        strip_marks(word.lower())
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
    return words[0] in ALL_PLAIN_SURNAMES


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
                if rest[:length] in PLAIN_SYLLABLES
                and (before or rest[:length] in ALL_PLAIN_SURNAMES)
            ]
    return splits
