"""What an agency gave, as everybody may read it."""

import pandas as pd
import pytest

from indicators.disclosure.published import suppress_effort
from indicators.disclosure.suppression import round_money


@pytest.mark.parametrize(
    ("addresses", "visits", "told"),
    [
        (0, 0, (0, 0, 5_000_000)),
        (70, 62, (70, 60, 5_000_000)),
        (3, 40, (None, 40, None)),
        (40, 3, (40, None, None)),
    ],
)
def test_small_counts_are_hidden_and_their_value_with_them(
    addresses: int, visits: int, told: tuple[int | None, ...]
) -> None:
    given = pd.DataFrame({"addresses": [addresses], "visits": [visits], "value_vnd": [900]})
    row = suppress_effort(given.astype("Int64"), least=5).iloc[0]
    names = ("addresses", "visits", "value_vnd")
    assert tuple(None if pd.isna(row[name]) else row[name] for name in names) == told


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (0, 0),
        (300_000, 5_000_000),
        (19_800_000, 20_000_000),
        (20_100_000, 20_000_000),  # one visit of 300,000 later
        (123_456_789, 120_000_000),
        (1_834_000_000, 1_800_000_000),
        (None, None),
    ],
)
def test_money_tells_of_no_single_visit(given: int | None, told: int | None) -> None:
    near = round_money(pd.Series([given], dtype="Int64")).iloc[0]
    assert (None if pd.isna(near) else near) == told
