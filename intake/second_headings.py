"""Second headings: another table further down the same sheet. Its columns are others, so its
rows would be read as what they are not."""

import re

import numpy as np
import pandas as pd

from intake.folding import folded
from intake.headings import Headed, known_headings
from intake.layouts import LAYOUTS, Layout
from intake.spellings import meaning_of
from intake.tables import Unreadable

LONGEST = 60
FEWEST = 3  # fields that a line names, to be a heading
DIGIT = re.compile(r"\d")


def refuse_another_table(below: pd.DataFrame, headed: Headed) -> None:
    """Raise Unreadable, naming the line, where the headings of another table follow; the same
    headings once more are no other table."""
    needed = headed.required_columns
    met = np.zeros(len(below), dtype=bool)
    for column in needed:
        named = [text for text in below[column].unique() if _is_heading(text)]
        if named:
            met |= below[column].isin(named).to_numpy()
    for number, line in zip(below.index[met], below[met].to_numpy(), strict=True):
        cells = [str(cell).strip() for cell in line]
        layout = max(LAYOUTS, key=lambda one: len(_named(one, cells)))
        if len(_named(layout, cells)) >= FEWEST and _is_another(layout, cells, headed):
            raise Unreadable("file.another_table", row=int(number))


def _is_heading(text: object) -> bool:
    if not isinstance(text, str) or not 1 < len(text) <= LONGEST or DIGIT.search(text):
        return False
    return any(folded(text) in known_headings(layout) for layout in LAYOUTS)


def _named(layout: Layout, cells: list[str]) -> dict[int, str]:
    """Which columns name which field."""
    meanings = {column: meaning_of(layout, cell) for column, cell in enumerate(cells) if cell}
    return {column: one.field for column, one in meanings.items() if one is not None}


def _is_another(layout: Layout, cells: list[str], headed: Headed) -> bool:
    own = _named(headed.layout, cells)
    if len(_named(layout, cells)) > len(own):
        return True
    first = {column: name for name, column in headed.columns.items()}
    return any(
        first.get(column) != name
        and folded(cells[column]) not in folded(headed.headings.get(first.get(column, ""), ""))
        for column, name in own.items()
    )
