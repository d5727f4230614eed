"""Figures read back from what is printed."""

import re
from decimal import Decimal

from locales.numbers import FigureChange
from locales.words import Words

UNITS = {"nghìn": 3, "triệu": 6, "tỷ": 9, "million": 6, "billion": 9}
VIETNAMESE = ("đồng", "điểm", "\u00a0%")  # signs of a text that writes 1.234,5


def percent_printed(text: str) -> Decimal:
    """61,4 % or 61.4% as 61.4."""
    return _number(text)


def points_printed(before: object, now: object, words: Words) -> Decimal:
    """The difference of two shares in points, as it is printed."""
    return _number(words.say("moved.points", difference=FigureChange(before, now)))


def money_printed(text: str) -> Decimal:
    """1,2 tỷ đồng as 1200000000."""
    power = next((power for unit, power in UNITS.items() if unit in text), 0)
    return _number(text) * 10**power


def change_printed(before: int, now: int, words: Words) -> Decimal:
    """By how much a sum rose or fell, as it is printed."""
    said = words.say("compare.money.up", difference=FigureChange(before, now), year="")
    return money_printed(said)


def _number(text: str) -> Decimal:
    found = re.search(r"[+−]?\d[\d.,]*", text)
    if found is None:
        raise AssertionError(text)
    number = found.group().rstrip(".,").replace("−", "-")
    is_vietnamese = any(sign in text for sign in VIETNAMESE)
    grouped, point = (".", ",") if is_vietnamese else (",", ".")
    return Decimal(number.replace(grouped, "").replace(point, "."))
