"""Numbers as people write them: 1.234,5 · 73,4 % · 1,2 tỷ đồng. Rounding is half up.

Every function takes the value and the language; a missing value (None, NA, NaN) is the
words of `number.none`, never 0. The difference of two figures is that of the figures as they
are written, so that whoever subtracts what is printed finds what is printed.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pandas as pd

from locales.catalogues import read_sentences

THOUSAND = Decimal(1000)
MONEY_UNITS = (  # key, đồng in one, decimals shown
    ("money.thousand", THOUSAND, 0),
    ("money.million", THOUSAND**2, 1),
    ("money.billion", THOUSAND**3, 1),
)
SHARE_DIGITS = 1  # of a percentage, and so of a difference between two
VIETNAMESE_SIGNS = str.maketrans({",": ".", ".": ","})


class FigureChange(NamedTuple):
    """A figure before and after: two shares of 1, or two sums in đồng."""

    before: object
    after: object


def is_missing(value: object) -> bool:
    """Is there nothing to write? None, NA, NaT and NaN are missing."""
    return value is None or value is pd.NA or value is pd.NaT or value != value


def format_number(value: object, language: str, *, digits: int = 2) -> str:
    """A count or a measure, with at most `digits` decimals and no idle zeros."""
    if is_missing(value):
        return _get_sentence("number.none", language)
    return _format_decimal(_round_half_up(_convert_to_decimal(value), digits), language)


def round_percent(share: object) -> Decimal:
    """A share of 1 as the percentage that is written: one decimal, or none."""
    return _round_half_up(_convert_to_decimal(share) * 100, SHARE_DIGITS)


def round_share(share: object) -> float:
    """A share of 1 as `percent` writes it, again of 1: not quite nothing and not quite all stay
    a tenth of a percent away from it; not a number where it is missing."""
    if is_missing(share):
        return float("nan")
    rounded, exact = round_percent(share), _convert_to_decimal(share) * 100
    if rounded != exact:
        rounded = min(max(rounded, Decimal("0.1")), Decimal("99.9"))
    return float(rounded / 100)


def round_points(before: object, after: object) -> Decimal:
    """From one share of 1 to another in percentage points, as the two are written."""
    return round_percent(after) - round_percent(before)


def format_percent(share: object, language: str) -> str:
    """A share of 1 in percent with one decimal, or none where that is nought. What is not quite
    nothing or not quite all never reads 0 % or 100 %."""
    if is_missing(share):
        return _get_sentence("number.none", language)
    exact, rounded = _convert_to_decimal(share) * 100, round_percent(share)
    if rounded in (0, 100) and rounded != exact:
        return _format_bound(exact, language)
    return _get_sentence("number.percent", language, amount=_format_decimal(rounded, language))


def format_points(change: object, language: str) -> str:
    """A FigureChange of a share, signed, in percentage points; missing where one of the two is."""
    before, after = _read_change(change)
    if is_missing(before) or is_missing(after):
        return _get_sentence("number.none", language)
    rounded = round_points(before, after)
    sign = "+" if rounded > 0 else ""
    return _get_sentence(
        "number.points", language, amount=sign + _format_decimal(rounded, language)
    )


def format_change(change: object, language: str) -> str:
    """The same; where the two are written alike, that nothing changed."""
    before, after = _read_change(change)
    if not is_missing(before) and not is_missing(after) and round_points(before, after) == 0:
        return _get_sentence("number.unchanged", language)
    return format_points(change, language)


def _read_change(change: object) -> FigureChange:
    """TypeError for what is no FigureChange: of a difference nobody knows between which figures."""
    if is_missing(change):
        return FigureChange(None, None)
    if not isinstance(change, FigureChange):
        raise TypeError(f"{change!r} is no FigureChange")
    return change


def format_money(vnd: object, language: str) -> str:
    """Đồng, rounded for reading: 950 nghìn đồng, 560 triệu đồng, 1,2 tỷ đồng."""
    if is_missing(vnd):
        return _get_sentence("number.none", language)
    exact = _convert_to_decimal(vnd)
    money_unit = _find_money_unit(exact)
    if money_unit is None:
        return format_exact_money(vnd, language)
    key, unit, digits = money_unit
    return _get_sentence(
        key, language, amount=_format_decimal(_round_half_up(exact / unit, digits), language)
    )


def round_vnd(vnd: object) -> Decimal:
    """Đồng as they are written by `money`."""
    exact = _convert_to_decimal(vnd)
    money_unit = _find_money_unit(exact)
    if money_unit is None:
        return _round_half_up(exact, 0)
    _, unit, digits = money_unit
    return _round_half_up(exact / unit, digits) * unit


def round_vnd_difference(before: object, after: object) -> Decimal:
    """From one sum of đồng to another, as the two are written."""
    return round_vnd(after) - round_vnd(before)


def format_money_change(change: object, language: str) -> str:
    """By how much a FigureChange of đồng rose or fell, without a sign and without rounding again:
    1,2 tỷ and 950 triệu differ by 250 triệu."""
    before, after = _read_change(change)
    if is_missing(before) or is_missing(after):
        return _get_sentence("number.none", language)
    difference = abs(round_vnd_difference(before, after))
    money_unit = _find_money_unit(difference)
    if money_unit is None or (money_unit[1] == THOUSAND and difference % THOUSAND):
        return format_exact_money(difference, language)
    key, unit, _ = money_unit
    return _get_sentence(key, language, amount=_format_decimal(difference / unit, language))


def _find_money_unit(exact: Decimal) -> tuple[str, Decimal, int] | None:
    """In what a sum is written: the key, đồng in one, decimals; None for less than 1.000 đồng."""
    for key, unit, digits in reversed(MONEY_UNITS):
        if abs(_round_half_up(exact / unit * THOUSAND, 0)) >= THOUSAND:
            return key, unit, digits if abs(exact) < 100 * unit else 0
    return None


def format_exact_money(vnd: object, language: str) -> str:
    """Đồng to the last one: 1.234.567 đồng."""
    if is_missing(vnd):
        return _get_sentence("number.none", language)
    return _get_sentence("money.dong", language, amount=format_number(vnd, language, digits=0))


def _convert_to_decimal(value: object) -> Decimal:
    return Decimal(str(value))


def _round_half_up(exact: Decimal, digits: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _format_decimal(exact: Decimal, language: str) -> str:
    plain = f"{exact.normalize() + 0:,f}".replace("-", "−")
    return plain.translate(VIETNAMESE_SIGNS) if language == "vi" else plain


def _format_bound(exact: Decimal, language: str) -> str:
    key, bound = ("number.below", "0.1") if exact < 50 else ("number.above", "99.9")
    amount = _format_decimal(Decimal(bound), language)
    return _get_sentence(
        key, language, bound=_get_sentence("number.percent", language, amount=amount)
    )


def _get_sentence(key: str, language: str, **facts: str) -> str:
    return read_sentences(language)[key][0].format(**facts)
