"""A nil return told in words: "Trong kỳ không phát sinh". No row of a form says so, and nothing is
stored of it; its sender hears where to record it."""

import re
from collections.abc import Iterable

from intake.privacy.personal_details import redact
from intake.tables import Table, Unreadable
from intake.text.normalisation import normalise_text

NIL = re.compile(r"(?<!\w)khong (?:\w+ ){0,4}phat sinh(?!\w)")
LINES_LOOKED_AT = 500
LONGEST_SHOWN = 120


def find_nil_statement(texts: Iterable[object]) -> str | None:
    """The first text that says nothing arose, without what tells a person."""
    for text in texts:
        if isinstance(text, str) and NIL.search(normalise_text(text[:2000])):
            return redact(text).text[:LONGEST_SHOWN]
    return None


def explain_missing_rows(fault: Unreadable, tables: Iterable[Table]) -> Unreadable:
    """The refusal of tables without headings or rows; another where a text in them says nothing
    arose."""
    cells = (
        cell
        for table in tables
        for line in table.cells.head(LINES_LOOKED_AT).to_numpy()
        for cell in line
    )
    statement = find_nil_statement(cells)
    return fault if statement is None else Unreadable("file.nil_in_prose", shown=statement)
