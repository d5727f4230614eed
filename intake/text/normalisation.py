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
