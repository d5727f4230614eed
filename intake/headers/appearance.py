"""Appearance: cells of a form's columns that look otherwise than what is stored of them, or beside
which somebody wrote something."""

import re
from collections.abc import Iterator, Mapping

from intake.appearances import Look, Seen
from intake.findings import Finding
from intake.headers.figures import FigureKind, find_meaning_of_words
from intake.headers.layouts import Kind, Layout
from intake.tables import Table

DIGITS = re.compile(r"[\d.,]+")
CODES = {Look.TEXT: "value.read_as_shown", Look.HIDDEN: "value.shown_blank"}
FIGURES = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.MONEY, Kind.PERCENT})
UNROUNDED = FIGURES - {Kind.PERCENT}


def list_appearance_findings(
    table: Table, layout: Layout, columns: Mapping[str, int], row: int
) -> Iterator[Finding]:
    """A question for each format of a column below the headings in `row` that shows another
    number, and for each comment beside a cell of the form's columns."""
    named = {column: name for name, column in columns.items()}
    for seen in table.appearance.seen:
        name = named.get(seen.column)
        if name is None or seen.row <= row or not _is_doubtful(seen, layout.find_field(name).kind):
            continue
        code = CODES.get(seen.look, "value.shown_otherwise")
        facts = {"stored": seen.value, "cells": seen.count}
        shown = str(seen.value) if seen.look == Look.HIDDEN else seen.shown
        yield Finding(code, seen.row, name, shown, sheet=table.sheet, facts=facts)
    for comment in table.appearance.comments:
        if (name := named.get(comment.column)) is not None:
            yield Finding("value.commented", comment.row, name, comment.text, sheet=table.sheet)


def _is_doubtful(seen: Seen, kind: Kind) -> bool:
    if kind not in FIGURES:
        return seen.look == Look.TEXT
    if seen.look == Look.PERCENT:
        return False  # a share is told from a number with its cell
    if seen.look == Look.ROUNDED:
        return kind in UNROUNDED
    return seen.look != Look.TEXT or _changes_the_number(seen)


def _changes_the_number(seen: Seen) -> bool:
    """Do the words around it make it another number, or another money? Words for what is counted
    do not, and are told with the cell."""
    says = find_meaning_of_words(DIGITS.sub(" ", seen.shown))
    digits = [letter for letter in seen.shown if letter.isdigit()]
    bare = [letter for letter in f"{seen.value:.0f}" if letter.isdigit()]
    return says.scale > 1 or FigureKind.FOREIGN in says.kinds or digits != bare
