"""Numbers as offices write them: Vietnamese and English separators, money in words.

"1.234" alone may be a thousand or a little over one. It is decided by the other cells of
its column where they prove one way of writing, and asked about otherwise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intake.headers.measures import are_measures
from intake.text.normalisation import normalise_text

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


class NumberStyle(StrEnum):
    """Whose separators a number shows."""

    PLAIN = "plain"
    VIETNAMESE = "vietnamese"  # 1.234,5
    ENGLISH = "english"  # 1,234.5
    EITHER = "either"  # 1.234 or 1,234: three digits after one separator


DIGIT_PATTERNS = (
    (re.compile(r"\d+"), NumberStyle.PLAIN),
    (re.compile(r"[1-9]\d{0,2}[.,]\d{3}"), NumberStyle.EITHER),
    (re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?"), NumberStyle.VIETNAMESE),
    (re.compile(r"\d+,\d+"), NumberStyle.VIETNAMESE),
    (re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?"), NumberStyle.ENGLISH),
    (re.compile(r"\d+\.\d+"), NumberStyle.ENGLISH),
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

    proven: NumberStyle | None = None
    fraction: bool = False


def parse_numbers(texts: Sequence[str], *, fraction: bool = False) -> list[Number | None]:
    """Read the different texts of one column; None for what is no number.

    What may be a thousand or a fraction is read as a thousand (`fraction`: as a fraction, for
    columns that cannot hold thousands) and remarked, unless the column proves one way.
    """
    plain = [text.removeprefix("+") for text in texts]
    writings = [detect_writing(text) for text in plain]
    proven = {NumberStyle.VIETNAMESE, NumberStyle.ENGLISH} & set(writings)
    house = House(proven.pop() if len(proven) == 1 else None, fraction)
    return [
        _parse_with_words(text, house) if writing is None else _build_number(text, writing, house)
        for text, writing in zip(plain, writings, strict=True)
    ]


def _build_number(text: str, writing: NumberStyle, house: House) -> Number | None:
    scaled = _remove_currency(text)[1] or CURRENCY.search(text) is not None
    doubtful = writing == NumberStyle.EITHER and house.proven is None
    if writing == NumberStyle.EITHER:
        writing = house.proven or _guess_writing(text, house, scaled=_remove_currency(text)[1])
    value = parse_number(text, writing)
    if value is None:
        return None
    return Number(value, "value.number_ambiguous" if doubtful else None, scaled=scaled)


def _guess_writing(text: str, house: House, *, scaled: bool) -> NumberStyle:
    """The likelier reading of 1.234: a thousand; of "1,234 tỷ", the law's own comma."""
    if scaled:
        return NumberStyle.VIETNAMESE
    dotted = "." in text
    return NumberStyle.ENGLISH if dotted == house.fraction else NumberStyle.VIETNAMESE


def _parse_with_words(text: str, house: House) -> Number | None:
    """ "12 người" is 12, remarked; "khoảng 30", "2tr5", "1.2x" and "1,2E+09" are asked about."""
    if match := SCIENTIFIC.fullmatch(text):
        return Number(float(match[0].replace(",", ".")), remark="value.number_scientific")
    if match := NEGATIVE.fullmatch(text):
        return _build_number(f"-{match[1]}", detect_writing(match[1]) or NumberStyle.PLAIN, house)
    if match := HEDGED.fullmatch(text):
        return _parse_with_remark(match["rest"], house, "value.number_approximate")
    if match := REACHED.match(text):
        return _parse_with_remark(text[match.end() :], house, "value.words_left_out")
    if match := NOTED.fullmatch(text):
        estimate = normalise_text(match["note"] or "") in ESTIMATE
        remark = "value.number_approximate" if estimate else "value.words_left_out"
        return _parse_with_remark(match["rest"], house, remark)
    if (match := TENTHS.fullmatch(text)) and normalise_text(match[2]) in SCALES:
        value = (int(match[1]) + int(match[3]) / 10) * SCALES[normalise_text(match[2])]
        return Number(round(value), remark="value.number_ambiguous", scaled=True)
    return _parse_without_words(text, house)


