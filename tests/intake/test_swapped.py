"""Days swapped by a spreadsheet set to English are asked about where the column shows it."""

from dataclasses import replace
from datetime import date

import pytest

from intake.pipeline import Arrival
from tests.intake.files import workbook
from tests.intake.register import arrival, references

HEADINGS = ["code", "commune_code", "surveyed_on"]
CODE = "value.day_month_swapped"


def sent(*days: object, received: date = date(2026, 7, 10)) -> Arrival:
    rows = [[f"A-{number}", "01273", day] for number, day in enumerate(days)]
    against = replace(references("addresses"), day=received)
    return arrival(workbook({"Sổ": [HEADINGS, *rows]}), against)


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        ((date(2026, 12, 5), "25/05/2026"), [2]),  # in the future, unless it is 5/12 → 12/5
        ((date(2026, 12, 5), date(2026, 3, 3), "25/05/2026"), [2]),  # 3/3 is the same both ways
        ((date(2026, 5, 6), "25/05/2026"), []),  # one day alone may well be what it says
        ((date(2026, 5, 6), date(2026, 5, 7), date(2026, 4, 8), "25/05/2026"), [2, 3, 4]),
        ((date(2026, 12, 5), "05/05/2026"), []),  # nothing proves how the sender writes
        ((date(2026, 12, 5), "05/25/2026"), []),
        ((date(2026, 12, 5), date(2026, 5, 25), "25/05/2026"), []),  # a true day above 12
    ],
)
def test_what_the_column_shows(days: tuple[object, ...], asked: list[int]) -> None:
    assert [one.row for one in sent(*days).findings if one.code == CODE] == asked


def test_the_day_stays_as_written_and_the_other_is_suggested() -> None:
    came = sent(date(2026, 12, 5), "25/05/2026")
    (found,) = [one for one in came.findings if one.code == CODE]
    assert (found.value, found.facts["read_as"]) == ("05/12/2026", date(2026, 5, 12))
    assert came.rows is not None
    assert came.rows.frame.at[2, "surveyed_on"].date() == date(2026, 12, 5)
