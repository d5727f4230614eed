"""Which unit a cell means depends on the day: codes went to other units on 1/7/2025."""

from datetime import date

import pytest

from intake.checks.units import Meaning, UnitBook
from tests.intake.register import references

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
NOWADAYS = date(2026, 12, 14)


@pytest.fixture(scope="module")
def book() -> UnitBook:
    register = references()
    return UnitBook(register.units, register.aliases, register.successions)


@pytest.mark.parametrize(
    ("text", "day", "unit_id", "code"),
    [
        ("01273", EVE, 11, None),  # Hợp Giang, to its last day
        ("01273", DAY, 12, None),  # Thục Phán, from its first
        ("1273", EVE, 11, "register.zero_restored"),
        ("1273", NOWADAYS, 12, "register.zero_restored"),
        ("49", EVE, 15, "register.zero_restored"),  # a district has three digits
        ("SYT", NOWADAYS, 1, None),
        ("syt", NOWADAYS, 1, None),
        ("Sở Y tế", NOWADAYS, 1, "register.unit_by_name"),
        ("SO Y TE", NOWADAYS, 1, "register.unit_by_name"),
        ("Phường Thục Phán", NOWADAYS, 12, "register.unit_by_name"),
        ("H. Hoà An", EVE, 15, "register.unit_by_name"),  # hòa and hoà are one
        ("Y tế tỉnh CBằng", NOWADAYS, 1, "register.unit_by_name"),  # somebody confirmed it
        ("Phường Hợp Giang", NOWADAYS, None, "register.unit_abolished"),
        ("SLDTBXH", EVE, 3, None),
        ("SLDTBXH", DAY, None, "register.unit_abolished"),
        ("49", NOWADAYS, None, "register.unit_abolished"),
        ("Xã Quang Trung", NOWADAYS, None, "register.unit_ambiguous"),  # there are two
        ("01501", NOWADAYS, 13, None),
        ("Sở Y", NOWADAYS, None, "register.unit_unknown"),  # nothing is guessed
        ("9", NOWADAYS, None, "register.unit_unknown"),
    ],
)
def test_what_a_text_means_on_a_day(
    book: UnitBook, text: str, day: date, *, unit_id: int | None, code: str | None
) -> None:
    meant = book.find_meaning(text, day)
    assert (meant.unit_id, meant.code) == (unit_id, code)


def test_a_meaning_carries_the_unit_s_own_code(book: UnitBook) -> None:
    meant = book.find_meaning("1273", NOWADAYS)
    assert meant == Meaning(12, "register.zero_restored", "01273", "Phường Thục Phán")


def test_a_unit_that_is_no_more_says_what_it_became(book: UnitBook) -> None:
    assert book.find_meaning("Phường Hợp Giang", NOWADAYS).name == "Phường Thục Phán"
    assert book.find_meaning("SLDTBXH", NOWADAYS).name is None  # nobody wrote what it became
