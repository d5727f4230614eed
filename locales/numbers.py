"""Numbers as people write them: 1.234,5 · 73 % · 1,2 tỷ đồng. Rounding is half up.

Every function takes the value and the language; a missing value (None, NA, NaN) is the
words of `number.none`, never 0.
"""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from locales.catalogues import sentences_of

THOUSAND = Decimal(1000)
MONEY_UNITS = (  # key, đồng in one, decimals shown
    ("money.thousand", THOUSAND, 0),
    ("money.million", THOUSAND**2, 1),
    ("money.billion", THOUSAND**3, 1),
)
VIETNAMESE_SIGNS = str.maketrans({",": ".", ".": ","})


def missing(value: object) -> bool:
    """Is there nothing to write? None, NA, NaT and NaN are missing."""
    return value is None or value is pd.NA or value is pd.NaT or value != value


def number(value: object, language: str, *, digits: int = 2) -> str:
    """A count or a measure, with at most `digits` decimals and no idle zeros."""
    if missing(value):
        return _said("number.none", language)
    return _written(_rounded(_exact(value), digits), language)


def percent(share: object, language: str) -> str:
    """A share of 1 in whole percent. What is not quite nothing or not quite all never
    reads 0 % or 100 %."""
    if missing(share):
        return _said("number.none", language)
    exact = _exact(share) * 100
    for digits in (0, 1):
        shown = _rounded(exact, digits)
        if shown == exact or shown not in (0, 100):
            return _said("number.percent", language, amount=_written(shown, language))
    return _nearly(exact, language)


def points(difference: object, language: str) -> str:
    """A difference of two shares of 1, signed, in whole percentage points."""
    if missing(difference):
        return _said("number.none", language)
    shown = _rounded(_exact(difference) * 100, 0)
    sign = "+" if shown > 0 else ""
    return _said("number.points", language, amount=sign + _written(shown, language))


def change(difference: object, language: str) -> str:
    """A change of a share of 1 in whole percentage points; where it rounds to none, that it
    did not change."""
    if not missing(difference) and _rounded(_exact(difference) * 100, 0) == 0:
        return _said("number.unchanged", language)
    return points(difference, language)


def money(vnd: object, language: str) -> str:
    """Đồng, rounded for reading: 950 nghìn đồng, 560 triệu đồng, 1,2 tỷ đồng."""
    if missing(vnd):
        return _said("number.none", language)
    exact = _exact(vnd)
    for key, unit, digits in reversed(MONEY_UNITS):
        if abs(_rounded(exact / unit * THOUSAND, 0)) >= THOUSAND:
            shown = _rounded(exact / unit, digits if abs(exact) < 100 * unit else 0)
            return _said(key, language, amount=_written(shown, language))
    return exact_money(vnd, language)


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