def _parse_with_remark(rest: str, house: House, remark: str) -> Number | None:
    """The number of a text's rest, with the remark unless its own asks already."""
    (number,) = parse_numbers([rest]) if house.proven is None else [_parse_rest(rest, house)]
    if number is None:
        return None
    own = number.remark if number.remark != "value.words_left_out" else None
    return Number(number.value, own or remark, scaled=number.scaled)


def _parse_rest(text: str, house: House) -> Number | None:
    writing = detect_writing(text)
    return (
        _parse_with_words(text, house) if writing is None else _build_number(text, writing, house)
    )


def _parse_without_words(text: str, house: House) -> Number | None:
    match = WORDED.fullmatch(text)
    if match is None or set(normalise_text(match["after"]).split(" ")) & (WEIGHTY | SCALES.keys()):
        return None
    if not match["gap"] and set(match["after"]) <= LIKE_DIGITS:
        return None  # "1O" is a mistyped 10, not one
    writing = detect_writing(match["digits"])
    number = None if writing is None else _build_number(match["digits"], writing, house)
    if number is None:
        return None
    remark = number.remark or "value.words_left_out"
    if not are_measures(match["after"]):
        remark = "value.letters_in_number"
    return Number(number.value, remark, scaled=number.scaled)


def detect_writing(text: str) -> NumberStyle | None:
    """Whose separators `text` shows; None when it is no number at all."""
    if text.isdecimal() and text.isascii() and len(text) <= LONGEST_PLAIN:
        return NumberStyle.PLAIN
    bare, words = _remove_currency(text)
    if words and _split_scales(bare) is None:
        return None
    kinds = {_detect_digits_writing(part) for part in re.findall(r"[\d.,]+", bare)}
    if None in kinds or not kinds:
        return None
    by_weight = (NumberStyle.EITHER, NumberStyle.VIETNAMESE, NumberStyle.ENGLISH)
    return next((kind for kind in by_weight if kind in kinds), NumberStyle.PLAIN)


def parse_number(text: str, writing: NumberStyle | None) -> float | None:
    """The number, read by `writing` (None: Vietnamese, the law's own)."""
    bare, words = _remove_currency(text)
    if not words:
        return _convert_digits(bare, writing)
    parts = _split_scales(bare)
    if parts is None:
        return None
    whole = sum((_convert_digits(digits, writing) or 0.0) * scale for digits, scale in parts)
    return round(whole, 2)  # 32.557 × 10⁹ is no whole number in binary


def _remove_currency(text: str) -> tuple[str, bool]:
    """The text without currency and blanks, and whether words are left in it."""
    bare = SPACES.sub(" ", CURRENCY.sub("", text)).replace(", ", " ").strip()
    joined = re.sub(r"(?<=\d) (?=\d{3}\b)", "", bare)
    return joined, bool(re.search(r"[^\d.,\- ]", joined))


def _split_scales(bare: str) -> list[tuple[str, int]] | None:
    """ "1 tỷ 250 triệu" as digits and scales; None when a word is not a scale."""
    parts = [(digits, SCALES.get(normalise_text(word))) for digits, word in SCALED.findall(bare)]
    left = SCALED.sub("", bare).strip()
    if not parts or left or any(scale is None for _, scale in parts):
        return None
    return [(digits, scale) for digits, scale in parts if scale is not None]


def _detect_digits_writing(digits: str) -> NumberStyle | None:
    writings = (writing for pattern, writing in DIGIT_PATTERNS if pattern.fullmatch(digits))
    return next(writings, None)


def _convert_digits(digits: str, writing: NumberStyle | None) -> float | None:
    negative = digits.startswith("-")
    text = digits.lstrip("- ")
    if writing == NumberStyle.ENGLISH:
        text = text.replace(",", "")
    elif writing != NumberStyle.PLAIN:
        text = text.replace(".", "").replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return -value if negative else value
