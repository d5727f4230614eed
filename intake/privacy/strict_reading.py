"""The strictest reading: of what need not tell of anybody at all, the names of files and sheets and
what people type. Any sign may part the words of a name there, and hardly any has its marks. Known
without pandas."""

import re

from intake.privacy.personal_details import ILLNESS, About, Redaction, redact
from intake.privacy.personal_illnesses import OF_ONE
from intake.privacy.personal_numbers import REMOVED, Detail
from intake.privacy.personal_places import UPPER
from intake.privacy.personal_words import (
    FAMOUS_JOINED,
    GIVEN,
    NOT_AFTER_TITLE,
    NOT_SECOND_PLAIN,
    PLAIN_MIDDLES,
    PLAIN_SURNAMES,
    SURNAMES,
)
from intake.text.syllables import strip_marks

SEPARATORS = {ord(sign): " " for sign in "-_+.~/"}
CAMEL = re.compile(rf"(?<=[^\W\d_{UPPER}])(?=[{UPPER}][^\W\d_{UPPER}])")
LONGEST_ENDING = 5
WORD = rf"[{UPPER}](?:(?![{UPPER}])[^\W\d_]){{1,6}}(?!\w)"
# After "ba", "chi", "co" without marks these are no names: "chi Cuc", "ba Be".
NO_NAMES_WORDS = """
ban be bo cuc doan dang hoi huyen nam nhanh phuong quy sao so thang thon tiet tinh to truong xa xom
"""
NO_NAMES = frozenset(NO_NAMES_WORDS.split()) | NOT_AFTER_TITLE
TITLED = re.compile(
    r"(?<!\w)(?:(?i:ông|bà|chị|bé|cháu|cụ|vợ|chồng|mẹ|bố|chú|dì)|anh|cô|em|bác|ong|ba|chi|co|be|"
    rf"chau|cu|vo|chong|me|bac|chu|di|[abcôo])\.? (?P<name>{WORD}(?: {WORD}){{0,3}})"
)
WITH_MIDDLE = re.compile(
    rf"(?<!\w)(?P<name>{WORD} (?:Thị|Văn|Thi|Van) {WORD}(?: {WORD})?)|"
    rf"(?<!\w)(?P<small>(?:{'|'.join(sorted(SURNAMES | PLAIN_SURNAMES))}) (?:thị|văn|thi|van) "
    r"(?!xã|xa\b|trấn|tran\b|trường|truong\b|sát|hóa|hoá|phòng|phong\b|nghệ|bản|ban\b|thư|kiện)"
    r"[^\W\d_]{2,7})(?!\w)",
)
CAPITALISED = re.compile(rf"(?<!\w){WORD}(?: {WORD})*")
LASTS = GIVEN | {"lam", "nhinh", "tua", "sua"}
PLAIN_NAMES = PLAIN_SURNAMES | {strip_marks(surname) for surname in SURNAMES}
YEARS = re.compile(r"(?<!\d)20[1-9]\d(?![\d/.\-])")
TELLING = (
    re.compile(r"\d[\d ./\-]*\d"),
    re.compile(
        r"(?<!\w)(?:ông|bà|anh|chị|bé|cháu|cụ|dì|chú|cậu|mợ|thím|mế|bác|vợ|chồng|bố|mẹ|con gái|"
        rf"con trai|bị|mắc|mổ|sinh năm|(?-i:[abcô]\.?(?= [{UPPER}])))(?!\w)",
        re.IGNORECASE,
    ),
    ILLNESS,
    OF_ONE,
)
YEAR = re.compile(r"\s*\d{4}\s*")
DAY = re.compile(r"20[1-9]\d[\-._ ]?[01]\d(?!\d{3})|[01]\d[\-._ ]?20[1-9]\d(?!\d)")


def redact_strictly(text: str, *, about: About = About.NAMED) -> Redaction:
    """The text without what tells a person, or may. Where signs part the words of a name, or
    capitals, blanks stand in place of them."""
    if YEAR.fullmatch(text):
        return Redaction(text)
    redaction = _read(text, about)
    parted = _read(CAMEL.sub(" ", text.translate(SEPARATORS)), about)
    return parted if set(parted.details) - set(redaction.details) else redaction


def may_tell_somebody(heading: str) -> bool:
    """May a heading that no form has tell of somebody? Any word for a relation and any number but
    a year is enough."""
    words = YEARS.sub(" ", heading)
    return any(pattern.search(words) for pattern in TELLING) or bool(
        redact_strictly(heading).details
    )


def redact_file_name(name: str) -> Redaction:
    """A file's name without what tells a person; its ending stays."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    redaction = redact_strictly(stem)
    if not redaction.details:
        return Redaction(name)
    return Redaction(f"{redaction.text}{dot}{ending}", redaction.details)


def _read(text: str, about: About) -> Redaction:
    beside = About.ONE if about == About.NAMED and DAY.search(text) else about
    redaction = redact(text, about=beside)
    spans = sorted(_find_names(redaction.text))
    if not spans:
        return redaction
    pieces, end = [], 0
    for first, last in spans:
        if first >= end:
            pieces += [redaction.text[end:first], REMOVED]
        end = max(end, last)
    found = {*redaction.details, Detail.NAME}
    details = tuple(detail for detail in Detail if detail in found)
    return Redaction("".join([*pieces, redaction.text[end:]]), details)


def _find_names(text: str) -> list[tuple[int, int]]:
    spans = [
        match.span("name")
        for match in TITLED.finditer(text)
        if not _is_no_name(match["name"].split()[0].lower())
    ]
    for match in WITH_MIDDLE.finditer(text):
        if strip_marks(match[0].lower()).replace(" ", "") not in FAMOUS_JOINED:
            spans.append(match.span())
    spans += [match.span() for match in CAPITALISED.finditer(text) if _is_name(match[0])]
    return spans


def _is_no_name(word: str) -> bool:
    return word in NO_NAMES or (word.isascii() and word in {*map(strip_marks, NOT_AFTER_TITLE)})


def _is_name(run: str) -> bool:
    """Are three or four words with capitals, and no more, a surname, and names behind it?"""
    words = strip_marks(run.lower()).split()
    if len(words) not in {3, 4} or words[0] not in PLAIN_NAMES:
        return False
    if {" ".join(words[:2]), " ".join(words[:3])} & NOT_SECOND_PLAIN:
        return False
    return words[-1] in LASTS and all(word in PLAIN_MIDDLES | GIVEN for word in words[1:-1])
