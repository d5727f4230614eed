"""Refusals in words."""

from actions.refusals import Refused
from locales.words import Words


def refusal_sentence(refused: Refused, words: Words) -> str:
    """What the house will not do, why, and what to do instead. Plain text."""
    return words.say(f"refusal.{refused.code}", count=None, **refused.facts)
