"""Values: each column of cells becomes a column of typed values, with a mark for each cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from intake.days import read_days
from intake.findings import Finding
from intake.folding import folded, folded_column
from intake.headings import Headed
from intake.layouts import Field, Kind, Spellings
from intake.marks import Mark, marks_of
from intake.numbers import read_numbers

TOTAL_WORDS = frozenset({"tong", "tong cong", "cong", "tong so", "total", "sum"})
FIRST_YEAR, LAST_YEAR = 2018, 2100


@dataclass(frozen=True)
class Values:
    """A file's rows, understood. `frame` and `marks` have the sender's row numbers as index
    and one column per field of the form that the file has; `findings` as they were met."""

    frame: pd.DataFrame
    marks: pd.DataFrame
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Column:
    """One parsed column: typed values, and a finding code for each cell at fault."""

    values: pd.Series
    faults: pd.Series  # finding code or missing
    marks: pd.Series


def read_values(headed: Headed) -> Values:
    """Read every row below the headings. Blank rows and total rows are passed over."""
    cells = _rows_of(headed)
    frame, marks = {}, {}
    findings: list[Finding] = []
    for name, column in headed.columns.items():
        field = headed.layout.field_named(name)
        read = read_column(cells[column], field)
        frame[name], marks[name] = read.values, read.marks
        findings.extend(_findings(read, cells[column], field=field, headed=headed))
    return Values(
        frame=pd.DataFrame(frame, index=cells.index),
        marks=pd.DataFrame(marks, index=cells.index),
        findings=tuple(findings),
    )


def _rows_of(headed: Headed) -> pd.DataFrame:
    cells = headed.table.cells
    below = cells[cells.index > headed.row]
    wanted = below[list(headed.columns.values())]
    texts = wanted.astype("str")
    filled = (texts.apply(lambda column: column.str.strip()) != "").any(axis=1)
    first = folded_column(below.iloc[:, 0].astype("str").str.slice(0, 20))
    rows: pd.DataFrame = below[filled & ~first.isin(TOTAL_WORDS)]
    return rows


def read_column(cells: pd.Series, field: Field) -> Column:
    """Read one column by its field's kind."""
    marks = marks_of(cells)
    faults = pd.Series(pd.NA, index=cells.index, dtype="str")
    said = cells[marks == Mark.VALUE]
    values, found = READERS[field.kind](said, field)
    faults.loc[found.index] = found
    marks.loc[faults.dropna().index.difference(_only_asked(found))] = int(Mark.FAULT)
    if field.required:
        empty = marks.isin([Mark.BLANK, Mark.NIL, Mark.CLEAR])
        faults[empty] = "value.missing"
    return Column(values=values.reindex(cells.index), faults=faults, marks=marks)


def _only_asked(found: pd.Series) -> pd.Index:
    return found.index[found.isin(["value.number_ambiguous", "value.day_ambiguous"])]


def _findings(read: Column, cells: pd.Series, *, field: Field, headed: Headed) -> Iterable[Finding]:
    heading, sheet = headed.headings[field.name], headed.table.sheet
    faults = read.faults.dropna()
    for row, code in zip(faults.index.tolist(), faults.tolist(), strict=True):
        facts: dict[str, object] = {}
        if code in ("value.number_ambiguous", "value.day_ambiguous"):
            facts["read_as"] = read.values[row]
        if field.most is not None:
            facts["most"] = field.most
        yield Finding(
            code,
            row=row,
            column=field.name,
            value=str(cells[row])[:200],
            heading=heading,
            sheet=sheet,
            facts=facts,
        )


Reader = Callable[[pd.Series, Field], tuple[pd.Series, pd.Series]]
NO_FAULTS = pd.Series(dtype="str")


def _texts(cells: pd.Series) -> pd.Series:
    return cells.astype("str").str.strip()


def _faults(wrong: pd.Series, code: str) -> pd.Series:
    return pd.Series(code, index=wrong.index[wrong], dtype="str")


def _read_text(cells: pd.Series, field: Field) -> tuple[pd.Series, pd.Series]:
    texts = _texts(cells).str.normalize("NFC")
    long = texts.str.len() > (field.most or 200)
    return texts, _faults(long, "value.too_long")


