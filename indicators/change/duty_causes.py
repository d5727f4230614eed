"""Causes of a change in completion or progress: the duties of two years, laid side by side."""

from dataclasses import dataclass

import pandas as pd

from indicators.change.causes import (
    END,
    PLACE,
    REPORTING,
    RESULTS,
    RULES,
    START,
    STRUCTURE,
    build_stay,
)
from indicators.change.lineage import Lineage, Years
from indicators.due_results import DONE, NIL, NOT_REPORTED
from indicators.obligations import may_enter_totals

Marks = tuple[pd.Series, pd.Series]


@dataclass(frozen=True)
class DutyFilter:
    """Whose figure: which rows of the earlier and of the later year it counts (true)."""

    old: pd.Series
    new: pd.Series


def select_all(years: Years) -> DutyFilter:
    old, new = (pd.Series(True, rows.index, "bool") for rows in (years.old, years.new))
    return DutyFilter(old, new)


def select_task(years: Years, code: str) -> DutyFilter:
    return DutyFilter(years.old["task_code"] == code, years.new["task_code"] == code)


def select_unit(years: Years, lines: Lineage, unit_id: int) -> DutyFilter:
    """One unit. Where it was asked nothing in the earlier year: what was carried to it."""
    own = years.old["unit_id"] == unit_id
    if not own.any():
        own = years.old["unit_id"].map(lines.heirs).eq(unit_id).fillna(value=False)
    return DutyFilter(own.astype("bool"), years.new["unit_id"] == unit_id)


def build_duty_ledger(
    years: Years, lines: Lineage, chosen: DutyFilter, *, fallen_due: bool = True
) -> pd.DataFrame:
    """The ledger of the chosen duties, to be split by `split_by_cause`; units as of the later year.

    Counts what has fallen due (completion), or without `fallen_due` all assigned (progress).
    A duty that one of the years says nothing of moves by reporting, every other by results.
    """
    old, new = years.old, years.new
    counted_before, counted_after = _mark_counted(years, chosen, fallen_due=fallen_due)
    leaving = old[chosen.old]
    heirs = leaving["unit_id"].map(lines.heirs).astype("Int64")
    coming = new[chosen.new & new.index.isin(lines.come.index)]
    pairs = lines.links[lines.links["new"].isin(new.index[chosen.new])]
    before = old.loc[pairs["old"]]
    after = new.loc[pairs["new"]].assign(of=pairs["of"].to_numpy())
    counted_of_pair = counted_after[pairs["new"]]
    silent = [rows["state"].to_numpy() == NOT_REPORTED for rows in (before, after)]
    is_silent = pd.Series(silent[0] | silent[1], dtype="bool")  # in one of the years
    result_levels = is_silent.map({True: PLACE[REPORTING], False: PLACE[RESULTS]})
    coming_marks = _mark_done(coming, counted_after[coming.index])
    rule_levels = lines.come.reindex(coming.index).map(PLACE)
    structure, rules = PLACE[STRUCTURE], PLACE[RULES]
    pieces = [
        build_stay(
            leaving.assign(unit_id=heirs.fillna(leaving["unit_id"]), of=1),
            _mark_done(leaving, counted_before[leaving.index]),
            enters=PLACE[START],
            leaves=lines.gone.reindex(leaving.index).fillna(STRUCTURE).map(PLACE),
        ),
        build_stay(coming.assign(of=1), coming_marks, enters=rule_levels, leaves=END),
        build_stay(
            after, _mark_done(before, counted_before[pairs["old"]]), enters=structure, leaves=rules
        ),
        build_stay(after, _mark_done(before, counted_of_pair), enters=rules, leaves=result_levels),
        build_stay(after, _mark_done(after, counted_of_pair), enters=result_levels, leaves=END),
    ]
    return pd.concat(pieces, ignore_index=True)


def _mark_counted(years: Years, chosen: DutyFilter, *, fallen_due: bool) -> Marks:
    """Which duties of either year the figure counts, nil or not."""
    both = pd.concat([years.old[chosen.old], years.new[chosen.new]])
    counted = set(both.loc[may_enter_totals(both["obligation"]), "obligation"])
    sides = [rows["obligation"].isin(counted) for rows in (years.old, years.new)]
    if fallen_due:
        sides = [
            side & rows["fallen_due"]
            for side, rows in zip(sides, (years.old, years.new), strict=True)
        ]
    return sides[0], sides[1]


def _mark_done(rows: pd.DataFrame, counted: pd.Series) -> Marks:
    """Part and whole of each row; `counted` goes by their order."""
    whole = pd.Series(counted.to_numpy(), rows.index) & (rows["state"] != NIL)
    return whole & rows["state"].isin(DONE), whole
