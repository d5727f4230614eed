"""The journal in words: who did what to what, and what changed from what to what."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from locales.catalogue_names import name_catalogue_column, name_catalogue_sheet
from locales.words import Words
from models.spans import day_of

SUBJECT, NAME = "journal.subject.", "\0"
CELL = re.compile(r"(.+) \((\d+)\)")  # a corrected cell, as the journal keeps it
LONGEST = 160
DIGEST = 64
CONTENTS = frozenset(  # what a return or its sender said
    {"answer", "corrected_because", "corrections", "note", "reason", "spellings", "text"}
)
# What somebody wrote: shown as it stands, whatever it looks like.
FREE_TEXTS = CONTENTS | {
    *("document_no", "letter_no", "file", "file_name", "name", "why", "note", "address", "email")
}
YEARS = frozenset({"year", "years"})
UNITS = frozenset({"unit", "unit_id", "units", "commune"})  # they name units, by number or code
UNITS_LISTED = "units"  # a list of units, or how many there are
WITH_UNITS = frozenset({"units.csv", "assignments.csv", "successions.csv"})  # rows named by codes
TRUTH_WORDS = {"True": "journal.yes", "False": "journal.no"}  # as an amendment writes them
# Subjects whose facts are named by their units, by rows of the catalogue, or by users.
OF_UNITS = frozenset({"contacts", "reminders", "extensions", "amendment", "people"})
BY_UNIT = frozenset({"contacts", "reminders", "extensions"})  # a fact's name is a unit's
BY_USER = "people"  # a fact's name is a sign-in name
LAST_FACTS = frozenset({"digest", "seal", "bytes"})  # what only a proof needs
Facts = Mapping[str, object]


@dataclass(frozen=True)
class JournalReader:
    """Who reads: the words, the units' names by code and by number, whether what returns and
    their senders said is theirs to know (the secretariat's, not the administrator's), and the
    full names of the people by their names of sign-in."""

    words: Words
    units: Mapping[str, str] = field(default_factory=dict)
    contents: bool = True
    people: Mapping[str, str] = field(default_factory=dict)


def format_verb(verb: str, words: Words) -> str:
    """What was done; the verb itself where there is no word for it."""
    key = f"journal.verb.{verb}"
    return words.say(key) if words.knows(key) else verb


def format_subject(subject: str, words: Words) -> str:
    """What it was done to: “lần nhận số 12”; the subject itself where it has no words."""
    kind, _, name = subject.partition(" ")
    key, setting = f"journal.subject.{kind}", build_setting_key(name)
    if kind == "setting" and words.knows(setting):
        name = f"“{words.say(setting)}”"
    return words.say(key, name=name) if words.knows(key) else subject


def find_subject(typed: str, words: Words) -> str:
    """The part of a subject that is meant by what somebody typed: as the journal's screen says
    it (“lần nhận số 12”), or as the journal keeps it."""
    wanted = " ".join(typed.split())
    for key in sorted(words.keys()):
        kind = key.removeprefix(SUBJECT)
        if kind == key:
            continue
        before, has_name, after = words.say(key, name=NAME).partition(NAME)
        pattern = f"{re.escape(before)}(.+){re.escape(after)}"
        if has_name and before and (match := re.fullmatch(pattern, wanted, re.IGNORECASE)):
            return f"{kind} {match[1]}"
    return wanted


def build_setting_key(name: str) -> str:
    """The key of the words for a setting, which are those beside its field."""
    kind, _, part = name.partition("paper.")
    return f"letterhead.{part}" if not kind and part else f"settings.{name}"


def list_changes(before: str, after: str, reader: JournalReader, *, subject: str = "") -> list[str]:
    """Each fact of an entry about `subject` that changed, from what to what; those only told
    of, as they were. Plain text; both are JSON as the journal keeps it."""
    facts_before, facts_after = parse_facts(before), parse_facts(after)
    for facts in (facts_before, facts_after):  # a setting's number may stand for words
        key = f"settings.{subject.partition(' ')[2]}.{facts.get('value')}"
        if reader.words.knows(key):
            facts["value"] = reader.words.say(key)
    names = [*facts_after, *(name for name in facts_before if name not in facts_after)]
    names.sort(key=LAST_FACTS.__contains__)
    labels = {name: _label_fact(name, subject, reader) for name in names}
    return [
        _format_change(name, facts_before, facts_after, reader, label=labels[name])
        for name in names
        if (facts_before.get(name) or None) != (facts_after.get(name) or None)
    ]


def parse_facts(facts_json: str) -> dict[str, object]:
    """The facts of an entry; of one that is no JSON object, the text itself."""
    try:
        facts = json.loads(facts_json)
    except ValueError:
        return {"text": facts_json}
    return facts if isinstance(facts, dict) else {"text": facts}


def list_fact_names(subject: str, facts: Facts) -> Iterator[str]:
    """Every name that we gave a fact; not those that are a unit's or a sender's."""
    for name, value in facts.items():
        if subject.partition(" ")[0] not in OF_UNITS:
            yield name
        if isinstance(value, dict) and name not in CONTENTS:
            yield from list_fact_names("", value)


def _format_change(
    name: str, facts_before: Facts, facts_after: Facts, reader: JournalReader, *, label: str
) -> str:
    if name in CONTENTS and not reader.contents:
        return f"{label}: {reader.words.say('journal.withheld')}"
    new = _format_value(name, facts_after.get(name), reader)
    if name not in facts_before:
        return f"{label}: {new}"
    old = _format_value(name, facts_before[name], reader)
    return reader.words.say("journal.from_to", label=label, before=old, after=new)


def _label_fact(name: str, subject: str, reader: JournalReader) -> str:
    """What a fact of an entry is called. Only of a subject whose facts are named by units is a
    name read as a unit's; a sign-in name may equal a unit's code, and stands as it is."""
    kind = subject.partition(" ")[0]
    if kind == BY_USER:
        return name
    label = _label_name(name, reader)
    return reader.units.get(name, label) if kind in BY_UNIT and label == name else label


def _label_name(name: str, reader: JournalReader) -> str:
    """A fact by its word, or by the place in the catalogue that it names; else as it is."""
    key = f"journal.fact.{name}"
    if reader.words.knows(key):
        return reader.words.say(key)
    return _format_catalogue_place(name, reader) or name


def _label_cell(name: str, reader: JournalReader) -> str:
    match = CELL.fullmatch(name)
    if match is None:
        return name
    return reader.words.say("journal.corrected_cell", heading=match[1], row=match[2])


def _format_catalogue_place(name: str, reader: JournalReader) -> str:
    """“periods.csv 2027 weekend_rolls” as sheet, row and column; empty where it is no place."""
    file, *row = name.split(" ")
    if not reader.words.knows(f"catalogue.sheet.{file.removesuffix('.csv')}"):
        return ""
    column = ""
    if row and (heading := name_catalogue_column(file, row[-1], reader.words)) != row[-1]:
        row, column = row[:-1], heading
    parts = [reader.units.get(part, part) if file in WITH_UNITS else part for part in row]
    row_parts = [_format_text("", part, reader) for part in parts]
    return " · ".join(
        filter(None, (name_catalogue_sheet(file, reader.words), " ".join(row_parts), column))
    )


def _format_value(name: str, value: object, reader: JournalReader) -> str:
    words = reader.words
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return words.say("journal.yes" if value else "journal.no")
    if isinstance(value, list):
        separator = ", " if not any(isinstance(item, list) for item in value) else "; "
        item_name = "unit" if name == UNITS_LISTED else name
        return _shorten(separator.join(_format_value(item_name, item, reader) for item in value))
    if isinstance(value, dict):
        label = _label_cell if name == "corrections" else _label_name
        facts = (
            f"{label(key, reader)}: {_format_value(key, item, reader)}"
            for key, item in value.items()
        )
        return _shorten("; ".join(facts))
    if isinstance(value, int | float):
        if name in YEARS:
            return str(value)
        if name in UNITS - {UNITS_LISTED} and str(value) in reader.units:
            return reader.units[str(value)]
        return words.say("journal.number", value=value)
    return _format_text(name, str(value), reader)


def _format_text(name: str, text: str, reader: JournalReader) -> str:
    """The text of the fact `name`: what somebody wrote as it stands; else a day or a moment as
    they are written, a word of ours in its words, a digest by its beginning. Only a fact that
    names units is read as one: a document may bear a unit's number."""
    if name in FREE_TEXTS:
        return _shorten(text)
    if name in UNITS:
        return _shorten(reader.units.get(text, text))
    if name == "fault" and reader.words.knows(f"proof.{text}"):
        return reader.words.say(f"proof.{text}")
    if ".csv " in name:
        return _format_catalogue_cell(name.rpartition(" ")[2], text, reader)
    moment = _parse_day(text)
    if moment is not None:
        return reader.words.say("journal.day", day=moment)
    key = f"journal.value.{text}"
    if reader.words.knows(key):
        return reader.words.say(key)
    if len(text) == DIGEST and all(letter in "0123456789abcdef" for letter in text):
        return f"{text[:12]}…"
    return _shorten(text)


def _format_catalogue_cell(column: str, text: str, reader: JournalReader) -> str:
    """A cell of the catalogue in words: a choice of its column, yes or no, a day, or what was
    written."""
    key = TRUTH_WORDS.get(text, f"journal.value.{column}.{text}")
    if reader.words.knows(key):
        return reader.words.say(key)
    day = _parse_day(text)
    return _shorten(text) if day is None else reader.words.say("journal.day", day=day)


def _parse_day(text: str) -> date | None:
    try:
        if len(text) == len("2026-12-14"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text) if text[10:11] in ("T", " ") else None
    except ValueError:
        return None
    return day_of(moment) if moment is not None and moment.tzinfo else None


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
