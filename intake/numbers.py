"""Numbers as offices write them: Vietnamese and English separators, money in words.

"1.234" alone may be a thousand or a little over one. It is decided by the other cells of
its column where they prove one way of writing, and asked about otherwise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intake.folding import folded
from intake.measures import are_measures

SCALES = {
    "ty": 10**9,
    "ti": 10**9,
    "trieu": 10**6,
    "tr": 10**6,
    "nghin": 10**3,
    "ngan": 10**3,
    "k": 10**3,
}
CURRENCY = re.compile(
    r"^\s*(?:₫|vnđ|vnd)\s*|\s*(?:₫|đồng|đ|vnđ|vnd|dong)(?:\s*chẵn)?\s*\.?\s*$", re.IGNORECASE
)
SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
SCALED = re.compile(r"([\d.,]+)\s*([a-zA-ZỷỶỉỈệỆìÌàÀăĂ]+)", re.IGNORECASE)
LONGEST_PLAIN = 18
SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}")
HEDGED = re.compile(
    r"(?:khoảng|chừng|gần|hơn|trên|dưới|ước tính|ước đạt|ước|about|over|nearly|[~><≈≥≤])\s*"
    r"(?P<rest>\d.*)",
    re.IGNORECASE,
)
REACHED = re.compile(r"(?:đạt|được|là)\s+(?=\d)", re.IGNORECASE)
NOTED = re.compile(r"(?P<rest>\d.*?)\s*(?:\((?P<note>[^()]*)\)|\*+)")
WORDED = re.compile(r"(?P<digits>\d[\d.,]*)(?P<gap>\s*)(?P<after>[^\W\d][^\d/]*|[.,;])")
TENTHS = re.compile(r"(\d+)\s*([^\W\d]+)\s*(\d)")
LIKE_DIGITS = frozenset("oOlIS")  # letters typed for 0, 1 and 5
# Words that make the number another one, or another money: never just left out.
WEIGHTY = frozenset(
    ("tram", "chuc", "van", "ruoi", "usd", "do", "eur", "euro", "te", "cny", "kip", "baht", "yen")
)
ESTIMATE = frozenset({"uoc", "uoc tinh", "du kien", "tam tinh"})
NEGATIVE = re.compile(r"\((\d[\d.,]*)\)")


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
    `scaled` says that the cell named its own unit of money ("1,2 tỷ", "500.000đ")."""

    value: float
    remark: str | None = None
    scaled: bool = False


@dataclass(frozen=True)
class House:
    """How a column writes: the writing its other cells prove, if any, and whether three
    digits after one mark are read as a fraction where nothing is proven."""

    proven: Writing | None = None
    fraction: bool = False


def read_numbers(texts: Sequence[str], *, fraction: bool = False) -> list[Number | None]:
    """Read the different texts of one column; None for what is no number.

    What may be a thousand or a fraction is read as a thousand (`fraction`: as a fraction, for
    columns that cannot hold thousands) and remarked, unless the column proves one way.
    """
    plain = [text.removeprefix("+") for text in texts]
    writings = [writing_of(text) for text in plain]
    proven = {Writing.VIETNAMESE, Writing.ENGLISH} & set(writings)
    house = House(proven.pop() if len(proven) == 1 else None, fraction)
    return [
        _worded(text, house) if writing is None else _number(text, writing, house)
        for text, writing in zip(plain, writings, strict=True)
    ]


def _number(text: str, writing: Writing, house: House) -> Number | None:
    scaled = _bare(text)[1] or CURRENCY.search(text) is not None
    doubtful = writing == Writing.EITHER and house.proven is None
    if writing == Writing.EITHER:
        writing = house.proven or _meant(text, house, scaled=_bare(text)[1])
    value = number_of(text, writing)
    if value is None:
        return None
    return Number(value, "value.number_ambiguous" if doubtful else None, scaled=scaled)


def _meant(text: str, house: House, *, scaled: bool) -> Writing:
    """The likelier reading of 1.234: a thousand; of "1,234 tỷ", the law's own comma."""
    if scaled:
        return Writing.VIETNAMESE
    dotted = "." in text
    return Writing.ENGLISH if dotted == house.fraction else Writing.VIETNAMESE


def _worded(text: str, house: House) -> Number | None:
    """ "12 người" is 12, remarked; "khoảng 30", "2tr5", "1.2x" and "1,2E+09" are asked about."""
    if found := SCIENTIFIC.fullmatch(text):
        return Number(float(found[0].replace(",", ".")), remark="value.number_scientific")
    if found := NEGATIVE.fullmatch(text):
        return _number(f"-{found[1]}", writing_of(found[1]) or Writing.PLAIN, house)
    if found := HEDGED.fullmatch(text):
        return _remarked(found["rest"], house, "value.number_approximate")
    if found := REACHED.match(text):
        return _remarked(text[found.end() :], house, "value.words_left_out")
    if found := NOTED.fullmatch(text):
        estimate = folded(found["note"] or "") in ESTIMATE
        remark = "value.number_approximate" if estimate else "value.words_left_out"
        return _remarked(found["rest"], house, remark)
    if (found := TENTHS.fullmatch(text)) and folded(found[2]) in SCALES:
        value = (int(found[1]) + int(found[3]) / 10) * SCALES[folded(found[2])]
        return Number(round(value), remark="value.number_ambiguous", scaled=True)
    return _without_words(text, house)


def _remarked(rest: str, house: House, remark: str) -> Number | None:
    """The number of a text's rest, with the remark unless its own asks already."""
    (found,) = read_numbers([rest]) if house.proven is None else [_inner(rest, house)]
    if found is None:
        return None
    own = found.remark if found.remark != "value.words_left_out" else None
    return Number(found.value, own or remark, scaled=found.scaled)


def _inner(text: str, house: House) -> Number | None:
    writing = writing_of(text)
    return _worded(text, house) if writing is None else _number(text, writing, house)


def _without_words(text: str, house: House) -> Number | None:
    found = WORDED.fullmatch(text)
    if found is None or set(folded(found["after"]).split(" ")) & (WEIGHTY | SCALES.keys()):
        return None
    if not found["gap"] and set(found["after"]) <= LIKE_DIGITS:
        return None  # "1O" is a mistyped 10, not one
    writing = writing_of(found["digits"])
    number = None if writing is None else _number(found["digits"], writing, house)
    if number is None:
        return None
    remark = number.remark or "value.words_left_out"
    if not are_measures(found["after"]):
        remark = "value.letters_in_number"
    return Number(number.value, remark, scaled=number.scaled)


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
    whole = sum((_digits(digits, writing) or 0.0) * scale for digits, scale in parts)
    return round(whole, 2)  # 32.557 × 10⁹ is no whole number in binary


def _bare(text: str) -> tuple[str, bool]:
    """The text without currency and blanks, and whether words are left in it."""
    bare = SPACES.sub(" ", CURRENCY.sub("", text)).replace(", ", " ").strip()
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
