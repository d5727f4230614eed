"""Senders: whose a file is that has no column of units, guessed from how it is called and from
what stands above its table. A guess is only ever asked about."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from intake.checks.units import Meaning, UnitBook
from intake.headers.headings import HeaderMap
from intake.text.cleaning import convert_to_latin
from intake.text.normalisation import normalise_text

MOST_WORDS = 10  # of a unit's name
FEWEST_LETTERS = 3  # of a code
COMMUNE_CODE = re.compile(r"\d{5}")
WORDS = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
ADDRESSEE = re.compile(r"(kinh gui|noi nhan|gui)\b.*")
RECEIVER = "chu thap do"  # its name stands on most returns: they are sent to it
LINES_ABOVE = 40
SURE = (None, "register.unit_by_name", "register.unit_meant_another")


def guess_sender(headers: HeaderMap, file_name: str, book: UnitBook, day: date) -> HeaderMap:
    """`headers` with the sender its file name, its sheet's name or the lines above its table tell,
    in this order; as it is where they tell none, or where they contradict each other."""
    sources: dict[str, str] = {}
    for source, texts in _list_sources(headers, file_name):
        units = {code for text in texts for code in _find_units(text, book, day)}
        if len(units) == 1:
            sources.setdefault(units.pop(), source)
    if len(sources) != 1:
        return headers
    ((code, source),) = sources.items()
    return replace(headers, sender=code, sender_by=f"by_{source}")


def _list_sources(headers: HeaderMap, file_name: str) -> Iterator[tuple[str, list[str]]]:
    yield "name", [PurePath(file_name).stem]
    yield "sheet", [headers.table.sheet or ""]
    above = headers.table.cells.loc[: headers.row].iloc[:-1].tail(LINES_ABOVE)
    cells = [str(cell).strip() for line in above.to_numpy() for cell in line]
    yield "title", [cell for cell in dict.fromkeys(cells) if cell and not _is_addressee(cell)]


def _is_addressee(text: str) -> bool:
    return ADDRESSEE.fullmatch(normalise_text(text)) is not None


def _find_units(text: str, book: UnitBook, day: date) -> set[str]:
    """The codes of the units that the text names; of the receiver only where it names no other."""
    named = dict(_match_units(WORDS.findall(convert_to_latin(text)), book, day))
    others = {code for code, name in named.items() if RECEIVER not in normalise_text(name)}
    return others or set(named)


def _match_units(words: list[str], book: UnitBook, day: date) -> Iterator[tuple[str, str]]:
    """Each unit that the longest runs of words mean: its code and its name."""
    start = 0
    while start < len(words):
        length, meaning = _match_longest_run(words[start:], book, day)
        if meaning is not None:
            yield meaning.unit_code or "", meaning.name or ""
        start += length


def _match_longest_run(words: list[str], book: UnitBook, day: date) -> tuple[int, Meaning | None]:
    """The longest run of the first words that means a unit; one word where none does."""
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        text = " ".join(words[:length])
        if length == 1 and not _is_code(text):
            break
        meaning = book.find_meaning(text, day)
        if meaning.unit_id is not None and meaning.code in SURE:
            return length, meaning
    return 1, None


def _is_code(word: str) -> bool:
    if word.isdecimal():
        return COMMUNE_CODE.fullmatch(word) is not None
    return len(word) >= FEWEST_LETTERS
