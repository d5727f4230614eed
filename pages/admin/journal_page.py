"""One page of the journal: every entry in words, as its reader may know it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from documents.journal.journal import JournalReader, format_subject, format_verb, list_changes
from locales.actors import identify_actor
from locales.names import list_short_names
from locales.texts import escape_markdown
from models.database import reading
from models.journal import count_entries, find_entries
from models.users import UserRole
from pages.admin.journal_filters import JournalQuery
from pages.components import frames
from pages.components.actors import find_people
from pages.components.visit import Visit

A_PAGE = 20
MOST_FACTS = 6  # facts of one entry; more fold open


@dataclass(frozen=True)
class EntryView:
    """One entry in words, by its number: what was done, by whom and when, and what changed, as
    Markdown."""

    number: int
    deed: str
    by: str
    facts: str
    more: str
    left: str  # how many more there are, in words


@dataclass(frozen=True)
class PageView:
    """One page of the entries that the filters leave, and how many they are."""

    count: int
    page: int
    entries: list[EntryView]


def load_page(visit: Visit, query: JournalQuery) -> PageView:
    """The entries of a page; an administrator learns nothing of what returns said."""
    with reading(visit.engine) as session:
        count = count_entries(session, query.filters)
        page = min(query.page, max(1, -(-count // A_PAGE)))
        entries = find_entries(session, query.filters, start=(page - 1) * A_PAGE, most=A_PAGE)
    reader = JournalReader(
        visit.words,
        _name_units(visit, frames.load_catalogue(visit).units),
        contents=visit.actor.role != UserRole.ADMINISTRATOR,
        people=find_people(visit),
    )
    return PageView(
        count, page, [_describe_entry(entry, reader) for entry in entries.to_dict("records")]
    )


def _name_units(visit: Visit, units: pd.DataFrame) -> dict[str, str]:
    """By number and by code; of a code that came back the last unit's."""
    ordered = units.sort_values("valid_from", kind="stable")
    names = list_short_names(ordered, visit.words)
    by_code = dict(zip(ordered["code"], names, strict=True))
    return by_code | {str(n): name for n, name in zip(ordered["unit_id"], names, strict=True)}


def _describe_entry(entry: Mapping[Hashable, object], reader: JournalReader) -> EntryView:
    words = reader.words
    deed = format_verb(str(entry["verb"]), words)
    subject = str(entry["subject"])
    what = format_subject(subject, words)
    lines = list_changes(str(entry["before"]), str(entry["after"]), reader, subject=subject)
    actor = identify_actor(str(entry["actor"]), reader.people, words)
    facts = {"number": entry["id"], "actor": actor, "at": entry["at"]}
    left = lines[MOST_FACTS:]
    return EntryView(
        number=int(str(entry["id"])),
        deed=f"**{escape_markdown(deed)}** · {escape_markdown(what)}",
        by=escape_markdown(words.say("journal.by", **facts)),
        facts=_format_list(lines[:MOST_FACTS]),
        more=_format_list(left),
        left=words.say("journal.more", count=len(left)) if left else "",
    )


def _format_list(lines: list[str]) -> str:
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)
