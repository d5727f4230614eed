"""The letterhead of this installation: what its settings say, and what the facts say where
nobody has set anything. What neither says is left open, never invented."""

from collections.abc import Mapping
from typing import NamedTuple

from documents.printing.official import Letterhead
from locales.words import Words

PREFIX = "paper."


class PaperSetting(NamedTuple):
    """One setting of a paper: its name in the database is PREFIX + name. `several` has one
    value a line."""

    name: str
    several: bool = False


PARTS = (
    *map(PaperSetting, ("superior", "body", "abbreviation", "drafter", "place")),
    PaperSetting("signer_offices", several=True),
    *map(PaperSetting, ("signer_name", "plan_no", "plan", "contact", "grace_days")),
    PaperSetting("letter_copies", several=True),
    PaperSetting("report_recipients", several=True),
    PaperSetting("report_copies", several=True),
)


def build_letterhead(settings: Mapping[str, str], words: Words) -> Letterhead:
    """The letterhead by `settings` (name → value, with PREFIX)."""
    return Letterhead(
        superior=find_setting(settings, "superior", words),
        body=find_setting(settings, "body", words),
        abbreviation=find_setting(settings, "abbreviation", words),
        drafter=find_setting(settings, "drafter", words),
        place=find_setting(settings, "place", words),
        signer_offices=find_setting_lines(settings, "signer_offices", words),
        signer_name=find_setting(settings, "signer_name", words),
    )


def find_setting(settings: Mapping[str, str], name: str, words: Words) -> str:
    """What is set for a part of the paper; else its default, else nothing. The Plan is cited
    with its number and day once these are set, and without them before: nobody invents them."""
    plan_no = settings.get(f"{PREFIX}plan_no", "")
    if name == "plan" and plan_no and not settings.get(f"{PREFIX}plan"):
        return words.say("paper.plan_numbered", plan_no=plan_no)
    default = f"paper.default.{name}"
    return settings.get(PREFIX + name, words.say(default) if words.knows(default) else "")


def find_setting_lines(settings: Mapping[str, str], name: str, words: Words) -> tuple[str, ...]:
    """The same for a part with several values."""
    lines = find_setting(settings, name, words).splitlines()
    return tuple(line.strip() for line in lines if line.strip())
