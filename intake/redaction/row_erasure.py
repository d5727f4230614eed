"""A kept file without the rows of some addresses, and without their codes anywhere else in it. Run
as a program, confined, for a workbook (see emptied.py)."""

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

from intake.reading.confined import run_in_subprocess, run_reader
from intake.reading.grids import BROKEN
from intake.tables import Unreadable
from intake.text.cleaning import make_code_key

if TYPE_CHECKING:  # the confined process starts without pandas
    from intake.tables import Table

GONE = "…"
TAG = re.compile(r"<[^>]*>")
MARK = b"PK\x03\x04"


@dataclass(frozen=True)
class ErasureOrder:
    """The bytes of a workbook, and the codes to leave out of it."""

    content: bytes
    codes: tuple[str, ...]


def erase_addresses(content: bytes, codes: tuple[str, ...]) -> bytes | None:
    """The file without the addresses: each row that has one of `codes` as a cell is blank (the
    other rows keep their numbers), and in any other text the code is "…". None where the file does
    not say any of them. Raises Unreadable where it cannot be written again."""
    if content.startswith(MARK):
        if not _may_mention(_extract_text(content), codes):
            return None
        rewritten: bytes = run_in_subprocess(
            pickle.dumps(ErasureOrder(content, codes)), "intake.redaction.row_erasure"
        )
        return rewritten
    return _erase_from_text_file(content, codes)


def erase_codes(text: str, codes: tuple[str, ...]) -> str:
    """A text with "…" for each of `codes` that stands in it as a word."""
    listed = "|".join(re.escape(code) for code in codes)
    return re.sub(rf"(?<!\w)(?:{listed})(?!\w)", GONE, text, flags=re.IGNORECASE)


def _may_mention(text: str, codes: tuple[str, ...]) -> bool:
    """May `text` hold one of the codes? Asked of a whole file before it is taken apart."""
    text_key = make_code_key(text)
    return any(make_code_key(code) in text_key for code in codes)


def _extract_text(content: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(content)) as book:
            parts = [book.read(name) for name in book.namelist() if name.endswith((".xml", ".vml"))]
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    return html.unescape(TAG.sub("", " ".join(part.decode("utf-8", "replace") for part in parts)))


def _erase_from_text_file(content: bytes, codes: tuple[str, ...]) -> bytes | None:
    from intake.reading.texts import DELIMITERS, NAMES, read_text

    table = read_text(content)
    rows = _list_rows(table)
    cleared = [_erase_from_row(row, codes) for row in rows]
    if cleared == rows:
        return None
    delimiter = next((mark for mark in DELIMITERS if NAMES[mark] == table.delimiter), ",")
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(cleared)
    return written.getvalue().encode("utf-8-sig")


def _list_rows(table: "Table") -> list[list[str]]:
    """The rows as text, each at the sender's own number."""
    rows: list[list[str]] = []
    for number, *cells in table.cells.itertuples(name=None):
        rows += [[""]] * (number - 1 - len(rows))
        rows.append([str(cell) for cell in cells])
    return rows


def _erase_from_row(row: list[str], codes: tuple[str, ...]) -> list[str]:
    keys = {make_code_key(code) for code in codes}
    if any(make_code_key(cell) in keys for cell in row):
        return [""] * len(row)
    return [erase_codes(cell, codes) for cell in row]


def carry_out(pickled: bytes) -> bytes:
    """Carry out a pickled ErasureOrder, in the process that was started for it."""
    order: ErasureOrder = pickle.loads(pickled)  # written by `erase_addresses`, nobody else
    try:
        book: Any = load_workbook(io.BytesIO(order.content))
        for sheet in book.worksheets:
            _clear(sheet, order.codes)
        for name in ("title", "subject", "description", "keywords"):
            value = getattr(book.properties, name)
            if value:
                setattr(book.properties, name, erase_codes(value, order.codes))
        output = io.BytesIO()
        book.save(output)
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    return output.getvalue()


def _clear(sheet: Any, codes: tuple[str, ...]) -> None:  # a sheet of openpyxl's
    keys = {make_code_key(code) for code in codes}
    cells = [cell for cell in sheet._cells.values() if not isinstance(cell, MergedCell)]
    rows = {
        cell.row
        for cell in cells
        if cell.value is not None and make_code_key(str(cell.value)) in keys
    }
    sheet.title = erase_codes(sheet.title, codes)
    for cell in cells:
        if cell.row in rows:
            cell.value, cell.comment = None, None
            continue
        if isinstance(cell.value, str):
            cell.value = erase_codes(cell.value, codes)
        if cell.comment and _may_mention(cell.comment.text, codes):
            cell.comment = None


if __name__ == "__main__":
    from intake.redaction import row_erasure as module  # so that the order is known by its own name

    run_reader(module.carry_out)
