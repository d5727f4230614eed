"""Units carried to the structure of a day, where that is honest."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.structure import at_their_time, carried, in_structure
from tests.indicators.tables import frame, register, shown, table

UNITS = frame(
    "units",
    """
    | unit_id | code   | valid_from | valid_to   |
    | 1       | KEPT   |            |            |
    | 2       | FIRST  |            | 2020-02-01 |
    | 3       | SECOND | 2020-02-01 | 2025-07-01 |
    | 4       | THIRD  | 2025-07-01 |            |
    | 5       | TORN   |            | 2025-07-01 |
    | 6       | LOST   |            | 2020-02-01 |
    | 7       | SILENT |            | 2020-02-01 |
    | 8       | MOVED  |            | 2020-03-01 |
    | 9       | MOVED  | 2020-03-01 |            |
    | 10      | SHED   |            | 2025-07-01 |
    """,
)
SUCCESSIONS = frame(
    "successions",
    """
    | kind     | on_day     | from_unit_id | to_unit_id |
    | rename   | 2020-02-01 | 2            | 3          |
    | merge    | 2025-07-01 | 3            | 4          |
    | split    | 2025-07-01 | 5            | 1          |
    | split    | 2025-07-01 | 5            | 4          |
    | abolish  | 2020-02-01 | 6            |            |
    | transfer | 2020-03-01 | 8            | 9          |
    | split    | 2020-03-01 | 10           | 9          |
    | merge    | 2025-07-01 | 10           | 4          |
    """,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            date(2026, 1, 1),
            {
                1: (1, "same"),
                2: (4, "merged"),  # renamed first, merged later
                3: (4, "merged"),
                4: (4, "same"),
                5: (None, "split"),
                6: (None, "unknown"),
                7: (None, "ended"),
                8: (9, "renamed"),
                10: (4, "merged"),  # the part that left in 2020 was not its end
            },
        ),
        (
            date(2020, 2, 1),
            {
                2: (3, "renamed"),
                3: (3, "same"),
                4: (None, "unknown"),  # not yet there
                5: (5, "same"),
                8: (8, "same"),
            },
        ),
        (date(2020, 1, 31), {2: (2, "same"), 3: (None, "unknown")}),
        (date(2025, 7, 1), {2: (4, "merged"), 5: (None, "split")}),
    ],
)
def test_a_unit_goes_on_to_a_day(day: date, *, expected: dict[int, tuple[int | None, str]]) -> None:
    found = shown(carried(UNITS, SUCCESSIONS, day), ["unit_id", "carried_to", "why"])
    assert {unit: (target, why) for unit, target, why in found if unit in expected} == expected


def test_units_in_a_circle_of_successions_do_not_hang() -> None:
    circle = frame(
        "successions",
        "| kind | on_day | from_unit_id | to_unit_id |\n| rename | 2020-02-01 | 2 | 6 |\n"
        "| rename | 2020-02-01 | 6 | 2 |",
    )
    found = carried(UNITS, circle, date(2026, 1, 1))
    assert shown(found[found["unit_id"] == 2], ["carried_to", "why"]) == [(None, "ended")]


def test_rows_are_pointed_anew_and_none_is_dropped() -> None:
    rows = table("| commune_id | share |\n| 2 | 0.1 |\n| 5 | 0.2 |\n| | 0.3 |\n| 99 | 0.4 |")
    moved = in_structure(rows, "commune_id", carried(UNITS, SUCCESSIONS, date(2026, 1, 1)))
    assert shown(moved, ["commune_id", "share", "carried"]) == [
        (4, 0.1, True),
        (5, 0.2, False),
        (None, 0.3, False),
        (99, 0.4, False),
    ]


def test_a_dossier_is_under_the_commune_of_its_periods_last_day() -> None:
    drawn = """
    | year | address_id | commune_id |
    | 2025 | 1          | 3          |
    | 2026 | 1          | 3          |
    | 2026 | 2          | 5          |
    """

    def communes(day: date) -> list[tuple[object, ...]]:
        whole = register(day, dossiers=drawn)
        known = replace(whole.catalogue, units=UNITS, successions=SUCCESSIONS)
        moved = at_their_time(replace(whole, catalogue=known)).dossiers
        return shown(moved, ["year", "commune_id"])

    assert communes(date(2026, 12, 20)) == [(2025, 4), (2026, 4), (2026, 5)]  # 5 was torn apart
    assert communes(date(2025, 6, 30)) == [(2025, 3), (2026, 3), (2026, 5)]


def test_no_units_and_no_successions_give_empty_frames() -> None:
    none = carried(UNITS.iloc[:0], SUCCESSIONS.iloc[:0], date(2026, 1, 1))
    assert (len(none), list(none.columns)) == (0, ["unit_id", "carried_to", "why"])
    kept = carried(UNITS, SUCCESSIONS.iloc[:0], date(2026, 1, 1))
    assert set(kept["why"]) == {"same", "ended"}
