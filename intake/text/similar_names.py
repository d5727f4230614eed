"""Nearness: names that differ from a known one by a letter or a mark. They are only ever
suggested and asked about."""

import unicodedata
from collections.abc import Iterable

SHORTEST = 6  # letters; of shorter names one letter is too much of them
# Syllables that stand before any unit's name, whichever marks its own has.
USUAL = (
    "ủy uỷ ban nhân dân tỉnh thành phố phường xã thị trấn huyện quận hội đồng và của các cao bằng "
    "sở việt nam mặt trận tổ quốc văn phòng đoàn thanh niên cộng sản hồ chí minh chữ thập đỏ"
)
Syllable = tuple[str, tuple[str, ...]]


def list_shortenings(text: str) -> set[str]:
    """The text and all that is left of it without one letter."""
    return {text} | {text[:place] + text[place + 1 :] for place in range(len(text))}


def is_one_letter_off(text: str, other: str) -> bool:
    """Does one letter put in, left out or exchanged make one of the other?"""
    if len(text) > len(other):
        text, other = other, text
    if len(other) - len(text) > 1 or text == other:
        return False
    same = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), len(text))
    rest = text[same + (len(text) == len(other)) :]
    return rest == other[same + 1 :]


def may_be_near(text: str) -> bool:
    """Is it long enough, and a name rather than a code?"""
    return len(text) >= SHORTEST and " " in text and not any(map(str.isdecimal, text))


def has_agreeing_marks(text: str, names: Iterable[str]) -> bool:
    """Has every marked syllable of the text the marks it has in the names? Marks may be left
    out, and a tone may stand on either vowel; "Sở Y tề" is not "Sở Y tế"."""
    known: dict[str, list[tuple[str, ...]]] = {}
    for name in (*names, USUAL):
        for base, marks in _split_syllables(name):
            known.setdefault(base, []).append(marks)
    return all(
        any(set(marks) <= set(full) for full in known.get(base, [marks]))
        for base, marks in _split_syllables(text)
    )


def _split_syllables(text: str) -> list[Syllable]:
    """Each word without its marks, and its marks in one order, wherever they stand."""
    syllables = []
    for word in text.casefold().replace("đ", "d\u0335").split():
        letters = unicodedata.normalize("NFD", word)
        base = "".join(letter for letter in letters if not unicodedata.combining(letter)).strip(
            "().,;:-"
        )
        syllables.append(
            (base, tuple(sorted(letter for letter in letters if unicodedata.combining(letter))))
        )
    return syllables
