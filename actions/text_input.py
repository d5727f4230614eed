"""Typed: what people type into a field is kept as they see it, or not at all."""

import re
from collections.abc import Iterable, Iterator, Mapping

from actions.refusals import Refused
from intake.text.unseen_letters import LETTERS, show_unseen

LONGEST = 60
MANY_DIGITS = 8
# But for a word joiner, which copying from our own screens brings along: it turns nothing.
REFUSED = LETTERS - {"\u2060"}


def refuse_unseen_signs(*values: object, but: object = None) -> None:
    """Raise Refused("text_unseen") where a text in `values` holds signs that nobody sees, such as
    turn the letters around them. What stands already, in `but`, is nobody's typing of now."""
    standing = set(_list_texts(but))
    for text in _list_texts(values):
        if text not in standing and has_unseen_signs(text):
            raise Refused("text_unseen", text=_show(text)[:LONGEST])


def _show(text: str) -> str:
    """The text with what nobody sees in it, and without so many digits as may be somebody's."""
    many = sum(sign.isdecimal() for sign in text) >= MANY_DIGITS
    return show_unseen(re.sub(r"\d+", "…", text) if many else text)


def _list_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _list_texts(tuple(value.values()))
    elif isinstance(value, Iterable) and not isinstance(value, bytes):
        for part in value:
            yield from _list_texts(part)


def has_unseen_signs(text: str) -> bool:
    """Does a text hold signs that nobody sees?"""
    return not REFUSED.isdisjoint(text)


def remove_unseen_signs(text: str) -> str:
    """The text without signs that nobody sees."""
    return "".join(sign for sign in text if sign not in REFUSED)
