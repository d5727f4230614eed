"""A day without its year is read into the period, shown, and asked about."""

from datetime import date

import pytest

from intake.pipeline import Arrival
from tests.intake.register import arrived

SUPPORTS = "address_code,supporter_unit_code,kind,form,given_on\nA-001,SYT,one_off,money,{}\n"
RESULTS = "period,unit_code,task_code,status,done_on\n{},SYT,HM_DK,done,{}\n"


def days(came: Arrival, name: str) -> tuple[list[str], date | None]:
    assert came.rows is not None
    codes = [one.code for one in came.findings if one.column == name]
    value = came.rows.frame.at[2, name]
    return codes, None if value != value else value.date()


@pytest.mark.parametrize(
    ("period", "written", "read"),
    [
        ("2026", "14/12", date(2026, 12, 14)),
        ("2026", "15/12", date(2025, 12, 15)),  # the period begins there
        ("2025", "ngày 3-5", date(2025, 5, 3)),
        ("2026", "8 tháng 3", date(2026, 3, 8)),
    ],
)
def test_it_is_the_day_of_the_rows_period(period: str, written: str, read: date) -> None:
    codes, day = days(arrived(RESULTS.format(period, written)), "done_on")
    assert ("value.day_year_supplied" in codes, day) == (True, read)


@pytest.mark.parametrize(
    ("period", "written"), [("2031", "14/12"), ("2026", "30/02"), ("2026", "31/02")]
)
def test_without_a_known_period_it_is_a_fault(period: str, written: str) -> None:
    codes, day = days(arrived(RESULTS.format(period, written)), "done_on")
    assert (codes, day) == (["value.day_without_year"], None)


@pytest.mark.parametrize(
    ("written", "read"), [("08/05", date(2026, 5, 8)), ("20/12", date(2025, 12, 20))]
)
def test_help_was_given_on_the_last_such_day(written: str, read: date) -> None:
    codes, day = days(arrived(SUPPORTS.format(written), "supports"), "given_on")
    assert (codes, day) == (["value.day_year_supplied"], read)


@pytest.mark.parametrize("written", ["14/13", "40/12", "1.5", "12"])
def test_what_names_no_day_is_none(written: str) -> None:
    codes, day = days(arrived(RESULTS.format("2026", f'"{written}"')), "done_on")
    assert (day, "value.day_year_supplied" in codes) in {
        (None, False),
        (date(2026, 5, 1), True),  # "1.5" is the first of May as offices write it
    }
