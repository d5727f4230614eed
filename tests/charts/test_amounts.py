"""Amounts over the years: nought, silence and nil are told apart."""

from charts.amounts import build_amounts_rows
from locales.words import words_in
from tests.charts.frames import amounts_answer


def test_a_nought_is_written_and_the_absent_have_their_marks() -> None:
    rows = build_amounts_rows(amounts_answer(), words_in("vi"), reorganised={2025: "Sắp xếp"})
    assert list(rows["figure_text"]) == ["1.200", "0", "◌", "–"]
    assert list(rows["description"])[2:] == ["Chưa báo cáo", "Không phát sinh"]
    assert list(rows["reorganised"]) == ["", "", "Sắp xếp", ""]
