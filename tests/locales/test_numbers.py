"""Numbers, shares and money as people write them. `~` stands for a no-break space."""

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from locales.numbers import (
    FigureChange,
    format_change,
    format_exact_money,
    format_money,
    format_money_change,
    format_number,
    format_percent,
    format_points,
    round_share,
)

NUMBERS = [
    # value, Vietnamese, English
    (0, "0", "0"),
    (950, "950", "950"),
    (1234567, "1.234.567", "1,234,567"),
    (1234.5, "1.234,5", "1,234.5"),
    (2.0, "2", "2"),
    (0.125, "0,13", "0.13"),  # half up
    (-3, "−3", "−3"),
    (-0.001, "0", "0"),  # never "−0"
    (np.int64(5), "5", "5"),
    (np.float64(7.25), "7,25", "7.25"),
    (Decimal("1E+3"), "1.000", "1,000"),
]
SHARES = [
    (0, "0~%", "0%"),
    (1, "100~%", "100%"),
    (0.73, "73~%", "73%"),
    (0.125, "12,5~%", "12.5%"),
    (2 / 3, "66,7~%", "66.7%"),
    (0.61449, "61,4~%", "61.4%"),
    (0.004, "0,4~%", "0.4%"),  # not nothing
    (0.0004, "dưới 0,1~%", "under 0.1%"),
    (0.996, "99,6~%", "99.6%"),  # not all
    (0.9999, "trên 99,9~%", "over 99.9%"),
]
SUMS = [
    (0, "0 đồng", "VND 0"),
    (999, "999 đồng", "VND 999"),
    (45_500, "46 nghìn đồng", "VND 46,000"),
    (950_000, "950 nghìn đồng", "VND 950,000"),
    (999_999, "1 triệu đồng", "VND 1 million"),  # never "1.000 nghìn"
    (1_500_000, "1,5 triệu đồng", "VND 1.5 million"),
    (560_000_000, "560 triệu đồng", "VND 560 million"),
    (950_000_000, "950 triệu đồng", "VND 950 million"),  # not yet "1 tỷ"
    (999_999_999, "1 tỷ đồng", "VND 1 billion"),
    (1_234_567_890, "1,2 tỷ đồng", "VND 1.2 billion"),
    (32_557_000_000, "32,6 tỷ đồng", "VND 32.6 billion"),
    (1_254_000_000_000, "1.254 tỷ đồng", "VND 1,254 billion"),
]


@pytest.mark.parametrize(("value", "vi", "en"), NUMBERS)
def test_number(value: object, vi: str, en: str) -> None:
    assert (format_number(value, "vi"), format_number(value, "en")) == (vi, en)


@pytest.mark.parametrize(("share", "vi", "en"), SHARES)
def test_percent(share: object, vi: str, en: str) -> None:
    assert (format_percent(share, "vi"), format_percent(share, "en")) == (
        vi.replace("~", "\u00a0"),
        en,
    )


@pytest.mark.parametrize(("vnd", "vi", "en"), SUMS)
def test_money(vnd: int, vi: str, en: str) -> None:
    assert (format_money(vnd, "vi"), format_money(vnd, "en")) == (vi, en)


def test_exact_money() -> None:
    assert format_exact_money(1234567, "vi") == "1.234.567 đồng"
    assert format_exact_money(1234567, "en") == "VND 1,234,567"


def test_points_are_signed() -> None:
    assert format_points(FigureChange(0.614, 0.785), "vi") == "+17,1 điểm phần trăm"
    assert format_points(FigureChange(0.5, 0.47), "vi") == "−3 điểm phần trăm"
    assert format_points(FigureChange(0.5, 0.5), "en") == "0 pp"


def test_a_change_that_rounds_to_none_is_none() -> None:
    assert format_change(FigureChange(0.5, 0.5004), "vi") == "không đổi"
    assert format_change(FigureChange(0.5, 0.4996), "en") == "no change"
    assert format_change(FigureChange(0.5, 0.551), "vi") == "+5,1 điểm phần trăm"


def test_a_change_of_money_is_that_of_what_is_written() -> None:
    assert format_money_change(FigureChange(950_400_000, 1_249_000_000), "vi") == "250 triệu đồng"
    assert format_money_change(FigureChange(32_557_000_000, 950_400_000), "vi") == "31,65 tỷ đồng"


@pytest.mark.parametrize("write", [format_points, format_change, format_money_change])
def test_a_difference_of_nobody_knows_what_is_no_change(write: object) -> None:
    assert callable(write)
    with pytest.raises(TypeError):
        write(0.2, "vi")


@pytest.mark.parametrize("missing", [None, pd.NA, pd.NaT, float("nan"), np.float64("nan")])
@pytest.mark.parametrize(
    "write",
    [format_number, format_percent, format_points, format_change, format_money, format_exact_money],
)
def test_missing_is_words_never_nought(write: object, missing: object) -> None:
    assert callable(write)
    assert write(missing, "vi") == "chưa có số liệu"
    assert write(missing, "en") == "no data yet"


@pytest.mark.parametrize(
    ("share", "drawn"),
    [(0.74249, 0.742), (0, 0), (1, 1), (0.0001, 0.001), (0.9999, 0.999), (1 / 3, 0.333)],
)
def test_a_drawn_share_is_the_one_that_is_written(share: float, drawn: float) -> None:
    assert round_share(share) == drawn


def test_a_missing_share_is_drawn_as_nothing() -> None:
    assert math.isnan(round_share(None))
