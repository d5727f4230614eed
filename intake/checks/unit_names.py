"""Naming: the ways offices write a unit's name, from its full form to its initials."""

import re

from intake.text.normalisation import normalise_text

LEVELS = {
    "x": "xa",
    "p": "phuong",
    "h": "huyen",
    "tt": "thi tran",
    "tp": "thanh pho",
    "q": "quan",
}
WORDS = {
    "ubnd": "uy ban nhan dan",
    "mttq": "mat tran to quoc",
    "ubmttq": "uy ban mat tran to quoc",
    "ctd": "chu thap do",
    "tncs": "thanh nien cong san",
    "hcm": "ho chi minh",
    "vp": "van phong",
}
COMMITTEE = re.compile(r"^(?:(?:hdnd va )?uy ban nhan dan|ub|committee)(?: cua)? ")
PROVINCE = re.compile(r" (?:tinh )?cao bang$| tinh$")
APART = re.compile(r"\s+[-–—:]\s+|\s*\(")
FILLERS = frozenset({"va", "cac", "cua", "tinh"})
LEVEL_NAMES = ("xa ", "phuong ", "thi tran ", "huyen ", "thanh pho ")


def build_full_form(text: str) -> str:
    """One key for the full name, with or without its committee and its province:
    "UBND P. Thục Phán" and "Phường Thục Phán" are one."""
    spoken = " ".join(WORDS.get(word, word) for word in normalise_text(text).split())
    bare = COMMITTEE.sub("", spoken)
    first, _, rest = bare.partition(" ")
    spelt = f"{LEVELS[first]} {rest}" if rest and first in LEVELS else bare
    shorter = PROVINCE.sub("", spelt)
    return spelt if shorter in ("thanh pho", "") else shorter


def list_loose_forms(name: str) -> set[str]:
    """The shorter ways a name is written: without its level, or by initials ("so ldtbxh",
    "sldtbxh"). They are read only to be asked about."""
    full = build_full_form(name)
    words = [word for word in full.split() if word not in FILLERS]
    forms = {full.removeprefix("so ")} if full.startswith("so ") else set()
    forms |= {_shorten_front(full)} if _shorten_front(full) != full else set()
    forms |= {full.removeprefix(level) for level in LEVEL_NAMES if full.startswith(level)}
    if len(words) > 2:
        initials = "".join(word[0] for word in words[1:])
        forms |= {f"{words[0]} {initials}", words[0][0] + initials}
        forms |= {initials} if len(initials) > 3 else set()
    return forms - {full}


def build_joined_form(text: str) -> str:
    """The full form without blanks and without "và": "Sở GD và ĐT", "Sở GD&ĐT" and "Sở GDĐT"
    are one, as are "Sở Giáo dục - Đào tạo" and "Sở Giáo dục và Đào tạo"."""
    return "".join(word for word in build_full_form(text).split() if word != "va")


def split_code_and_name(text: str) -> list[str]:
    """A code and a name written together ("SYT - Sở Y tế", "Sở Y tế (SYT)"), taken apart."""
    parts = [part.strip(" )") for part in APART.split(text)]
    return [part for part in parts if part] if len(parts) == 2 else []


def _shorten_front(full: str) -> str:
    """The Front's name in its shorter forms."""
    return full.removeprefix("uy ban ").removesuffix(" viet nam")


def list_loose_keys(text: str) -> set[str]:
    """The keys under which a short writing may be found: "Sở LĐ-TB&XH" is "so ldtbxh"."""
    full = build_full_form(text)
    first, _, rest = full.partition(" ")
    joined = "".join(word for word in rest.split() if word not in FILLERS)
    return {full, f"{first} {joined}".strip(), full.replace(" ", ""), _shorten_front(full)}
