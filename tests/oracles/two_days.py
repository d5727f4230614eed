"""A made-up province on two days: what the earlier day did not know yet, or knew otherwise."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random

import pandas as pd

from indicators.change.steps import DaySnapshot
from models.snapshots import Catalogue, Duties, Register
from tests.indicators import tables
from tests.oracles.provinces import NEWER_COMMUNES, province

SUCCESSIONS = """
| kind  | on_day     | from_unit_id | to_unit_id |
| merge | 2025-07-01 | 112          | 113        |
| merge | 2025-07-01 | 111          | 114        |
"""


@cache
def two_days(seed: int) -> tuple[DaySnapshot, DaySnapshot]:
    """The earlier day and the later one; the same for the same seed."""
    chance = Random(seed + 1000)
    there = province(seed)
    catalogue = replace(
        there.duties.catalogue, successions=tables.frame("successions", SUCCESSIONS)
    )
    duties = replace(there.duties, catalogue=catalogue)
    register = replace(there.register, catalogue=catalogue)
    earlier = duties.as_of - timedelta(days=chance.choice((1, 30, 200, 500)))
    before = DaySnapshot(
        replace(_duties(chance, duties), as_of=earlier, catalogue=catalogue),
        replace(_register(chance, register, catalogue), as_of=earlier),
    )
    return before, DaySnapshot(duties, register)


def _duties(chance: Random, after: Duties) -> Duties:
    submissions = _some(chance, after.submissions, 0.7)
    back = pd.Series([chance.random() < 0.5 for _ in submissions.index], submissions.index)
    known = after.results["submission_id"].isin(submissions["submission_id"])
    results = _some(chance, after.results[known], 0.8)
    return replace(
        after,
        assignments=_assignments(chance, after.assignments),
        extensions=_some(chance, after.extensions, 0.5),
        submissions=submissions.assign(sent_back=submissions["sent_back"] & back),
        results=results.assign(status=[_status(chance, told) for told in results["status"]]),
    )


def _assignments(chance: Random, assignments: pd.DataFrame) -> pd.DataFrame:
    """Without the newer communes, and without some lines that a rule added since."""
    newer = assignments["unit_id"].isin(NEWER_COMMUNES) & (chance.random() < 0.7)
    return _some(chance, assignments[~newer], chance.choice((1, 0.95)))


def _status(chance: Random, told: object) -> object:
    return chance.choice(("done", "in_progress", "nil")) if chance.random() < 0.15 else told


def _register(chance: Random, after: Register, catalogue: Catalogue) -> Register:
    gone = after.supports.tail(3).assign(address_id=7, supporter_key="ba ba")  # undone since
    return replace(
        after,
        catalogue=catalogue,
        dossiers=_some(chance, after.dossiers, 0.9),
        supports=pd.concat([_some(chance, after.supports, 0.8), gone], ignore_index=True),
        returns=_some(chance, after.returns, 0.7),
    )


def _some(chance: Random, frame: pd.DataFrame, share: float) -> pd.DataFrame:
    kept = [chance.random() < share for _ in frame.index]
    return frame[kept].reset_index(drop=True)
