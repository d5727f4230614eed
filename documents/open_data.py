"""Open data: UTF-8 tables as CSV with a dictionary of every field, in one ZIP. The same data
give the same bytes."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import numpy as np
import pandas as pd

from documents.cells import FORMULA_SIGNS, shown
from documents.open_dictionary import code_rows, dictionary_rows, dictionary_text
from documents.open_frames import open_frames
from documents.packing import packed
from documents.registers import Registered
from locales.numbers import missing

DIGITS = 4  # of a share


def open_data(of: Registered) -> bytes:
    """The ZIP: a CSV per table, codes.csv, dictionary.csv and dictionary.md."""
    parts = [
        (f"{name}.csv", csv_of([list(frame), *_rows(frame)]))
        for name, frame in open_frames(of).items()
    ]
    parts.append(("codes.csv", csv_of(code_rows())))
    parts.append(("dictionary.csv", csv_of(dictionary_rows())))
    parts.append(("dictionary.md", dictionary_text(of).encode()))
    return packed(parts)


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with its mark, so that Excel shows the letters; no cell of it is ever run."""
    kept = io.StringIO()
    csv.writer(kept, lineterminator="\r\n").writerows([_cell(one) for one in row] for row in rows)
    return kept.getvalue().encode("utf-8-sig")


def _rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(zip(*(frame[name].tolist() for name in frame), strict=True))


def _cell(value: object) -> str:
    """ISO days, true and false, numbers with a point; a text that a program would run as a
    formula begins with an apostrophe."""
    if missing(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        text = " ".join(shown(value).split())
        return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, DIGITS))
    return str(value)
