"""Small counts: nobody who subtracts can tell them, and as little else as needed is hidden."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.suppression import (
    Labels,
    Totals,
    find_hidden,
    find_hidden_across,
    round_counts,
    suppress_counts,
)
from tests.indicators.attack import Counts, can_differ, widths

LEAST = 3  # a small threshold keeps the tables small enough to try every filling
few = settings(max_examples=60, deadline=None, database=None)
VIEWS = [Totals(across, down) for across, down in ((True, True), (True, False), (False, True))]


@st.composite
def tables(draw: st.DrawFn) -> Counts:
    rows = draw(st.integers(1, 3))
    width = draw(st.integers(2, 3))
    cells = st.lists(st.integers(0, 6), min_size=width, max_size=width)
    return np.array(draw(st.lists(cells, min_size=rows, max_size=rows)), dtype="int64")


@pytest.mark.parametrize("totals", VIEWS, ids=str)
@few
@given(drawn=tables())
def test_a_reader_who_subtracts_cannot_tell_a_small_count(totals: Totals, drawn: Counts) -> None:
    counts = np.hstack([drawn, drawn.sum(axis=1, keepdims=True)]) if totals.across else drawn
    told = find_hidden(counts, totals, least=LEAST)
    small = (counts > 0) & (counts < LEAST)
    assert told[small].all()
    if told.all():
        return  # nothing at all was published of the groups
    spread = np.array(widths(counts, told, across=totals.across, down=totals.down))
    assert (spread[small] >= LEAST - 1).all()


@few
@given(drawn=tables())
def test_a_table_without_small_counts_is_published_whole(drawn: Counts) -> None:
    large = drawn + LEAST
    counts = np.hstack([large, large.sum(axis=1, keepdims=True)])
    assert not find_hidden(counts, Totals(across=True, down=True), least=LEAST).any()


def test_the_eye_of_the_attack_sees_what_a_careless_table_gives_away() -> None:
    counts = np.array([[2, 8, 10], [9, 9, 18]])
    only_small = (counts > 0) & (counts < 5)
    assert widths(counts, only_small, across=True, down=True)[0][0] == 0  # 10 - 8 is 2


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        # the small one, its neighbour, and a row that both may be taken from
        (
            [[2, 8, 10], [9, 9, 18], [30, 40, 70]],
            [[True, True, False], [True, True, False], [False, False, False]],
        ),
        ([[0, 8, 8], [9, 9, 18]], [[False] * 3] * 2),  # nought tells of nobody
        ([[3, 0, 3]], [[True] * 3]),  # one group alone is the province itself
    ],
)
def test_others_are_hidden_with_a_small_one(
    counts: list[list[int]], told: list[list[bool]]
) -> None:
    barred = find_hidden(np.array(counts), Totals(across=True, down=True), least=5)
    assert barred.tolist() == told


def test_counts_are_rounded_and_none_vanishes() -> None:
    counts = pd.Series([0, 1, 4, 5, 7, 8, 12, 13, None], dtype="Int64")
    told = round_counts(counts, 5)
    assert list(told.dropna()) == [0, 5, 5, 5, 5, 10, 10, 15]
    assert told.isna().tolist()[-1]


@given(st.lists(st.integers(5, 400), min_size=2, max_size=2))
def test_two_views_never_differ_by_a_few(pair: list[int]) -> None:
    told = round_counts(pd.Series(pair, dtype="Int64"), 5)
    assert (told.iloc[1] - told.iloc[0]) % 5 == 0


def test_hidden_and_no_data_are_told_apart() -> None:
    frame = pd.DataFrame(
        {
            "label": ["A", "B", "C", "D"],
            "nobody": [2, 14, 9, None],
            "helped": [8, 22, 31, None],
            "whole": [10, 36, 40, None],
        }
    ).astype({"nobody": "Int64", "helped": "Int64", "whole": "Int64"})
    told = suppress_counts(frame, ["nobody", "helped"], whole="whole").set_index("label")
    assert told["hidden"].to_dict() == {"A": True, "B": False, "C": True, "D": False}
    assert list(told.loc["B", ["nobody", "helped", "whole"]]) == [15, 20, 35]
    assert told.loc["A", ["nobody", "helped"]].isna().all()
    assert told.loc["D", ["nobody", "helped", "whole"]].isna().all()
    assert list(told["whole"])[:3] == [10, 35, 40]


@pytest.mark.parametrize("whole", ["whole", None])
def test_nothing_keeps_its_columns(whole: str | None) -> None:
    empty = pd.DataFrame({"nobody": [], "whole": []}, dtype="Int64")
    told = suppress_counts(empty, ["nobody"], whole=whole)
    assert (len(told), [*told]) == (0, ["nobody", "whole", "hidden"])


@st.composite
def merged(draw: st.DrawFn) -> tuple[Counts, Labels]:
    """Old communes, and today's that each became."""
    counts = draw(tables())
    became = st.lists(st.integers(0, 1), min_size=len(counts), max_size=len(counts))
    return counts, np.array(draw(became), dtype="int64")


