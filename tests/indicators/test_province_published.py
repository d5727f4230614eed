"""What everybody may read of the province's addresses: whatever two days are compared, the
difference is never one household's, and what is read adds up."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.coverage import BY_REASON
from indicators.disclosure.published import (
    round_causes,
    round_changes,
    round_province,
    suppress_circumstances,
)

LEAST = 5
COUNTS = st.integers(0, 400)


def totals(helped: int, nobody: int, several: int, visits: int) -> pd.DataFrame:
    """An answer of `coverage` over the province."""
    told = {"part": helped, "whole": helped + nobody, "nobody": nobody, "several": several}
    return pd.DataFrame([{"year": 2026, **told, "visits": visits, "share": 0.5}])


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.integers(1, 60), st.integers(0, 60))
def test_a_list_that_arrives_alone_does_not_stand_in_the_difference_of_two_days(
    helped: int, nobody: int, several: int, visits: int, more: int, alone: int
) -> None:
    before, after = (
        round_province(told, least=LEAST).iloc[0]
        for told in (
            totals(helped, nobody, several, visits),
            totals(helped + more, nobody + alone, several, visits + more),
        )
    )
    for name in ("part", "whole", "nobody", "several", "visits"):
        assert (after[name] - before[name]) % LEAST == 0
    assert after["part"] + after["nobody"] == after["whole"]


@given(COUNTS, COUNTS, COUNTS, st.integers(0, 60), st.integers(0, 60))
def test_a_commune_that_reports_alone_does_not_stand_in_the_difference_of_two_days(
    helped: int, nobody: int, unreported: int, more: int, alone: int
) -> None:
    """Its addresses leave the unreported for the helped and the not helped."""
    silent = totals(helped, nobody, 0, 0).assign(unreported=unreported + more + alone)
    told = totals(helped + more, nobody + alone, 0, 0).assign(unreported=unreported)
    before, after = (round_province(one, least=LEAST).iloc[0] for one in (silent, told))
    for name in ("part", "whole", "nobody", "unreported"):
        assert (after[name] - before[name]) % LEAST == 0


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_a_small_count_of_unreported_help_is_never_told_by_category(counts: list[int]) -> None:
    groups = pd.DataFrame(
        {
            "unreported": counts,
            **dict.fromkeys(("whole", "nobody", "closed_unhelped"), 40),
            **dict.fromkeys(("committed", "several", "visits"), 0),
        }
    ).astype("Int64")
    told = suppress_circumstances(groups, least=LEAST)
    for count, shown, barred in zip(
        counts, told["unreported"], told["unreported_hidden"], strict=True
    ):
        assert barred == (0 < count < LEAST)
        assert pd.isna(shown) if barred else shown % LEAST == 0


@given(*[st.integers(0, 60)] * 2, st.lists(st.integers(0, 60), min_size=5, max_size=5))
def test_the_parts_of_the_split_add_up_as_they_are_shown(
    helped: int, nobody: int, reasons: list[int]
) -> None:
    closed = sum(reasons)
    exact = totals(helped, nobody, 0, 0).assign(
        whole=helped + nobody + closed,
        closed_unhelped=closed,
        **dict(zip(BY_REASON, reasons, strict=True)),
    )
    told = round_province(exact, least=LEAST).iloc[0]
    parts = [int(told[name]) for name in ("part", "nobody", "closed_unhelped")]
    assert sum(parts) == told["whole"]
    assert all(part >= 0 and part % LEAST == 0 for part in parts)
    shown = [int(told[name]) for name in BY_REASON]
    assert sum(shown) == parts[-1]
    assert all(part >= 0 and part % LEAST == 0 for part in shown)


def test_shares_are_of_the_rounded_counts_and_a_year_without_data_stays_so() -> None:
    told = round_province(totals(3529, 966, 563, 4161), least=LEAST).iloc[0]
    assert [told[name] for name in ("part", "whole", "nobody")] == [3530, 4495, 965]
    assert told["share"] == pytest.approx(3530 / 4495)
    empty = totals(0, 0, 0, 0).astype({"whole": "Int64"}).assign(whole=pd.NA, nobody=pd.NA)
    assert pd.isna(round_province(empty, least=LEAST)["whole"]).all()


@given(COUNTS, COUNTS)
def test_who_is_helped_is_one_number_as_coverage_and_as_a_stage(helped: int, nobody: int) -> None:
    coverage = round_province(totals(helped, nobody, 0, helped), least=LEAST).iloc[0]
    stages = {"surveyed": helped + nobody, "confirmed": helped, "committed": 0, "helped": helped}
    way = pd.DataFrame([{"year": 2026, **stages, "risen": 0, "closed": 0, "nobody": nobody}])
    told = round_province(way, least=LEAST).iloc[0]
    assert (told["helped"], told["surveyed"]) == (coverage["part"], coverage["whole"])


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=2, max_size=6))
def test_what_moved_is_told_between_rounded_levels_and_adds_up(
    levels: list[tuple[int, int]],
) -> None:
    rows = [
        {"figure": figure, "cause": str(place), "part_before": then[0], "part_after": now[0],
         "whole_before": then[1], "whole_after": now[1], "part": now[0] - then[0],
         "closed_before": 0, "closed_after": 0,
         "whole": now[1] - then[1]}
        for figure in ("coverage", "received")
        for place, (then, now) in enumerate(pairwise(levels))
    ]  # fmt: skip
    told = round_changes(pd.DataFrame(rows), "coverage", least=LEAST)
    of_it = told[told["figure"] == "coverage"]
    for side in ("part", "whole"):
        assert (of_it[side] % LEAST == 0).all()
        last, first = of_it[f"{side}_after"].iloc[-1], of_it[f"{side}_before"].iloc[0]
        assert of_it[side].sum() == last - first
    others = told[told["figure"] == "received"]
    assert list(others["part"]) == [now[0] - then[0] for then, now in pairwise(levels)]


def test_why_a_year_differs_is_told_between_the_shares_that_are_read_in_whole_points() -> None:
    reached = [0.7134, 0.7134, 0.7162, 0.6871, 0.6871]
    causes = pd.DataFrame({"share_before": reached[:-1], "share_after": reached[1:]})
    told = round_causes(causes, first=0.712, last=0.689)
    assert list(told["share_before"]) == [0.712, 0.712, 0.72, 0.689]
    assert list(told["share_after"]) == [0.712, 0.72, 0.689, 0.689]
    assert list(told["share"].round(4)) == [0, 0.008, -0.031, 0]
    still = round_causes(causes.assign(share_after=causes["share_before"]), first=0.5, last=0.6)
    assert still["share_after"].tolist()[-1] == 0.6
