"""The letterhead of this installation: what its settings say, and what the facts say where
nobody has set anything. What neither says is left open, never invented."""

from collections.abc import Mapping
from typing import NamedTuple

from documents.official import Letterhead
from locales.words import Words

PREFIX = "paper."


class Part(NamedTuple):
    """One setting of a paper: its name in the database is PREFIX + name. `several` has one
    value a line."""

    name: str
    several: bool = False


PARTS = (
    Part("superior"),
    Part("body"),
    Part("abbreviation"),
    Part("drafter"),
    Part("place"),
    Part("signer_offices", several=True),
    Part("signer_name"),
    Part("plan_no"),
    Part("plan"),
    Part("contact"),
    Part("grace_days"),
    Part("letter_copies", several=True),
    Part("report_recipients", several=True),
    Part("report_copies", several=True),
)


def letterhead(settings: Mapping[str, str], words: Words) -> Letterhead:
    """The letterhead by `settings` (name → value, with PREFIX)."""
    return Letterhead(
        superior=setting_of(settings, "superior", words),
        body=setting_of(settings, "body", words),
        abbreviation=setting_of(settings, "abbreviation", words),
        drafter=setting_of(settings, "drafter", words),
        place=setting_of(settings, "place", words),
        signer_offices=settings_of(settings, "signer_offices", words),
        signer_name=setting_of(settings, "signer_name", words),
    )


def setting_of(settings: Mapping[str, str], name: str, words: Words) -> str:
    """What is set for a part of the paper; else its default, else nothing. The Plan is cited
    with its number and day once these are set, and without them before: nobody invents them."""
    plan_no = settings.get(f"{PREFIX}plan_no", "")
    if name == "plan" and plan_no and not settings.get(f"{PREFIX}plan"):
        return words.say("paper.plan_numbered", plan_no=plan_no)
    default = f"paper.default.{name}"
    return settings.get(PREFIX + name, words.say(default) if words.knows(default) else "")


def settings_of(settings: Mapping[str, str], name: str, words: Words) -> tuple[str, ...]:
    """The same for a part with several values."""
    lines = setting_of(settings, name, words).splitlines()
    return tuple(line.strip() for line in lines if line.strip())