@few
@given(drawn=merged())
def test_who_knows_the_sum_of_what_became_one_cannot_tell_a_small_count(
    drawn: tuple[Counts, Labels],
) -> None:
    counts, became = drawn
    totals, own = Totals(across=False, down=True), np.arange(len(counts))
    _, told = find_hidden_across(counts, totals, [own, became], least=LEAST)
    small = (counts > 0) & (counts < LEAST)
    assert told[small].all()
    heirs = np.unique(became)
    summed = np.array([counts[became == heir].sum(axis=0) for heir in heirs])
    untold = find_hidden(summed, Totals(across=False, down=True), least=LEAST).all(axis=1)
    for heir in heirs[~untold]:
        rows = became == heir
        if rows.sum() == 1 or told[rows].all():
            continue
        spread = np.array(widths(counts[rows], told[rows], across=False, down=True))
        assert (spread[small[rows]] >= LEAST - 1).all()


@few
@given(drawn=tables())
def test_communes_that_stayed_as_they_were_are_told_as_ever(drawn: Counts) -> None:
    totals, own = Totals(across=False, down=True), np.arange(len(drawn))
    alone = find_hidden(drawn, totals, least=LEAST)
    assert (find_hidden_across(drawn, totals, [own, own, own], least=LEAST)[1] == alone).all()


@pytest.mark.parametrize(
    ("counts", "became", "told"),
    [
        # forty, and four of one household: their sum, told today, would give all four away
        ([40, 1, 1, 1, 1, 30], [0, 0, 0, 0, 0, 1], [True] * 5 + [False]),
        ([40, 2, 9, 30], [0, 0, 0, 1], [False, True, True, False]),
        # what is hidden today as well is known together with the rest that is
        ([1, 2, 30, 40, 3], [0, 0, 1, 2, 3], [True, True, False, False, True]),
    ],
)
def test_what_one_structure_tells_gives_nothing_back_of_the_other(
    counts: list[int], became: list[int], told: list[bool]
) -> None:
    column, labels = np.array([counts]).T, np.array(became)
    totals, own = Totals(across=False, down=True), np.arange(len(labels))
    _, barred = find_hidden_across(column, totals, [own, labels], least=5)
    assert barred[:, 0].tolist() == told


@st.composite
def crossed(draw: st.DrawFn) -> tuple[Counts, list[Labels]]:
    """How many addresses lie in each commune of one structure and in each of another."""
    rows = draw(st.integers(2, 6))
    counts = draw(st.lists(st.integers(1, 9), min_size=rows, max_size=rows))
    labels = [draw(st.lists(st.integers(0, 3), min_size=rows, max_size=rows)) for _ in range(2)]
    return np.array([counts], "int64").T, [np.array(one, "int64") for one in labels]


def test_a_few_small_counts_hide_few_others() -> None:
    """Of fifty communes three have small counts; the rest stay to be read."""
    helped_by_nobody = [3, 4, 4, *range(7, 54)]
    counts = np.array([[few, 90 - few, 90] for few in helped_by_nobody], "int64")
    barred = find_hidden(counts, Totals(across=True, down=True), least=5)
    assert barred[:3, 0].all()
    assert barred.any(axis=1).sum() <= 4


@few
@given(drawn=crossed())
def test_two_ways_to_part_the_same_addresses_give_nothing_back_of_one_another(
    drawn: tuple[Counts, list[Labels]],
) -> None:
    """The reader knows which communes of the two share addresses, every count that is shown in
    either, and the sum of all."""
    counts, structures = drawn
    totals = Totals(across=False, down=True)
    views = []
    for place, labels in enumerate(structures):
        named, barred = find_hidden_across(counts, totals, structures[place:], least=LEAST)
        views.append((labels.tolist(), {int(one) for one in named[barred[:, 0]]}))
    cells = counts[:, 0].tolist()
    for own, other in (views, views[::-1]):
        sums = {group: sum_of(cells, own[0], group) for group in own[0]}
        small = {group for group, total in sums.items() if 0 < total < LEAST}
        assert small <= own[1]
        if own[1] != {*own[0]}:
            assert all(can_differ(cells, (own, other), group) for group in small)


def sum_of(cells: list[int], labels: list[int], group: int) -> int:
    """Of the cells with this label."""
    return sum(count for count, label in zip(cells, labels, strict=True) if label == group)
