"""Which units a reorganisation concerned."""

import pandas as pd

from charts.reorganisations import find_reorganisations, name_reorganisations
from locales.words import words_in
from models.snapshots import Catalogue

VI = words_in("vi")
UNITS = ["A", "B", "C", "D", "X"]  # A and B became C in 2020, C became D in 2025; X stayed


def province() -> Catalogue:
    day = pd.Timestamp
    return Catalogue(
        units=pd.DataFrame({"unit_id": range(5), "code": UNITS}),
        successions=pd.DataFrame(
            {
                "from_unit_id": [0, 1, 2],
                "to_unit_id": pd.array([2, 2, 3], dtype="Int64"),
                "on_day": [day(2020, 3, 1), day(2020, 3, 1), day(2025, 7, 1)],
            }
        ),
        tasks=pd.DataFrame(),
        periods=pd.DataFrame(
            {
                "year": [2019, 2020, 2024, 2025],
                "data_to": [day(y, 12, 31) for y in (2019, 2020, 2024, 2025)],
            }
        ),
    )


def test_those_that_ended_and_all_that_came_of_them_are_concerned() -> None:
    both = find_reorganisations(province(), VI)
    assert {year: set(one.codes) for year, one in both.items()} == {
        2020: {"A", "B", "C", "D"},
        2025: {"C", "D"},
    }


def test_a_rule_stands_only_where_one_of_the_units_was_concerned() -> None:
    assert set(name_reorganisations(province(), VI, ["X"])) == set()
    assert set(name_reorganisations(province(), VI, ["X", "A"])) == {2020}
    assert set(name_reorganisations(province(), VI)) == {2020, 2025}
