"""The words that Nhật ký lacks for what an action told of itself."""

import re
from collections.abc import Iterator, Mapping

from documents.journal.journal import (
    CONTENTS,
    JournalReader,
    list_changes,
    list_fact_names,
    parse_facts,
)
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models import Entry

WRITTEN = CONTENTS | {
    *("value", "place", "file", "name", "sign_in_name", "unit", "address", "why", "fault", "digest")
}


RAW = re.compile(r"\b(?:None|True|False|[a-z]+_[a-z_]+)\b|(?:units|tasks|periods)\.csv")
NAMED = ("tệp: ", "nơi lưu: ")  # what follows is the name of a file or folder


def find_raw_lines(entry: Entry) -> list[str]:
    """The lines of an entry, as Nhật ký writes them, in which a word of the program is left."""
    lines = list_changes(
        entry.before, entry.after, JournalReader(words_in("vi")), subject=entry.subject
    )
    return [line for line in lines if RAW.search(line) and not line.startswith(NAMED)]


def unsaid(entry: Entry) -> Iterator[str]:
    """The keys that the words of Nhật ký lack for what an action told of itself."""
    told = [parse_facts(text) for text in (entry.before, entry.after)]
    names = {name for facts in told for name in list_fact_names(entry.subject, facts)}
    keys = {f"journal.subject.{entry.subject.partition(' ')[0]}", f"journal.verb.{entry.verb}"}
    keys |= {f"journal.fact.{name}" for name in names}
    keys |= {f"journal.value.{word}" for facts in told for word in _words_of_ours(facts)}
    for language in LANGUAGES:
        words = words_in(language)
        yield from (f"{language} {key}" for key in keys if not words.knows(key))


def _words_of_ours(facts: Mapping[str, object]) -> Iterator[str]:
    """Values that are words of the program, not what somebody wrote."""
    for name, value in facts.items():
        if isinstance(value, dict) and name not in CONTENTS:
            yield from _words_of_ours(value)
        elif isinstance(value, str) and name not in WRITTEN and re.fullmatch("[a-z_ ]+", value):
            yield value
