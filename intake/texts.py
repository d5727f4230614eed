"""Text files: bytes become text, text becomes cells. Nothing is replaced, nothing guessed."""

import codecs
import csv
import io

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from intake.tables import MOST_COLUMNS, Table, Unreadable

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_LINES = 50
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LONGEST_CELL = 1_000_000


def read_text(content: bytes) -> Table:
    """The one table of a text file. Raises Unreadable for bytes that are not UTF-8 text."""
    text, encoding = decoded(content)
    delimiter = delimiter_of(text)
    cells = _quick_cells(text, delimiter)
    if cells is None:
        cells = _careful_cells(text, delimiter)
    return Table(cells=cells, encoding=encoding, delimiter=NAMES[delimiter])


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8 with or without a mark."""
    marked = content.startswith(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("file.encoding_unknown") from None
    if "\x00" in text:
        raise Unreadable("file.encoding_unknown")
    return text, "utf-8-sig" if marked else "utf-8"


def delimiter_of(text: str) -> str:
    """What parts the cells: the mark that most of the first lines agree on."""
    lines = [line for line in text[:200_000].splitlines()[:SAMPLE_LINES] if line.strip()]

    def agreement(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        common = max(set(counts), key=lambda number: (counts.count(number), number), default=0)
        return (counts.count(common) if common else 0, common)

    return max(DELIMITERS, key=agreement)


def _quick_cells(text: str, delimiter: str) -> pd.DataFrame | None:
    """Whole columns at once, where no quotes, blank lines or ragged rows are in the way."""
    width = text[: text.find("\n")].count(delimiter) + 1
    if '"' in text or "\r" in text.replace("\r\n", "\n") or not 1 < width <= MOST_COLUMNS:
        return None
    names = [str(number) for number in range(width)]
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(text.encode()),
            read_options=arrow_csv.ReadOptions(column_names=names),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, quote_char=False, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    cells: pd.DataFrame = table.to_pandas()
    cells.columns = pd.RangeIndex(width)
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return cells


def _careful_cells(text: str, delimiter: str) -> pd.DataFrame:
    """Row by row: quoted cells may hold line breaks; a row's number is its first line's."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    numbers, rows, first = [], [], 1
    for row in reader:
        numbers.append(first)
        rows.append(row[:MOST_COLUMNS])
        first = reader.line_num + 1
    width = max((len(row) for row in rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return pd.DataFrame(padded, index=numbers, columns=range(width), dtype="str")
