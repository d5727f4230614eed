"""Parts of a figure in columns of their own: money and goods beside each other, quarters beside
their total. The whole is read, be it written or added up, and asked about; the parts are held
against it by a check."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from intake.findings import Finding
from intake.headers.figures import SCALES, find_meaning_of_words
from intake.headers.layouts import RESULTS, VALUE, Field
from intake.headers.spellings import (
    COLUMN_NUMBER,
    MEASURE,
    NUMBERED,
    count_heading_hits,
    says_only_of_figures,
)
from intake.privacy.strict_reading import redact_strictly
from intake.tables import Table, Unreadable
from intake.text.normalisation import normalise_text

_OF_HELP = r"(?: (?:ho tro|ung ho|trao tang|tro giup|da trao|van dong))?"
MONEY_OR_GOODS = re.compile(
    rf"(?:so |bang )?tien mat{_OF_HELP}|bang tien|tien{_OF_HELP}|chuyen khoan|cash|in cash|"
    rf"(?:tri gia |gia tri )?(?:bang )?(?:hien vat|qua|nhu yeu pham|ngay cong){_OF_HELP}"
    r"(?: (?:duoc )?quy(?: doi)?(?: ra| thanh)?(?: bang)? tien)?|in kind|goods"
)
TOTAL = re.compile(r"(?:tong|cong|tong so|tong cong|tong (?:tri gia|gia tri|kinh phi|so tien))")
QUARTER = re.compile(r"(?:quy |q|quarter )(iv|i{1,3}|[1-4])")
AMOUNT = re.compile(
    r"\d[\d.,\s]*(?:đồng|đ|vnđ|vnd|trđ|tr|triệu|nghìn|ngàn|tỷ|k|₫|\s)*", re.IGNORECASE
)
NIL = frozenset({"-", "–", "—"})
UNITS = {1: "", 10**3: " (nghìn đồng)", 10**6: " (triệu đồng)", 10**9: " (tỷ đồng)"}
ALL_QUARTERS = 4
LONGEST_SHOWN = 60
PEOPLE = frozenset({"nam", "nữ", "nu", "trai", "gái"})
PARTED = frozenset({VALUE.name, "quantity"})
FEWEST = 2


@dataclass(frozen=True)
class HeadingLine:
    """The line of a table that names its columns, and the field that each means, or None."""

    row: int
    fields: tuple[str | None, ...]


def join_value_parts(table: Table, line: HeadingLine) -> Table:
    """The table with one column of values where it has some of money and of goods instead: their
    total, or their sum written as it would be in one cell."""
    written = _read_line(table, line.row)
    parts = [column for column, text in enumerate(written) if is_value_part(text)]
    if VALUE.name in line.fields:
        return _note_parts(table, VALUE.name, parts) if len(parts) >= FEWEST else table
    below = table.cells.loc[line.row :].iloc[1:]
    parts = [column for column in parts if _holds_amounts(below[column])]
    scales = {find_meaning_of_words(written[column]).scale for column in parts}
    if len(scales) != 1 or (scale := scales.pop()) not in UNITS:
        return table
    value = replace(VALUE, vi=f"Trị giá{UNITS[scale]}")
    totals = [column for column, text in enumerate(written) if TOTAL.fullmatch(_strip(text))]
    if len(totals) == 1 and len(parts) >= FEWEST:
        table = _take_total(table, line.row, totals[0], field=value, parts=parts)
        return _note_parts(table, VALUE.name, parts)
    return _add_up(table, line.row, parts, value)


def note_quarters(table: Table, line: HeadingLine) -> Table:
    """The table with its quarters as parts of the quantity, where all four stand in it; a column
    "Tổng" beside them holds the quantity."""
    written = _read_line(table, line.row)
    named = {column: QUARTER.search(_strip(text)) for column, text in enumerate(written)}
    quarters = [column for column, match in named.items() if match]
    if len(quarters) != ALL_QUARTERS:
        return table
    totals = [column for column, text in enumerate(written) if TOTAL.fullmatch(_strip(text))]
    own = [column for column, name in enumerate(line.fields) if name == "quantity"]
    if len(totals) == 1 and not set(own) - set(quarters):
        quantity = RESULTS.find_field("quantity")
        table = _take_total(table, line.row, totals[0], field=quantity, parts=quarters)
    return _note_parts(table, "quantity", quarters)


def take_up_lower_headings(table: Table, line: HeadingLine) -> Table:
    """The table with the line below its headings taken up into them, where it only parts a figure:
    "Tiền mặt" and "Hiện vật" below "Trị giá", "Quý I" and "Tổng" below "Số lượng". Raises
    Unreadable where it parts one into what nobody knows: the first part is not the whole."""
    if line.row + 1 not in table.cells.index:
        return table
    upper, lower = _read_line(table, line.row), _read_line(table, line.row + 1)
    own = {column: text for column, text in enumerate(lower) if text and text != upper[column]}
    if not own or (name := line.fields[min(own)]) not in PARTED:
        return table
    first = min(own)
    under = {column for column in range(first, len(upper)) if upper[column] in ("", upper[first])}
    if len(own) < FEWEST or not own.keys() <= under or any(map(_is_known_or_amount, own.values())):
        return table
    if not all(_is_part_of(name, text) for text in own.values()):
        shown = tuple(redact_strictly(text).text[:LONGEST_SHOWN] for text in own.values())
        raise Unreadable("file.heading_divided", heading=upper[first], headings=shown)
    unit = UNITS.get(find_meaning_of_words(upper[first]).scale, "")
    headings = {
        column: f"{upper[first]} {text}"
        if name != VALUE.name
        else text
        if find_meaning_of_words(text).is_money
        else f"{text}{unit}"
        for column, text in own.items()
    }
    cells = _rename(table.cells, line.row, headings)
    cells.loc[line.row + 1] = ""
    people = [column for column, text in own.items() if text.casefold() in PEOPLE]
    taken_up = replace(table, cells=cells)
    if not people:
        return taken_up
    if len(people) < len(own):
        return _note_parts(taken_up, str(name), people)
    return _add_up(taken_up, line.row, people, RESULTS.find_field("quantity"))


def _is_known_or_amount(text: str) -> bool:
    """Does the cell name a field, or hold a figure? Then its line is no line of parts."""
    if text.casefold() in PEOPLE:
        return False  # men: without its mark the word for a year is written alike
    return text[0].isdigit() or len(text) > LONGEST_SHOWN or count_heading_hits([text]) > 0


def _is_part_of(name: str | None, text: str) -> bool:
    words = _strip(text)
    if TOTAL.fullmatch(words) or (says_only_of_figures(text) and name != VALUE.name):
        return True
    if name == VALUE.name:
        return is_value_part(text)
    return QUARTER.fullmatch(words) is not None or text.casefold() in PEOPLE


def is_value_part(text: str) -> bool:
    """Does a heading name money, or goods, alone?"""
    return bool(text) and MONEY_OR_GOODS.fullmatch(_strip(text)) is not None


def _strip(text: str) -> str:
    """A heading without its unit and its number."""
    bare = normalise_text(MEASURE.sub(" ", NUMBERED.sub("", COLUMN_NUMBER.sub(" ", text))))
    words = bare.removesuffix(" dong").split(" ")
    return " ".join(word for word in words if word not in SCALES)


def _read_line(table: Table, row: int) -> list[str]:
    return [str(cell).strip() for cell in table.cells.loc[row]]


def _holds_amounts(cells: pd.Series) -> bool:
    """Is every filled cell of the column an amount, or nil?"""
    texts = [text for cell in cells.unique() if (text := str(cell).strip())]
    return bool(texts) and all(text in NIL or AMOUNT.fullmatch(text) for text in texts)


def _rename(cells: pd.DataFrame, row: int, headings: Mapping[int, str]) -> pd.DataFrame:
    renamed = cells.astype(object)
    for column, heading in headings.items():
        renamed.at[row, column] = heading
    return renamed


def _note_parts(table: Table, name: str, columns: Sequence[int]) -> Table:
    parts = {**table.parts, name: tuple(columns)}
    return replace(table, parts=parts, taken=table.taken | {*columns})


def _take_total(
    table: Table, row: int, column: int, *, field: Field, parts: Sequence[int]
) -> Table:
    """The table whose column of totals is named for what it holds."""
    written = _read_line(table, row)
    facts = {"headings": tuple(written[part] for part in parts)}
    question = Finding(
        "column.total_taken", row, field.name, written[column], sheet=table.sheet, facts=facts
    )
    cells = _rename(table.cells, row, {column: field.vi})
    return replace(table, cells=cells, findings=(*table.findings, question))


def _add_up(table: Table, row: int, parts: Sequence[int], field: Field) -> Table:
    """The table with the sum of the parts in the first of their columns, written out: each such
    cell is read, and asked about, as one that somebody wrote so."""
    written = _read_line(table, row)
    first, *others = parts
    cells = _rename(table.cells, row, {first: field.vi, **dict.fromkeys(others, "")})
    below = cells.loc[row:].iloc[1:]
    sums = [_write_sum(line) for line in zip(*(below[column] for column in parts), strict=True)]
    cells.loc[below.index, first] = pd.Series(sums, index=below.index, dtype=object)
    cells.loc[below.index, others] = ""
    facts = {"headings": tuple(written[part] for part in parts), "count": len(parts)}
    question = Finding("column.value_added", row, field.name, sheet=table.sheet, facts=facts)
    findings = (*table.findings, question)
    return replace(table, cells=cells, findings=findings, taken=table.taken | {*others})


def _write_sum(amounts: Sequence[object]) -> object:
    """The amounts of one row as one cell; one alone stays as it is."""
    filled = [amount for amount in amounts if str(amount).strip() not in NIL | {""}]
    if len(filled) > 1:
        return " + ".join(map(_write_amount, filled))
    if filled:
        return filled[0]
    return next((amount for amount in amounts if str(amount).strip()), "")


def _write_amount(amount: object) -> str:
    if isinstance(amount, float):
        text = f"{amount:.6f}".rstrip("0").rstrip(".").replace(".", ",")
        return f"{text}0" if len(text.partition(",")[2]) == 3 else text  # never a thousand
    return str(amount).strip()
