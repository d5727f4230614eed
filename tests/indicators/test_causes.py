"""Why a year differs from another: the parts add up, and merging alone improves nothing."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.change.causes import (
    CAUSES,
    compute_levels,
    compute_shares,
    split_by_cause,
    split_by_unit,
)
from indicators.change.duty_causes import (
    DutyFilter,
    build_duty_ledger,
    select_all,
    select_task,
    select_unit,
)
from indicators.change.lineage import match_duties
from indicators.completion import completion
from tests.oracles.reorganised import Reorganised, reorganised

THERE = st.integers(min_value=0, max_value=99).map(reorganised)
few = settings(max_examples=8, deadline=None, database=None)


def told(there: Reorganised, chosen: DutyFilter | None = None) -> pd.DataFrame:
    lines = match_duties(there.years, there.catalogue)
    return split_by_cause(build_duty_ledger(there.years, lines, chosen or select_all(there.years)))


def reached(there: Reorganised) -> list[tuple[Fraction, Fraction]]:
    lines = match_duties(there.years, there.catalogue)
    return compute_levels(build_duty_ledger(there.years, lines, select_all(there.years)))


@few
@given(THERE)
def test_the_parts_add_up_to_the_difference_of_the_two_figures(there: Reorganised) -> None:
    each = [completion(rows, ()).iloc[0] for rows in (there.years.old, there.years.new)]
    found = reached(there)
    assert found[0] == (each[0]["part"], each[0]["whole"])
    assert found[-1] == (each[1]["part"], each[1]["whole"])
    exact = compute_shares(found)
    steps = [now - then for then, now in pairwise(exact)]
    assert sum(steps) == exact[-1] - exact[0]
    assert told(there)["share"].sum() == pytest.approx(each[1]["share"] - each[0]["share"])


def merged_only(there: Reorganised) -> Reorganised:
    """The same units and heirs, where each new duty is as well done as those before it."""
    states = ("done_in_time", "not_reported", "running")
    rows = there.years.old
    old = rows[rows["unit_id"].isin(there.heirs)].reset_index(drop=True)
    heirs = old["unit_id"].map(there.heirs).astype("Int64")
    state = [states[(heir + task) % 3] for heir, task in zip(heirs, old["task_id"], strict=True)]
    old = old.assign(state=state, obligation="required", fallen_due=True)
    new = old.assign(unit_id=heirs, year=2025).drop_duplicates(["unit_id", "task_id"])
    years = replace(there.years, old=old, new=new.reset_index(drop=True))
    return replace(there, years=years)


@few
@given(THERE)
def test_a_reorganisation_alone_is_nothing_but_structure(there: Reorganised) -> None:
    alone = told(merged_only(there)).set_index("cause")["share"]
    assert alone.drop("structure").tolist() == [0] * (len(CAUSES) - 1)


@few
@given(THERE)
def test_a_worse_year_of_the_same_units_is_nothing_but_results(there: Reorganised) -> None:
    told_all = there.years.old["state"].mask(there.years.old["state"] == "not_reported", "running")
    stood = there.years.old.assign(state=told_all, obligation="required", fallen_due=True)
    worse = stood.assign(year=2025, state="not_started")
    same = replace(there, years=replace(there.years, old=stood, new=worse, new_day=OLD_DAY))
    found = told(same).set_index("cause")["share"]
    assert found.drop("results").tolist() == [0] * (len(CAUSES) - 1)


OLD_DAY = reorganised(0).years.old_day


def test_a_unit_that_said_nothing_this_year_is_reporting() -> None:
    there = reorganised(1)
    stood = there.years.old.assign(state="done_in_time")
    silent = stood.assign(state=stood["state"].where(stood["unit_id"] != 1, "not_reported"))
    years = replace(there.years, old=stood, new=silent, new_day=OLD_DAY)
    found = told(replace(there, years=years)).set_index("cause")["share"]
    assert found["reporting"] < 0
    assert found.drop("reporting").tolist() == [0] * (len(CAUSES) - 1)


def test_a_longer_last_day_and_a_task_taken_away_are_rules() -> None:
    there = reorganised(1)
    stood = there.years.old.assign(state="done_in_time", obligation="required", fallen_due=True)
    stood = stood.assign(state=stood["state"].where(stood["unit_id"] != 1, "running"))
    asked = stood.assign(fallen_due=stood["unit_id"] != 1)
    fewer = asked[asked["task_id"] != 3].reset_index(drop=True)
    years = replace(there.years, old=stood, new=fewer, new_day=OLD_DAY)
    found = told(replace(there, years=years)).set_index("cause")["share"]
    assert found["rules"] > 0
    assert found.drop("rules").tolist() == [0] * (len(CAUSES) - 1)


def test_without_a_figure_in_one_of_the_years_there_is_nothing_to_split() -> None:
    there = reorganised(2)
    nobody = select_task(there.years, "T9")
    lines = match_duties(there.years, there.catalogue)
    ledger = build_duty_ledger(there.years, lines, nobody)
    assert split_by_cause(ledger).empty
    assert split_by_unit(ledger).empty


def test_units_all_of_which_are_new_are_a_break() -> None:
    there = reorganised(3)
    old = there.years.old[there.years.old["unit_id"].isin(there.unknown)].reset_index(drop=True)
    new = there.years.new[there.years.new["unit_id"] == 23].reset_index(drop=True)
    apart = replace(there, years=replace(there.years, old=old, new=new))
    found = told(apart).set_index("cause")["share"]
    assert found.drop("break").tolist() == [0] * (len(CAUSES) - 1)


def test_a_new_unit_is_compared_with_what_was_carried_to_it() -> None:
    there = reorganised(0)
    lines = match_duties(there.years, there.catalogue)
    heir = next(new for old, new in there.heirs.items() if new != old)
    chosen = select_unit(there.years, lines, heir)
    before = set(there.years.old.loc[chosen.old, "unit_id"])
    own = {heir} & set(there.years.old["unit_id"])
    assert before == own or before <= {old for old, new in there.heirs.items() if new == heir}
