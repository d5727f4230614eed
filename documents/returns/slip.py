"""The correction slip: the faulty rows of a file as an XLSX in which the faulty cells are
marked and say what is wrong. Sent back in, it mends just those rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from documents.printing.xlsx_cells import (
    ASIDE_FILL,
    CODES,
    LOCKED,
    TEXT_FORMAT,
    UNLOCKED,
    WIDE,
    WRAPPED,
    clean_cell_text,
    offer_choices,
    protect_sheet,
    save_workbook,
    set_up_page,
    start_workbook,
    write_cell,
    write_heading,
)
from documents.returns.slip_lists import SlipLists, write_guide
from documents.yearly_report.sheet import set_height
from intake.cells.rows import Rows
from intake.findings import Severity
from intake.headers.layouts import SLIP_FAULT, SLIP_ROW, Field, Kind
from intake.headers.spellings import is_of_a_slip
from intake.pipeline import Arrival
from intake.redaction.kept_copy import find_personal_cells
from intake.redaction.rows_redaction import redact_findings
from intake.tables import Faulty, Table
from locales.findings import build_finding_sentence, name_field
from locales.words import Words

MOST_ROWS = 2000  # a few seconds to write, and more than anybody mends by hand
FAULT_FILL = PatternFill("solid", fgColor="F8B26A")
HAIR = Side("hair", "999999")
LINED = Border(left=HAIR, right=HAIR, top=HAIR, bottom=HAIR)
AUTHOR = "Giám sát 18"
ROW_WIDTH, NARROW_WIDTH, WIDE_WIDTH, FAULT_WIDTH = 8, 13, 28, 46  # letters
NOTE_WIDTH, NOTE_HEIGHT = 90, 80  # letters, points
LONGEST_FILE = 100  # letters of a file's name; a page's head is allowed 255 with its signs

Faults = dict[int, dict[str, list[str]]]  # row → field's name → sentences


@dataclass(frozen=True)
class SlipColumn:
    """A column of the slip: its place in the file (None where the file lacks it), the field
    it means (None where we know none), and its heading. `supplied` is what every row has where
    the file lacks the column: the sender's code."""

    place: int | None
    field: Field | None
    heading: str
    supplied: str | None = None

    @property
    def name(self) -> str:
        """The field's name; empty where we know none."""
        return self.field.name if self.field is not None else ""

    @property
    def is_key(self) -> bool:
        """Does it tell one row from another?"""
        return self.field is not None and self.field.key


def list_slip_rows(arrival: Arrival) -> list[int]:
    """The sender's numbers of the faulty rows, at most MOST_ROWS of them, in their order."""
    return sorted(arrival.rows.faulty)[:MOST_ROWS] if arrival.rows is not None else []


def build_slip(arrival: Arrival, words: Words, lists: SlipLists | None = None) -> bytes:
    """The slip of a file that has faulty rows: for each its number, its keys, what to correct,
    and all else it says. The numbers and the keys are locked, but for the keys of a row whose
    keys are at fault; a second sheet lists the codes. RuntimeError where no row is at fault."""
    row_numbers = list_slip_rows(arrival)
    if arrival.rows is None or not row_numbers:
        raise RuntimeError("a file without a faulty row needs no slip")
    faults = _collect_faults(arrival.rows, row_numbers, words)
    columns = _list_columns(arrival.rows, faults, words)
    book = start_workbook()
    book.epoch = arrival.rows.headers.table.epoch
    form = book.create_sheet(words.say("slip.sheet"))
    _write_headings(form, columns, last=len(row_numbers) + 1, words=words)
    lines = _read_lines(arrival.rows.headers.table, row_numbers)
    for (row, place), text in find_personal_cells(arrival.rows.headers).items():
        if row in faults:
            lines[row_numbers.index(row)][place] = text
    for line, (row, sent) in enumerate(zip(row_numbers, lines, strict=True), 2):
        form.cell(line, 1, row).fill = ASIDE_FILL
        _write_row(form, line, sent, columns=columns)
        _mark_faults(form, line, columns, faults=faults[row])
    protect_sheet(form)
    _set_up_printing(form, columns, arrival, words=words)
    write_guide(book.create_sheet(words.say("slip.guide")), arrival, lists, words)
    return save_workbook(book)


def build_note(text: str, words: Words) -> bytes:
    """A workbook in place of a slip that has no rows: one sheet that says why."""
    book = start_workbook()
    form = book.create_sheet(words.say("slip.sheet"))
    write_cell(form, (1, 1), text)
    form.cell(1, 1).alignment = WRAPPED
    form.column_dimensions["A"].width, form.row_dimensions[1].height = NOTE_WIDTH, NOTE_HEIGHT
    set_up_page(form)
    return save_workbook(book)


def _collect_faults(rows: Rows, row_numbers: Sequence[int], words: Words) -> Faults:
    """What is to be said of each cell of the chosen rows, the errors only."""
    faults: Faults = {row: {} for row in row_numbers}
    for finding in redact_findings(rows.findings, rows.headers):
        if finding.row in faults and finding.severity == Severity.ERROR:
            message = build_finding_sentence(finding, words, layout=rows.headers.layout)
            faults[finding.row].setdefault(finding.column or "", []).append(message)
    return faults


def _read_lines(table: Table, rows: list[int]) -> list[list[object]]:
    return [list(line) for line in table.cells.loc[rows].to_numpy(dtype=object)]


