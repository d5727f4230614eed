"""Names on the map stand outside every circle, none over another, in the order of their places."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from charts.map_names import LETTER, NAMED, add_names

NUMBERS = st.floats(0, 2, allow_nan=False)
COMMUNE = st.tuples(NUMBERS, NUMBERS, st.integers(0, 60) | st.none(), st.text("abc", max_size=14))


def frame(rows: list[tuple[float, float, int | None, str]]) -> pd.DataFrame:
    told = pd.DataFrame(rows, columns=["longitude", "latitude", "nobody", "label"])
    return told.assign(label="X." + told["label"], nobody=told["nobody"].astype("Int64"))


@given(st.lists(COMMUNE, min_size=1, max_size=20))
def test_at_most_three_names_outside_every_circle_and_none_over_another(
    rows: list[tuple[float, float, int | None, str]],
) -> None:
    placed = frame(rows)
    told = add_names(placed)
    named = told[told["named"] != ""]
    assert len(named) == min(NAMED, int((placed["nobody"].fillna(0) > 0).sum()))
    low, high = placed["latitude"].min(), placed["latitude"].max()
    assert not named["line_end"].between(low, high).any()
    for _, row in named.groupby("name_latitude"):
        ordered = row.sort_values("longitude")
        widths = ordered["named"].str.len() * LETTER
        lacking = (widths + widths.shift()) / 2 - ordered["name_longitude"].diff()
        assert not (lacking > 1e-9).any()


def test_the_communes_with_most_that_nobody_helps_are_named() -> None:
    told = add_names(
        frame([(0, 0, 1, "a"), (1, 1, 9, "b"), (1, 0, 8, "c"), (0, 1, 7, "d"), (0, 0, None, "")])
    )
    assert sorted(filter(None, told["named"])) == ["X.b", "X.c", "X.d"]
