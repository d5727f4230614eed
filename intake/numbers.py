"""Numbers as offices write them: Vietnamese and English separators, money in words.

"1.234" alone may be a thousand or a little over one. It is decided by the other cells of
its column where they prove one way of writing, and asked about otherwise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intake.folding import folded

SCALES = {
    "ty": 10**9,
    "ti": 10**9,
    "trieu": 10**6,
    "tr": 10**6,
    "nghin": 10**3,
    "ngan": 10**3,
    "k": 10**3,
}
CURRENCY = re.compile(r"\s*(?:₫|đồng|đ|vnđ|vnd|dong)\s*\.?\s*$", re.IGNORECASE)
SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
SCALED = re.compile(r"([\d.,]+)\s*([a-zA-ZỷỶỉỈệỆìÌàÀăĂ]+)", re.IGNORECASE)
LONGEST_PLAIN = 18
SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}")
HEDGES = r"khoảng|chừng|gần|hơn|trên|dưới|ước|ước tính|about|over|nearly|~|>|<|≈"
WORDED = re.compile(
    rf"(?P<before>(?:{HEDGES})\s*)?(?P<digits>\d[\d.,]*)\s*(?P<after>[^\W\d][^\d/]*)?",
    re.IGNORECASE,
)


class Writing(StrEnum):
    """Whose separators a number shows."""

    PLAIN = "plain"
    VIETNAMESE = "vietnamese"  # 1.234,5
    ENGLISH = "english"  # 1,234.5
    EITHER = "either"  # 1.234 or 1,234: three digits after one separator


DIGIT_PATTERNS = (
    (re.compile(r"\d+"), Writing.PLAIN),
    (re.compile(r"[1-9]\d{0,2}[.,]\d{3}"), Writing.EITHER),
    (re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?"), Writing.VIETNAMESE),
    (re.compile(r"\d+,\d+"), Writing.VIETNAMESE),
    (re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?"), Writing.ENGLISH),
    (re.compile(r"\d+\.\d+"), Writing.ENGLISH),
)


@dataclass(frozen=True)
class Number:
    """A number as read. `remark` is the finding of a reading that must be shown or asked;
    `scaled` says that the cell named its own unit of money ("1,2 tỷ")."""

    value: float
    remark: str | None = None
    scaled: bool = False


def read_numbers(texts: Sequence[str]) -> list[Number | None]:
    """Read the different texts of one column; None for what is no number."""
    writings = [writing_of(text) for text in texts]
    proven = {Writing.VIETNAMESE, Writing.ENGLISH} & set(writings)
    house = proven.pop() if len(proven) == 1 else None
    return [
        _number(text, writing, house=house) for text, writing in zip(texts, writings, strict=True)
    ]


def _number(text: str, writing: Writing | None, *, house: Writing | None) -> Number | None:
    if writing is None:
        return _worded(text, house)
    doubtful = writing == Writing.EITHER and house is None
    value = number_of(text, house if writing == Writing.EITHER else writing)
    if value is None:
        return None
    return Number(
        value,
        remark="value.number_ambiguous" if doubtful else None,
        scaled=_bare(text)[1],
    )


def _worded(text: str, house: Writing | None) -> Number | None:
    """ "12 người" is 12, remarked; "khoảng 30" and "1,2E+09" are asked about."""
    if found := SCIENTIFIC.fullmatch(text):
        return Number(float(found[0].replace(",", ".")), remark="value.number_scientific")
    found = WORDED.fullmatch(text)
    if found is None or folded(found["after"] or "").split(" ")[0] in SCALES:
        return None
    writing = writing_of(found["digits"])
    if writing is None:
        return None
    value = number_of(found["digits"], house if writing == Writing.EITHER else writing)
    if value is None:
        return None
    if found["before"]:
        return Number(value, remark="value.number_approximate")
    if writing == Writing.EITHER and house is None:
        return Number(value, remark="value.number_ambiguous")
    return Number(value, remark="value.words_left_out")


def writing_of(text: str) -> Writing | None:
    """Whose separators `text` shows; None when it is no number at all."""
    if text.isdecimal() and text.isascii() and len(text) <= LONGEST_PLAIN:
        return Writing.PLAIN
    bare, words = _bare(text)
    if words and _scaled_parts(bare) is None:
        return None
    kinds = {_writing_of_digits(part) for part in re.findall(r"[\d.,]+", bare)}
    if None in kinds or not kinds:
        return None
    shown = (Writing.EITHER, Writing.VIETNAMESE, Writing.ENGLISH)
    return next((kind for kind in shown if kind in kinds), Writing.PLAIN)


def number_of(text: str, writing: Writing | None) -> float | None:
    """The number, read by `writing` (None: Vietnamese, the law's own)."""
    bare, words = _bare(text)
    if not words:
        return _digits(bare, writing)
    parts = _scaled_parts(bare)
    if parts is None:
        return None
    return sum((_digits(digits, writing) or 0.0) * scale for digits, scale in parts)


def _bare(text: str) -> tuple[str, bool]:
    """The text without currency and blanks, and whether words are left in it."""
    bare = SPACES.sub(" ", CURRENCY.sub("", text)).strip()
    joined = re.sub(r"(?<=\d) (?=\d{3}\b)", "", bare)
    return joined, bool(re.search(r"[^\d.,\- ]", joined))


def _scaled_parts(bare: str) -> list[tuple[str, int]] | None:
    """ "1 tỷ 250 triệu" as digits and scales; None when a word is not a scale."""
    parts = [(digits, SCALES.get(folded(word))) for digits, word in SCALED.findall(bare)]
    left = SCALED.sub("", bare).strip()
    if not parts or left or any(scale is None for _, scale in parts):
        return None
    return [(digits, scale) for digits, scale in parts if scale is not None]


def _writing_of_digits(digits: str) -> Writing | None:
    met = (writing for pattern, writing in DIGIT_PATTERNS if pattern.fullmatch(digits))
    return next(met, None)


def _digits(digits: str, writing: Writing | None) -> float | None:
    negative = digits.startswith("-")
    text = digits.lstrip("- ")
    if writing == Writing.ENGLISH:
        text = text.replace(",", "")
    elif writing != Writing.PLAIN:
        text = text.replace(".", "").replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return -value if negative else value
