"""Numbers as offices write them: Vietnamese and English separators, money in words.

"1.234" alone may be a thousand or a little over one. It is decided by the other cells of
its column where they prove one way of writing, and asked about otherwise.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from intake.folding import folded

PLAIN = r"-?\d{1,18}"
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


class Writing(StrEnum):
    """Whose separators a number shows."""

    PLAIN = "plain"
    VIETNAMESE = "vietnamese"  # 1.234,5
    ENGLISH = "english"  # 1,234.5
    EITHER = "either"  # 1.234 or 1,234: three digits after one separator


@dataclass(frozen=True)
class Numbers:
    """A parsed column: values (float64, missing where not understood), which cells are
    not numbers, and which were ambiguous with the writing they were read by."""

    values: pd.Series
    unread: pd.Series
    ambiguous: pd.Series


def read_numbers(texts: pd.Series) -> Numbers:
    """Read a column of texts. Index kept; empty texts must have been taken out before."""
    plain = texts.str.fullmatch(PLAIN)
    values = pd.Series(np.nan, index=texts.index, dtype="float64")
    values[plain] = texts[plain].astype("float64")
    odd = texts[~plain]
    if odd.empty:
        nothing = pd.Series(False, index=texts.index)
        return Numbers(values, nothing, nothing)
    writings = odd.map(writing_of)
    proven = set(writings.dropna()) & {Writing.VIETNAMESE, Writing.ENGLISH}
    house = proven.pop() if len(proven) == 1 else None
    read = pd.Series(
        [
            None if kind is None else number_of(text, house if kind == Writing.EITHER else kind)
            for text, kind in zip(odd, writings, strict=True)
        ],
        index=odd.index,
        dtype="float64",
    )
    values.loc[odd.index] = read
    either = (writings == Writing.EITHER) & (house is None)
    return Numbers(
        values=values,
        unread=values.isna(),
        ambiguous=either.reindex(texts.index, fill_value=False),
    )


def writing_of(text: str) -> Writing | None:
    """Whose separators `text` shows; None when it is no number at all."""
    bare, words = _bare(text)
    if words and _scaled_parts(bare) is None:
        return None
    kinds = {_writing_of_digits(part) for part in re.findall(r"[\d.,]+", bare)}
    if None in kinds or not kinds:
        return None
    for kind in (Writing.EITHER, Writing.VIETNAMESE, Writing.ENGLISH):
        if kind in kinds:
            return kind
    return Writing.PLAIN


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
    for pattern, writing in DIGIT_PATTERNS:
        if pattern.fullmatch(digits):
            return writing
    return None


DIGIT_PATTERNS = (
    (re.compile(r"\d+"), Writing.PLAIN),
    (re.compile(r"[1-9]\d{0,2}[.,]\d{3}"), Writing.EITHER),
    (re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?"), Writing.VIETNAMESE),
    (re.compile(r"\d+,\d+"), Writing.VIETNAMESE),
    (re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?"), Writing.ENGLISH),
    (re.compile(r"\d+\.\d+"), Writing.ENGLISH),
)


def _digits(digits: str, writing: Writing | None) -> float | None:
    negative = digits.startswith("-")
    text = digits.lstrip("- ")
    if writing == Writing.ENGLISH:
        text = text.replace(",", "")
    elif writing == Writing.PLAIN:
        text = text.replace(" ", "")
    else:
        text = text.replace(".", "").replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return -value if negative else value
