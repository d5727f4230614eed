"""Words: one language, and its sentences filled with facts."""

from collections.abc import Callable, KeysView, Mapping
from datetime import date
from functools import cache
from numbers import Number
from string import Formatter
from typing import Any

from locales.catalogues import Forms, choose_language, read_sentences
from locales.days import format_day, format_long_day, format_moment, format_month
from locales.numbers import (
    format_change,
    format_exact_money,
    format_money,
    format_money_change,
    format_number,
    format_percent,
    format_points,
    is_missing,
)


def format_fact(fact: object, language: str) -> str:
    """A fact without a spec: text as it is, days and numbers as people write them."""
    if isinstance(fact, str):
        return fact
    if isinstance(fact, date) and not is_missing(fact):
        return format_day(fact, language)
    if is_missing(fact) or isinstance(fact, Number):
        return format_number(fact, language)
    raise TypeError(f"no way to write {fact!r}")


def format_plain(fact: object, language: str) -> str:
    """Years, rows and other numbers that are names: 2026, never 2.026."""
    return format_number(None, language) if is_missing(fact) else str(fact)


SPECS: Mapping[str, Callable[[object, str], str]] = {
    "": format_fact,
    "plain": format_plain,
    "percent": format_percent,
    "points": format_points,
    "change": format_change,
    "money": format_money,
    "money_change": format_money_change,
    "exact_money": format_exact_money,
    "long": format_long_day,
    "moment": format_moment,
    "month": format_month,
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
    """The words of `language`; of Vietnamese where there are none in it."""
    spoken = choose_language(language)
    return Words(spoken, read_sentences(spoken))


class _Filler(Formatter):
    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:  # Any: as Formatter has it
        return SPECS[format_spec](value, self._language)
