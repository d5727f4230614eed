"""Widths of texts: as wide as Times New Roman sets them, in lines of like length."""

import pytest

from documents.letter_widths import balanced, width

BODY = "HỘI CHỮ THẬP ĐỎ TỈNH CAO BẰNG"


def test_marks_add_no_width() -> None:
    assert width("Hạnh phúc", 13) == pytest.approx(width("Hanh phuc", 13))
    assert width("đĐ", 13) == pytest.approx(width("dD", 13))


def test_the_country_fits_beside_the_issuer() -> None:
    assert 80 < width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True) < 96


def test_lines_are_of_like_length_and_lose_no_word() -> None:
    lines = balanced(BODY, 12, bold=True, within=60)
    assert lines == ["HỘI CHỮ THẬP ĐỎ", "TỈNH CAO BẰNG"]
    assert balanced("A", 12, within=60) == ["A"]
    assert balanced("", 12, within=60) == []
    assert " ".join(balanced(BODY, 12, within=1)) == BODY
