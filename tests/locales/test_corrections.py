"""What the office corrected in a cell is told with what stood there, and with what stands now."""

from datetime import UTC, datetime

import pytest

from locales.corrections import build_correction_sentence
from locales.words import words_in

CORRECTION = {
    "row": 2,
    "field": "quantity",
    "sent": "1O",
    "corrected": "10",
    "recorded_at": datetime(2026, 12, 5, 3, 0, tzinfo=UTC),
    "reason": "Sở Y tế xác nhận",
}


@pytest.mark.parametrize(
    ("cells", "language", "change"),
    [
        ({}, "vi", "từ “1O” thành “10”"),
        ({"sent": ""}, "vi", "từ “(để trống)” thành “10”"),
        ({"sent": ""}, "en", "from “(empty)” to “10”"),
        ({"corrected": ""}, "vi", "từ “1O” thành “(để trống)”"),
    ],
)
def test_an_empty_cell_is_told_as_empty(cells: dict[str, str], language: str, change: str) -> None:
    assert change in build_correction_sentence({**CORRECTION, **cells}, words_in(language))
