"""Cells of one column: each different cell is read once, by the kind of its field."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from intake.cells.dates import Day, explain_no_day, parse_days
from intake.cells.marks import Mark, parse_words_instead
from intake.cells.numbers import INTERPRETED, Number, parse_numbers
from intake.cells.vocabulary import RAISED
from intake.headers.choices import build_spelling_table
from intake.headers.layouts import Field, Kind
from intake.privacy.personal_details import redact
from intake.tables import EXCEL_EPOCH, Faulty, Share
from intake.text.cleaning import clean_text, convert_code, convert_figures, convert_to_latin
from intake.text.normalisation import normalise_text
from intake.text.ticks import IN_WORDS, fold_tick

FIRST_YEAR, LAST_YEAR = 2018, 2100
# "Kỳ báo cáo năm 2026", "2026.0" and "2.026", normalised
YEAR = re.compile(r"(?:(?:ky|nam|bao cao|ca) )*(2 ?0\d\d)(?: 0+)?")
TWO_DIGITS = re.compile("[1-9][0-9]")
MANY_DIGITS = re.compile(r"\d(?:\D{0,3}\d){7}")
# What a number of a column may say it is, besides how many.
UNITS = {
    Kind.WHOLE: frozenset({"scaled", "measure"}),
    Kind.NUMBER: frozenset({"scaled", "measure"}),
    Kind.MONEY: frozenset({"scaled", "money"}),
    Kind.PERCENT: frozenset({"percent"}),
}
WHOLE_AMOUNT = 10**6  # in thousands or millions of đồng no office has as many
BESIDE_A_CODE = re.compile(r"[;,()\n]")
WHOLE_CODE = re.compile(r"^\s*(\d+)\.0+\s*$")
NOTES = re.compile(
    r"\s*\((?![^()]*(?:chưa|không|phần|\d\s?%))[^()]*\)\s*$|[\s,;:]*(?:đạt\s+)?100(?:[.,]0+)?\s?%\s*$",
    re.IGNORECASE,
)
ERROR = re.compile(r"#(REF!|DIV/0!|VALUE!|NAME\?|N/A|NULL!|NUM!|SPILL!|CALC!)")
NUMERIC = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.PERCENT, Kind.MONEY})
COUNTED = NUMERIC | {Kind.DAY}
LETTERS = frozenset({"value.letters_in_number", INTERPRETED})
Value = str | int | float | date | None


@dataclass(frozen=True)
class Cell:
    """A cell as read: its value, or the code of a fault; a cell that was interpreted has
    both, and its finding shows what it was read as. `mark` is what words in place of a
    number or a day meant, `facts` are for the words of the finding."""

    value: Value
    fault: str | None = None
    mark: Mark = Mark.VALUE
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Counting:
    """How a column counts: the day that day numbers start from, and the unit of its money."""

    epoch: datetime = EXCEL_EPOCH
    scale: int = 1


Reader = Callable[[Sequence[object], Field, Counting], list[Cell]]
PLAIN_COUNTING = Counting()


def parse_cells(
    cells: Sequence[object], field: Field, counting: Counting = PLAIN_COUNTING
) -> list[Cell]:
    """Read the different cells of a column that hold something, in their order."""
    absences = [_parse_absence(cell, field) for cell in cells]
    sound = [cell for cell, absence in zip(cells, absences, strict=True) if absence is None]
    values = iter(READERS[field.kind](sound, field, counting))
    return [next(values) if absence is None else absence for absence in absences]


def _parse_absence(cell: object, field: Field) -> Cell | None:
    """A cell that holds no value of its kind, but an error or words for nothing; None where it may
    hold one."""
    if isinstance(cell, Faulty):
        return Cell(None, cell.code)
    if isinstance(cell, str) and ERROR.fullmatch(cell.strip()):
        return Cell(None, "value.cell_error")
    if field.kind not in COUNTED or not isinstance(cell, str):
        return None
    mark = parse_words_instead(clean_text(cell))
    if mark == Mark.BLANK:
        return Cell(None, "value.missing" if field.required else "value.read_as_blank", mark)
    if mark == Mark.NIL and not field.required:
        return Cell(None, "value.read_as_nil", mark)
    if field.kind in NUMERIC and MANY_DIGITS.search(cell) and redact(cell, counted=True).details:
        return Cell(None, "value.not_a_number")  # somebody's number counts nothing
    return None


def format_cell(cell: object) -> str:
    """A cell as text; the code 1273 that a spreadsheet kept as 1273.0 is "1273"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean_text(str(cell))


def _parse_texts(cells: Sequence[object], field: Field, _counting: Counting) -> list[Cell]:
    most = field.most or 200
    texts = [format_cell(cell) for cell in cells]
    return [Cell(text, "value.too_long" if len(text) > most else None) for text in texts]


def _parse_codes(cells: Sequence[object], field: Field, _counting: Counting) -> list[Cell]:
    return [_parse_code(format_cell(cell), field) for cell in cells]


