"""Marks of late reports: those that came, or were sent again, when theirs was already published."""

import pandas as pd

from models.database import reading
from models.issues import LateReturn, find_late_returns
from pages.components.cache import once
from pages.components.visit import Visit

CAME, AGAIN = "came", "again"


def build_after_marks(visit: Visit, reports: pd.DataFrame) -> list[str]:
    """For each due report: “sau khi công bố”, “có bản sửa sau khi công bố”, the same of a
    period that was closed; "" where neither."""
    after = once(_load_returns_after, visit)
    itself = {late.submission: late.edge for late in after}
    units = {(late.year, late.unit): late.edge for late in reversed(after)}
    keys = zip(reports["submission_id"], reports["year"], reports["unit_id"], strict=True)
    return [
        _format_mark(visit, CAME, itself[number])
        if number in itself
        else _format_mark(visit, AGAIN, units.get((int(year), int(unit)), ""))
        for number, year, unit in ((-1 if pd.isna(at) else int(at), *of) for at, *of in keys)
    ]


def _load_returns_after(visit: Visit) -> list[LateReturn]:
    with reading(visit.engine) as session:
        return find_late_returns(session, visit.as_of)


def _format_mark(visit: Visit, how: str, edge: str) -> str:
    return visit.words.say(f"after.{how}.{edge}") if edge else ""
