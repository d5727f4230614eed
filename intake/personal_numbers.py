"""Telephones and identity numbers in a text. Known without pandas: a workbook is written
again by a process that starts without it."""

import re

REMOVED = "…"
LONG_NUMBER = r"[0-9](?:[ .\-]?[0-9]){8}"  # what may hold one; asked of whole columns first
# Each begins with 0 or follows a word for it: an amount of money does neither.
TELEPHONE = r"0\d{2,3}(?P<t>[ .\-]?)\d{3,4}(?P=t)\d{3,4}|0\d{3}(?:[ .\-]\d\d){3}"
ABROAD = r"(?:\+|00)84(?P<a>[ .\-]?)\d{2,3}(?P=a)\d{3,4}(?P=a)\d{3,4}"
IDENTITY = r"0\d{11}|0\d{2}(?:[ .]\d{3}){3}|0\d{8}"
# A whole code that could be one. Nine digits could as well be a commune's code and a number.
CODE_ALIKE = r"0\d{11}|0[35789]\d{8}"
NAMED = (
    r"(?P<word>(?:cmnd|cmtnd|cmt|cccd|cmnd/cccd|căn cước(?: công dân)?|chứng minh(?: nhân dân)?|"
    r"hộ chiếu|đt|sđt|đtdđ|điện thoại|tel|phone|zalo)"
    r"[ .:]*(?:số)?[ .:]*)\d(?:[ .]?\d){7,11}"
)
# An identity number begins with 0: twelve digits of money do not.
IDENTITY_ALONE = re.compile(
    r"(?<!\d)(?:0\d{11}|0\d{2}(?:([ .\-])\d{3})(?:\1\d{3}){2}|0\d{3}([ .\-])\d{4}\2\d{4})(?!\d)"
)
OF_SOMEBODY = re.compile(r"(?<!\d)\d{12}(?!\d)|\b(?:cccd|cmnd|căn cước)\b", re.IGNORECASE)
PERSONAL = re.compile(
    rf"(?<![\w/+]){NAMED}(?!\w)|(?<![\w/.,+])(?:{IDENTITY}|{TELEPHONE}|{ABROAD})(?![\w/])",
    re.IGNORECASE,
)


def without_personal_numbers(text: str) -> str:
    """The text with every telephone and identity number taken out, "…" in its place."""
    return PERSONAL.sub(lambda found: f"{found['word'] or ''}{REMOVED}", text)


def names_somebody(text: str) -> bool:
    """Does it hold an identity number, or a word for one? An office's own text never does."""
    return holds_identity_number(text) or OF_SOMEBODY.search(text) is not None


def holds_identity_number(text: str) -> bool:
    """Does it hold an identity number, in one run or in groups?"""
    return IDENTITY_ALONE.search(text) is not None
