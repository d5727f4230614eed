"""Cells of one column: each different cell is read once, by the kind of its field."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from intake.days import Day, read_days
from intake.folding import folded
from intake.layouts import Field, Kind, Spellings
from intake.numbers import Number, read_numbers

FIRST_YEAR, LAST_YEAR = 2018, 2100
Value = str | int | float | date | None


@dataclass(frozen=True)
class Cell:
    """A cell as read: its value, or the code of a fault; a cell read by a guess that must be
    confirmed has both."""

    value: Value
    fault: str | None = None


Reader = Callable[[Sequence[object], Field], list[Cell]]


def read_cells(cells: Sequence[object], field: Field) -> list[Cell]:
    """Read the different cells of a column that hold something, in their order."""
    return READERS[field.kind](cells, field)


def text_of(cell: object) -> str:
    """A cell as text; the code 1273 that a spreadsheet kept as 1273.0 is "1273"."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFC", str(cell).strip())


def _texts(cells: Sequence[object], field: Field) -> list[Cell]:
    most = field.most or 200
    texts = [text_of(cell) for cell in cells]
    return [Cell(text, "value.too_long" if len(text) > most else None) for text in texts]


def _years(cells: Sequence[object], field: Field) -> list[Cell]:
    del field  # every year is read alike
    return [_year(folded(text_of(cell)).removeprefix("nam ")) for cell in cells]


def _year(text: str) -> Cell:
    if text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return Cell(int(text))
    return Cell(None, "value.not_a_year")


def _days(cells: Sequence[object], field: Field) -> list[Cell]:
    del field
    return [_day(day) for day in read_days(cells)]


def _day(day: Day | None) -> Cell:
    if day is None:
        return Cell(None, "value.not_a_day")
    return Cell(day.value, "value.day_ambiguous" if day.ambiguous else None)


def _numbers(cells: Sequence[object], field: Field) -> list[Cell]:
    most = float(field.most or 10**15)
    return [_bounded(number, most) for number in _numbers_of(cells)]


def _wholes(cells: Sequence[object], field: Field) -> list[Cell]:
    return [_whole(cell) for cell in _numbers(cells, field)]


def _percents(cells: Sequence[object], field: Field) -> list[Cell]:
    del field
    bare = [cell.replace("%", "").strip() if isinstance(cell, str) else cell for cell in cells]
    return [_percent(number) for number in _numbers_of(bare)]


def _numbers_of(cells: Sequence[object]) -> list[Number | None]:
    """Numbers stay numbers; texts are read as people write them, the whole column at once."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    read = dict(zip(texts, read_numbers([text.strip() for text in texts]), strict=True))
    return [read[cell] if isinstance(cell, str) else _as_number(cell) for cell in cells]


def _as_number(cell: object) -> Number | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Number(float(cell))
    return None


def _bounded(number: Number | None, most: float) -> Cell:
    if number is None:
        return Cell(None, "value.not_a_number")
    if number.value < 0:
        return Cell(None, "value.negative")
    if not number.value <= most:
        return Cell(None, "value.too_large")
    return Cell(number.value, "value.number_ambiguous" if number.ambiguous else None)


def _whole(cell: Cell) -> Cell:
    if not isinstance(cell.value, float):
        return cell
    if not cell.value.is_integer():
        return Cell(None, "value.not_whole")
    return Cell(int(cell.value), cell.fault)


def _percent(number: Number | None) -> Cell:
    if number is None:
        return Cell(None, "value.not_a_number")
    if not 0 <= number.value <= 100:
        return Cell(None, "value.percent_out_of_range")
    return Cell(number.value, "value.number_ambiguous" if number.ambiguous else None)


def _choices_of_one(cells: Sequence[object], field: Field) -> list[Cell]:
    known = spelling_table(field.choices)
    return [_known(known.get(folded(text_of(cell)))) for cell in cells]


def _choices_of_many(cells: Sequence[object], field: Field) -> list[Cell]:
    known = spelling_table(field.choices)
    return [_known(_several(text_of(cell), known)) for cell in cells]


def _known(choice: str | None) -> Cell:
    return Cell(choice, None if choice else "value.not_a_choice")


def _several(text: str, known: dict[str, str]) -> str | None:
    if folded(text) in known:
        return known[folded(text)]
    parts = [known.get(folded(part)) for part in text.replace(",", ";").split(";") if part.strip()]
    if not parts or None in parts:
        return None
    return ";".join(sorted({part for part in parts if part is not None}))


def spelling_table(choices: Spellings) -> dict[str, str]:
    """Folded spelling → the choice it means, the choice's own name among them."""
    return {
        folded(spelling): choice
        for choice, spellings in choices.items()
        for spelling in (choice, *spellings)
    }


READERS: dict[Kind, Reader] = {
    Kind.YEAR: _years,
    Kind.UNIT: _texts,
    Kind.TASK: _texts,
    Kind.CODE: _texts,
    Kind.TEXT: _texts,
    Kind.DAY: _days,
    Kind.WHOLE: _wholes,
    Kind.NUMBER: _numbers,
    Kind.PERCENT: _percents,
    Kind.MONEY: _wholes,
    Kind.CHOICE: _choices_of_one,
    Kind.CHOICES: _choices_of_many,
}
