"""Collation: names in the order a Vietnamese reader expects.

Letters first (a ă â b c d đ e ê …, with f j w z in their Latin places), then tones
(ngang, huyền, hỏi, ngã, sắc, nặng), then case. Numbers inside a name count as numbers.
"""

import re
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng; ngang has no mark

SIGN, NUMBER, LETTER, FOREIGN = range(4)
RANKS = {letter: (LETTER, rank) for rank, letter in enumerate(LETTERS)}
PIECES = re.compile(r"\d+|.", re.DOTALL)

CollationKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...]]


def build_collation_key(text: str) -> CollationKey:
    """A key to sort by: `sorted(names, key=collation_key)`. The same for NFC and NFD."""
    pieces = PIECES.findall(unicodedata.normalize("NFC", text))
    split = [_split_tone(piece) for piece in pieces]
    return (
        tuple(_rank(letter.lower()) for letter, _ in split),
        tuple(tone for _, tone in split),
        tuple(letter != letter.lower() for letter, _ in split),
    )


def _split_tone(piece: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", piece)
    tone = max(TONES.find(part) + 1 for part in parts)
    bare = "".join(part for part in parts if part not in TONES)
    return unicodedata.normalize("NFC", bare), tone


def _rank(letter: str) -> tuple[int, int]:
    if letter in RANKS:
        return RANKS[letter]
    if letter.isdecimal():
        return (NUMBER, int(letter))
    first = ord(letter[0]) if letter else 0
    return (FOREIGN if letter.isalpha() else SIGN, first)