def _list_columns(rows: Rows, faults: Faults, words: Words) -> list[SlipColumn]:
    """The keys, what to correct, and the file's other columns in its order, without those that
    no form knows; then the fields that are at fault because the file lacks their columns."""
    headers = rows.headers
    fields = {place: headers.layout.find_field(name) for name, place in headers.columns.items()}
    columns = []
    for place, text in enumerate(_read_lines(headers.table, [headers.row])[0]):
        if place in fields:
            columns.append(
                SlipColumn(place, fields[place], _format_heading(rows, fields[place], words))
            )
        elif place in headers.asides and not is_of_a_slip(str(text)):
            columns.append(SlipColumn(place, None, str(text)))
    lacking = {column for row_faults in faults.values() for column in row_faults} - set(
        headers.columns
    )
    own = {headers.sender_field: headers.sender} if headers.sender else {}
    lacking_fields = [
        field for field in headers.layout.fields if field.name in lacking | own.keys()
    ]
    columns += [
        SlipColumn(None, field, name_field(field, words), own.get(field.name))
        for field in lacking_fields
    ]
    keys = [column for column in columns if column.is_key]
    others = [column for column in columns if not column.is_key]
    return [*keys, SlipColumn(None, SLIP_FAULT, name_field(SLIP_FAULT, words)), *others]


def _format_heading(rows: Rows, field: Field, words: Words) -> str:
    """The blank's heading; what was counted in thousands or millions goes on being so."""
    scale = rows.headers.scales.get(field.name, 1)
    if scale == 1:
        return name_field(field, words)
    heading = name_field(field, words).split(" (")[0]
    return f"{heading} ({words.say(f'slip.scale.{scale}')})"


def _write_headings(
    form: Worksheet, columns: Sequence[SlipColumn], *, last: int, words: Words
) -> None:
    write_heading(form, 1, None, name_field(SLIP_ROW, words))
    form.cell(1, 1).comment = _build_comment([words.say("slip.lead")])
    form.column_dimensions["A"].width = ROW_WIDTH
    for number, column in enumerate(columns, 2):
        write_heading(form, number, column.field, column.heading)
        form.column_dimensions[get_column_letter(number)].width = _find_width(column)
        if column.field is not None and column.field.kind == Kind.CHOICE:
            offer_choices(form, number, column.field, last=last, words=words)
    first_fault = next(
        place for place, column in enumerate(columns, 2) if column.field == SLIP_FAULT
    )
    form.freeze_panes = f"{get_column_letter(first_fault)}2"


def _find_width(column: SlipColumn) -> float:
    """The width of a column in letters: as wide as it must be, for the page is only so wide."""
    if column.field == SLIP_FAULT:
        return FAULT_WIDTH
    kind = column.field.kind if column.field is not None else Kind.TEXT
    if kind == Kind.YEAR:
        return ROW_WIDTH
    return WIDE_WIDTH if kind in WIDE else NARROW_WIDTH


def _set_up_printing(
    form: Worksheet, columns: Sequence[SlipColumn], arrival: Arrival, *, words: Words
) -> None:
    """The page set-up: everything wraps, each row as high as its text needs, and the file's
    name and what to do stand above each page."""
    widths = [ROW_WIDTH, *(_find_width(column) for column in columns)]
    for line, row in enumerate(form.iter_rows(), 1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
            cell.border = LINED
        set_height(form, line, [cell.value for cell in row], widths=widths)
    set_up_page(form)
    if form.oddHeader is not None:
        file = clean_cell_text(arrival.upload.name).replace("&", "&&")[:LONGEST_FILE]
        form.oddHeader.left.text = words.say("slip.printed", file=file)


def _write_row(
    form: Worksheet, line: int, sent: Sequence[object], *, columns: Sequence[SlipColumn]
) -> None:
    for number, column in enumerate(columns, 2):
        cell = form.cell(line, number)
        if column.field is not None and column.field.kind in CODES:
            cell.number_format = TEXT_FORMAT
        if column.place is not None:
            value = sent[column.place]
            is_faulty = isinstance(value, Faulty)  # what is said of the cell names its fault
            write_cell(form, (line, number), None if is_faulty else value)
        elif column.supplied is not None:
            write_cell(form, (line, number), column.supplied)


def _mark_faults(
    form: Worksheet, line: int, columns: Sequence[SlipColumn], *, faults: Mapping[str, list[str]]
) -> None:
    """Say at each faulty cell what is wrong there, at the row's number what is wrong with
    the row; unlock what may be typed over."""
    open_keys = any(column.is_key and column.name in faults for column in columns)
    for number, column in enumerate(columns, 2):
        cell = form.cell(line, number)
        if open_keys or not column.is_key:
            cell.protection = UNLOCKED
        if column.name in faults and column.name:
            cell.fill, cell.comment = FAULT_FILL, _build_comment(faults[column.name])
    known = {column.name for column in columns if column.name}
    fault = next(number for number, column in enumerate(columns, 2) if column.field == SLIP_FAULT)
    # A line each: paper shows no comments, nor does a telephone.
    messages = dict.fromkeys(text for sentences in faults.values() for text in sentences)
    write_cell(form, (line, fault), "\n".join(messages))
    form.cell(line, fault).fill = ASIDE_FILL
    form.cell(line, fault).protection = LOCKED
    of_the_row = [
        message for name, messages in faults.items() if name not in known for message in messages
    ]
    if of_the_row:
        number_cell = form.cell(line, 1)
        number_cell.fill, number_cell.comment = FAULT_FILL, _build_comment(of_the_row)


def _build_comment(sentences: Sequence[str]) -> Comment:
    text = "\n".join(dict.fromkeys(clean_cell_text(text) for text in sentences))
    return Comment(text, AUTHOR, height=40 + 20 * (len(text) // 40 + 1), width=320)
