"""Faults of catalogue files in words: where, what is there, and what to do."""

from contextlib import suppress
from datetime import date
from typing import NamedTuple

from actions.catalogue_faults import CatalogueFaulty, Fault
from actions.catalogue_names import Sent
from locales.catalogue_names import column_seen, sheet_seen
from locales.words import Words, as_written

LONGEST_VALUE = 60


class FaultSaid(NamedTuple):
    """A fault's sheet or file, row (empty: the file as a whole), column, what the cell says,
    and what to do."""

    file: str
    line: str
    column: str
    value: str
    what: str


def fault_said(fault: Fault, words: Words, sent: Sent | None = None) -> FaultSaid:
    """The parts of the sentence, sheet and column by the names they have in the workbook that
    was sent. Plain text: it holds the sender's words."""
    seen = _seen(fault.value, words)
    column = column_seen(fault.file, fault.column, words=words, sent=sent)
    facts = {**fault.facts, "column": column, "value": seen}
    what = words.say(f"catalogue.fault.why.{fault.why}", **facts)
    line = str(fault.line) if fault.line else ""
    return FaultSaid(sheet_seen(fault.file, words, sent), line, column, seen, what)


def fault_sentences(refused: CatalogueFaulty, words: Words) -> list[str]:
    """How many faults there are, then each: “units.csv, dòng 3, cột “level”: “xã”: …”."""
    count = len(refused.found)
    said = [_sentence(fault_said(one, words), words) for one in refused.found]
    return [words.say("refusal.catalogue_malformed", count=count), *said]


def _seen(value: str, words: Words) -> str:
    """What a cell says: a day as people write it, the rest on one line and no longer than a
    sentence bears."""
    with suppress(ValueError):
        return as_written(date.fromisoformat(value), words.language)
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


def _sentence(one: FaultSaid, words: Words) -> str:
    place = [one.file]
    if one.line:
        place.append(words.say("catalogue.fault.line", line=one.line))
    if one.column:
        place.append(words.say("catalogue.fault.column", column=one.column))
    value = [words.say("catalogue.fault.value", value=one.value)] if one.value else []
    return ": ".join([", ".join(place), *value, one.what])
