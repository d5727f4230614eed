"""Other kinds of file that hold tables: each is read by a program of its own, confined, and becomes
tables as a workbook does. What is kept of it is such a table, written anew."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from intake.findings import Finding
from intake.headers.spellings import count_heading_hits
from intake.privacy.personal_details import redact
from intake.privacy.personal_numbers import Detail
from intake.reading.confined import run_in_subprocess
from intake.reading.extracts import Extract, Passage, find_spans, list_filled_rows
from intake.reading.file_types import detect_kind
from intake.reading.grids import Grid
from intake.reading.nil_statements import find_nil_statement
from intake.reading.packages import SIGNED, SideContent, list_side_findings, read_signed
from intake.reading.sheets import Merged, copy_merged_values
from intake.reading.workbooks import build_sheet_tables, measure_unpacked_size
from intake.tables import EXCEL_EPOCH, Table, Unreadable

PROGRAMS = {
    "xls": "intake.reading.old_workbooks",
    "xlsb": "intake.reading.old_workbooks",
    "ods": "intake.reading.open_documents",
    "docx": "intake.reading.word_documents",
    "html": "intake.reading.web_pages",
    "mht": "intake.reading.web_pages",
}
ZIPPED = frozenset({"xlsb", "ods", "docx"})
VALUES_ALONE = frozenset({"xls", "xlsb"})  # neither formats nor errors nor hidden rows are told
PLENTY = 2  # known headings in one line: no accident
LINES_LOOKED_AT = 10  # of a table, for its headings
LONGEST_SHOWN = 120
MOST_SHOWN = 5


def find_converted_kind(content: bytes) -> str | None:
    """Which of these kinds the content is; None for text, for XLSX and for what cannot be read."""
    kind = detect_kind(content)
    return kind if kind in PROGRAMS else None


def read_converted(content: bytes, kind: str) -> list[Table]:
    """Its tables, the findings about the file with the first. Raises Unreadable."""
    if kind in ZIPPED:
        measure_unpacked_size(content)
    extract: Extract = run_in_subprocess(content, PROGRAMS[kind])
    passages = [passage for document in extract.documents for passage in document]
    if extract.documents and not any(passage.is_table for passage in passages):
        raise _explain_missing_table(passages, kind)
    tables = build_sheet_tables([*extract.grids, *_build_grids(extract.documents)])
    if not tables:
        raise Unreadable("file.empty")
    first, *others = tables
    notes = _list_notes(extract, kind)
    return [replace(first, findings=(*first.findings, *notes)), *others]


def _explain_missing_table(passages: Iterable[Passage], kind: str) -> Unreadable:
    statement = find_nil_statement(cell for passage in passages for cell in passage.rows[0])
    if statement is not None:
        return Unreadable("file.nil_in_prose", shown=statement)
    return Unreadable("file.document_without_table", kind=kind)


def _list_notes(extract: Extract, kind: str) -> Iterator[Finding]:
    yield Finding("file.kept_as_table", facts={"kind": kind})
    if kind in VALUES_ALONE:
        yield Finding("file.values_alone", facts={"kind": kind})
    if extract.doubtful:
        texts = (redact(text).text[:LONGEST_SHOWN] for text in dict.fromkeys(extract.doubtful))
        shown = tuple(text for text, _ in zip(texts, range(MOST_SHOWN), strict=False))
        yield Finding("file.text_doubtful", facts={"shown": shown, "count": len(extract.doubtful)})
    personal = {
        place: details
        for place, texts in extract.texts.items()
        if (details := _find_details(place, texts))
    }
    yield from list_side_findings(
        SideContent(personal, extract.left_out, plain=False, sheets=len(extract.grids))
    )


def _find_details(place: str, texts: Iterable[str]) -> tuple[Detail, ...]:
    """What kinds of thing that tell a person stand in the texts of a place."""
    read = read_signed if place in SIGNED else redact
    found = {detail for text in dict.fromkeys(texts) for detail in read(text).details}
    return tuple(detail for detail in Detail if detail in found)


def _build_grids(documents: Sequence[Sequence[Passage]]) -> list[Grid]:
    """A sheet for each table with headings of its own: what stands above it are its titles, and
    what follows the last, its foot. Numbers of rows count the paragraphs too."""
    stretches = [stretch for passages in documents for stretch in _split_passages(passages)]
    grids = [_build_grid(stretch, f"Bảng {number}") for number, stretch in enumerate(stretches, 1)]
    return [grid for grid in grids if grid.rows]


def _split_passages(passages: Sequence[Passage]) -> list[list[Passage]]:
    stretches: list[list[Passage]] = [[]]
    headings: tuple[Any, ...] | None = None  # of the table in the last stretch
    waiting: list[Passage] = []  # since that table
    for passage in passages:
        own = _find_headings(passage)
        if own is not None and headings is not None and own != headings:
            stretches.append(waiting)
            waiting = []
        stretches[-1] += [*waiting, passage] if own is not None else []
        waiting = [] if own is not None else [*waiting, passage]
        headings = own or headings
    stretches[-1] += waiting
    return stretches


def _find_headings(passage: Passage) -> tuple[Any, ...] | None:
    """The row of a table that names most columns of a form, where it names several."""
    if not passage.is_table:
        return None
    lines = [tuple(map(str, row)) for row in passage.rows[:LINES_LOOKED_AT]]
    best = max(lines, key=count_heading_hits, default=())
    return best if count_heading_hits(best) >= PLENTY else None


def _build_grid(passages: Iterable[Passage], title: str) -> Grid:
    rows: dict[int, list[Any]] = {}
    merged: list[Merged] = []
    hidden: list[int] = []
    last = 0
    for passage in passages:
        rows.update(list_filled_rows(map(list, passage.rows), last + 1))
        merged += [
            Merged(block.left, block.top + last, block.right, block.bottom + last)
            for block in passage.merged
        ]
        hidden += [last + number for number in sorted(passage.hidden)]
        last += len(passage.rows)
    written = copy_merged_values(merged, rows)
    shown = tuple(number for number in hidden if number in rows)
    return Grid(title, rows, shown, EXCEL_EPOCH, merged=written, spans=find_spans(merged))
