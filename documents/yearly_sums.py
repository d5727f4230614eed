"""What of a table stays live in a workbook: the sum of a column, the share of two."""

import math
import re
from collections.abc import Sequence

from documents.yearly import Cell, Known, Table

NEAR = 1e-9  # two ratios are the same
COUNT = re.compile(r"[-−]?\d{1,3}(\d*|([., ]\d{3})*)")


def value_of(cell: Cell, *, numeric: bool) -> int | float | None:
    """The number in a cell: its figure's; in a numeric column without one, a whole number as
    it is written. None where there is none."""
    if cell.figure is not None:
        value = cell.figure.value if cell.figure.known == Known.KNOWN else None
        return value if value is not None and math.isfinite(value) else None
    if not numeric or not COUNT.fullmatch(cell.text):
        return None
    return int(re.sub(r"[., ]", "", cell.text.replace("−", "-")))


def summed_columns(table: Table) -> frozenset[int]:
    """The summed columns whose total is the sum of the numbers that stand above it. The
    others' total counts something that is hidden or rounded: it cannot be summed again."""
    return frozenset(column for column in table.summed if _adds_up(table, column))


def share_columns(table: Table) -> dict[int, tuple[int, int]]:
    """Columns of shares, each with the columns of its part and its whole, where those stand in
    the table and every row, the total too, agrees."""
    rows = [_numbers(table, row) for row in (*table.rows, *((table.total,) if table.total else ()))]
    found = {}
    for column in range(len(table.headings)):
        pair = _pair(rows, column) if _is_share(table, column) else None
        if pair:
            found[column] = pair
    return found


def _adds_up(table: Table, column: int) -> bool:
    if table.total is None:
        return False
    total = value_of(table.total[column], numeric=True)
    above = [value_of(row[column], numeric=column in table.numeric) for row in table.rows]
    known = [value for value in above if value is not None]
    return total is not None and math.isclose(math.fsum(known), total, rel_tol=NEAR, abs_tol=NEAR)


def _numbers(table: Table, row: Sequence[Cell]) -> list[int | float | None]:
    return [value_of(cell, numeric=place in table.numeric) for place, cell in enumerate(row)]


def _is_share(table: Table, column: int) -> bool:
    shown = [row[column] for row in table.rows if row[column].figure]
    return any(cell.text.endswith("%") for cell in shown)


def _pair(rows: list[list[int | float | None]], column: int) -> tuple[int, int] | None:
    """The nearest two other columns whose quotient it is, in every row that has a share."""
    near = sorted(
        (place for place in range(len(rows[0])) if place != column),
        key=lambda place: abs(place - column),
    )
    told = [row for row in rows if row[column] is not None]
    pairs = ((part, whole) for part in near for whole in near if part != whole)
    for part, whole in pairs:
        if all(_agree(row, column, part=part, whole=whole) for row in told):
            return part, whole
    return None


def _agree(row: list[int | float | None], column: int, *, part: int, whole: int) -> bool:
    share, above, below = row[column], row[part], row[whole]
    if share is None or above is None or not below:
        return False
    return math.isclose(share, above / below, rel_tol=NEAR, abs_tol=NEAR)
