"""Text files: bytes become text, text becomes cells. Nothing is replaced, nothing guessed."""

import csv
import io
import re

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from intake.encodings import PLAIN, Decoded, decoded
from intake.findings import Finding
from intake.spellings import heading_hits
from intake.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Table, Unreadable
from intake.unseen import seen_cells
from intake.unseen_letters import has_unseen

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SAMPLE_LINES = 40
SAMPLE = 100_000
PLENTY = 2  # known headings in one line: no accident
EXCEL_HINT = re.compile(r'\s*"?sep=(.)"?(?:\r\n|\r|\n)?', re.IGNORECASE)


def read_text(content: bytes) -> Table:
    """The one table of a text file. Raises Unreadable."""
    found = decoded(content)
    text, delimiter = _without_hint(found.text)
    mark = delimiter or delimiter_of(text)
    cells = _quick_cells(text, mark)
    if cells is None:
        cells = _careful_cells(text, mark)
    if cells.shape[1] == 1 and (lines := _unwrapped(cells)):
        mark = delimiter_of(lines)
        cells = _careful_cells(lines, mark)
    cells, unseen = seen_cells(cells) if has_unseen(text) else (cells, ())
    return Table(
        cells=cells,
        encoding=found.encoding,
        delimiter=NAMES.get(mark, mark),
        findings=(*remarks_on(found), *unseen),
    )


def remarks_on(found: Decoded) -> tuple[Finding, ...]:
    """What a person is told, or asked, about the letters of the file."""
    facts = {"encoding": found.encoding, "shown": found.shown}
    remarks: list[Finding] = []
    if found.gaps:
        remarks.append(Finding("file.letters_doubtful", facts={"shown": found.gaps}))
    if not found.certain:
        remarks.append(Finding("file.encoding_uncertain", facts=facts))
    elif found.encoding not in PLAIN:
        remarks.append(Finding("file.encoding_old", facts=facts))
    return tuple(remarks)


def _without_hint(text: str) -> tuple[str, str | None]:
    """Excel's own first line "sep=;" says the delimiter and is no row: Excel does not show it."""
    hint = EXCEL_HINT.match(text)
    return (text[hint.end() :], hint[1]) if hint else (text, None)


def _unwrapped(cells: pd.DataFrame) -> str | None:
    """The lines of a file each of which a program put in quotation marks as a whole."""
    lines = cells[0].tolist()
    if any("\n" in line for line in lines) or max(map(heading_hits_of, lines[:SAMPLE_LINES])) < 1:
        return None
    return "\n".join(lines)


def heading_hits_of(line: str) -> int:
    """How many known headings a line has, parted by the mark that gives the most."""
    return max(heading_hits(line.split(mark)) for mark in DELIMITERS)


def delimiter_of(text: str) -> str:
    """What parts the cells: the mark under which a line has the most known headings, else
    the one that most of the first lines agree on."""
    lines = [line for line in text[:SAMPLE].splitlines()[:SAMPLE_LINES] if line.strip()]

    def fitness(mark: str) -> tuple[int, int, int]:
        parted = [line[:2000].split(mark) for line in lines if mark in line]
        hits = next((seen for line in parted if (seen := heading_hits(line)) >= PLENTY), 0)
        counts = [line.count(mark) for line in lines]
        common = max(set(counts), key=lambda number: (counts.count(number), number), default=0)
        return (hits, counts.count(common) if common else 0, common)

    return max(DELIMITERS, key=fitness)


def _quick_cells(text: str, delimiter: str) -> pd.DataFrame | None:
    """Whole columns at once, where no quotes, blank lines or ragged rows are in the way."""
    width = text[: text.find("\n")].count(delimiter) + 1
    if '"' in text or text.count("\r") != text.count("\r\n") or not 1 < width <= MOST_COLUMNS:
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
    if table.num_rows > MOST_ROWS:
        raise Unreadable("file.too_many_rows", most=MOST_ROWS)
    cells: pd.DataFrame = table.to_pandas()
    cells.columns = pd.RangeIndex(width)
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    return cells


def _careful_cells(text: str, delimiter: str) -> pd.DataFrame:
    """Row by row. A quoted cell may hold line breaks; rows are counted as a spreadsheet
    counts them, so such a row is still one."""
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    sound = _quotes_are_sound(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=sound, skipinitialspace=True)
    rows: dict[int, list[str]] = {}
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if not row:
                continue
            if len(rows) >= MOST_ROWS:
                raise Unreadable("file.too_many_rows", most=MOST_ROWS)
            if len(row) > MOST_COLUMNS and any(cell.strip() for cell in row[MOST_COLUMNS:]):
                raise Unreadable("file.too_wide", most=MOST_COLUMNS)
            rows[number] = row[:MOST_COLUMNS]
    except csv.Error as fault:
        raise Unreadable(_fault_of(fault), row=number + 1) from fault
    width = max((len(row) for row in rows.values()), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows.values()]
    return pd.DataFrame(padded, index=list(rows), columns=range(width), dtype="str")


def _quotes_are_sound(text: str) -> bool:
    """An odd number of quotation marks means one was never closed: then be strict, so that
    it is found instead of swallowing the rest of the file."""
    return text.count('"') % 2 == 1


def _fault_of(fault: csv.Error) -> str:
    return "file.cell_too_long" if "field limit" in str(fault) else "file.unclosed_quote"
