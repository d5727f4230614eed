"""Text files: bytes become text, text becomes cells. Nothing is replaced, nothing guessed."""

import csv
import io
import re

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from intake.findings import Finding
from intake.headers.spellings import count_heading_hits
from intake.reading.aligned_columns import find_heading_line, split_aligned_lines
from intake.reading.encodings import PLAIN, Decoded, decode_bytes
from intake.tables import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Table, Unreadable
from intake.text.unseen import remove_unseen_letters
from intake.text.unseen_letters import has_unseen

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SAMPLE_LINES = 40
SAMPLE = 100_000
PLENTY = 2  # known headings in one line: no accident
EXCEL_HINT = re.compile(r'\s*"?sep=(.)"?(?:\r\n|\r|\n)?', re.IGNORECASE)


def read_text(content: bytes) -> Table:
    """The one table of a text file. Raises Unreadable."""
    decoding = decode_bytes(content)
    text, delimiter = _split_hint(decoding.text)
    mark = delimiter or detect_delimiter(text)
    if aligned := _read_aligned(text):
        cells, question = aligned
        cells, unseen = remove_unseen_letters(cells) if has_unseen(text) else (cells, ())
        findings = (*list_remarks(decoding), question, *unseen)
        return Table(cells, encoding=decoding.encoding, delimiter="blanks", findings=findings)
    quick = _parse_quickly(text, mark)
    cells = _parse_carefully(text, mark) if quick is None else quick
    if cells.shape[1] == 1 and (lines := _join_quoted_lines(cells)):
        mark = detect_delimiter(lines)
        cells = _parse_carefully(lines, mark)
    cells, unseen = remove_unseen_letters(cells) if has_unseen(text) else (cells, ())
    return Table(
        cells=cells,
        encoding=decoding.encoding,
        delimiter=NAMES.get(mark, mark),
        findings=(*list_remarks(decoding), *unseen),
    )


def _read_aligned(text: str) -> tuple[pd.DataFrame, Finding] | None:
    """The cells of a text whose columns blanks part, where more headings are known so than by
    any mark."""
    head = text[:SAMPLE].splitlines()[:SAMPLE_LINES]
    marked = max((count_hits_in_line(line[:2000]) for line in head), default=0)
    heading = find_heading_line([line[:2000] for line in head], more_than=marked)
    return None if heading is None else split_aligned_lines(text.splitlines(), heading)


def list_remarks(decoding: Decoded) -> tuple[Finding, ...]:
    """The findings about the letters of the file."""
    facts = {"encoding": decoding.encoding, "shown": decoding.sample_line}
    remarks: list[Finding] = []
    if decoding.gaps:
        remarks.append(Finding("file.letters_doubtful", facts={"shown": decoding.gaps}))
    if not decoding.certain:
        remarks.append(Finding("file.encoding_uncertain", facts=facts))
    elif decoding.encoding not in PLAIN:
        remarks.append(Finding("file.encoding_old", facts=facts))
    return tuple(remarks)


def _split_hint(text: str) -> tuple[str, str | None]:
    """Excel's own first line "sep=;" says the delimiter and is no row: Excel does not show it."""
    hint = EXCEL_HINT.match(text)
    return (text[hint.end() :], hint[1]) if hint else (text, None)


def _join_quoted_lines(cells: pd.DataFrame) -> str | None:
    """The lines of a file each of which a program put in quotation marks as a whole."""
    lines = cells[0].tolist()
    if (
        any("\n" in line for line in lines)
        or max(map(count_hits_in_line, lines[:SAMPLE_LINES])) < 1
    ):
        return None
    return "\n".join(lines)


def count_hits_in_line(line: str) -> int:
    """How many known headings a line has, parted by the mark that gives the most."""
    return max(count_heading_hits(line.split(mark)) for mark in DELIMITERS)


def detect_delimiter(text: str) -> str:
    """What parts the cells: the mark under which a line has the most known headings, else
    the one that most of the first lines agree on."""
    lines = [line for line in text[:SAMPLE].splitlines()[:SAMPLE_LINES] if line.strip()]

    def measure_fitness(mark: str) -> tuple[int, int, int]:
        parted = [line[:2000].split(mark) for line in lines if mark in line]
        hits = next((count for line in parted if (count := count_heading_hits(line)) >= PLENTY), 0)
        counts = [line.count(mark) for line in lines]
        common = max(set(counts), key=lambda number: (counts.count(number), number), default=0)
        return (hits, counts.count(common) if common else 0, common)

    return max(DELIMITERS, key=measure_fitness)


def _parse_quickly(text: str, delimiter: str) -> pd.DataFrame | None:
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


def _parse_carefully(text: str, delimiter: str) -> pd.DataFrame:
    """Row by row. A quoted cell may hold line breaks; rows are counted as a spreadsheet
    counts them, so such a row is still one."""
    csv.field_size_limit(LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    is_unclosed = _has_unclosed_quote(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=is_unclosed, skipinitialspace=True)
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
        raise Unreadable(_find_fault_code(fault), row=number + 1) from fault
    width = max((len(row) for row in rows.values()), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows.values()]
    return pd.DataFrame(padded, index=list(rows), columns=range(width), dtype="str")


def _has_unclosed_quote(text: str) -> bool:
    """Is the number of quotation marks odd? Then one was never closed, and a strict reader finds
    it instead of swallowing the rest of the file."""
    return text.count('"') % 2 == 1


def _find_fault_code(fault: csv.Error) -> str:
    return "file.cell_too_long" if "field limit" in str(fault) else "file.unclosed_quote"
