"""Typed: what people type into a field is kept as they see it, or not at all."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from actions.refusals import Refused

LONGEST = 60
UNSEEN = frozenset({"Cf", "Cc"})  # marks of format and orders to a terminal, as Unicode has them
BREAKS = frozenset("\n\r\t")
OURS = "\u2060"  # a word joiner, which copying from our own screens brings along: it turns nothing


def refuse_unseen(*told: object, but: object = None) -> None:
    """Raise Refused("text_unseen") where a text in `told` holds signs that nobody sees, such as
    turn the letters around them. What stands already, in `but`, is nobody's typing of now."""
    standing = set(_texts(but))
    for text in _texts(told):
        if text not in standing and holds_unseen(text):
            raise Refused("text_unseen", text=unseen_shown(text)[:LONGEST])


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        yield from _texts(tuple(told.values()))
    elif isinstance(told, Iterable) and not isinstance(told, bytes):
        for one in told:
            yield from _texts(one)


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in UNSEEN and sign not in BREAKS and sign != OURS


def holds_unseen(text: str) -> bool:
    """Does a text hold signs that nobody sees?"""
    return any(map(_is_unseen, text))


def unseen_shown(text: str) -> str:
    """The text with each of them by its number, as "SYT[U+200B]"."""
    return "".join(f"[U+{ord(one):04X}]" if _is_unseen(one) else one for one in text)


def without_unseen(text: str) -> str:
    """The text without them."""
    return "".join(one for one in text if not _is_unseen(one))
