"""Normalisation: one key for every way of writing the same Vietnamese words."""

import re
from functools import lru_cache

import pandas as pd

from intake.text.syllables import strip_marks

APART = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=50_000)
def normalise_text(text: str) -> str:
    """Lower case, no marks, words parted by single spaces: "Sở Y  tế" → "so y te".

    The place of a tone mark does not matter ("hòa" = "hoà"), nor does the form (NFC, NFD).
    """
    return APART.sub(" ", strip_marks(text).casefold()).strip()


def normalise_column(texts: pd.Series) -> pd.Series:
    """`normalise_text` over a whole column, once per different text."""
    known = {text: normalise_text(text) for text in texts.unique()}
    return texts.map(known)


def make_loose_code_keys(codes: pd.Series) -> pd.Series:
    """One key for codes of addresses that may be one: whatever stands between their parts, in any
    letters, and without the zeros that a number begins with. "dc 1573 21" and "DC-01573-0021" are
    one."""
    parts = codes.astype("str").str.upper().str.replace(r"[^0-9A-ZĐ]+", "-", regex=True)
    return parts.str.replace(r"(^|[^0-9])0+([0-9])", r"\1\2", regex=True)
