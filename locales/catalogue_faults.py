"""Faults of catalogue files in words: where, what is there, and what to do."""

from contextlib import suppress
from datetime import date
from typing import NamedTuple

from actions.catalogue.faults import CatalogueFault, CatalogueFaulty
from actions.catalogue.names import CatalogueWorkbook
from locales.catalogue_names import name_sent_column, name_sent_sheet
from locales.words import Words, format_fact

LONGEST_VALUE = 60


class FaultWords(NamedTuple):
    """A fault's sheet or file, row (empty: the file as a whole), column, what the cell says,
    and what to do."""

    file: str
    line: str
    column: str
    value: str
    what: str


def describe_fault(
    fault: CatalogueFault, words: Words, sent: CatalogueWorkbook | None = None
) -> FaultWords:
    """The parts of the sentence, sheet and column by the names they have in the workbook that
    was sent. Plain text: it holds the sender's words."""
    value = _show_value(fault.value, words)
    column = name_sent_column(fault.file, fault.column, words=words, sent=sent)
    facts = {**fault.facts, "column": column, "value": value}
    what = words.say(f"catalogue.fault.why.{fault.why}", **facts)
    line = str(fault.line) if fault.line else ""
    return FaultWords(name_sent_sheet(fault.file, words, sent), line, column, value, what)


def list_fault_sentences(refused: CatalogueFaulty, words: Words) -> list[str]:
    """How many faults there are, then each: “units.csv, dòng 3, cột “level”: “xã”: …”."""
    count = len(refused.found)
    sentences = [_build_sentence(describe_fault(fault, words), words) for fault in refused.found]
    return [words.say("refusal.catalogue_malformed", count=count), *sentences]


def _show_value(value: str, words: Words) -> str:
    """What a cell says: a day as people write it, the rest on one line and no longer than a
    sentence bears."""
    with suppress(ValueError):
        return format_fact(date.fromisoformat(value), words.language)
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


def _build_sentence(fault: FaultWords, words: Words) -> str:
    place = [fault.file]
    if fault.line:
        place.append(words.say("catalogue.fault.line", line=fault.line))
    if fault.column:
        place.append(words.say("catalogue.fault.column", column=fault.column))
    value = [words.say("catalogue.fault.value", value=fault.value)] if fault.value else []
    return ": ".join([", ".join(place), *value, fault.what])
