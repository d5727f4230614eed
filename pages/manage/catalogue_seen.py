"""A workbook of the catalogue looked at: what it would change, or all that is to be corrected."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from actions.amend_catalogue import NEW, Amendment
from actions.catalogue_faults import CatalogueFaulty
from actions.catalogue_names import Sent
from actions.catalogue_sheets import Book
from locales.catalogue_faults import FaultSaid, fault_said
from locales.catalogue_names import column_seen, sheet_seen
from locales.findings import sentence
from locales.texts import escaped
from locales.words import Words, as_written
from pages.parts import notes
from pages.parts.headline import show_subtitle
from pages.parts.tables import show_written_table
from pages.parts.visit import Visit

COLUMNS = ("file", "row", "column", "before", "after")
MOST_REMARKS = 20
MOST_SHOWN = 5000  # more than that is not kept: nobody would have seen it


def changes_seen(visit: Visit, name: str, sent: Sent, *, found: list[Amendment]) -> None:
    """What the file called `name` would change, cell by cell."""
    words = visit.words
    show_subtitle(words.say("catalogue.amend.seen", file=name, count=len(found)))
    shown = _changes(words, sent, found)
    show_written_table(words, shown, key="amendments")
    _first(words, len(found))


def remarks_seen(visit: Visit, book: Book) -> None:
    """What is to be said of how the workbook was read, and which of its sheets were not."""
    words = visit.words
    said = [sentence(one, words) for one in book.remarks]
    if book.asides:
        said.append(words.say("catalogue.amend.aside", sheets=", ".join(book.asides)))
    for one in said[:MOST_REMARKS]:
        st.info(escaped(one))
    if len(said) > MOST_REMARKS:
        notes.show_note(words.say("receive.changes_first", count=MOST_REMARKS))


def faults_seen(visit: Visit, name: str, sent: Sent, *, refused: CatalogueFaulty) -> None:
    """All that is to be corrected in it, each by its place."""
    words, count = visit.words, len(refused.found)
    st.warning(escaped(words.say("catalogue.amend.faulty", file=name, count=count)))
    told = pd.DataFrame([fault_said(one, words, sent) for one in refused.found[:MOST_SHOWN]])
    show_written_table(
        words, told.rename(columns=_headings(words, FaultSaid._fields)), key="faults"
    )
    _first(words, count)


def _changes(words: Words, sent: Sent, found: list[Amendment]) -> pd.DataFrame:
    told = [
        (
            sheet_seen(one.file, words, sent),
            one.row,
            column_seen(one.file, one.column, words=words, sent=sent) if one.column else "",
            _said(one.before, words),
            _said(one.after, words),
        )
        for one in found[:MOST_SHOWN]
    ]
    return pd.DataFrame(told, columns=list(_headings(words, COLUMNS).values()))


def _headings(words: Words, names: Sequence[str]) -> dict[str, str]:
    return {one: words.say(f"catalogue.column.{one}") for one in names}


def _said(value: object, words: Words) -> str:
    if value is None:
        return ""
    if value == NEW:
        return words.say("catalogue.amend.new")
    return as_written(value, words.language) if isinstance(value, date) else str(value)


def _first(words: Words, count: int) -> None:
    if count > MOST_SHOWN:
        notes.show_note(words.say("receive.changes_first", count=MOST_SHOWN))
