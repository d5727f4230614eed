"""What of a table stays live in a workbook: the sum of a column, the share of two."""

import math
import re

from documents.yearly_report.report import ReportCell, ReportTable, ValueState

NEAR = 1e-9  # two ratios are the same
COUNT = re.compile(r"[-−]?\d{1,3}(\d*|([., ]\d{3})*)")


def read_number(cell: ReportCell, *, numeric: bool) -> int | float | None:
    """The number in a cell: its figure's; in a numeric column without one, a whole number as
    it is written. None where there is none."""
    if cell.figure is not None:
        value = cell.figure.value if cell.figure.known == ValueState.KNOWN else None
        return value if value is not None and math.isfinite(value) else None
    if not numeric or not COUNT.fullmatch(cell.text):
        return None
    return int(re.sub(r"[., ]", "", cell.text.replace("−", "-")))


def find_summed_columns(table: ReportTable) -> frozenset[int]:
    """The summed columns whose total is the sum of the numbers that stand above it. The
    others' total counts something that is hidden or rounded: it cannot be summed again."""
    return frozenset(column for column in table.summed if _is_sum(table, column))


def find_share_columns(table: ReportTable) -> dict[int, tuple[int, int]]:
    """Columns of shares, each with the columns of its part and its whole, where those stand in
    the table and every row, the total too, agrees."""
    rows = [
        [read_number(cell, numeric=place in table.numeric) for place, cell in enumerate(line)]
        for line in table.lines
    ]
    pairs = {}
    for column in range(len(table.headings)):
        cells = (row[column] for row in table.rows)
        is_share = any(cell.figure and cell.text.endswith("%") for cell in cells)
        pair = _find_pair(rows, column) if is_share else None
        if pair:
            pairs[column] = pair
    return pairs


def _is_sum(table: ReportTable, column: int) -> bool:
    if table.total is None:
        return False
    total = read_number(table.total[column], numeric=True)
    above = [read_number(row[column], numeric=column in table.numeric) for row in table.rows]
    known = [value for value in above if value is not None]
    return total is not None and math.isclose(math.fsum(known), total, rel_tol=NEAR, abs_tol=NEAR)


def _find_pair(rows: list[list[int | float | None]], column: int) -> tuple[int, int] | None:
    """The nearest two other columns whose quotient it is, in every row that has a share."""
    near = sorted(
        (place for place in range(len(rows[0])) if place != column),
        key=lambda place: abs(place - column),
    )
    rows_with_share = [row for row in rows if row[column] is not None]
    pairs = ((part, whole) for part in near for whole in near if part != whole)
    for part, whole in pairs:
        if all(_is_quotient(row, column, part=part, whole=whole) for row in rows_with_share):
            return part, whole
    return None


def _is_quotient(row: list[int | float | None], column: int, *, part: int, whole: int) -> bool:
    share, above, below = row[column], row[part], row[whole]
    if share is None or above is None or not below:
        return False
    return math.isclose(share, above / below, rel_tol=NEAR, abs_tol=NEAR)
