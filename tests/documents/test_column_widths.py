"""Columns: no number parted, no width lost, whatever was told."""

import pytest

from documents.printing.column_widths import ASIDE, fit_columns
from documents.printing.letter_widths import measure_width
from documents.printing.official import TextTable

MONEY = "1.234.567.000"


def grid(headings: tuple[str, ...], cells: tuple[str, ...], widths: tuple[float, ...]) -> TextTable:
    return TextTable(headings, (cells,), widths, frozenset(range(1, len(widths))))


@pytest.mark.parametrize(
    ("told", "size"),
    [
        (grid(("Xã", "Số"), ("A", "12"), (100, 60)), 12),  # roomy: as it was told
        (grid(("Xã", "Đồng"), ("A", MONEY), (150, 10)), 12),  # the name gives way
        (grid(("Xã", *("Đồng",) * 5), ("A", *(MONEY,) * 5), (60, *(20,) * 5)), 12),
        (grid(("Xã", *("Đồng",) * 7), ("A", *(MONEY,) * 7), (20, *(20,) * 7)), 8),
        (grid(("Xã", *("Đồng",) * 11), ("A", *(MONEY,) * 11), (28, *(12,) * 11)), 8),  # too many
        (grid(("D" * 200, "Số"), ("A", "1"), (80, 80)), 12),  # parted all the same
    ],
)
def test_numbers_stay_whole_and_letters_no_smaller_than_need_be(told: TextTable, size: int) -> None:
    widths, points = fit_columns(told)
    assert points == size
    assert sum(widths) == pytest.approx(sum(told.widths))
    if len(told.widths) < 12:
        for place in told.numeric:
            shown = measure_width(told.rows[0][place], points, bold=True)
            assert widths[place] >= shown + ASIDE - 0.01


def test_what_fits_is_left_as_it_was_told() -> None:
    widths, _ = fit_columns(grid(("Xã", "Số"), ("A", "12"), (100, 60)))
    assert widths == pytest.approx([100, 60])
