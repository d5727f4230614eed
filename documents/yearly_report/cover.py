"""The first sheet of the yearly workbook: what the file is, which tables it has, what its
figures and its words mean."""

from collections.abc import Iterable, Iterator, Sequence

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from documents.printing.official import clean_text, pad_number
from documents.printing.xlsx_cells import HEADING_FILL, set_widths, write_cell
from documents.yearly_report.docx import format_about, is_draft
from documents.yearly_report.report import ReportTable, ValueState, YearlyReport, list_figures
from documents.yearly_report.sheet import FACE, PLAIN, set_height, set_up_printing
from locales.words import Words

COVER = "report"
PARTS = ("numerator", "denominator", "exclusions", "clause")
WIDTHS = (30, 66, 44, 44, 30)
HEAD = Font(name=FACE, size=12, bold=True)
TOP = Font(name=FACE, size=14, bold=True)
Line = tuple[object, ...]


def write_cover(
    sheet: Worksheet,
    report: YearlyReport,
    tables: Sequence[tuple[str, ReportTable]],
    *,
    words: Words,
) -> None:
    """Write it. `tables` are those of the file, each with the name of its sheet."""
    table_lines = [(name, table.title, len(table.rows)) for name, table in tables]
    meanings = [
        (words.say(f"print.known.{known}"), words.say(f"print.means.{known}"))
        for known in ValueState
        if known != ValueState.KNOWN
    ]
    definitions = list(_list_definitions((table for _, table in tables), words))
    _write_lines(sheet, [(words.say("print.cover"),)], TOP)
    if is_draft(report):
        _write_lines(sheet, [(words.say("print.draft"),)], TOP)
    _write_lines(sheet, list(_list_facts(report, words)))
    _write_section(sheet, _format_headings(words, "sheets", "title", "rows"), table_lines)
    _write_section(sheet, _format_headings(words, "marks", "meaning"), meanings)
    _write_section(sheet, _format_headings(words, "definitions", *PARTS), definitions)
    set_widths(sheet, WIDTHS)
    set_up_printing(sheet)


def _list_facts(report: YearlyReport, words: Words) -> Iterator[Line]:
    number = words.say(
        "paper.number_only",
        number=pad_number(report.document_no),
        symbol=report.head.symbol(words.say("print.kind_symbol")),
    )
    issued = not is_draft(report)
    facts: dict[str, Sequence[object]] = {
        "about": [format_about(report, words)],
        "issuer": [report.head.body],
        "to": report.addressees,
        "copies": report.copies,
        "number": [number if issued else words.say("print.unsigned")],
        "dated": [report.dated or words.say("print.unsigned")],
        "year": [report.year],
        "day": [report.as_of],
        "source": [words.say("print.source_said", body=clean_text(report.head.body))],
    }
    if report.anchor:
        facts["anchor"] = [report.anchor]
    if report.sample:
        yield (words.say("print.sample"),)
    for key, values in facts.items():
        for place, value in enumerate(values or ("",)):
            yield (words.say(f"print.{key}") if place == 0 else "", value)


def _list_definitions(tables: Iterable[ReportTable], words: Words) -> Iterator[Line]:
    """The signed definition of every indicator whose figures are in the tables."""
    keys = (figure.key for table in tables for figure in list_figures(table))
    for name in dict.fromkeys(key.partition("|")[0] for key in keys):
        key = f"definition.{name}"
        if words.knows(f"{key}.title"):
            parts = (f"{key}.{part}" for part in ("title", *PARTS))
            yield tuple(words.say(part) if words.knows(part) else "" for part in parts)


def _format_headings(words: Words, *names: str) -> Line:
    return tuple(words.say(f"print.{name}") for name in names)


def _write_section(sheet: Worksheet, heads: Line, lines: Sequence[Line]) -> None:
    """A list with its headings, a line apart from what is above; nothing where it is empty."""
    if lines:
        _write_lines(sheet, [heads], HEAD, gap=1)
        _write_lines(sheet, lines)


def _write_lines(
    sheet: Worksheet, lines: Sequence[Line], font: Font = PLAIN, *, gap: int = 0
) -> None:
    """Lines beneath what is there, `gap` lines lower."""
    above = sheet.max_row if sheet.cell(1, 1).value else 0
    for number, line in enumerate(lines, above + gap + 1):
        for column, value in enumerate(line, 1):
            write_cell(
                sheet, (number, column), clean_text(value) if isinstance(value, str) else value
            )
            cell = sheet.cell(number, column)
            cell.font = font
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
            if font == HEAD:
                cell.fill = HEADING_FILL
        set_height(sheet, number, line, widths=WIDTHS)