def _parse_code(text: str, field: Field) -> Cell:
    meant = convert_code(text) if field.kind == Kind.CODE else convert_to_latin(text)
    if field.kind == Kind.CODE and not set(text).isdisjoint(RAISED):
        return Cell(None, "value.code_marked")  # "DC-1²" is not DC-12
    if field.kind == Kind.CODE and BESIDE_A_CODE.search(text):
        return Cell(None, "value.code_not_alone")  # "DC-1; DC-2", "DC-3 (mới)"
    if len(meant) > (field.most or 200):
        return Cell(meant, "value.too_long")
    return Cell(meant, None if meant == text else "value.look_alike")


def _parse_unit_codes(cells: Sequence[object], field: Field, counting: Counting) -> list[Cell]:
    """A unit's code or name; "01273.0" is a code that was once taken for a number."""
    whole = [WHOLE_CODE.sub(r"\1", cell) if isinstance(cell, str) else cell for cell in cells]
    return _parse_codes(whole, field, counting)


def _parse_years(cells: Sequence[object], _field: Field, _counting: Counting) -> list[Cell]:
    return [_parse_year(normalise_text(convert_figures(format_cell(cell)))) for cell in cells]


def _parse_year(text: str) -> Cell:
    match = YEAR.fullmatch(text)
    if match and FIRST_YEAR <= (year := int(match[1].replace(" ", ""))) <= LAST_YEAR:
        return Cell(year)
    near = {"near": (2000 + int(text),)} if TWO_DIGITS.fullmatch(text) else {}
    return Cell(None, "value.not_a_year", facts=near)


def _parse_day_column(cells: Sequence[object], _field: Field, counting: Counting) -> list[Cell]:
    clean_cells = [clean_text(cell) if isinstance(cell, str) else cell for cell in cells]
    days = parse_days(clean_cells, epoch=counting.epoch)
    return [_build_day_cell(day, str(cell)) for day, cell in zip(days, clean_cells, strict=True)]


def _build_day_cell(day: Day | None, cell: str) -> Cell:
    if day is None:
        fault, facts = explain_no_day(cell)
        return Cell(None, fault, facts=facts)
    if day.said:
        return Cell(day.value, "value.day_interpreted", facts={"said": day.said})
    known = (
        (day.from_serial, "value.day_from_serial"),
        (day.of_another_weekday, "value.weekday_differs"),
        (day.ambiguous, "value.day_ambiguous"),
        (day.month_first, "value.day_month_first"),
    )
    return Cell(day.value, next((code for holds, code in known if holds), None))


def _parse_number_column(cells: Sequence[object], field: Field, counting: Counting) -> list[Cell]:
    most = float(field.most or 10**15)
    return [
        _refuse_number(number, field.kind) or _build_number_cell(number, most, counting.scale)
        for number in _convert_numbers(cells)
    ]


def _parse_whole_numbers(cells: Sequence[object], field: Field, counting: Counting) -> list[Cell]:
    return [_convert_to_whole(cell) for cell in _parse_number_column(cells, field, counting)]


def _refuse_number(number: Number | None, kind: Kind) -> Cell | None:
    """The fault of a cell that says no one number, or one of another kind: "20 suất quà" and
    "200 USD" are no sums of đồng, "1,2 tỷ đồng" is no count. A sum of money may have words
    beside it ("20 triệu tiền mặt")."""
    if number is None:
        return Cell(None, "value.not_a_number")
    if number.value is None:
        return Cell(None, number.remark, facts=number.facts)
    units = number.units | ({"measure"} if number.measure else set())
    unfit = units - UNITS[kind] - ({"measure"} if "money" in units else set())
    if not unfit:
        return None
    if unfit == {"measure"} and number.remark in LETTERS:
        return None if number.scaled else Cell(None, "value.not_a_number")
    return Cell(None, "value.wrong_unit", facts={"said": tuple(sorted(unfit))})


def _parse_percents(cells: Sequence[object], field: Field, _counting: Counting) -> list[Cell]:
    """0 to 100. A fraction of one without its % sign is asked about: as a share of one where
    the column has nothing above 1, else as the percentage it says."""
    numbers = _convert_numbers(cells, fraction=True)
    bare = [
        number.value
        for number in numbers
        if number is not None and number.value is not None and "percent" not in number.units
    ]
    share = any(bare) and max(bare) <= 1
    doubtful = share or any(0 < value < 1 for value in bare)
    return [
        _refuse_number(number, field.kind)
        or (
            _build_fraction_cell(number, share=share)
            if doubtful and number and "percent" not in number.units
            else _build_percent_cell(number)
        )
        for number in numbers
    ]


def _build_fraction_cell(number: Number, *, share: bool) -> Cell:
    """A number in a column that has fractions of one and may mean shares."""
    read = number.value or 0.0
    if not 0 < read <= 1 or (read == 1 and not share):
        return _build_percent_cell(number)
    as_share = round(read * 100, 9)
    value, other = (as_share, read) if share else (read, as_share)
    return Cell(value, "value.percent_fraction", facts={"other": other})


