"""Unseen letters: signs in a text that nobody sees, some of which turn the letters around them
("12" stored, "21" seen). They are taken out of every cell before it is read, and that is said."""

from collections.abc import Iterator, Sequence

import pandas as pd
from openpyxl.utils import get_column_letter

from intake.findings import Finding
from intake.text.unseen_letters import TURNERS, has_unseen, remove_unseen, show_unseen

LONGEST = 120
MOST_ASKED = 100  # cells of a column, each by itself

CleanCells = tuple[pd.DataFrame, Sequence[Finding]]


def remove_unseen_letters(cells: pd.DataFrame, sheet: str | None = None) -> CleanCells:
    """The cells without such letters, and a finding for each cell that had any."""
    with_unseen = {
        text
        for column in cells
        for text in pd.unique(cells[column])
        if isinstance(text, str) and has_unseen(text)
    }
    if not with_unseen:
        return cells, ()
    places = cells.isin(with_unseen)
    findings = tuple(_note_unseen_letters(cells, places, sheet=sheet))
    visible = {text: remove_unseen(text).strip() for text in with_unseen}
    return cells.map(
        lambda cell: visible.get(cell, cell) if isinstance(cell, str) else cell
    ), findings


def _note_unseen_letters(
    cells: pd.DataFrame, places: pd.DataFrame, *, sheet: str | None
) -> Iterator[Finding]:
    """A question for each cell that was turned, while they are few; the others once a column,
    at the first, with how many there are."""
    for number, column in enumerate(cells):
        marked = cells[column][places[column]]
        turned = marked[marked.map(_has_turning_sign).astype(bool)]
        for code, texts in (
            ("value.letters_turned", turned),
            ("value.unseen_letters", marked.drop(turned.index)),
        ):
            is_single = code == "value.letters_turned" and len(texts) <= MOST_ASKED
            for row, text in (texts if is_single else texts.head(1)).items():
                read_as = remove_unseen(text).strip()[:LONGEST]
                yield Finding(
                    code,
                    row=int(str(row)),
                    column=get_column_letter(number + 1),
                    value=show_unseen(text)[:LONGEST],
                    sheet=sheet,
                    facts={"read_as": read_as, "count": 1 if is_single else len(texts)},
                )


def _has_turning_sign(text: str) -> bool:
    return not TURNERS.isdisjoint(text)
