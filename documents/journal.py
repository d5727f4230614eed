"""The journal in words: who did what to what, and what changed from what to what."""

import json
from collections.abc import Mapping
from datetime import date

from locales.words import Words

LONGEST = 160
Facts = Mapping[str, object]


def verb_said(verb: str, words: Words) -> str:
    """What was done; the verb itself where there is no word for it."""
    key = f"journal.verb.{verb}"
    return words.say(key) if words.knows(key) else verb


def subject_said(subject: str, words: Words) -> str:
    """What it was done to: “lần nhận số 12”; the subject itself where it has no words."""
    kind, _, name = subject.partition(" ")
    key = f"journal.subject.{kind}"
    return words.say(key, name=name) if words.knows(key) else subject


def changes_said(before: str, after: str, words: Words) -> list[str]:
    """Each fact that changed, from what to what; those only told of, as they were. Plain
    text; both are JSON as the journal keeps it."""
    was, became = facts_in(before), facts_in(after)
    names = [*became, *(name for name in was if name not in became)]
    return [_change(name, was, became, words) for name in names if _told(name, was, became)]


def facts_in(told: str) -> Facts:
    """The facts of an entry; of one that is no JSON object, the text itself."""
    try:
        facts = json.loads(told)
    except ValueError:
        return {"text": told}
    return facts if isinstance(facts, dict) else {"text": facts}


def _told(name: str, was: Facts, became: Facts) -> bool:
    return was.get(name) != became.get(name) and (bool(was.get(name)) or bool(became.get(name)))


def _change(name: str, was: Facts, became: Facts, words: Words) -> str:
    key = f"journal.fact.{name}"
    label = words.say(key) if words.knows(key) else name
    new = _value(became.get(name), words)
    if name not in was:
        return f"{label}: {new}"
    return words.say("journal.from_to", label=label, before=_value(was[name], words), after=new)


def _value(value: object, words: Words) -> str:
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return words.say("journal.yes" if value else "journal.no")
    if isinstance(value, list):
        return _short("; ".join(_value(one, words) for one in value))
    if isinstance(value, dict):
        return _short("; ".join(f"{name}: {_value(one, words)}" for name, one in value.items()))
    if isinstance(value, int | float):
        return words.say("journal.number", value=value)
    return _text(str(value), words)


def _text(text: str, words: Words) -> str:
    """A day as days are written, a word of ours in its words, a digest by its beginning."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-12-14") else None
    except ValueError:
        day = None
    return words.say("journal.day", day=day) if day else _named(text, words)


def _named(text: str, words: Words) -> str:
    key = f"journal.value.{text}"
    if words.knows(key):
        return words.say(key)
    if len(text) == 64 and all(letter in "0123456789abcdef" for letter in text):
        return f"{text[:12]}…"
    return _short(text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
