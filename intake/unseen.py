"""Unseen letters: signs in a text that nobody sees, some of which turn the letters around them
("12" stored, "21" seen). They are taken out of every cell before it is read, and that is said."""

from collections.abc import Iterator, Sequence

import pandas as pd
from openpyxl.utils import get_column_letter

from intake.findings import Finding
from intake.unseen_letters import TURNERS, has_unseen, remove_unseen, show_unseen

LONGEST = 120
MOST_ASKED = 100  # cells of a column, each by itself

Seen = tuple[pd.DataFrame, Sequence[Finding]]


def seen_cells(cells: pd.DataFrame, sheet: str | None = None) -> Seen:
    """The cells without them, and what is said of each cell that had any."""
    held = {
        text
        for column in cells
        for text in pd.unique(cells[column])
        if isinstance(text, str) and has_unseen(text)
    }
    if not held:
        return cells, ()
    places = cells.isin(held)
    said = tuple(_said(cells, places, sheet=sheet))
    seen = {text: remove_unseen(text).strip() for text in held}
    return cells.map(lambda cell: seen.get(cell, cell) if isinstance(cell, str) else cell), said


def _said(cells: pd.DataFrame, places: pd.DataFrame, *, sheet: str | None) -> Iterator[Finding]:
    """A question for each cell that was turned, while they are few; the others once a column,
    at the first, with how many there are."""
    for number, column in enumerate(cells):
        there = cells[column][places[column]]
        turned = there[there.map(_is_turned).astype(bool)]
        for code, met in (
            ("value.letters_turned", turned),
            ("value.unseen_letters", there.drop(turned.index)),
        ):
            each = code == "value.letters_turned" and len(met) <= MOST_ASKED
            for row, text in (met if each else met.head(1)).items():
                read_as = remove_unseen(text).strip()[:LONGEST]
                yield Finding(
                    code,
                    row=int(str(row)),
                    column=get_column_letter(number + 1),
                    value=show_unseen(text)[:LONGEST],
                    sheet=sheet,
                    facts={"read_as": read_as, "count": 1 if each else len(met)},
                )


def _is_turned(text: str) -> bool:
    return not TURNERS.isdisjoint(text)
