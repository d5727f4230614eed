"""Days as offices write them: day first, unless their column proves otherwise."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.cells.dates import parse_days

LAST_DAY = date(2026, 12, 14)
WRITINGS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d", "ngày %d tháng %m năm %Y")


@pytest.mark.parametrize(
    "cell",
    [
        LAST_DAY,
        "14/12/2026",
        "14-12-2026",
        "14.12.2026",
        "14/12/26",
        "14 / 12 / 2026",
        "2026-12-14",
        "2026-12-14 00:00:00",
        "ngày 14 tháng 12 năm 2026",
        "14 tháng 12, năm 2026",
    ],
)
def test_one_day_in_every_usual_writing(cell: object) -> None:
    (day,) = parse_days([cell])
    assert day is not None
    assert (day.value, day.ambiguous) == (LAST_DAY, False)


@pytest.mark.parametrize(
    "cell",
    ["31/02/2026", "29/02/2025", "14/12", "hôm qua", "00/12/2026", "1/1/1899", "14/12/3026", "x"],
)
def test_what_is_no_day_is_none(cell: str) -> None:
    assert parse_days([cell]) == [None]


@pytest.mark.parametrize(
    ("column", "value", "ambiguous"),
    [
        (["01/02/2026"], date(2026, 2, 1), False),  # day first, as everybody here writes
        (["01/02/2026", "25/12/2026"], date(2026, 2, 1), False),
        (["01/02/2026", "12/25/2026"], date(2026, 1, 2), True),  # an English machine: asked
        (["2026-02-01", "12/25/2026"], date(2026, 2, 1), False),  # a year in front is certain
    ],
)
def test_the_column_decides_which_comes_first(
    column: list[str], value: date, ambiguous: bool
) -> None:
    day = parse_days(column)[0]
    assert day is not None
    assert (day.value, day.ambiguous) == (value, ambiguous)


def test_a_column_that_proves_both_is_read_day_first_and_the_other_is_no_day() -> None:
    first, second = parse_days(["25/12/2026", "12/25/2026"])
    assert first is not None
    assert (first.value, second) == (date(2026, 12, 25), None)


@settings(max_examples=50, deadline=None)
@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)), st.sampled_from(WRITINGS))
def test_a_day_comes_back_from_every_writing(day: date, writing: str) -> None:
    (read,) = parse_days([day.strftime(writing)])
    assert read is not None
    assert read.value == day


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet="0123456789/-. ngàythág", max_size=14), max_size=5))
def test_reading_answers_every_cell_and_never_raises(column: list[str]) -> None:
    assert len(parse_days(column)) == len(column)


@pytest.mark.parametrize("cell", [float("inf"), float("-inf"), float("nan"), 10**400, 0, 0.5, True])
def test_a_number_that_no_sheet_keeps_for_a_day_is_none(cell: object) -> None:
    assert parse_days([cell]) == [None]


BESIDE = ("²", " (dự kiến)", " - 31/12/2026", "\n31/12/2026", " sai", "?", " và 2/1/2026", "1", "*")
WEEKDAYS = ("Thứ Hai", "thứ ba", "Thứ 4", "thứ  năm", "THỨ SÁU", "thứ 7", "Chủ nhật")


@settings(max_examples=80, deadline=None)
@given(
    st.dates(date(2018, 1, 1), date(2030, 12, 31)),
    st.sampled_from([writing for writing in WRITINGS if writing != "%d/%m/%y"]),
    st.sampled_from(BESIDE),
)
def test_a_day_with_anything_beside_it_is_asked_about_or_is_no_day(
    day: date, writing: str, beside: str
) -> None:
    (read,) = parse_days([f"{day.strftime(writing)}{beside}"])
    assert read is None or (read.value, read.said) == (day, ("footnote",))


@settings(max_examples=80, deadline=None)
@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)), st.integers(0, 6))
def test_a_day_of_the_week_is_held_against_the_day(day: date, named: int) -> None:
    (read,) = parse_days([f"{WEEKDAYS[named]}, {day:%d/%m/%Y}"])
    assert read is not None
    assert (read.value, read.of_another_weekday) == (day, named != day.weekday())
