"""Changes reconcile as printed: whoever subtracts one printed figure from another finds the printed
difference, whatever the two are."""

import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.published import round_province_split
from indicators.disclosure.suppression import LEAST
from locales.words import words_in
from tests.locales.printed import (
    change_printed,
    money_printed,
    percent_printed,
    points_printed,
)

COUNTS = st.integers(0, 5000)
SUMS = st.integers(0, 10**13)
few = settings(max_examples=200, deadline=None, database=None)


def is_bound(text: str) -> bool:
    """Under 0.1 % and over 99.9 % are written as bounds: nobody subtracts them."""
    return re.search("dưới|trên|under|over", text) is not None


def reconciles(before: float, now: float, language: str) -> None:
    words = words_in(language)
    texts = [words.say("number.share", share=share) for share in (before, now)]
    if not any(map(is_bound, texts)):
        first, last = map(percent_printed, texts)
        assert points_printed(before, now, words) == last - first


@pytest.mark.parametrize("language", ["vi", "en"])
@few
@given(before=st.floats(0, 1), now=st.floats(0, 1))
def test_shares_for_the_secretariat(language: str, before: float, now: float) -> None:
    reconciles(before, now, language)


@pytest.mark.parametrize("language", ["vi", "en"])
@few
@given(before=st.tuples(COUNTS, COUNTS, COUNTS), now=st.tuples(COUNTS, COUNTS, COUNTS))
def test_shares_of_rounded_counts_for_everybody_else(
    language: str, before: tuple[int, int, int], now: tuple[int, int, int]
) -> None:
    shares = [share for counts in (before, now) if (share := rounded_share(*counts)) is not None]
    if len(shares) == 2:
        reconciles(shares[0], shares[1], language)


def rounded_share(helped: int, nobody: int, closed: int) -> float | None:
    """Coverage as everybody but the secretariat reads it."""
    counts = [pd.Series([count]) for count in (helped + nobody + closed, nobody, closed)]
    split = round_province_split(counts[0], counts[1], counts[2], LEAST).iloc[0]
    assert split["part"] + split["nobody"] + split["closed_unhelped"] == split["whole"]
    return float(split["part"] / split["whole"]) if split["whole"] else None


@pytest.mark.parametrize("language", ["vi", "en"])
@few
@given(before=SUMS, now=SUMS)
def test_sums_of_money(language: str, before: int, now: int) -> None:
    words = words_in(language)
    first, last = (money_printed(words.say("figure.money", value=vnd)) for vnd in (before, now))
    assert change_printed(before, now, words) == abs(last - first)


def test_the_signed_example() -> None:
    assert points_printed(0.6141, 0.7849, words_in("vi")) == Decimal("17.1")
