"""Numbers as offices write them, and the one writing that may mean two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.cells.numbers import parse_numbers

SEPARATORS = {"vi": (".", ","), "en": (",", ".")}


def read(text: str) -> float | None:
    (number,) = parse_numbers([text])
    return None if number is None else number.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("25", 25),
        ("1.200.000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("1.234.567,8", 1_234_567.8),
        ("1,234,567.8", 1_234_567.8),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("0.125", 0.125),  # nobody groups a nought
        ("1 200 000", 1_200_000),
        ("1\u00a0200\u00a0000", 1_200_000),  # a space that does not break
        ("1.200.000đ", 1_200_000),
        ("1.200.000 đồng", 1_200_000),
        ("5.000.000 VNĐ", 5_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1,2 tỷ đồng", 1_200_000_000),
        ("1 tỷ 250 triệu", 1_250_000_000),
        ("500 nghìn", 500_000),
        ("500k", 500_000),
        ("20tr", 20_000_000),
    ],
)
def test_a_number_is_read_as_it_was_meant(text: str, value: float) -> None:
    assert read(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["abc", "1.2.3", "1,2,3", "1..2", "tỷ", "đồng", "12-5", "nan", "inf", ","]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("column", "value", "ambiguous"),
    [
        (["1.234"], 1234, True),  # alone it is the law's own thousand, and asked about
        (["1.234", "1.500.000"], 1234, False),
        (["1.234", "12,5"], 1234, False),
        (["1.234", "1,500,000"], 1.234, False),
        (["1,234", "1,500,000"], 1234, False),
        (["1,234", "1.500.000"], 1.234, False),
        (["1.234", "1.500.000", "1,500,000"], 1234, True),  # the column contradicts itself
        (["1.234", "77"], 1234, True),  # a plain number proves nothing
    ],
)
def test_three_digits_after_one_mark_are_decided_by_the_column(
    column: list[str], value: float, ambiguous: bool
) -> None:
    number = parse_numbers(column)[0]
    assert number is not None
    assert number.value == pytest.approx(value)
    assert (number.remark == "value.number_ambiguous") == ambiguous


@pytest.mark.parametrize(
    ("text", "value", "remark"),
    [
        ("12 người", 12, "value.words_left_out"),
        ("12,5 tấn", 12.5, "value.words_left_out"),
        ("khoảng 30", 30, "value.number_approximate"),
        ("1.200 suất", 1200, "value.number_ambiguous"),
        ("1,2E+09", 1.2e9, "value.number_scientific"),
        ("12", 12, None),
        ("1,2 tỷ", 1.2e9, None),
    ],
)
def test_what_is_interpreted_is_said(text: str, value: float, remark: str | None) -> None:
    (number,) = parse_numbers([text])
    assert number is not None
    assert number.value == pytest.approx(value)
    assert number.remark == remark


def test_words_after_a_number_do_not_hide_how_the_column_writes() -> None:
    english = parse_numbers(["1,250 people", "1,500,000"])[0]
    assert english is not None
    assert (english.value, english.remark) == (1250, "value.words_left_out")


@settings(max_examples=40, deadline=None)
@given(st.integers(1_000_000, 10**15), st.sampled_from(sorted(SEPARATORS)))
def test_a_grouped_number_comes_back_in_both_languages(number: int, language: str) -> None:
    thousands, _ = SEPARATORS[language]
    assert read(f"{number:,}".replace(",", thousands)) == number


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="0123456789.,- đtỷriệukKnăn/%\u00a0", max_size=12), max_size=5))
def test_reading_answers_every_cell_and_never_raises(column: list[str]) -> None:
    assert len(parse_numbers(column)) == len(column)
