"""Why a year's figure differs from another year's: a real change, or a reorganisation?

Between two years' figures six things can lie. Each step lets one of them happen, in this
order: a break (units that cannot honestly be carried over leave and come), structure (last
year's performance in this year's structure), rules (what is asked of whom by when), register
(addresses written in and closed), reporting (in one of the years nothing was told), results.
The first level is the earlier year's own figure, the last the later year's own, so the parts
add up exactly.
"""

from fractions import Fraction
from itertools import pairwise

import pandas as pd

START = "start"
BREAK = "break"
STRUCTURE = "structure"
RULES = "rules"
REGISTER = "register"
REPORTING = "reporting"
RESULTS = "results"
CAUSES = (BREAK, STRUCTURE, RULES, REGISTER, REPORTING, RESULTS)
LEVELS = (START, *CAUSES)
PLACE = {name: place for place, name in enumerate(LEVELS)}
END = len(LEVELS)
NOTHING = 1e-9  # of a floating point

Level = tuple[Fraction, Fraction]  # part, whole
Way = int | pd.Series  # a place in LEVELS, one for all rows or one each, in their order
STAY = ["unit_id", "of", "enters", "leaves", "part", "whole"]


def build_stay(
    rows: pd.DataFrame, marks: tuple[pd.Series, pd.Series], *, enters: Way, leaves: Way
) -> pd.DataFrame:
    """What `rows` count for from a level on until another: a piece of a ledger.

    `rows` has unit_id and `of` (how many share the weight of one); `marks` are part and
    whole, true or false.
    """
    part, whole = (mark.to_numpy("int64") for mark in marks)
    first, last = (
        way.to_numpy() if isinstance(way, pd.Series) else way for way in (enters, leaves)
    )
    ledger_rows = rows.assign(enters=first, leaves=last, part=part, whole=whole)
    return ledger_rows[STAY].astype("Int64")


def split_by_cause(ledger: pd.DataFrame) -> pd.DataFrame:
    """One row per cause, in the order of CAUSES: cause, part, whole, share, share_before,
    share_after; nothing where one of the years has no figure.

    `ledger` is stays one under the other. part and whole are what the cause added, where a
    duty of several units weighs a fraction of one; share is the difference it made. A step
    that leaves nothing to divide by passes what it did on to itself: the share after it is
    the next one there is.
    """
    reached = compute_levels(ledger)
    steps = zip(CAUSES, pairwise(reached), pairwise(compute_shares(reached)), strict=False)
    rows = [
        (cause, *map(float, (part - part_before, whole - whole_before, now - then, then, now)))
        for cause, ((part_before, whole_before), (part, whole)), (then, now) in steps
    ]
    names = ["part", "whole", "share", "share_before", "share_after"]
    return pd.DataFrame(rows, columns=["cause", *names]).astype(
        {"cause": "str", **dict.fromkeys(names, "float64")}
    )


def compute_levels(ledger: pd.DataFrame) -> list[Level]:
    """Part and whole at the start and after each cause, without rounding."""
    return [
        _compute_level(ledger[(ledger["enters"] <= place) & (ledger["leaves"] > place)])
        for place in range(END)
    ]


def compute_shares(reached: list[Level]) -> list[Fraction]:
    """The share at each level; empty where the first or the last has none."""
    if not reached[0][1] or not reached[-1][1]:
        return []
    share_values: list[Fraction] = []
    for part, whole in reversed(reached):
        share_values.append(part / whole if whole else share_values[-1])
    return share_values[::-1]


def split_by_unit(ledger: pd.DataFrame) -> pd.DataFrame:
    """Whose doing: one row per unit_id and cause that moved the figure: unit_id, cause, share.

    Over the units of a cause the shares add up to its own (to floating point).
    """
    reached = compute_levels(ledger)
    level_shares = compute_shares(reached)
    if not level_shares:
        return pd.DataFrame({"unit_id": [], "cause": [], "share": []})
    rows = [
        _sum_by_unit(ledger, place, start=float(level_shares[place - 1])).assign(
            cause=cause, whole_after=float(reached[place][1])
        )
        for place, cause in enumerate(CAUSES, start=1)
    ]
    every = pd.concat(rows, ignore_index=True)
    counted = every[(every["gain"] != 0) & (every["whole_after"] != 0)]
    share = counted["gain"] / counted["whole_after"]
    return counted.assign(share=share)[["unit_id", "cause", "share"]].reset_index(drop=True)


def _compute_level(rows: pd.DataFrame) -> Level:
    sums = rows.groupby("of")[["part", "whole"]].sum()
    weights = [int(of) for of in sums.index]
    part, whole = (
        sum((Fraction(int(n), of) for n, of in zip(sums[mark], weights, strict=True)), Fraction(0))
        for mark in ("part", "whole")
    )
    return part, whole


def _sum_by_unit(ledger: pd.DataFrame, place: int, *, start: float) -> pd.DataFrame:
    """By unit_id, what the step to `place` added to the part beyond the share at its `start`."""
    arrives, goes = (ledger[way] == place for way in ("enters", "leaves"))
    sign = arrives.astype("int64") - goes.astype("int64")
    gain = sign * (ledger["part"] - start * ledger["whole"]) / ledger["of"]
    summed = gain.astype("float64").groupby(ledger["unit_id"], dropna=False).sum()
    return summed.where(summed.abs() > NOTHING, 0).rename("gain").reset_index()
