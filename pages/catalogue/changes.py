"""A workbook of the catalogue looked at: what it would change, or all that is to be corrected."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from actions.catalogue.amend import NEW, Amendment
from actions.catalogue.faults import CatalogueFaulty
from actions.catalogue.names import CatalogueWorkbook
from actions.catalogue.sheets import Book
from locales.catalogue_faults import FaultWords, describe_fault
from locales.catalogue_names import name_sent_column, name_sent_sheet
from locales.findings import build_finding_sentence
from locales.texts import escape_markdown
from locales.words import Words, format_fact
from pages.components import notes
from pages.components.headline import show_subtitle
from pages.components.tables import show_written_table
from pages.components.visit import Visit

COLUMNS = ("file", "row", "column", "before", "after")
MOST_REMARKS = 20
MOST_SHOWN = 5000  # more than that is not kept: nobody would have seen it


def show_changes(
    visit: Visit, name: str, sent_book: CatalogueWorkbook, *, changes: list[Amendment]
) -> None:
    """What the file called `name` would change, cell by cell."""
    words = visit.words
    show_subtitle(words.say("catalogue.amend.seen", file=name, count=len(changes)))
    table = _build_changes_table(words, sent_book, changes)
    show_written_table(words, table, key="amendments")
    _show_limit(words, len(changes))


def show_remarks(visit: Visit, book: Book) -> None:
    """What is to be said of how the workbook was read, and which of its sheets were not."""
    words = visit.words
    sentences = [build_finding_sentence(remark, words) for remark in book.remarks]
    if book.asides:
        sentences.append(words.say("catalogue.amend.aside", sheets=", ".join(book.asides)))
    for remark in sentences[:MOST_REMARKS]:
        st.info(escape_markdown(remark))
    if len(sentences) > MOST_REMARKS:
        notes.show_note(words.say("receive.changes_first", count=MOST_REMARKS))


def show_faults(
    visit: Visit, name: str, sent_book: CatalogueWorkbook, *, refused: CatalogueFaulty
) -> None:
    """All that is to be corrected in it, each by its place."""
    words, count = visit.words, len(refused.found)
    st.warning(escape_markdown(words.say("catalogue.amend.faulty", file=name, count=count)))
    table = pd.DataFrame(
        [describe_fault(fault, words, sent_book) for fault in refused.found[:MOST_SHOWN]]
    )
    show_written_table(
        words, table.rename(columns=_build_headings(words, FaultWords._fields)), key="faults"
    )
    _show_limit(words, count)


def _build_changes_table(
    words: Words, sent_book: CatalogueWorkbook, changes: list[Amendment]
) -> pd.DataFrame:
    rows = [
        (
            name_sent_sheet(change.file, words, sent_book),
            change.row,
            name_sent_column(change.file, change.column, words=words, sent=sent_book)
            if change.column
            else "",
            _format_value(change.before, words),
            _format_value(change.after, words),
        )
        for change in changes[:MOST_SHOWN]
    ]
    return pd.DataFrame(rows, columns=list(_build_headings(words, COLUMNS).values()))


def _build_headings(words: Words, names: Sequence[str]) -> dict[str, str]:
    return {name: words.say(f"catalogue.column.{name}") for name in names}


def _format_value(value: object, words: Words) -> str:
    if value is None:
        return ""
    if value == NEW:
        return words.say("catalogue.amend.new")
    return format_fact(value, words.language) if isinstance(value, date) else str(value)


def _show_limit(words: Words, count: int) -> None:
    if count > MOST_SHOWN:
        notes.show_note(words.say("receive.changes_first", count=MOST_SHOWN))
