"""The correction slip: the faulty rows of a file as an XLSX in which the faulty cells are
marked and say what is wrong. Sent back in, it mends just those rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from documents.cells import (
    ASIDE_FILL,
    CODES,
    OPEN,
    TEXT_FORMAT,
    head,
    offer_choices,
    protect,
    saved,
    shown,
    write,
)
from intake.arrivals import Arrival
from intake.findings import Severity
from intake.layouts import SLIP_ROW, Field, Kind
from intake.rows import Rows
from intake.spellings import is_slip
from intake.tables import Table
from locales.findings import heading, sentence
from locales.words import Words

MOST_ROWS = 2000  # a few seconds to write, and more than anybody mends by hand
FAULT_FILL = PatternFill("solid", fgColor="F8B26A")
AUTHOR = "Giám sát 18"

Faults = dict[int, dict[str, list[str]]]  # row → field's name → sentences


@dataclass(frozen=True)
class Column:
    """A column of the slip: its place in the file (None where the file lacks it), the field
    it means (None where we know none), and its heading."""

    place: int | None
    field: Field | None
    heading: str

    @property
    def name(self) -> str:
        """The field's name; empty where we know none."""
        return self.field.name if self.field is not None else ""

    @property
    def is_key(self) -> bool:
        """Does it tell one row from another?"""
        return self.field is not None and self.field.key


def slip_rows(arrival: Arrival) -> list[int]:
    """The sender's numbers of the faulty rows, at most MOST_ROWS of them, in their order."""
    return sorted(arrival.rows.faulty)[:MOST_ROWS] if arrival.rows is not None else []


def slip_workbook(arrival: Arrival, words: Words) -> bytes:
    """The slip of a file that has faulty rows. The sender's row numbers and the keys are
    locked, but for the keys of a row whose keys are at fault. RuntimeError where no row is."""
    chosen = slip_rows(arrival)
    if arrival.rows is None or not chosen:
        raise RuntimeError("a file without a faulty row needs no slip")
    faults = _faults(arrival.rows, chosen, words)
    columns = _columns(arrival.rows, faults, words)
    book = Workbook()
    book.remove(book.worksheets[0])
    book.epoch = arrival.rows.headed.table.epoch
    form = book.create_sheet(words.say("slip.sheet"))
    _dress(form, columns, last=len(chosen) + 1, words=words)
    lines = _lines(arrival.rows.headed.table, chosen)
    for line, (row, sent) in enumerate(zip(chosen, lines, strict=True), 2):
        form.cell(line, 1, row).fill = ASIDE_FILL
        _write_row(form, line, sent, columns=columns)
        _mark(form, line, columns, faults=faults[row])
    protect(form)
    _explain(book.create_sheet(words.say("slip.guide")), columns, faults, words=words)
    return saved(book)


def _faults(rows: Rows, chosen: Sequence[int], words: Words) -> Faults:
    """What is to be said of each cell of the chosen rows, the errors only."""
    found: Faults = {row: {} for row in chosen}
    for one in rows.findings:
        if one.row in found and one.severity == Severity.ERROR:
            told = sentence(one, words, layout=rows.headed.layout)
            found[one.row].setdefault(one.column or "", []).append(told)
    return found


def _lines(table: Table, rows: list[int]) -> list[list[object]]:
    """The cells of the lines as sent."""
    return [list(line) for line in table.cells.loc[rows].to_numpy(dtype=object)]


def _columns(rows: Rows, faults: Faults, words: Words) -> list[Column]:
    """The file's columns in its order, without those that must not be kept; then the fields
    that are at fault because the file lacks their columns."""
    headed = rows.headed
    named = {place: headed.layout.field_named(name) for name, place in headed.columns.items()}
    columns = []
    for place, written in enumerate(_lines(headed.table, [headed.row])[0]):
        if place in named:
            columns.append(Column(place, named[place], _heading(rows, named[place], words)))
        elif written and place not in headed.personal and not is_slip([str(written)]):
            columns.append(Column(place, None, str(written)))
    lacking = {column for told in faults.values() for column in told} - set(headed.columns)
    asked = [field for field in headed.layout.fields if field.name in lacking]
    return [*columns, *(Column(None, field, heading(field, words)) for field in asked)]


def _heading(rows: Rows, field: Field, words: Words) -> str:
    """The blank's heading; what was counted in thousands or millions goes on being so."""
    scale = rows.headed.scales.get(field.name, 1)
    if scale == 1:
        return heading(field, words)
    plain = heading(field, words).split(" (")[0]
    return f"{plain} ({words.say(f'slip.scale.{scale}')})"


def _dress(form: Worksheet, columns: Sequence[Column], *, last: int, words: Words) -> None:
    head(form, 1, None, heading(SLIP_ROW, words))
    form.cell(1, 1).comment = _comment([words.say("slip.lead")])
    for number, column in enumerate(columns, 2):
        head(form, number, column.field, column.heading)
        if column.field is not None and column.field.kind == Kind.CHOICE:
            offer_choices(form, number, column.field, last=last, words=words)
    form.freeze_panes = "B2"


def _write_row(
    form: Worksheet, line: int, sent: Sequence[object], *, columns: Sequence[Column]
) -> None:
    for number, column in enumerate(columns, 2):
        cell = form.cell(line, number)
        if column.field is not None and column.field.kind in CODES:
            cell.number_format = TEXT_FORMAT
        if column.place is not None:
            write(form, (line, number), sent[column.place])


def _mark(
    form: Worksheet, line: int, columns: Sequence[Column], *, faults: Mapping[str, list[str]]
) -> None:
    """Say at each faulty cell what is wrong there, at the row's number what is wrong with
    the row; unlock what may be typed over."""
    open_keys = any(column.is_key and column.name in faults for column in columns)
    for number, column in enumerate(columns, 2):
        cell = form.cell(line, number)
        if open_keys or not column.is_key:
            cell.protection = OPEN
        if column.name in faults and column.name:
            cell.fill, cell.comment = FAULT_FILL, _comment(faults[column.name])
    known = {column.name for column in columns if column.name}
    of_the_row = [said for name, told in faults.items() if name not in known for said in told]
    if of_the_row:
        number_cell = form.cell(line, 1)
        number_cell.fill, number_cell.comment = FAULT_FILL, _comment(of_the_row)


def _comment(sentences: Sequence[str]) -> Comment:
    text = "\n".join(dict.fromkeys(shown(one) for one in sentences))
    return Comment(text, AUTHOR, height=40 + 20 * (len(text) // 40 + 1), width=320)


def _explain(guide: Worksheet, columns: Sequence[Column], faults: Faults, *, words: Words) -> None:
    """The same sentences as a list: a telephone shows no comments, and paper has none."""
    guide.append([words.say("slip.lead")])
    guide.append([])
    guide.append([words.say(f"slip.{name}") for name in ("row", "column", "fault")])
    headings = {column.name: column.heading for column in columns if column.name}
    for row, told in faults.items():
        for name, sentences in told.items():
            for said in dict.fromkeys(sentences):
                line = guide.max_row + 1
                for number, value in enumerate((row, headings.get(name, ""), said), 1):
                    write(guide, (line, number), value)
    for letter, width in (("A", 10), ("B", 28), ("C", 90)):
        guide.column_dimensions[letter].width = width
    for (cell,) in guide.iter_rows(min_row=4, min_col=3, max_col=3):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
