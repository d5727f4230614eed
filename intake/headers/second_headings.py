"""Second headings: another table further down the same sheet. Its columns are others, so its
rows would be read as what they are not."""

import re

import numpy as np
import pandas as pd

from intake.headers.headings import HeaderMap
from intake.headers.layouts import LAYOUTS, Layout
from intake.headers.spellings import build_heading_table, find_meaning
from intake.tables import Unreadable
from intake.text.normalisation import normalise_text

LONGEST = 60
FEWEST = 3  # fields that a line names, to be a heading
DIGIT = re.compile(r"\d")


def refuse_another_table(below: pd.DataFrame, headers: HeaderMap) -> None:
    """Raise Unreadable, naming the line, where the headings of another table follow; the same
    headings once more are no other table."""
    needed = headers.required_columns
    is_suspect = np.zeros(len(below), dtype=bool)
    for column in needed:
        named = [text for text in below[column].unique() if _is_heading(text)]
        if named:
            is_suspect |= below[column].isin(named).to_numpy()
    for number, line in zip(below.index[is_suspect], below[is_suspect].to_numpy(), strict=True):
        cells = [str(cell).strip() for cell in line]
        layout = max(LAYOUTS, key=lambda form: len(_match_fields(form, cells)))
        if len(_match_fields(layout, cells)) >= FEWEST and _is_another(layout, cells, headers):
            raise Unreadable("file.another_table", row=int(number))


def _is_heading(text: object) -> bool:
    if not isinstance(text, str) or not 1 < len(text) <= LONGEST or DIGIT.search(text):
        return False
    return any(normalise_text(text) in build_heading_table(layout) for layout in LAYOUTS)


def _match_fields(layout: Layout, cells: list[str]) -> dict[int, str]:
    """Which columns name which field."""
    meanings = {column: find_meaning(layout, cell) for column, cell in enumerate(cells) if cell}
    return {column: meaning.field for column, meaning in meanings.items() if meaning is not None}


def _is_another(layout: Layout, cells: list[str], headers: HeaderMap) -> bool:
    own = _match_fields(headers.layout, cells)
    if len(_match_fields(layout, cells)) > len(own):
        return True
    first = {column: name for name, column in headers.columns.items()}
    return any(
        first.get(column) != name
        and normalise_text(cells[column])
        not in normalise_text(headers.headings.get(first.get(column, ""), ""))
        for column, name in own.items()
    )
