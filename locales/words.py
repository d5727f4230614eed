"""Words: one language of the house, and its sentences filled with facts."""

from collections.abc import Callable, KeysView, Mapping
from datetime import date
from functools import cache
from numbers import Number
from string import Formatter
from typing import Any

from locales.catalogues import Forms, language_spoken, sentences_of
from locales.days import day, long_day, moment, month
from locales.numbers import (
    change,
    exact_money,
    missing,
    money,
    money_change,
    number,
    percent,
    points,
)


def as_written(fact: object, language: str) -> str:
    """A fact without a spec: text as it is, days and numbers as people write them."""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, date) and not missing(fact):
        return day(fact, language)
    if missing(fact) or isinstance(fact, Number):
        return number(fact, language)
    raise TypeError(f"no way to write {fact!r}")


def plain(fact: object, language: str) -> str:
    """Years, rows and other numbers that are names: 2026, never 2.026."""
    return number(None, language) if missing(fact) else str(fact)


SPECS: Mapping[str, Callable[[object, str], str]] = {
    "": as_written,
    "plain": plain,
    "percent": percent,
    "points": points,
    "change": change,
    "money": money,
    "money_change": money_change,
    "exact_money": exact_money,
    "long": long_day,
    "moment": moment,
    "month": month,
}


class Words:
    """The sentences of one language, by dotted key."""

    def __init__(self, language: str, sentences: Mapping[str, Forms]) -> None:
        self.language = language
        self._sentences = sentences
        self._filler = _Filler(language)

    def say(self, key: str, /, **facts: object) -> str:
        """The sentence of `key`, filled. The fact `count` chooses between one and many.

        A missing key or fact, or a plural without its count, is our own fault: KeyError.
        """
        forms = self._sentences[key]
        if len(forms) > 1 and "count" not in facts:
            raise KeyError(f"{key} needs its count")
        sentence = forms[0] if facts.get("count") == 1 else forms[-1]
        return self._filler.vformat(sentence, (), facts)

    def knows(self, key: str) -> bool:
        """Is there a sentence of this key?"""
        return key in self._sentences

    def keys(self) -> KeysView[str]:
        """Every key of the language."""
        return self._sentences.keys()


@cache
def words_in(language: str) -> Words:
    """The words of `language`; of Vietnamese where the house does not speak it."""
    spoken = language_spoken(language)
    return Words(spoken, sentences_of(spoken))


class _Filler(Formatter):
    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:  # Any: as Formatter has it
        return SPECS[format_spec](value, self._language)
