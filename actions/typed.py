"""Typed: what people type into a field is kept as they see it, or not at all."""

import re
from collections.abc import Iterable, Iterator, Mapping

from actions.refusals import Refused
from intake.unseen_letters import LETTERS, show_unseen

LONGEST = 60
MANY_DIGITS = 8
# But for a word joiner, which copying from our own screens brings along: it turns nothing.
REFUSED = LETTERS - {"\u2060"}


def refuse_unseen(*told: object, but: object = None) -> None:
    """Raise Refused("text_unseen") where a text in `told` holds signs that nobody sees, such as
    turn the letters around them. What stands already, in `but`, is nobody's typing of now."""
    standing = set(_texts(but))
    for text in _texts(told):
        if text not in standing and holds_unseen(text):
            raise Refused("text_unseen", text=_show(text)[:LONGEST])


def _show(text: str) -> str:
    """The text with what nobody sees in it, and without so many digits as may be somebody's."""
    many = sum(sign.isdecimal() for sign in text) >= MANY_DIGITS
    return show_unseen(re.sub(r"\d+", "…", text) if many else text)


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        yield from _texts(tuple(told.values()))
    elif isinstance(told, Iterable) and not isinstance(told, bytes):
        for one in told:
            yield from _texts(one)


def holds_unseen(text: str) -> bool:
    """Does a text hold signs that nobody sees?"""
    return not REFUSED.isdisjoint(text)


def without_unseen(text: str) -> str:
    """The text without them."""
    return "".join(sign for sign in text if sign not in REFUSED)
