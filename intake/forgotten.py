"""Forgotten: a kept file without the rows of some addresses, and without their codes anywhere
else in it. Run as a program, confined, for a workbook (see emptied.py)."""

import csv
import html
import io
import pickle
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell import MergedCell

from intake.cleaning import alike
from intake.confined import answer, read_confined
from intake.grids import BROKEN
from intake.tables import Unreadable

if TYPE_CHECKING:  # the confined process starts without pandas
    from intake.tables import Table

GONE = "…"
TAG = re.compile(r"<[^>]*>")
MARK = b"PK\x03\x04"


@dataclass(frozen=True)
class Forgetting:
    """The bytes of a workbook, and the codes to leave out of it."""

    content: bytes
    codes: tuple[str, ...]


def without_addresses(content: bytes, codes: tuple[str, ...]) -> bytes | None:
    """The file without them: each row that has one of `codes` as a cell is blank (the other
    rows keep their numbers), and in any other text the code is "…". None where the file
    does not say any of them. Raises Unreadable where it cannot be written again."""
    if content.startswith(MARK):
        if not _says(_texts_of(content), codes):
            return None
        told: bytes = read_confined(pickle.dumps(Forgetting(content, codes)), "intake.forgotten")
        return told
    return _text_without(content, codes)


def without_codes(text: str, codes: tuple[str, ...]) -> str:
    """A text with "…" for each of `codes` that stands in it as a word."""
    listed = "|".join(re.escape(code) for code in codes)
    return re.sub(rf"(?<!\w)(?:{listed})(?!\w)", GONE, text, flags=re.IGNORECASE)


def _says(text: str, codes: tuple[str, ...]) -> bool:
    """May `text` hold one of the codes? Asked of a whole file before it is taken apart."""
    told = alike(text)
    return any(alike(code) in told for code in codes)


def _texts_of(content: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(content)) as book:
            parts = [book.read(name) for name in book.namelist() if name.endswith((".xml", ".vml"))]
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    return html.unescape(TAG.sub("", " ".join(part.decode("utf-8", "replace") for part in parts)))


def _text_without(content: bytes, codes: tuple[str, ...]) -> bytes | None:
    from intake.texts import DELIMITERS, NAMES, read_text

    table = read_text(content)
    rows = _rows_of(table)
    cleared = [_row_without(row, codes) for row in rows]
    if cleared == rows:
        return None
    delimiter = next((mark for mark in DELIMITERS if NAMES[mark] == table.delimiter), ",")
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(cleared)
    return written.getvalue().encode("utf-8-sig")


def _rows_of(table: "Table") -> list[list[str]]:
    """The rows as text, each at the sender's own number."""
    rows: list[list[str]] = []
    for number, *cells in table.cells.itertuples(name=None):
        rows += [[""]] * (number - 1 - len(rows))
        rows.append([str(cell) for cell in cells])
    return rows


def _row_without(row: list[str], codes: tuple[str, ...]) -> list[str]:
    keys = {alike(code) for code in codes}
    if any(alike(cell) in keys for cell in row):
        return [""] * len(row)
    return [without_codes(cell, codes) for cell in row]


def carry_out(order: bytes) -> bytes:
    """The workbook's side, in the process that was started for it."""
    asked: Forgetting = pickle.loads(order)  # written by `without_addresses`, nobody else
    try:
        book: Any = load_workbook(io.BytesIO(asked.content))
        for sheet in book.worksheets:
            _clear(sheet, asked.codes)
        for name in ("title", "subject", "description", "keywords"):
            told = getattr(book.properties, name)
            if told:
                setattr(book.properties, name, without_codes(told, asked.codes))
        kept = io.BytesIO()
        book.save(kept)
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    return kept.getvalue()


def _clear(sheet: Any, codes: tuple[str, ...]) -> None:  # a sheet of openpyxl's
    keys = {alike(code) for code in codes}
    cells = [cell for cell in sheet._cells.values() if not isinstance(cell, MergedCell)]
    rows = {cell.row for cell in cells if cell.value is not None and alike(str(cell.value)) in keys}
    sheet.title = without_codes(sheet.title, codes)
    for cell in cells:
        if cell.row in rows:
            cell.value, cell.comment = None, None
            continue
        if isinstance(cell.value, str):
            cell.value = without_codes(cell.value, codes)
        if cell.comment and _says(cell.comment.text, codes):
            cell.comment = None


if __name__ == "__main__":
    from intake import forgotten as known  # so that what is asked is known by its own name

    answer(known.carry_out)
