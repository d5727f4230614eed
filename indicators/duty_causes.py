"""Causes of a change in completion or progress: the duties of two years, laid side by side."""

from dataclasses import dataclass

import pandas as pd

from indicators.causes import END, PLACE, REPORTING, RESULTS, RULES, START, STRUCTURE, stay
from indicators.due_results import DONE, NIL, NOT_REPORTED
from indicators.lineage import Lineage, Years
from indicators.obligations import enters_totals

Marks = tuple[pd.Series, pd.Series]


@dataclass(frozen=True)
class Chosen:
    """Whose figure: which rows of the earlier and of the later year it counts (true)."""

    old: pd.Series
    new: pd.Series


def of_all(years: Years) -> Chosen:
    """The whole province."""
    old, new = (pd.Series(True, rows.index, "bool") for rows in (years.old, years.new))
    return Chosen(old, new)


def of_task(years: Years, code: str) -> Chosen:
    """One task."""
    return Chosen(years.old["task_code"] == code, years.new["task_code"] == code)


def of_unit(years: Years, lines: Lineage, unit_id: int) -> Chosen:
    """One unit. Where it was asked nothing in the earlier year: what was carried to it."""
    own = years.old["unit_id"] == unit_id
    if not own.any():
        own = years.old["unit_id"].map(lines.heirs).eq(unit_id).fillna(value=False)
    return Chosen(own.astype("bool"), years.new["unit_id"] == unit_id)


def duty_ledger(
    years: Years, lines: Lineage, chosen: Chosen, *, fallen_due: bool = True
) -> pd.DataFrame:
    """The ledger of the chosen duties, to be asked for its `causes`; units as of the later year.

    Counts what has fallen due (completion), or without `fallen_due` all assigned (progress).
    A duty that one of the years says nothing of moves by reporting, every other by results.
    """
    old, new = years.old, years.new
    asked, asks = _asked(years, chosen, fallen_due=fallen_due)
    leaving = old[chosen.old]
    coming = new[chosen.new & new.index.isin(lines.come.index)]
    pairs = lines.links[lines.links["new"].isin(new.index[chosen.new])]
    before = old.loc[pairs["old"]]
    after = new.loc[pairs["new"]].assign(of=pairs["of"].to_numpy())
    asks_pair = asks[pairs["new"]]
    told = _silent(before, after).map({True: PLACE[REPORTING], False: PLACE[RESULTS]})
    came = lines.come.reindex(coming.index).map(PLACE)
    structure, rules = PLACE[STRUCTURE], PLACE[RULES]
    pieces = [
        stay(
            _carried(leaving, lines).assign(of=1),
            _marks(leaving, asked[leaving.index]),
            enters=PLACE[START],
            leaves=lines.gone.reindex(leaving.index).fillna(STRUCTURE).map(PLACE),
        ),
        stay(coming.assign(of=1), _marks(coming, asks[coming.index]), enters=came, leaves=END),
        stay(after, _marks(before, asked[pairs["old"]]), enters=structure, leaves=rules),
        stay(after, _marks(before, asks_pair), enters=rules, leaves=told),
        stay(after, _marks(after, asks_pair), enters=told, leaves=END),
    ]
    return pd.concat(pieces, ignore_index=True)


def _asked(years: Years, chosen: Chosen, *, fallen_due: bool) -> Marks:
    """Which duties of either year the figure counts, nil or not."""
    both = pd.concat([years.old[chosen.old], years.new[chosen.new]])
    counted = set(both.loc[enters_totals(both["obligation"]), "obligation"])
    sides = [rows["obligation"].isin(counted) for rows in (years.old, years.new)]
    if fallen_due:
        sides = [
            side & rows["fallen_due"]
            for side, rows in zip(sides, (years.old, years.new), strict=True)
        ]
    return sides[0], sides[1]


def _marks(rows: pd.DataFrame, asked: pd.Series) -> Marks:
    """Part and whole of each row; `asked` goes by their order."""
    whole = pd.Series(asked.to_numpy(), rows.index) & (rows["state"] != NIL)
    return whole & rows["state"].isin(DONE), whole


def _silent(before: pd.DataFrame, after: pd.DataFrame) -> pd.Series:
    """Said nothing of in one of the years; by the order of the pairs."""
    silent = [rows["state"].to_numpy() == NOT_REPORTED for rows in (before, after)]
    return pd.Series(silent[0] | silent[1], dtype="bool")


def _carried(rows: pd.DataFrame, lines: Lineage) -> pd.DataFrame:
    heirs = rows["unit_id"].map(lines.heirs).astype("Int64")
    return rows.assign(unit_id=heirs.fillna(rows["unit_id"]))