def _convert_numbers(cells: Sequence[object], *, fraction: bool = False) -> list[Number | None]:
    """Numbers stay numbers; texts are read as people write them, the whole column at once."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    meant = parse_numbers([convert_figures(text) for text in texts], fraction=fraction)
    read = dict(zip(texts, meant, strict=True))
    return [read[cell] if isinstance(cell, str) else _convert_number(cell) for cell in cells]


def _convert_number(cell: object) -> Number | None:
    """A number of a workbook; one that is seen as a percentage is one."""
    if isinstance(cell, Share):
        return Number(round(cell.value * 100, 9), units=frozenset({"percent"}))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Number(float(cell))
    return None


def _build_number_cell(number: Number | None, most: float, scale: int) -> Cell:
    if number is None or number.value is None:
        return Cell(None, "value.not_a_number")
    value = number.value if number.scaled else round(number.value * scale, 6 if scale == 1 else 2)
    if value < 0:
        return Cell(None, "value.negative")
    if not value <= most:
        return Cell(None, "value.too_large")
    if scale != 1 and not number.scaled and number.value >= WHOLE_AMOUNT:
        return Cell(round(value, 6), "value.scaled_apart", facts={"meant": number.value / scale})
    if scale != 1 and number.measure and not number.scaled:  # by its heading, or as it stands
        return Cell(round(value, 6), INTERPRETED, facts={"said": ("measure",)})
    return Cell(round(value, 6), number.remark, facts=number.facts)


def _convert_to_whole(cell: Cell) -> Cell:
    if not isinstance(cell.value, float):
        return cell
    if not cell.value.is_integer():
        lower = int(cell.value // 1)
        return Cell(None, "value.not_whole", facts={"lower": lower, "upper": lower + 1})
    return replace(cell, value=int(cell.value))


def _build_percent_cell(number: Number | None) -> Cell:
    if number is None or number.value is None:
        return Cell(None, "value.not_a_number")
    if not 0 <= number.value <= 100:
        return Cell(None, "value.percent_out_of_range")
    return Cell(number.value, number.remark, facts=number.facts)


def _parse_single_choices(cells: Sequence[object], field: Field, _counting: Counting) -> list[Cell]:
    known = build_spelling_table(field.choices)
    return [_parse_choice(format_cell(cell), known) for cell in cells]


def _parse_choice(text: str, known: dict[str, str]) -> Cell:
    """One of the choices; a tick in a column of statuses is read as done, and asked about."""
    if "done" in known and fold_tick(text) in IN_WORDS:
        return Cell("done", "value.tick_read_as_done")
    exact = known.get(normalise_text(convert_to_latin(text)))
    exact = exact or _remove_blanks(known).get(normalise_text(text).replace(" ", ""))
    noted = NOTES.sub("", text)
    if exact and text.rstrip().endswith("?"):  # its writer was not sure
        return Cell(exact, "value.remark_passed_over")
    if exact or noted == text:
        return _build_choice_cell(exact)
    meant = known.get(normalise_text(convert_to_latin(noted)))
    if meant is None or (meant == "done" and text.endswith("%")):  # all of it is done
        return _build_choice_cell(meant)
    return Cell(meant, "value.remark_passed_over")


def _remove_blanks(known: dict[str, str]) -> dict[str, str]:
    """The spellings without blanks: an unseen blank between two words may have been lost."""
    return {spelling.replace(" ", ""): choice for spelling, choice in known.items()}


def _parse_multiple_choices(
    cells: Sequence[object], field: Field, _counting: Counting
) -> list[Cell]:
    known = build_spelling_table(field.choices)
    return [_build_choice_cell(_parse_choices(format_cell(cell), known)) for cell in cells]


def _build_choice_cell(choice: str | None) -> Cell:
    return Cell(choice, None if choice else "value.not_a_choice")


def _parse_choices(text: str, known: dict[str, str]) -> str | None:
    if normalise_text(text) in known:
        return known[normalise_text(text)]
    parts = [
        known.get(normalise_text(part))
        for part in text.replace(",", ";").split(";")
        if part.strip()
    ]
    if not parts or None in parts:
        return None
    return ";".join(sorted({part for part in parts if part is not None}))


READERS: dict[Kind, Reader] = {
    Kind.YEAR: _parse_years,
    Kind.UNIT: _parse_unit_codes,
    Kind.TASK: _parse_codes,
    Kind.CODE: _parse_codes,
    Kind.TEXT: _parse_texts,
    Kind.DAY: _parse_day_column,
    Kind.WHOLE: _parse_whole_numbers,
    Kind.NUMBER: _parse_number_column,
    Kind.PERCENT: _parse_percents,
    Kind.MONEY: _parse_whole_numbers,
    Kind.CHOICE: _parse_single_choices,
    Kind.CHOICES: _parse_multiple_choices,
}
