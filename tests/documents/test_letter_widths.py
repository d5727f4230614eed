"""Widths of texts: as wide as Times New Roman sets them, in lines of like length."""

import pytest

from documents.printing.letter_widths import break_evenly, measure_width

BODY = "HỘI CHỮ THẬP ĐỎ TỈNH CAO BẰNG"


def test_marks_add_no_width() -> None:
    assert measure_width("Hạnh phúc", 13) == pytest.approx(measure_width("Hanh phuc", 13))
    assert measure_width("đĐ", 13) == pytest.approx(measure_width("dD", 13))


def test_the_country_fits_beside_the_issuer() -> None:
    assert 80 < measure_width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True) < 96


def test_lines_are_of_like_length_and_lose_no_word() -> None:
    lines = break_evenly(BODY, 12, bold=True, within=60)
    assert lines == ["HỘI CHỮ THẬP ĐỎ", "TỈNH CAO BẰNG"]
    assert break_evenly("A", 12, within=60) == ["A"]
    assert break_evenly("", 12, within=60) == []
    assert " ".join(break_evenly(BODY, 12, within=1)) == BODY
