"""Numbers as people write them: 1.234,5 · 73,4 % · 1,2 tỷ đồng. Rounding is half up.

Every function takes the value and the language; a missing value (None, NA, NaN) is the
words of `number.none`, never 0. The difference of two figures is that of the figures as they
are written, so that whoever subtracts what is printed finds what is printed.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pandas as pd

from locales.catalogues import sentences_of

THOUSAND = Decimal(1000)
MONEY_UNITS = (  # key, đồng in one, decimals shown
    ("money.thousand", THOUSAND, 0),
    ("money.million", THOUSAND**2, 1),
    ("money.billion", THOUSAND**3, 1),
)
SHARE_DIGITS = 1  # of a percentage, and so of a difference between two
VIETNAMESE_SIGNS = str.maketrans({",": ".", ".": ","})


class Change(NamedTuple):
    """A figure before and after: two shares of 1, or two sums in đồng."""

    before: object
    after: object


def missing(value: object) -> bool:
    """Is there nothing to write? None, NA, NaT and NaN are missing."""
    return value is None or value is pd.NA or value is pd.NaT or value != value


def number(value: object, language: str, *, digits: int = 2) -> str:
    """A count or a measure, with at most `digits` decimals and no idle zeros."""
    if missing(value):
        return _said("number.none", language)
    return _written(_rounded(_exact(value), digits), language)


def shown_percent(share: object) -> Decimal:
    """A share of 1 as the percentage that is written: one decimal, or none."""
    return _rounded(_exact(share) * 100, SHARE_DIGITS)


def as_printed(share: object) -> float:
    """A share of 1 as `percent` writes it, again of 1: not quite nothing and not quite all stay
    a tenth of a percent away from it; not a number where it is missing."""
    if missing(share):
        return float("nan")
    shown, exact = shown_percent(share), _exact(share) * 100
    if shown != exact:
        shown = min(max(shown, Decimal("0.1")), Decimal("99.9"))
    return float(shown / 100)


def shown_points(before: object, after: object) -> Decimal:
    """From one share of 1 to another in percentage points, as the two are written."""
    return shown_percent(after) - shown_percent(before)


def percent(share: object, language: str) -> str:
    """A share of 1 in percent with one decimal, or none where that is nought. What is not quite
    nothing or not quite all never reads 0 % or 100 %."""
    if missing(share):
        return _said("number.none", language)
    exact, shown = _exact(share) * 100, shown_percent(share)
    if shown in (0, 100) and shown != exact:
        return _nearly(exact, language)
    return _said("number.percent", language, amount=_written(shown, language))


def points(change: object, language: str) -> str:
    """A Change of a share, signed, in percentage points; missing where one of the two is."""
    before, after = _both(change)
    if missing(before) or missing(after):
        return _said("number.none", language)
    shown = shown_points(before, after)
    sign = "+" if shown > 0 else ""
    return _said("number.points", language, amount=sign + _written(shown, language))


def change(change: object, language: str) -> str:
    """The same; where the two are written alike, that nothing changed."""
    before, after = _both(change)
    if not missing(before) and not missing(after) and shown_points(before, after) == 0:
        return _said("number.unchanged", language)
    return points(change, language)


def _both(change: object) -> Change:
    """TypeError for what is no Change: of a difference nobody knows between which figures."""
    if missing(change):
        return Change(None, None)
    if not isinstance(change, Change):
        raise TypeError(f"{change!r} is no Change")
    return change


def money(vnd: object, language: str) -> str:
    """Đồng, rounded for reading: 950 nghìn đồng, 560 triệu đồng, 1,2 tỷ đồng."""
    if missing(vnd):
        return _said("number.none", language)
    exact = _exact(vnd)
    found = _money_unit(exact)
    if found is None:
        return exact_money(vnd, language)
    key, unit, digits = found
    return _said(key, language, amount=_written(_rounded(exact / unit, digits), language))


def shown_money(vnd: object) -> Decimal:
    """Đồng as they are written by `money`."""
    exact = _exact(vnd)
    found = _money_unit(exact)
    if found is None:
        return _rounded(exact, 0)
    _, unit, digits = found
    return _rounded(exact / unit, digits) * unit


def shown_money_difference(before: object, after: object) -> Decimal:
    """From one sum of đồng to another, as the two are written."""
    return shown_money(after) - shown_money(before)


def money_change(change: object, language: str) -> str:
    """By how much a Change of đồng rose or fell, without a sign and without rounding again: 1,2
    tỷ and 950 triệu differ by 250 triệu."""
    before, after = _both(change)
    if missing(before) or missing(after):
        return _said("number.none", language)
    difference = abs(shown_money_difference(before, after))
    found = _money_unit(difference)
    if found is None or (found[1] == THOUSAND and difference % THOUSAND):
        return exact_money(difference, language)
    key, unit, _ = found
    return _said(key, language, amount=_written(difference / unit, language))


def _money_unit(exact: Decimal) -> tuple[str, Decimal, int] | None:
    """In what a sum is written: the key, đồng in one, decimals; None for less than 1.000 đồng."""
    for key, unit, digits in reversed(MONEY_UNITS):
        if abs(_rounded(exact / unit * THOUSAND, 0)) >= THOUSAND:
            return key, unit, digits if abs(exact) < 100 * unit else 0
    return None


def exact_money(vnd: object, language: str) -> str:
    """Đồng to the last one: 1.234.567 đồng."""
    if missing(vnd):
        return _said("number.none", language)
    return _said("money.dong", language, amount=number(vnd, language, digits=0))


def _exact(value: object) -> Decimal:
    return Decimal(str(value))


def _rounded(exact: Decimal, digits: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _written(exact: Decimal, language: str) -> str:
    plain = f"{exact.normalize() + 0:,f}".replace("-", "−")
    return plain.translate(VIETNAMESE_SIGNS) if language == "vi" else plain


def _nearly(exact: Decimal, language: str) -> str:
    key, bound = ("number.below", "0.1") if exact < 50 else ("number.above", "99.9")
    amount = _written(Decimal(bound), language)
    return _said(key, language, bound=_said("number.percent", language, amount=amount))


def _said(key: str, language: str, **facts: str) -> str:
    return sentences_of(language)[key][0].format(**facts)
