"""Naming: the ways offices write a unit's name, from its full form to its initials."""

import re

from intake.folding import folded

LEVELS = {
    "x": "xa",
    "p": "phuong",
    "h": "huyen",
    "tt": "thi tran",
    "tp": "thanh pho",
    "q": "quan",
}
COMMITTEE = re.compile(r"^(?:ubnd|uy ban nhan dan|ub|hdnd va ubnd|committee)(?: cua)? ")
PROVINCE = re.compile(r" (?:tinh )?cao bang$| tinh$")
FILLERS = frozenset({"va", "cac", "cua", "tinh"})
LEVEL_NAMES = ("xa ", "phuong ", "thi tran ", "huyen ", "thanh pho ")


def full_form(text: str) -> str:
    """One key for the full name, with or without its committee and its province:
    "UBND P. Thục Phán" and "Phường Thục Phán" are one."""
    bare = COMMITTEE.sub("", folded(text))
    first, _, rest = bare.partition(" ")
    spelt = f"{LEVELS[first]} {rest}" if rest and first in LEVELS else bare
    shorter = PROVINCE.sub("", spelt)
    return spelt if shorter in ("thanh pho", "") else shorter


def loose_forms(name: str) -> set[str]:
    """The shorter ways a name is written: without its level, or by initials ("so ldtbxh",
    "sldtbxh"). They are read only to be asked about."""
    full = full_form(name)
    words = [word for word in full.split() if word not in FILLERS]
    forms = {full.removeprefix(level) for level in LEVEL_NAMES if full.startswith(level)}
    if len(words) > 2:
        initials = "".join(word[0] for word in words[1:])
        forms |= {f"{words[0]} {initials}", words[0][0] + initials}
    return forms - {full}


def loose_key(text: str) -> set[str]:
    """The keys under which a short writing may be found: "Sở LĐ-TB&XH" is "so ldtbxh"."""
    full = full_form(text)
    first, _, rest = full.partition(" ")
    joined = "".join(word for word in rest.split() if word not in FILLERS)
    return {full, f"{first} {joined}".strip(), full.replace(" ", "")}
