"""Files as senders make them: rows of cells become the bytes of a text file or a workbook."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def text_file(rows: Rows, *, delimiter: str = ",", end: str = "\r\n", mark: bool = False) -> bytes:
    """A text file in UTF-8, with a byte-order mark where `mark` says so."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(rows)
    return written.getvalue().encode("utf-8-sig" if mark else "utf-8")


def workbook(sheets: Mapping[str, Rows], *, hidden: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet for each name; those of `hidden` are not shown."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def rewritten(content: bytes, member: str, *, old: bytes, new: bytes) -> bytes:
    """A workbook with `old` replaced by `new` in one member, as another program might write it.

    Raises ValueError when `old` is not there: such a file would prove nothing.
    """
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(kept, "w") as after:
        for name in before.namelist():
            said = before.read(name)
            if name == member and old not in said:
                raise ValueError(f"{old!r} is not in {member}")
            after.writestr(name, said.replace(old, new) if name == member else said)
    return kept.getvalue()