def _read_code(cells: pd.Series, field: Field) -> tuple[pd.Series, pd.Series]:
    texts, faults = _read_text(cells.map(_without_fraction), field)
    return texts, faults


def _without_fraction(cell: object) -> object:
    """A spreadsheet keeps the code 1273 as the number 1273.0."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _read_year(cells: pd.Series, field: Field) -> tuple[pd.Series, pd.Series]:
    del field  # every year is read alike
    texts = _texts(cells.map(_without_fraction))
    years = pd.to_numeric(texts.str.extract(r"^(?:năm\s*|Năm\s*)?(20\d\d)$")[0])
    wrong = ~years.between(FIRST_YEAR, LAST_YEAR)
    return years.mask(wrong).astype("Int64"), _faults(wrong, "value.not_a_year")


def _read_day(cells: pd.Series, field: Field) -> tuple[pd.Series, pd.Series]:
    del field
    days = read_days(cells)
    faults = pd.concat(
        [_faults(days.unread, "value.not_a_day"), _faults(days.ambiguous, "value.day_ambiguous")]
    )
    return days.values, faults


def _read_number(cells: pd.Series, field: Field) -> tuple[pd.Series, pd.Series]:
    values, faults = _numbers(cells)
    most = float(field.most or 10**15)
    return values, _first(
        faults,
        _faults(values < 0, "value.negative"),
        _faults(values > most, "value.too_large"),
    )


def _read_whole(cells: pd.Series, field: Field) -> tuple[pd.Series, pd.Series]:
    values, faults = _read_number(cells, field)
    broken = values.notna() & (values != values.round())
    faults = _first(faults, _faults(broken, "value.not_whole"))
    return values.mask(broken).astype("Int64"), faults


def _read_percent(cells: pd.Series, field: Field) -> tuple[pd.Series, pd.Series]:
    del field
    bare = cells.map(lambda cell: cell.replace("%", "").strip() if isinstance(cell, str) else cell)
    values, faults = _numbers(bare)
    outside = ~values.between(0, 100) & values.notna()
    return values, _first(faults, _faults(outside, "value.percent_out_of_range"))


def _numbers(cells: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Numbers stay numbers; texts are read as people write them."""
    numeric = cells.map(lambda cell: isinstance(cell, int | float) and not isinstance(cell, bool))
    values = pd.Series(np.nan, index=cells.index, dtype="float64")
    numeric = numeric.astype(bool)
    values[numeric] = cells[numeric].astype("float64")
    read = read_numbers(_texts(cells[~numeric]))
    values[read.values.index] = read.values
    faults = _first(
        _faults(read.unread, "value.not_a_number"),
        _faults(read.ambiguous, "value.number_ambiguous"),
    )
    return values, faults


def _read_choice(cells: pd.Series, field: Field) -> tuple[pd.Series, pd.Series]:
    known = spelling_table(field.choices)
    values = folded_column(_texts(cells)).map(known)
    return values.astype("str"), _faults(values.isna(), "value.not_a_choice")


def _read_choices(cells: pd.Series, field: Field) -> tuple[pd.Series, pd.Series]:
    known = spelling_table(field.choices)
    read = {text: _several(text, known) for text in _texts(cells).unique()}
    values = _texts(cells).map(read)
    return values.astype("str"), _faults(values.isna(), "value.not_a_choice")


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


def _first(*faults: pd.Series) -> pd.Series:
    """The faults together; a cell keeps only its first one."""
    met = pd.concat([fault for fault in faults if not fault.empty] or [NO_FAULTS])
    once: pd.Series = met[~met.index.duplicated()]
    return once


READERS: dict[Kind, Reader] = {
    Kind.YEAR: _read_year,
    Kind.UNIT: _read_code,
    Kind.TASK: _read_code,
    Kind.CODE: _read_code,
    Kind.TEXT: _read_text,
    Kind.DAY: _read_day,
    Kind.WHOLE: _read_whole,
    Kind.NUMBER: _read_number,
    Kind.PERCENT: _read_percent,
    Kind.MONEY: _read_whole,
    Kind.CHOICE: _read_choice,
    Kind.CHOICES: _read_choices,
}
