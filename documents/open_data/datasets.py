"""Open data: UTF-8 tables as CSV with a dictionary of every field, in one ZIP. The same data
give the same bytes."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import numpy as np
import pandas as pd

from documents.open_data.dictionary import (
    build_code_rows,
    build_dictionary_rows,
    build_dictionary_text,
)
from documents.open_data.frames import build_open_frames
from documents.open_data.registers import YearData
from documents.printing.packing import build_zip
from documents.printing.xlsx_cells import FORMULA_SIGNS, clean_cell_text
from locales.numbers import is_missing

DIGITS = 4  # of a share


def build_open_data(year_data: YearData) -> bytes:
    """The ZIP: a CSV per table, codes.csv, dictionary.csv and dictionary.md."""
    parts = [
        (f"{name}.csv", build_csv([list(frame), *_list_rows(frame)]))
        for name, frame in build_open_frames(year_data).items()
    ]
    parts.append(("codes.csv", build_csv(build_code_rows())))
    parts.append(("dictionary.csv", build_csv(build_dictionary_rows())))
    parts.append(("dictionary.md", build_dictionary_text(year_data).encode()))
    return build_zip(parts)


def build_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with its mark, so that Excel shows the letters; no cell of it is ever run."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(
        [_format_cell(value) for value in row] for row in rows
    )
    return stream.getvalue().encode("utf-8-sig")


def _list_rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(zip(*(frame[name].tolist() for name in frame), strict=True))


def _format_cell(value: object) -> str:
    """ISO days, true and false, numbers with a point; a text that a program would run as a
    formula begins with an apostrophe."""
    if is_missing(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        text = " ".join(clean_cell_text(value).split())
        return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, DIGITS))
    return str(value)
