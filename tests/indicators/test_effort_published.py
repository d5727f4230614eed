"""What an agency gave, as everybody may read it."""

import pandas as pd
import pytest

from indicators.published import effort_published


@pytest.mark.parametrize(
    ("addresses", "visits", "told"),
    [
        (0, 0, (0, 0, 900)),
        (70, 62, (70, 60, 900)),
        (3, 40, (None, 40, None)),
        (40, 3, (40, None, None)),
    ],
)
def test_small_counts_are_hidden_and_their_value_with_them(
    addresses: int, visits: int, told: tuple[int | None, ...]
) -> None:
    given = pd.DataFrame({"addresses": [addresses], "visits": [visits], "value_vnd": [900]})
    row = effort_published(given.astype("Int64"), least=5).iloc[0]
    names = ("addresses", "visits", "value_vnd")
    assert tuple(None if pd.isna(row[name]) else row[name] for name in names) == told
